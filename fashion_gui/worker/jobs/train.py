"""Train by a recipe, convert to IR, check, evaluate, publish.

TensorFlow is imported inside the functions only: how it computes must be settled first.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from fashion_gui import paths
from fashion_gui.core import datasets
from fashion_gui.core.errors import DataSetError, FashionGuiError, TrainingError
from fashion_gui.training import acceleration
from fashion_gui.training.recipes import TrainingSettings, check, recipe
from fashion_gui.worker import runs
from fashion_gui.worker.context import CancelledError, JobContext
from fashion_gui.worker.job_requests import Train
from fashion_gui.worker.messages import Acceleration, Batches, Done, Epoch

if TYPE_CHECKING:
    from fashion_gui.training.trainer import EpochResult, StepProgress, Trainer


def run(request: Train, context: JobContext) -> Done:
    """Do the whole job.

    Raises:
        CancelledError: when asked to stop; it names the run if a whole epoch was saved.
        FashionGuiError: with a `run` attribute where the training can be resumed.
    """
    if request.run:
        current = runs.find(request.run)
        settings = resolve(current.request.settings)
        data = _read_data(current.request, context)
    else:
        settings = resolve(request.settings)
        data = _read_data(request, context)
        request = msgspec.structs.replace(request, settings=msgspec.to_builtins(settings))
        current = runs.begin(request)
    resumable = (current.folder / runs.CHECKPOINT_FILE).exists
    try:
        started = time.perf_counter()
        context.stage("Starting TensorFlow")
        acceleration.prepare(settings.acceleration)
        split = datasets.split(data, seed=settings.seed)
        trainer = _train(settings, split, current.folder, context)
        from fashion_gui.worker.jobs.publish import publish_trained

        model = publish_trained(trainer, data, split, time.perf_counter() - started, context)
    except CancelledError:
        raise CancelledError(current.name if resumable() else "") from None
    except FashionGuiError as error:
        error.run = current.name if resumable() else ""  # type: ignore[attr-defined]
        raise
    finally:
        if not resumable():
            runs.forget(current)
    runs.forget(current)
    return Done(model=model)


def resolve(values: dict[str, object]) -> TrainingSettings:
    """The recipe's settings with `values` in their place, checked.

    Raises:
        TrainingError: naming what is unknown, of the wrong kind or out of range.
    """
    base = msgspec.to_builtins(recipe(str(values.get("recipe", ""))))
    for name, value in values.items():
        nested = base.get(name)
        base[name] = {**nested, **value} if isinstance(nested, dict) and isinstance(value, dict) else value
    try:
        settings = msgspec.convert(base, TrainingSettings, strict=True)
    except msgspec.ValidationError as error:
        raise TrainingError(f"The settings can't be used: {error}.", "Correct them, start again.") from error
    check(settings)
    return settings


def _read_data(request: Train, context: JobContext) -> datasets.FashionMnist:
    context.stage("Reading the data set")
    folder = datasets.locate(Path(request.data) if request.data else None, paths.user_dataset_dir())
    if folder is None and request.download:
        context.stage("Downloading Fashion-MNIST")
        folder = datasets.download(paths.user_dataset_dir(), context.progress)
    if folder is None:
        raise DataSetError(
            f"Fashion-MNIST was not found: {datasets.DATASET_VARIABLE} is not set, "
            f"and the four files are not in “{paths.user_dataset_dir()}”.",
            "Name its folder, or let the program download it (31 MB).",
        )
    return datasets.load(folder)


def _train(settings: TrainingSettings, split: datasets.Split, folder: Path, context: JobContext) -> Trainer:
    """Train to the last epoch; a reduced precision that does not learn is given up for 32-bit floats."""
    from fashion_gui.training.trainer import LearningFailedError, Trainer, TrainingData, one_hot

    count = settings.limit or len(split.train_images)
    data = TrainingData(
        split.train_images[:count],
        one_hot(split.train_labels[:count]),
        split.validation_images,
        split.validation_labels,
    )
    try:
        return _epochs(Trainer(settings, data, folder), context)
    except LearningFailedError as error:
        if settings.precision == "fp32":
            raise TrainingError(str(error), "Try a lower learning rate or a larger batch size.") from error
        context.notice(f"{error} The training goes on in 32-bit floats from the last whole epoch.")
    settings = msgspec.structs.replace(settings, precision="fp32")
    try:
        return _epochs(Trainer(settings, data, folder), context)
    except LearningFailedError as error:
        raise TrainingError(str(error), "Try a lower learning rate or a larger batch size.") from error


def _epochs(trainer: Trainer, context: JobContext) -> Trainer:
    from fashion_gui.training.trainer import EpochResult

    settings = trainer.settings
    found = acceleration.active(settings.acceleration, settings.precision)
    context.send(Acceleration(sentence=found.sentence, **msgspec.structs.asdict(found)))
    for past in trainer.history:
        context.send(_epoch_message(past, settings.epochs))
    context.stage("Training")
    for event in trainer.epochs(context.cancelled):
        if isinstance(event, EpochResult):
            context.send(_epoch_message(event, settings.epochs))
        else:
            context.send(_batches_message(event, settings))
    context.check()
    return trainer


def _epoch_message(result: EpochResult, epochs: int) -> Epoch:
    return Epoch(epochs=epochs, **vars(result))


def _batches_message(progress: StepProgress, settings: TrainingSettings) -> Batches:
    left = (settings.epochs - progress.epoch) * progress.steps + progress.steps - progress.step
    return Batches(
        epochs=settings.epochs,
        seconds_left=left * settings.batch_size / progress.images_per_second,
        **vars(progress),
    )
