"""Seconds an epoch with and without ITEX, and the whole way to 92 %, each in a process of its own.

The plans say which trainings to measure, in which order; whoever has them done adds what came of each.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, NamedTuple

import msgspec

from fashion_gui.benchmarks.figures import machine, spread
from fashion_gui.core.benchmark_results import TrainingResult, TrainingRow
from fashion_gui.worker.job_requests import MeasureTraining
from fashion_gui.worker.messages import Acceleration, AnyMessage, Figures

TARGET_ACCURACY = 0.92

VARIANTS: dict[str, dict[str, Any]] = {
    "stock, oneDNN off, fp32": {"precision": "fp32", "acceleration": {"itex": False, "onednn": False}},
    "stock, fp32": {"precision": "fp32", "acceleration": {"itex": False}},
    "stock, bf16": {"precision": "bf16", "acceleration": {"itex": False}},
    "ITEX, fp32": {"precision": "fp32"},
    "ITEX, bf16": {"precision": "bf16"},
    "ITEX, bf16, OpenMP": {"precision": "bf16", "acceleration": {"thread_pool": "openmp"}},
}
"""Settings of the variants that are trained by turns; savings are measured against the first."""

_REPORT_WAY: dict[str, Any] = {
    "recipe": "sequential",
    "precision": "fp32",
    "learning_rate": 1e-3,
    "batch_size": 32,  # Keras's own default
    "epochs": 30,
    "acceleration": {"itex": False},
    "augmentation": {"rotation": 10.0, "zoom": 0.1, "shear": 10.0, "shift": 0.1, "flip": True},
}


class Measurement(NamedTuple):
    """One training to be measured, in a process of its own."""

    name: str
    request: MeasureTraining


class Heard:
    """What one measured training told; give `take` its messages.

    Attributes:
        epochs: figures of each whole epoch; active: what was found to compute.
    """

    def __init__(self) -> None:
        self.epochs: list[dict[str, Any]] = []
        self.active = ""

    def take(self, message: AnyMessage) -> None:
        """A message of the worker; those of other kinds are passed over."""
        if isinstance(message, Figures):
            self.epochs.append(message.values)
        elif isinstance(message, Acceleration):
            self.active = message.sentence


def epoch_plan(data: str, images: int, repeats: int) -> list[Measurement]:
    """Each variant for two epochs of `images` images, all variants by turns, `repeats` times."""
    return [
        Measurement(
            name,
            MeasureTraining(
                settings={"recipe": "sequential", "epochs": 2, "limit": images, **settings}, data=data
            ),
        )
        for _ in range(repeats)
        for name, settings in VARIANTS.items()
    ]


class EpochTally:
    """Sums up the trainings of an `epoch_plan`, of which the second epochs count."""

    def __init__(self, images: int) -> None:
        self._images = images
        self._heard: dict[str, list[Heard]] = {}

    def add(self, name: str, heard: Heard) -> None:
        """One whole training."""
        self._heard.setdefault(name, []).append(heard)

    def result(self) -> TrainingResult:
        """All variants measured so far."""
        return TrainingResult(
            machine=machine(),
            measured=datetime.now(timezone.utc).isoformat(timespec="seconds"),
            images=self._images,
            rows=[_row(name, heard) for name, heard in self._heard.items()],
        )


class WayFigures(msgspec.Struct, frozen=True, kw_only=True):
    """From the first batch to `TARGET_ACCURACY` on the test images: seconds of training, epochs, accuracy.

    Attributes:
        best: highest test accuracy so far; reached: whether that is the target.
        busy: share of the processors' time in use, 0–1.
    """

    name: str
    seconds: float
    epochs: int
    test_accuracy: float
    best: float
    reached: bool
    busy: float
    active: str


def way_plan(data: str, epochs: int = 0, images: int = 0) -> list[Measurement]:
    """`quick` and the report's way, each until it reaches 92 % on the test images.

    Args:
        epochs: at most so many of the report's way, 0 for 30; images: so many an epoch, 0 for all.
    """
    bounds = {"epochs": epochs} if epochs else {}
    limit = {"limit": images} if images else {}
    return [
        Measurement(
            "quick",
            MeasureTraining(settings={"recipe": "quick", **limit}, data=data, target=TARGET_ACCURACY),
        ),
        Measurement(
            "report: sequential, fp32, stock, varied in Python",
            MeasureTraining(
                settings={**_REPORT_WAY, **bounds, **limit}, data=data, way="fit", target=TARGET_ACCURACY
            ),
        ),
    ]


def way_so_far(name: str, heard: Heard) -> WayFigures:
    """How far a way has come, after at least one whole epoch."""
    seconds = sum(epoch["seconds"] for epoch in heard.epochs)
    best = max(epoch["test_accuracy"] for epoch in heard.epochs)
    return WayFigures(
        name=name,
        seconds=seconds,
        epochs=len(heard.epochs),
        test_accuracy=heard.epochs[-1]["test_accuracy"],
        best=best,
        reached=best >= TARGET_ACCURACY,
        busy=sum(epoch["busy"] * epoch["seconds"] for epoch in heard.epochs) / seconds,
        active=heard.active,
    )


def _row(name: str, heard: list[Heard]) -> TrainingRow:
    seconds = spread([one.epochs[-1]["seconds"] for one in heard])
    return TrainingRow(
        variant=name,
        seconds=seconds.median,
        lowest=seconds.lowest,
        highest=seconds.highest,
        count=seconds.count,
        busy=spread([one.epochs[-1]["busy"] for one in heard]).median,
        active=heard[-1].active,
    )
