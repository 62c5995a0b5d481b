"""How the training of a model went, epoch by epoch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


class EpochFigures(NamedTuple):
    """Losses, and accuracies from 0 to 1, after a whole epoch."""

    loss: float
    accuracy: float
    validation_loss: float
    validation_accuracy: float


@dataclass(frozen=True)
class LearningCurve:
    """Of a model in the store, or of the training under way.

    Attributes:
        id: of the model; empty for the training under way.
    """

    id: str
    name: str
    epochs: tuple[EpochFigures, ...]


def epochs_of(history: Iterable[Mapping[str, Any]]) -> tuple[EpochFigures, ...]:
    """The epochs in a manifest's history of which all figures are known."""
    wanted = EpochFigures._fields
    return tuple(
        EpochFigures(*(float(epoch[name]) for name in wanted))
        for epoch in history
        if all(name in epoch for name in wanted)
    )
