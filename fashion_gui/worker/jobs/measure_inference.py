"""How fast a stored model answers: its Keras network in three ways, and its IRs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import psutil

from fashion_gui import paths
from fashion_gui.core.datasets import FashionMnist
from fashion_gui.core.errors import ModelError
from fashion_gui.core.model_store import ModelStore
from fashion_gui.core.recipes import Acceleration
from fashion_gui.core.stored_model import WEIGHTS_FILE, StoredModel
from fashion_gui.training import acceleration
from fashion_gui.worker.context import JobContext
from fashion_gui.worker.job_requests import MeasureInference
from fashion_gui.worker.jobs.train import resolve, starting_weights
from fashion_gui.worker.jobs.training_data import read_fashion_mnist
from fashion_gui.worker.messages import Done, Figures

Predict = Callable[[np.ndarray], np.ndarray]
"""uint8 [n, 28, 28] → probabilities float32 [n, 10]."""

_WARM_UP = 10
_KERAS_WAYS = ("Keras predict", "Keras call", "tf.function")


class _Variant(NamedTuple):
    """A way to answer; `single` is asked for one picture at a time, `bulk` for all."""

    name: str
    computation: str
    file_bytes: int
    single: Predict
    bulk: Predict


def run(request: MeasureInference, context: JobContext) -> Done:
    """Tell one row of figures a variant: milliseconds for one image, images a second in bulk, accuracy."""
    stored = ModelStore(paths.user_models_dir(), paths.bundled_models_dir()).get(request.model)
    data = read_fashion_mnist(request.data, False, context)
    has_keras = WEIGHTS_FILE in stored.manifest.files
    total = len(stored.precisions) + (len(_KERAS_WAYS) if has_keras else 0)
    context.progress(0, total)
    for done, precision in enumerate(stored.precisions, start=1):
        context.stage(f"Measuring the IR with {precision.upper()} weights")
        _measure_ir(stored, precision, data, request.repeats, context)
        context.progress(done, total)
    if has_keras:
        context.stage("Starting TensorFlow")
        for left in _measure_keras(stored, data, request.repeats, context):
            context.progress(total - left, total)
    return Done()


def _measure_ir(
    stored: StoredModel, precision: str, data: FashionMnist, repeats: int, context: JobContext
) -> None:
    from fashion_gui.inference.classifier import Classifier

    before = psutil.Process().memory_info().rss
    try:
        classifier = Classifier.load(stored, precision=precision)
    except ModelError as error:
        context.notice(str(error))
        return
    variant = _Variant(
        f"IR {precision.upper()}",
        classifier.tag.precision,
        sum(path.stat().st_size for path in stored.ir_paths(precision)),
        classifier.predict,
        classifier.predict_many,
    )
    _tell(variant, data, repeats, before, context)


def _measure_keras(
    stored: StoredModel, data: FashionMnist, repeats: int, context: JobContext
) -> Iterator[int]:
    """As a network is used without OpenVINO: stock TensorFlow as it installs itself; yields the ways left."""
    settings = resolve(stored.manifest.settings)
    before = psutil.Process().memory_info().rss
    weights = starting_weights(stored.id, settings.network)
    acceleration.prepare(Acceleration(itex=False))
    import tensorflow as tf

    from fashion_gui.training import networks
    from fashion_gui.training.export import ServingModule

    network = networks.build(settings.network, settings.dropout, settings.seed)
    network.set_weights(weights)
    serving = ServingModule(network, stored.manifest.temperature)
    size = (Path(stored.folder) / WEIGHTS_FILE).stat().st_size

    def scaled(images: np.ndarray) -> np.ndarray:
        return images[..., np.newaxis].astype(np.float32) / 255

    def predict(images: np.ndarray) -> np.ndarray:
        return np.asarray(tf.nn.softmax(network.predict(scaled(images), batch_size=256, verbose=0)))

    def call(images: np.ndarray) -> np.ndarray:
        parts = [network(scaled(images[at : at + 256])) for at in range(0, len(images), 256)]
        return np.asarray(tf.nn.softmax(tf.concat(parts, 0)))

    for name, way in zip(_KERAS_WAYS, (predict, call, serving.answers), strict=True):
        context.stage(f"Measuring {name}")
        _tell(_Variant(name, "fp32", size, way, way), data, repeats, before, context)
        yield len(_KERAS_WAYS) - 1 - _KERAS_WAYS.index(name)


def _tell(
    variant: _Variant, data: FashionMnist, repeats: int, memory_before: int, context: JobContext
) -> None:
    """Time one variant and send its row."""
    images = data.test_images
    for image in images[:_WARM_UP]:
        variant.single(image[np.newaxis])
    milliseconds = []
    for number in range(repeats):
        picture = images[number % len(images)][np.newaxis]
        started = time.perf_counter()
        variant.single(picture)
        milliseconds.append((time.perf_counter() - started) * 1e3)
    variant.bulk(images[:1000])
    context.check()
    started = time.perf_counter()
    answers = variant.bulk(images)
    seconds = time.perf_counter() - started
    values = {
        "variant": variant.name,
        "computation": variant.computation,
        "median_ms": float(np.median(milliseconds)),
        "p99_ms": float(np.percentile(milliseconds, 99)),
        "images_per_second": len(images) / seconds,
        "accuracy": float(np.mean(answers.argmax(axis=1) == data.test_labels)),
        "file_bytes": variant.file_bytes,
        "memory_bytes": psutil.Process().memory_info().rss - memory_before,
    }
    context.send(Figures(kind="inference", values=values))
