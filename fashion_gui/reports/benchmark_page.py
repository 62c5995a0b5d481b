"""What was measured of the program on this machine, on paper."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from fashion_gui.core.benchmark_results import (
    PUBLISHED,
    InferenceResult,
    Result,
    kind_of,
    published_saving,
    saved,
)
from fashion_gui.reports import charts, paper

_ROW = 0.026
"""Height of a row of a table, as a share of the page's."""


def benchmark_page(results: Sequence[Result]) -> Figure:
    """A table for each benchmark, with what was published below it."""
    made = paper.page("Measured on this machine")
    top = 0.9
    for result in results:
        rows = _rows(result)
        made.text(paper.LEFT, top, _heading(result), fontsize=10, fontweight="bold", color=charts.TEXT)
        where = f"{result.machine}, {result.measured[:10]}"
        made.text(paper.LEFT, top - 0.018, where, fontsize=8, color=charts.QUIET)
        height = _ROW * len(rows)
        paper.add_table(made, rows, top - 0.03 - height, height)
        before, after = PUBLISHED[kind_of(result)]
        less = published_saving(kind_of(result))
        published = f"Published: {before:g} s before, {after:g} s after, {less:.0%} less."
        made.text(paper.LEFT, top - 0.05 - height, published, fontsize=8, color=charts.QUIET)
        top -= height + 0.11
    return made


def _heading(result: Result) -> str:
    if isinstance(result, InferenceResult):
        return f"Answers of {result.model}"
    return f"Training, {result.images:,} images an epoch"


def _rows(result: Result) -> list[list[str]]:
    shares = [_share(share) for share in saved(result)]
    if isinstance(result, InferenceResult):
        return [
            ["", "One image", "Images/s", "Right", "File", "Less time"],
            *(
                [
                    row.variant,
                    f"{row.median_ms:.2f} ms",
                    f"{row.images_per_second:,.0f}",
                    f"{row.accuracy:.2%}",
                    f"{row.file_bytes / 1e6:.1f} MB",
                    share,
                ]
                for row, share in zip(result.rows, shares, strict=True)
            ),
        ]
    return [
        ["", "An epoch", "Fastest", "Slowest", "Busy", "Less time"],
        *(
            [
                row.variant,
                f"{row.seconds:.1f} s",
                f"{row.lowest:.1f} s",
                f"{row.highest:.1f} s",
                f"{row.busy:.0%}",
                share,
            ]
            for row, share in zip(result.rows, shares, strict=True)
        ),
    ]


def _share(saved_share: float | None) -> str:
    return "" if saved_share is None else f"{saved_share:.0%}"
