"""Train only to see how fast it goes: nothing is published, and the test accuracy is looked at, not used."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from fashion_gui.core import datasets
from fashion_gui.core.processors import processors
from fashion_gui.core.recipes import Augmentation, TrainingSettings
from fashion_gui.training import acceleration
from fashion_gui.worker.context import JobContext
from fashion_gui.worker.job_requests import MeasureTraining
from fashion_gui.worker.jobs.train import resolve
from fashion_gui.worker.jobs.training_data import read_fashion_mnist, target_distributions
from fashion_gui.worker.messages import Acceleration, Done, Figures

if TYPE_CHECKING:
    from collections.abc import Iterator


def run(request: MeasureTraining, context: JobContext) -> Done:
    """Train, telling after each epoch its seconds and the test accuracy reached; stops at `target`."""
    settings = resolve(request.settings)
    data = read_fashion_mnist(request.data, False, context)
    split = datasets.split(data)
    acceleration.prepare(settings.acceleration)
    found = acceleration.active(settings.acceleration, settings.precision)
    context.send(Acceleration(sentence=found.sentence, **msgspec.structs.asdict(found)))
    context.stage("Training")
    ways = {"compiled": _compiled, "fit": _fit}
    for epoch in ways[request.way](settings, split, data, context):
        context.send(Figures(kind="training_epoch", values=epoch))
        context.check()
        if request.target and epoch["test_accuracy"] >= request.target:
            break
    return Done()


def _compiled(
    settings: TrainingSettings, split: datasets.Split, data: datasets.FashionMnist, context: JobContext
) -> Iterator[dict[str, float]]:
    """The program's own way: see `training.trainer`."""
    from fashion_gui.training.trainer import EpochResult, Trainer, TrainingData

    count = settings.limit or len(split.train_images)
    material = TrainingData(
        split.train_images[:count],
        target_distributions(split.train_labels[:count]),
        split.validation_images,
        split.validation_labels,
    )
    with tempfile.TemporaryDirectory(prefix="fashion-gui-") as folder:
        trainer = Trainer(settings, material, Path(folder))
        for event in trainer.epochs(context.cancelled):
            if isinstance(event, EpochResult):
                right = trainer.logits(data.test_images).argmax(axis=1) == data.test_labels
                yield {
                    "epoch": event.epoch,
                    "seconds": event.seconds,
                    "busy": event.busy,
                    "test_accuracy": float(np.mean(right)),
                }
            else:
                context.progress((event.epoch - 1) * event.steps + event.step, settings.epochs * event.steps)


def _fit(
    settings: TrainingSettings, split: datasets.Split, data: datasets.FashionMnist, context: JobContext
) -> Iterator[dict[str, float]]:
    """The report's way: Adam, and `Model.fit` on pictures that Keras varies in Python."""
    from tensorflow import keras

    from fashion_gui.training import networks

    network = networks.build(settings.network, settings.dropout, settings.seed)
    network.compile(
        keras.optimizers.Adam(settings.learning_rate),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    count = settings.limit or len(split.train_images)
    pictures = split.train_images[:count, ..., np.newaxis].astype(np.float32) / 255
    varied = _image_data_generator(settings.augmentation).flow(
        pictures, split.train_labels[:count], batch_size=settings.batch_size, seed=settings.seed
    )
    tested = data.test_images[..., np.newaxis].astype(np.float32) / 255
    cancel = keras.callbacks.LambdaCallback(on_train_batch_end=lambda *_: context.check())
    for epoch in range(1, settings.epochs + 1):
        started, processor = time.perf_counter(), time.process_time()
        network.fit(varied, epochs=1, verbose=0, callbacks=[cancel])
        seconds = time.perf_counter() - started
        busy = (time.process_time() - processor) / seconds / processors()
        accuracy = network.evaluate(tested, data.test_labels, batch_size=500, verbose=0)[1]
        context.progress(epoch, settings.epochs)
        yield {"epoch": epoch, "seconds": seconds, "busy": busy, "test_accuracy": float(accuracy)}


def _image_data_generator(ranges: Augmentation):  # type: ignore[no-untyped-def]
    from tensorflow import keras

    return keras.preprocessing.image.ImageDataGenerator(
        rotation_range=ranges.rotation,
        zoom_range=ranges.zoom,
        shear_range=ranges.shear,
        width_shift_range=ranges.shift,
        height_shift_range=ranges.shift,
        horizontal_flip=ranges.flip,
    )
