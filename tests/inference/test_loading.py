from __future__ import annotations

import hashlib

import msgspec
import numpy as np
import pytest

from fashion_gui.core.errors import ModelError
from fashion_gui.core.manifest import write_manifest
from fashion_gui.inference.loading import load_active


def spoil(model, *names: str) -> None:
    """Change weights so that all hashes are right and the answers wrong."""
    files = dict(model.manifest.files)
    for name in names:
        weights = np.fromfile(model.folder / name, np.float16 if name == "model.bin" else np.float32)
        is_weight = (abs(weights) > 1e-3) & (abs(weights) < 2)
        weights[np.flatnonzero(is_weight)[::3]] *= -1
        (model.folder / name).write_bytes(weights.tobytes())
        files[name] = hashlib.sha256(weights.tobytes()).hexdigest()
    write_manifest(model.folder, msgspec.structs.replace(model.manifest, files=files))


def test_the_chosen_model_answers(store, bundled, stored):
    assert load_active(store).stored.id == bundled.id
    store.activate(stored.id)
    classifier = load_active(store, precision="fp32")
    assert (classifier.stored.id, classifier.stored.note) == (stored.id, "")
    assert classifier.tag.precision == "FP32 weights, f32 computation"


def test_a_precision_or_device_that_is_not_there_is_replaced(store, stored):
    store.activate(stored.id)
    for device, precision in (("CPU", "int8"), ("GPU.7", "fp16")):
        classifier = load_active(store, device, precision)
        assert classifier.stored.id == stored.id
        assert classifier.tag.precision.startswith("FP16")
        assert classifier.stored.note.endswith("CPU and FP16 weights are used instead.")


@pytest.mark.usefixtures("bundled")
def test_a_precision_that_computes_wrongly_is_replaced(store, stored):
    store.activate(stored.id)
    spoil(stored, "model-fp32.bin")
    classifier = load_active(store, "CPU", "fp32")
    assert classifier.stored.id == stored.id
    assert "computes wrongly" in classifier.stored.note


def test_a_model_that_computes_wrongly_gives_way_to_the_bundled_one(store, bundled, stored):
    store.activate(stored.id)
    spoil(stored, "model.bin", "model-fp32.bin")
    classifier = load_active(store, "CPU", "fp32")
    assert classifier.stored.id == bundled.id
    assert classifier.stored.note.endswith(f"“{bundled.name}” answers instead.")


def test_when_nothing_answers_rightly_it_is_said(store, bundled):
    spoil(bundled, "model.bin")
    with pytest.raises(ModelError, match="computes wrongly"):
        load_active(store)
