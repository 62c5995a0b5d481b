from __future__ import annotations

import subprocess
import sys
import textwrap
import threading

import numpy as np
import openvino as ov
import pytest

from fashion_gui.core.errors import ModelError
from fashion_gui.core.manifest import write_manifest
from fashion_gui.inference import devices
from fashion_gui.inference.classifier import Classifier
from fashion_gui.inference.verification import remembered


@pytest.fixture(scope="module")
def exact(prototype, tmp_path_factory) -> Classifier:
    return Classifier.load(
        prototype, precision="fp32", verdicts=tmp_path_factory.mktemp("v") / "verified.json"
    )


def test_fp32_answers_as_keras_does(exact, tiny_network):
    answers = exact.predict(tiny_network.images[:100])
    assert answers.dtype == np.float32
    np.testing.assert_allclose(answers, tiny_network.probabilities[:100], atol=1e-5)
    assert exact.tag.model == "Tiny"
    assert exact.tag.precision == "FP32 weights, f32 computation"
    assert exact.tag.device == devices.full_name("CPU")
    assert exact.threshold == 0.6


def test_one_picture_alone_gets_the_answer_it_gets_among_many(prototype, tiny_network):
    for precision in ("fp32", "fp16"):
        classifier = Classifier.load(prototype, precision=precision)
        alone = np.concatenate([classifier.predict(image[None]) for image in tiny_network.images[:50]])
        many = classifier.predict_many(tiny_network.images)
        np.testing.assert_allclose(alone, many[:50], atol=1e-6)
        few = classifier.predict_many(tiny_network.images[:70])
        np.testing.assert_allclose(few, many[:70], atol=1e-6)


def test_several_looks_are_one_answer(exact, tiny_network):
    """The logarithms of the looks' probabilities are averaged; looks all alike change nothing."""
    images = tiny_network.images[:4]
    logits = np.log(np.maximum(exact.predict_photos(images), 1e-12)).mean(axis=0)
    together = exact.predict_looks(images)
    assert together.sum() == pytest.approx(1, abs=1e-6)
    np.testing.assert_allclose(np.diff(np.log(together)), np.diff(logits), atol=1e-3)
    alike = exact.predict_looks(np.repeat(images[:1], 4, axis=0))
    np.testing.assert_allclose(alike, exact.predict_photo(images[0]), atol=1e-5)


def test_bulk_keeps_the_order_and_an_odd_end(exact, tiny_network):
    images = tiny_network.images[:1999]
    np.testing.assert_allclose(exact.predict_many(images), tiny_network.probabilities[:1999], atol=1e-5)
    assert exact.predict_many(images[:0]).shape == (0, 10)


def test_the_default_precision_is_as_accurate(prototype, tiny_network):
    classifier = Classifier.load(prototype)
    right = classifier.predict_many(tiny_network.images).argmax(axis=1) == tiny_network.labels
    keras = tiny_network.probabilities.argmax(axis=1) == tiny_network.labels
    assert abs(right.mean() - keras.mean()) <= 0.005
    assert classifier.tag.precision.startswith("FP16 weights, ")


def test_pictures_of_any_layout_in_memory_but_of_no_other_form(exact, tiny_network):
    images = np.asfortranarray(tiny_network.images[:3])
    np.testing.assert_allclose(exact.predict(images), tiny_network.probabilities[:3], atol=1e-5)
    for wrong in (images.astype(np.float32), images[0], images[:, :27]):
        with pytest.raises(ValueError, match="expected uint8"):
            exact.predict(wrong)


def test_many_threads_ask_one_classifier(exact, tiny_network):
    failures = []

    def ask(number: int) -> None:
        for start in range(number, 400, 8):
            answer = exact.predict(tiny_network.images[start : start + 1])
            if not np.allclose(answer, tiny_network.probabilities[start : start + 1], atol=1e-5):
                failures.append(start)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_an_answer_is_not_changed_by_the_next_question(exact, tiny_network):
    first = exact.predict(tiny_network.images[:1])
    kept = first.copy()
    exact.predict(tiny_network.images[1:2])
    np.testing.assert_array_equal(first, kept)


def test_the_model_goes_on_answering_when_its_folder_is_gone(store, stored, tiny_network):
    classifier = Classifier.load(stored)
    store.delete(stored.id)
    assert len(classifier.predict_many(tiny_network.images)) == len(tiny_network.images)


def test_auto_names_what_really_executes(prototype, tiny_network):
    classifier = Classifier.load(prototype, "AUTO", "fp32")
    assert classifier.tag.device in devices.devices().values()
    np.testing.assert_allclose(
        classifier.predict(tiny_network.images[:9]), tiny_network.probabilities[:9], atol=1e-3
    )


