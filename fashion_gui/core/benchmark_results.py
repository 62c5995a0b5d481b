"""What the benchmarks found, as rows beside the published figures; kept, shown and saved in this form."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from fashion_gui.core.whole_files import write_whole

Kind = Literal["inference", "training"]

PUBLISHED: dict[Kind, tuple[float, float]] = {"inference": (5.0, 0.9), "training": (250.0, 40.0)}
"""Seconds before and after, as published: Keras against OpenVINO, and an epoch without and with ITEX."""


class InferenceRow(msgspec.Struct, frozen=True, kw_only=True):
    """One way to answer.

    Attributes:
        variant: `"Keras predict"`, `"IR FP16"`, …
        computation: the precision it computes in.
        median_ms, p99_ms: for one picture.
        images_per_second: many pictures at once.
        accuracy: on the test images, 0–1.
        memory_bytes: that the process grew by.
    """

    variant: str
    computation: str
    median_ms: float
    p99_ms: float
    images_per_second: float
    accuracy: float
    file_bytes: int
    memory_bytes: int


class TrainingRow(msgspec.Struct, frozen=True, kw_only=True):
    """One way to train the `sequential` network.

    Attributes:
        seconds: of an epoch, the median of `count`, without the first, in which the graph is made.
        busy: share of the processors' time in use, 0–1.
        active: what was found to compute.
    """

    variant: str
    seconds: float
    lowest: float
    highest: float
    count: int
    busy: float
    active: str


class InferenceResult(msgspec.Struct, frozen=True, kw_only=True, tag="inference"):
    """All ways of one model, on `machine`; `measured` is the ISO time at which it ended."""

    machine: str
    measured: str
    model: str
    rows: list[InferenceRow] = []


class TrainingResult(msgspec.Struct, frozen=True, kw_only=True, tag="training"):
    """All ways, trained by turns in one run on `images` images an epoch."""

    machine: str
    measured: str
    images: int
    rows: list[TrainingRow] = []


Result = InferenceResult | TrainingResult


def kind_of(result: Result) -> Kind:
    """Which benchmark it is of."""
    return "inference" if isinstance(result, InferenceResult) else "training"


def saved(result: Result) -> list[float | None]:
    """Share of the time that each row saves, 0–1, negative for one that takes longer.

    Beside Keras's `predict`, or stock TensorFlow with oneDNN off; None while that is not measured.
    """
    if isinstance(result, InferenceResult):
        base = next((row.median_ms for row in result.rows if row.variant == "Keras predict"), None)
        times = [row.median_ms for row in result.rows]
    else:
        base = next((row.seconds for row in result.rows), None)
        times = [row.seconds for row in result.rows]
    return [None if base is None else 1 - time / base for time in times]


def published_saving(kind: Kind) -> float:
    """Share of the time that was saved, as published, 0–1."""
    before, after = PUBLISHED[kind]
    return 1 - after / before


def records(result: Result) -> list[dict[str, Any]]:
    """One flat object a row, for other programs; `saved` is 0–1 or None."""
    return [
        {**msgspec.to_builtins(row), "saved": share}
        for row, share in zip(result.rows, saved(result), strict=True)
    ]


def write_result(result: Result, path: Path) -> None:
    """Save as CSV (a row a way) or, for a name that ends in .json, with all that is known about it.

    Raises:
        StorageError: if it can't be written.
    """
    if path.suffix.lower() == ".json":
        about = {**msgspec.to_builtins(result), "rows": records(result), "published": _published(result)}
        content = msgspec.json.format(msgspec.json.encode(about), indent=1)
    else:
        content = _csv(records(result)).encode()
    with write_whole(path) as stream:
        stream.write(content)


def keep(result: Result, folder: Path) -> None:
    """Remember it as the last of its kind.

    Raises:
        StorageError: if it can't be written.
    """
    with write_whole(_file(folder, kind_of(result))) as stream:
        stream.write(msgspec.json.encode(result))


def last(kind: Kind, folder: Path) -> Result | None:
    """What was kept, or None where nothing was or it can't be read."""
    try:
        found = msgspec.json.decode(_file(folder, kind).read_bytes(), type=Result)
    except (OSError, msgspec.MsgspecError):
        return None
    return found if kind_of(found) == kind else None


def all_last(folder: Path) -> tuple[Result, ...]:
    """The last of each kind, as far as there is one."""
    kinds: tuple[Kind, ...] = ("inference", "training")
    found = (last(kind, folder) for kind in kinds)
    return tuple(result for result in found if result is not None)


def _file(folder: Path, kind: Kind) -> Path:
    return folder / f"{kind}.json"


def _published(result: Result) -> dict[str, float]:
    kind = kind_of(result)
    before, after = PUBLISHED[kind]
    return {"seconds_before": before, "seconds_after": after, "saved": published_saving(kind)}


def _csv(rows: Sequence[dict[str, Any]]) -> str:
    out = io.StringIO()
    if rows:
        table = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    return out.getvalue()
