"""Seconds an epoch with and without ITEX, and the whole way to 92 %, each in a process of its own.

Published for the report's network on an Intel processor: 250 s an epoch without ITEX, 40 s with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from fashion_gui.benchmarks.figures import Spread, machine, spread
from fashion_gui.worker.job_requests import MeasureTraining
from fashion_gui.worker.messages import Acceleration, AnyMessage, Figures

PUBLISHED_SECONDS = (250.0, 40.0)
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

Work = Callable[[MeasureTraining, Callable[[AnyMessage], None]], None]
"""Has a worker process do the job; raises FashionGuiError if it could not."""


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    """One way to train the `sequential` network.

    Attributes:
        seconds: an epoch, without the first, in which the graph is made.
        busy: share of the processors' time in use, 0–1.
        saved: share of the first variant's median seconds that is saved, 0–1.
        active: what was found to compute.
    """

    name: str
    seconds: Spread
    busy: float
    saved: float
    active: str


class EpochFigures(msgspec.Struct, frozen=True, kw_only=True):
    """All variants, trained by turns in one run on `images` images an epoch."""

    machine: str
    images: int
    variants: list[Variant]


class WayFigures(msgspec.Struct, frozen=True, kw_only=True):
    """From the first batch to `TARGET_ACCURACY` on the test images: seconds of training, epochs, accuracy."""

    name: str
    seconds: float
    epochs: int
    test_accuracy: float
    reached: bool


def measure_epochs(
    data: str, images: int, repeats: int, work: Work, progress: Callable[[str, int, int], None]
) -> EpochFigures:
    """Train each variant for two epochs, all variants by turns, `repeats` times; second epochs count."""
    seconds: dict[str, list[float]] = {name: [] for name in VARIANTS}
    busy: dict[str, list[float]] = {name: [] for name in VARIANTS}
    active: dict[str, str] = {}
    done = 0
    for _ in range(repeats):
        for name, settings in VARIANTS.items():
            progress(name, done, repeats * len(VARIANTS))
            request = MeasureTraining(
                settings={"recipe": "sequential", "epochs": 2, "limit": images, **settings}, data=data
            )
            epochs, active[name] = _epochs(request, work)
            seconds[name].append(epochs[-1]["seconds"])
            busy[name].append(epochs[-1]["busy"])
            done += 1
    summed = {name: spread(values) for name, values in seconds.items()}
    first = summed[next(iter(VARIANTS))].median
    return EpochFigures(
        machine=machine(),
        images=images,
        variants=[
            Variant(
                name=name,
                seconds=summed[name],
                busy=spread(busy[name]).median,
                saved=1 - summed[name].median / first,
                active=active[name],
            )
            for name in VARIANTS
        ],
    )


def measure_ways(data: str, work: Work, progress: Callable[[str, int, int], None]) -> list[WayFigures]:
    """The report's way and the `quick` recipe, each until it reaches 92 % on the test images."""
    ways = {
        "quick": MeasureTraining(settings={"recipe": "quick"}, data=data, target=TARGET_ACCURACY),
        "report: sequential, fp32, stock, varied in Python": MeasureTraining(
            settings=_REPORT_WAY, data=data, way="fit", target=TARGET_ACCURACY
        ),
    }
    found = []
    for number, (name, request) in enumerate(ways.items()):
        progress(name, number, len(ways))
        epochs, _ = _epochs(request, work)
        accuracy = epochs[-1]["test_accuracy"]
        found.append(
            WayFigures(
                name=name,
                seconds=sum(epoch["seconds"] for epoch in epochs),
                epochs=len(epochs),
                test_accuracy=accuracy,
                reached=accuracy >= TARGET_ACCURACY,
            )
        )
    return found


def _epochs(request: MeasureTraining, work: Work) -> tuple[list[dict[str, Any]], str]:
    """The figures of each epoch, and what was found to compute."""
    epochs: list[dict[str, Any]] = []
    active: list[str] = []

    def take(message: AnyMessage) -> None:
        if isinstance(message, Figures):
            epochs.append(message.values)
        elif isinstance(message, Acceleration):
            active.append(message.sentence)

    work(request, take)
    return epochs, active[-1]
