"""What is known about each model of the store, looked up once, so that a table can show it at any time."""

from __future__ import annotations

from dataclasses import dataclass

from fashion_gui.core.errors import ModelError
from fashion_gui.core.model_store import ModelStore


@dataclass(frozen=True)
class ModelRow:
    """One model, or a folder that should be one.

    Attributes:
        id: name of its folder.
        accuracy, photo_accuracy: shares of the test images and of photos by strangers, 0–1, where measured.
        bytes: on the disk; parameters: trained weights.
        created: ISO 8601, UTC.
        active: it answers from the next start on.
        problem, advice: why it can't be used; empty for a whole model.
    """

    id: str
    name: str
    bundled: bool
    recipe: str = ""
    accuracy: float | None = None
    photo_accuracy: float | None = None
    bytes: int = 0
    parameters: int = 0
    precisions: tuple[str, ...] = ()
    created: str = ""
    active: bool = False
    problem: str = ""
    advice: str = ""
    notes: str = ""


@dataclass(frozen=True)
class PrecisionCheck:
    """How a precision of a model did on a device of this machine when it was asked the golden questions.

    Attributes:
        executes: the device's full name and the number format it really computes in; empty if it failed.
        milliseconds: least that one image took; None if it failed.
        problem: one sentence if it must not be used, else empty.
        wrong: it ran, and computed wrongly.
    """

    precision: str
    executes: str = ""
    milliseconds: float | None = None
    problem: str = ""
    wrong: bool = False


def model_rows(store: ModelStore) -> tuple[ModelRow, ...]:
    """Every model of the store with the hashes of all its files checked, then the damaged ones."""
    survey = store.survey()
    try:
        active = store.active().id
    except ModelError:
        active = ""
    whole = [
        ModelRow(
            id=model.id,
            name=model.name,
            bundled=model.bundled,
            recipe=model.manifest.recipe,
            accuracy=model.manifest.accuracy,
            photo_accuracy=_share(model.manifest.metrics.get("photo_accuracy")),
            bytes=model.size,
            parameters=model.manifest.parameters,
            precisions=model.precisions,
            created=model.manifest.created,
            active=model.id == active,
            notes=model.manifest.notes,
        )
        for model in survey.models
    ]
    damaged = [
        ModelRow(
            id=found.folder.name,
            name=found.folder.name,
            bundled=found.folder.parent == store.bundled_dir,
            problem=found.error.problem,
            advice=found.error.advice,
        )
        for found in survey.damaged
    ]
    return (*whole, *damaged)


def _share(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