def test_devices_come_with_their_full_names():
    found = devices.devices()
    assert list(found)[:1] == ["AUTO"]
    assert set(found) == {"AUTO", *ov.Core().available_devices}
    assert found["CPU"] == ov.Core().get_property("CPU", "FULL_DEVICE_NAME")


def test_a_device_that_is_not_there_is_said(prototype):
    with pytest.raises(ModelError, match=r"does not run on GPU\.9") as caught:
        Classifier.load(prototype, "GPU.9")
    assert "AUTO, CPU" in caught.value.advice


def test_a_flipped_byte_is_noticed_before_anything_is_compiled(stored):
    path = stored.folder / "model.bin"
    raw = bytearray(path.read_bytes())
    raw[100] ^= 1
    path.write_bytes(raw)
    with pytest.raises(ModelError, match=r"model\.bin is not the file"):
        Classifier.load(stored)


def test_weights_damaged_after_hashing_are_caught_by_the_golden_answers(store, stored, tmp_path):
    """A model that is whole by all its hashes, yet computes something else."""
    weights = np.fromfile(stored.folder / "model-fp32.bin", np.float32)
    is_weight = (abs(weights) > 1e-3) & (abs(weights) < 2)  # the others are shapes and the like
    weights[np.flatnonzero(is_weight)[::5]] *= -1
    damaged = rehashed(store, stored, "model-fp32.bin", weights.tobytes())
    damaged.check()
    verdicts = tmp_path / "verified.json"
    with pytest.raises(ModelError, match="computes wrongly on this machine") as caught:
        Classifier.load(damaged, precision="fp32", verdicts=verdicts)
    assert caught.value.advice
    Classifier.load(damaged, precision="fp16", verdicts=verdicts)  # the other precision is not
    bad, good = remembered(verdicts)
    assert (bad.passed, good.passed) == (False, True)
    assert bad.model == stored.id
    assert "computes wrongly" in bad.problem
    assert bad.device == devices.full_name("CPU")


def test_an_ir_of_another_form_is_refused(store, stored):
    model = ov.Core().read_model(stored.folder / "model.xml")
    model.reshape([1, 28, 28, 1])
    other = store.user_dir / "other.xml"
    ov.save_model(model, other)
    changed = rehashed(store, stored, "model.xml", other.read_bytes())
    changed = rehashed(store, changed, "model.bin", other.with_suffix(".bin").read_bytes())
    with pytest.raises(ModelError, match="another form"):
        Classifier.load(changed)
    changed = rehashed(store, changed, "model.xml", b"<not an ir/>")
    with pytest.raises(ModelError, match="can't be read"):
        Classifier.load(changed)


def test_a_model_of_other_classes_is_refused(store, stored):
    import msgspec

    write_manifest(stored.folder, msgspec.structs.replace(stored.manifest, class_names=("Hat", "Shoe")))
    with pytest.raises(ModelError, match="other classes"):
        Classifier.load(store.get(stored.id))


def test_verdicts_that_cannot_be_written_stop_nobody(prototype, tmp_path):
    (tmp_path / "file").write_text("in the way")
    Classifier.load(prototype, verdicts=tmp_path / "file" / "verified.json")
    broken = tmp_path / "verified.json"
    broken.write_bytes(b"[\xff")
    Classifier.load(prototype, verdicts=broken)
    assert len(remembered(broken)) == 1


def test_nothing_heavy_is_imported_to_answer(stored):
    code = f"""
        import sys
        from pathlib import Path
        import numpy as np
        from fashion_gui.core.model_store import ModelStore
        from fashion_gui.inference.classifier import Classifier
        stored = ModelStore(Path({str(stored.folder.parent)!r}), Path("/nowhere")).get({stored.id!r})
        Classifier.load(stored).predict(np.zeros((1, 28, 28), np.uint8))
        heavy = {{"tensorflow", "matplotlib", "sklearn", "scipy", "pandas", "nncf", "torch", "PySide6"}}
        assert not heavy & set(sys.modules), heavy & set(sys.modules)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


def rehashed(store, stored, name: str, contents: bytes):
    """The model with other contents of one file, as if it had been published so."""
    import hashlib

    import msgspec

    (stored.folder / name).write_bytes(contents)
    files = {**stored.manifest.files, name: hashlib.sha256(contents).hexdigest()}
    write_manifest(stored.folder, msgspec.structs.replace(stored.manifest, files=files))
    return store.get(stored.id)
