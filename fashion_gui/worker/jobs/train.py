"""Train by a recipe, convert to IR, check, evaluate, publish.

TensorFlow is imported inside the functions only: how it computes must be settled first.
"""

from __future__ import annotations

import functools
import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from fashion_gui import paths
from fashion_gui.core.errors import FashionGuiError, ModelError, TrainingError
from fashion_gui.core.model_store import ModelStore
from fashion_gui.core.recipes import TrainingSettings, check, recipe
from fashion_gui.core.stored_model import WEIGHTS_FILE
from fashion_gui.training import acceleration
from fashion_gui.worker import runs
from fashion_gui.worker.context import CancelledError, JobContext
from fashion_gui.worker.job_requests import Train
from fashion_gui.worker.jobs.training_data import Material, gather
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
        with runs.hold(runs.find(request.run)):
            current = runs.find(request.run)  # only now does nobody else change it
            return _go_on(current, *_prepare(current.request, context), context)
    settings, material, weights = _prepare(request, context)
    current = runs.begin(msgspec.structs.replace(request, settings=msgspec.to_builtins(settings)))
    with runs.hold(current):
        return _go_on(current, settings, material, weights, context)


def _prepare(
    request: Train, context: JobContext
) -> tuple[TrainingSettings, Material, list[np.ndarray] | None]:
    settings = resolve(request.settings)
    weights = starting_weights(request.start_from, settings.network)
    return settings, gather(request, settings, context), weights


def _go_on(
    current: runs.Run,
    settings: TrainingSettings,
    material: Material,
    weights: list[np.ndarray] | None,
    context: JobContext,
) -> Done:
    """Train the epochs that are left, and publish."""
    resumable = (current.folder / runs.CHECKPOINT_FILE).exists
    try:
        started = time.perf_counter()
        context.stage("Starting TensorFlow")
        acceleration.prepare(settings.acceleration)
        keep = functools.partial(runs.remember, current)
        trainer = train(settings, material, current.folder, weights, context, keep=keep)
        from fashion_gui.worker.jobs.publish import publish_trained

        seconds = time.perf_counter() - started
        model = publish_trained(trainer, material, seconds, current.request.start_from, context)
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


def starting_weights(model_id: str, network: str) -> list[np.ndarray] | None:
    """The weights of the model to go on from, None for no model.

    Raises:
        ModelError: if the model is not there, is damaged, or is another network.
    """
    if not model_id:
        return None
    stored = ModelStore(paths.user_models_dir(), paths.bundled_models_dir()).get(model_id)
    if stored.manifest.settings.get("network") != network:
        raise ModelError(
            f"The model “{stored.name}” is another network than the recipe's.",
            f"Choose a model made of the network “{network}”.",
        )
    with np.load(io.BytesIO(stored.read(WEIGHTS_FILE)), allow_pickle=False) as arrays:
        return [arrays[f"arr_{number}"] for number in range(len(arrays.files))]


def train(
    settings: TrainingSettings,
    material: Material,
    folder: Path,
    weights: list[np.ndarray] | None,
    context: JobContext,
    *,
    keep: Callable[[TrainingSettings], object] = lambda _: None,
) -> Trainer:
    """Train to the last epoch; a reduced precision that does not learn is given up for 32-bit floats.

    Args:
        keep: given the settings if they had to be changed, so that a run goes on with them.
    """
    from fashion_gui.training.trainer import LearningFailedError, Trainer, TrainingData

    split = material.split
    targets = material.targets.copy()
    if weights is not None and settings.remembered:
        from fashion_gui.training.remembering import remembered

        context.stage("Asking the network it goes on from")
        known = slice(material.of_data_set)
        targets[known] = remembered(material.images[known], targets[known], weights, settings)
    data = TrainingData(material.images, targets, split.validation_images, split.validation_labels)
    try:
        return _epochs(Trainer(settings, data, folder, weights), context)
    except LearningFailedError as error:
        if settings.precision == "fp32":
            raise TrainingError(str(error), "Try a lower learning rate or a larger batch size.") from error
        context.notice(f"{error} The training goes on in 32-bit floats from the last whole epoch.")
    settings = msgspec.structs.replace(settings, precision="fp32")
    keep(settings)
    try:
        return _epochs(Trainer(settings, data, folder, weights), context)
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
