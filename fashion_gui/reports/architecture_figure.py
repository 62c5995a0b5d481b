"""A network as a figure: its blocks from top to bottom, with shapes, parameters and multiply-adds.

For files and for the window alike: who draws gives the colours.
"""

from __future__ import annotations

from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from fashion_gui.core.architecture import Architecture, Block, amount

HEADINGS = ("", "Comes out", "Parameters", "Multiply-adds")
_BOX = 0.58
"""Right edge of the blocks, as a share of the width: on a page of A4 the longest words fit."""
_SHAPE = 0.66
_COLUMNS = ((0.75, 0.86), (0.89, 1.0))
"""Left and right edge of the bars for parameters and for multiply-adds."""
_HALF = 0.36
"""Half of a block's height, in rows."""


class Ink(NamedTuple):
    """Colours as #rrggbb."""

    text: str
    quiet: str
    line: str
    accent: str
    fill: str


def draw_architecture(axes: Axes, network: Architecture, ink: Ink) -> None:
    """Draw all blocks into empty axes, a row each below the headings."""
    axes.set_xlim(-0.005, 1.005)
    axes.set_ylim(len(network.blocks) + 0.2, -0.7)
    axes.axis("off")
    places = (0, _SHAPE, _COLUMNS[0][0], _COLUMNS[1][0])
    for place, heading in zip(places, HEADINGS, strict=True):
        centred = "center" if place == _SHAPE else "left"
        axes.text(place, -0.4, heading, ha=centred, va="center", fontsize=8, color=ink.quiet)
    most = [max(1, *(values)) for values in zip(*(_counts(block) for block in network.blocks), strict=True)]
    for row, block in enumerate(network.blocks):
        y = row + 0.2
        if row:
            axes.plot([_BOX / 2] * 2, [y - 1 + _HALF, y - _HALF], color=ink.quiet, linewidth=1.2)
        _draw_block(axes, block, y, ink)
        for (left, right), value, highest in zip(_COLUMNS, _counts(block), most, strict=True):
            if value:
                axes.barh(
                    y + 0.2, (right - left) * value / highest, 0.16, left=left, color=ink.accent, linewidth=0
                )
                axes.text(left, y - 0.1, amount(value), va="center", fontsize=8, color=ink.text)
    axes.text(
        0, len(network.blocks) + 0.05, summary(network), va="center", fontsize=8, color=ink.quiet, wrap=True
    )


def summary(network: Architecture) -> str:
    """The sums in words."""
    return (
        f"Altogether {network.parameters:,} parameters (batch normalisation folded in) and "
        f"{amount(network.multiply_adds)} multiply-adds an answer."
    )


def told(network: Architecture) -> str:
    """The whole figure in words, block by block."""
    lines = []
    for block in network.blocks:
        parts = [f"{_title(block)} {block.detail}".strip(), f"{block.size} come out"]
        if block.parameters:
            parts.append(f"{amount(block.parameters)} parameters")
        if block.multiply_adds:
            parts.append(f"{amount(block.multiply_adds)} multiply-adds")
        lines.append(", ".join(parts))
    return "; ".join(lines) + f". {summary(network)}"


def _draw_block(axes: Axes, block: Block, y: float, ink: Ink) -> None:
    axes.add_patch(
        FancyBboxPatch(
            (0, y - _HALF),
            _BOX,
            2 * _HALF,
            boxstyle="round,pad=0,rounding_size=0.012",
            mutation_aspect=8,
            facecolor=ink.fill,
            edgecolor=ink.accent if block.parameters else ink.line,
            linewidth=1.2,
        )
    )
    two_lines = bool(block.detail)
    axes.text(
        0.015, y - (0.13 if two_lines else 0), _title(block), va="center", fontsize=9, fontweight="bold",
        color=ink.text,
    )  # fmt: skip
    if two_lines:
        axes.text(0.015, y + 0.15, block.detail, va="center", fontsize=7.5, color=ink.quiet)
    axes.text(_SHAPE, y, block.size, ha="center", va="center", fontsize=8.5, color=ink.text)


def _title(block: Block) -> str:
    return f"{block.count} × {block.title}" if block.count > 1 else block.title


def _counts(block: Block) -> tuple[int, int]:
    return block.parameters, block.multiply_adds
