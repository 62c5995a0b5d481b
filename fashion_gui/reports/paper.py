"""Pages of A4, and tables on them."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from fashion_gui.reports import charts

A4 = (8.27, 11.69)
"""Inches."""
LEFT, WIDTH = 0.09, 0.82
"""Of what stands on a page, as shares of its width."""


def page(title: str) -> Figure:
    """An empty page with its title."""
    made = Figure(A4, facecolor="white")
    made.text(LEFT, 0.94, title, fontsize=16, fontweight="bold", color=charts.TEXT)
    return made


def add_table(on: Figure, rows: Sequence[Sequence[str]], bottom: float, height: float) -> None:
    """Rows of cells, headings first; the first column is wider and stands to the left.

    `bottom` and `height` are shares of the page's height.
    """
    axes = on.add_axes((LEFT, bottom, WIDTH, height))
    axes.axis("off")
    table = axes.table([list(row) for row in rows], cellLoc="right", edges="horizontal", bbox=Bbox.unit())
    table.auto_set_font_size(False)
    for (row, column), cell in table.get_celld().items():
        cell.set_edgecolor(charts.HAIRLINE)
        cell.get_text().set_fontsize(9)
        cell.get_text().set_color(charts.QUIET if row == 0 else charts.TEXT)
        if column == 0:
            cell.get_text().set_horizontalalignment("left")
            cell.set_width(cell.get_width() * 1.5)
