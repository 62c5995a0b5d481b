"""Pages of A4, and tables on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath
from matplotlib.transforms import Bbox

from fashion_gui.reports import charts

A4 = (8.27, 11.69)
"""Inches."""
LEFT, WIDTH = 0.09, 0.82
"""Of what stands on a page, as shares of its width."""
_SPACING = 1.6
"""From line to line, as a multiple of the letters' size."""


def page(title: str) -> Figure:
    """An empty page with its title."""
    made = Figure(A4, facecolor="white")
    made.text(LEFT, 0.94, title, fontsize=16, fontweight="bold", color=charts.TEXT)
    return made


def add_text(on: Figure, sentences: Sequence[str], top: float, size: float, most: int) -> float:
    """Sentences below each other, wrapped to the width of the page; returns where the text ends.

    Args:
        top: share of the page's height, as is what is returned.
        size: of the letters, in points.
        most: lines; what is longer is cut off with an ellipsis.
    """
    width = WIDTH * A4[0] * 72
    lines = list(islice((line for told in sentences for line in wrapped(told, size, width)), most + 1))
    if len(lines) > most:
        lines[most - 1 :] = ["…"]
    on.text(LEFT, top, "\n".join(lines), fontsize=size, color=charts.QUIET, va="top", linespacing=_SPACING)
    return top - len(lines) * _SPACING * size / 72 / A4[1]


def wrapped(text: str, size: float, width: float) -> Iterator[str]:
    """Lines of at most `width` points in letters of `size` points; words longer than a line are broken."""
    font, measure = FontProperties(size=size), TextToPath()

    def fits(line: str) -> bool:
        return measure.get_text_width_height_descent(line, font, ismath=False)[0] <= width

    line = ""
    for word in text.split():
        longer = f"{line} {word}".lstrip()
        if fits(longer):
            line = longer
            continue
        if line:
            yield line
        line = ""
        for letter in word:
            if line and not fits(line + letter):
                yield line
                line = ""
            line += letter
    yield line


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
