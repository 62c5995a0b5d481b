"""INT8 in a real worker process: kept where it costs no accuracy, refused with the figures where it does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fashion_gui import paths
from fashion_gui.core.datasets import load, split
from fashion_gui.core.errors import ModelError
from fashion_gui.core.model_store import ModelStore
from fashion_gui.core.stored_model import StoredModel
from fashion_gui.inference.classifier import Classifier
from fashion_gui.inference.quantization import Quantization, quantize
from fashion_gui.worker.entry import EXIT_FAILED
from fashion_gui.worker.job_requests import Quantise
from fashion_gui.worker.jobs.quantise import add_files
from fashion_gui.worker.messages import Done, Failed, Figures, Progress, Stage
from tests.support.idx import write_images, write_labels
from tests.support.worker import work


@pytest.fixture
def data(known_samples: np.ndarray, tmp_path: Path) -> Path:
    """Noisy pictures of the ten samples, which the tiny model tells apart."""
    rng = np.random.default_rng(3)
    for part, count in (("train", 600), ("t10k", 50)):
        labels = np.arange(count) % 10
        noise = rng.integers(-25, 26, (count, 28, 28))
        images = np.clip(known_samples[labels].astype(int) + noise, 0, 255).astype(np.uint8)
        write_images(tmp_path / f"{part}-images-idx3-ubyte.gz", images)
        write_labels(tmp_path / f"{part}-labels-idx1-ubyte.gz", labels)
    return tmp_path


@pytest.mark.timeout(900)
def test_a_model_gets_int8_weights_that_answer(
    tiny_model: StoredModel, data: Path, known_samples: np.ndarray
) -> None:
    messages, status = work(Quantise(model=tiny_model.id, data=str(data)))
    assert isinstance(messages[-1], Done), messages[-1]
    assert (status, messages[-1].model) == (0, tiny_model.id)
    assert {Stage, Progress, Figures} <= {type(message) for message in messages}
    stages = [message.name for message in messages if isinstance(message, Stage)]
    assert len(stages) == len(set(stages))

    store = ModelStore(paths.user_models_dir(), paths.bundled_models_dir())
    made = store.get(tiny_model.id)
    made.check()
    assert made.precisions == ("fp16", "fp32", "int8")
    metrics = made.manifest.metrics
    assert metrics["validation_drop_int8"] <= 0.003
    answers = Classifier.load(made, precision="int8").predict(known_samples)
    np.testing.assert_array_equal(answers.argmax(axis=1), np.arange(10))

    messages, status = work(Quantise(model=tiny_model.id, data=str(data)))
    assert status == EXIT_FAILED
    assert isinstance(messages[-1], Failed)
    assert "has INT8 weights already" in messages[-1].problem


@pytest.mark.timeout(900)
def test_int8_that_loses_too_much_is_refused(tiny_model: StoredModel, data: Path, tmp_path: Path) -> None:
    """No INT8 is half the images better than floating point, so such a limit refuses every one."""
    (tmp_path / "made").mkdir()
    with pytest.raises(ModelError) as refused:
        quantize(tiny_model, tmp_path / "made", split(load(data)), max_drop=-0.5)
    assert "points of accuracy on the validation images" in refused.value.problem
    assert not list((tmp_path / "made").iterdir())


def test_a_bundled_model_stays_as_it_is_and_a_copy_gets_int8(tiny_model: StoredModel, own_home: Path) -> None:
    elsewhere = ModelStore(own_home / "own", own_home / "models")
    bundled = elsewhere.get(tiny_model.id)
    assert bundled.bundled
    done = Quantization(
        accuracy_before=0.9, accuracy_after=0.9, controlled=False, golden_worst=0.0, seconds=1.0
    )
    ir = dict(zip(("model-int8.xml", "model-int8.bin"), bundled.ir("fp32"), strict=True))
    copy = add_files(elsewhere, bundled, ir, done)
    copy.check()
    assert (copy.bundled, copy.name, "int8" in copy.precisions) == (False, "Tiny with INT8", True)
    assert "int8" not in elsewhere.get(tiny_model.id).precisions
    Classifier.load(copy)


def test_without_the_data_set_it_is_said(tiny_model: StoredModel, tmp_path: Path) -> None:
    messages, status = work(Quantise(model=tiny_model.id, data=str(tmp_path / "nowhere")))
    assert status == EXIT_FAILED
    assert isinstance(messages[-1], Failed)
    assert "train-images-idx3-ubyte.gz” is missing" in messages[-1].problem
