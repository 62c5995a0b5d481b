"""The results of a benchmark as cells of a table and as bars of charts."""

from __future__ import annotations

from typing import NamedTuple

from fashion_gui.core.benchmark_results import (
    PUBLISHED,
    InferenceResult,
    Kind,
    Result,
    kind_of,
    published_saving,
    saved,
)
from fashion_gui.ui import model_words

HEADINGS: dict[Kind, tuple[tuple[str, str], ...]] = {
    "inference": (
        ("Way to answer", "Keras as it installs itself, or OpenVINO's IR with weights of a precision"),
        ("1 image", "Median time for one picture"),
        ("99 %", "Ninety-nine of a hundred pictures take less than this"),
        ("Images/s", "Pictures a second, many at once"),
        ("Right", "Share of the 10,000 test images"),
        ("File", "Size of the weights on disk"),
        ("Memory", "What the process grew by"),
        ("Saved", "Share of the time of Keras predict, for one picture"),
    ),
    "training": (
        ("Way to train", "Stock TensorFlow or ITEX, precision of the arithmetic, thread pool"),
        ("One epoch", "Median of the repetitions"),
        ("From – to", "Fastest and slowest of the repetitions"),
        ("Busy", "Share of the processors' time that was used"),
        ("Saved", "Share of the time of stock TensorFlow with oneDNN off"),
    ),
}
"""Heading and explanation of each column."""

_PUBLISHED_ROWS: dict[Kind, tuple[str, str]] = {
    "inference": ("Published: Keras", "Published: OpenVINO"),
    "training": ("Published: without ITEX", "Published: with ITEX"),
}


class Bars(NamedTuple):
    """One chart: a bar a variant, its value in words beside it."""

    title: str
    values: list[float]
    labels: list[str]


def cells(result: Result) -> list[list[str]]:
    """The table under `HEADINGS`, the published figures in its last two rows."""
    return [*_measured(result), *published_cells(kind_of(result))]


def published_cells(kind: Kind) -> list[list[str]]:
    """The published figures, before and after."""
    empty = [""] * (len(HEADINGS[kind]) - 3)
    before, after = (
        [name, f"{seconds:g} s", *empty]
        for name, seconds in zip(_PUBLISHED_ROWS[kind], PUBLISHED[kind], strict=True)
    )
    return [[*before, ""], [*after, _share(published_saving(kind))]]


def _measured(result: Result) -> list[list[str]]:
    shares = [_share(share) for share in saved(result)]
    if isinstance(result, InferenceResult):
        return [
            [
                f"{row.variant} ({row.computation.rsplit(', ', 1)[-1]})",
                model_words.milliseconds(row.median_ms),
                model_words.milliseconds(row.p99_ms),
                f"{row.images_per_second:,.0f}",
                model_words.share(row.accuracy),
                model_words.megabytes(row.file_bytes),
                f"{row.memory_bytes / 1e6:.0f} MB",
                share,
            ]
            for row, share in zip(result.rows, shares, strict=True)
        ]
    return [
        [
            row.variant,
            f"{row.seconds:.1f} s",
            f"{row.lowest:.1f} – {row.highest:.1f} s" if row.count > 1 else "once",
            f"{row.busy:.0%}",
            share,
        ]
        for row, share in zip(result.rows, shares, strict=True)
    ]


def text(result: Result) -> str:
    """The table for the clipboard, its columns apart by tabs, with where and when it was measured."""
    headings = [name for name, _ in HEADINGS[kind_of(result)]]
    return "\n".join([*("\t".join(line) for line in (headings, *cells(result))), about(result), ""])


def about(result: Result) -> str:
    """What was measured, where and when, in one line."""
    if isinstance(result, InferenceResult):
        what = result.model
    else:
        what = f"{result.images:,} images an epoch, second epochs"
    return f"{what} · {result.machine} · {result.measured[:16].replace('T', ' ')} UTC"


def bars(result: Result) -> tuple[Bars, Bars]:
    """The two charts of a result."""
    if isinstance(result, InferenceResult):
        times = [row.median_ms for row in result.rows]
        rates = [row.images_per_second for row in result.rows]
        return (
            Bars("Milliseconds for one image", times, [model_words.milliseconds(value) for value in times]),
            Bars("Images a second in bulk", rates, [f"{value:,.0f}" for value in rates]),
        )
    seconds, busy = [row.seconds for row in result.rows], [row.busy for row in result.rows]
    return (
        Bars("Seconds an epoch", seconds, [f"{value:.1f} s" for value in seconds]),
        Bars("Processors busy", busy, [f"{value:.0%}" for value in busy]),
    )


def _share(value: float | None) -> str:
    """0.7 → "70 %", −0.1 → "10 % more"; empty where nothing is compared."""
    if value is None or value == 0:
        return ""
    return f"{value:.1%}" if value > 0 else f"{-value:.0%} more"
