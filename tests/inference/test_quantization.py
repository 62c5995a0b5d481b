"""Real quantisation of the tiny network; NNCF alone takes seconds to import, so it is done once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fashion_gui.core.datasets import Split
from fashion_gui.core.errors import ModelError
from fashion_gui.core.model_store import ModelStore
from fashion_gui.inference.classifier import Classifier
from fashion_gui.inference.quantization import quantize


@pytest.fixture(scope="module")
def split(tiny_network) -> Split:
    images, labels = tiny_network.images, tiny_network.labels.astype(np.uint8)
    return Split(images[:1000], labels[:1000], images[1000:], labels[1000:])


@pytest.fixture(scope="module")
def quantized(prototype, split, tmp_path_factory):
    """A tiny model with INT8 beside its own weights, how that went, and the shares of progress told."""
    shares: list[float] = []
    folder = tmp_path_factory.mktemp("int8")
    done = quantize(prototype, folder, split, shares.append)
    store = ModelStore(prototype.folder.parent, Path("/nowhere"))
    return store.extend(prototype.id, {path.name: path for path in folder.iterdir()}), done, shares


def test_int8_goes_into_the_model_and_the_model_stays_whole(quantized):
    model, done, shares = quantized
    model.check()
    assert model.precisions == ("fp16", "fp32", "int8")
    assert done.accuracy_before - done.accuracy_after <= 0.003
    assert not done.controlled
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    sizes = {p: len(model.ir(p)[1]) for p in model.precisions}
    assert sizes["int8"] < 0.75 * sizes["fp16"] < 0.5 * sizes["fp32"]


def test_int8_answers_like_the_model(quantized, split):
    model, *_ = quantized
    classifier = Classifier.load(model, precision="int8")
    right = classifier.predict_many(split.validation_images).argmax(axis=1) == split.validation_labels
    exact = Classifier.load(model, precision="fp32").predict_many(split.validation_images)
    assert abs(right.mean() - (exact.argmax(axis=1) == split.validation_labels).mean()) <= 0.003
    assert classifier.tag.precision.startswith("INT8 weights, ")


def test_what_loses_too_much_is_refused_also_after_accuracy_control(prototype, split, tmp_path):
    with pytest.raises(ModelError, match="INT8 would lose"):
        quantize(prototype, tmp_path, split, max_drop=-1.0)
    assert list(tmp_path.iterdir()) == []


def test_it_can_be_stopped(prototype, split, tmp_path):
    class StoppedError(Exception):
        pass

    def stop(share: float) -> None:
        if share > 0.1:
            raise StoppedError

    with pytest.raises(StoppedError):
        quantize(prototype, tmp_path, split, stop)
    assert list(tmp_path.iterdir()) == []
