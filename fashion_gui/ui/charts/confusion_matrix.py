"""The confusion matrix: rows are the true classes, columns the answers; any cell can be chosen."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, PowerNorm
from matplotlib.patches import Rectangle
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent

from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.ui import evaluation_words
from fashion_gui.ui.charts.chart import Chart, colour

_COUNT = len(CLASS_NAMES)
_MARGINS = (84, 8, 30, 62)
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_NAMES = [name.removesuffix("/top") for name in CLASS_NAMES]


class ConfusionMatrixChart(Chart):
    """Shades tell the share of the row, numbers the count or that share.

    Signals:
        cell_pointed: row, column under the mouse; −1, −1 when it left.
        cell_chosen: row, column that was clicked or moved to with the arrow keys.
    """

    cell_pointed = Signal(int, int)
    cell_chosen = Signal(int, int)

    def __init__(self) -> None:
        super().__init__("True class by row, answer by column")
        self.matrix = np.zeros((_COUNT, _COUNT), int)
        self.cell = (0, 0)
        self.setAccessibleName("Confusion matrix: true class by row, answer by column")
        self._in_percent = False
        self._pointed = (-1, -1)
        self._shades = self.axes.imshow(np.zeros((_COUNT, _COUNT)), norm=PowerNorm(0.5, 0, 1), aspect="auto")
        self._numbers = [
            [self.axes.text(x, y, "", ha="center", va="center", fontsize=8) for x in range(_COUNT)]
            for y in range(_COUNT)
        ]
        self._hover = Rectangle((-2, -2), 1, 1, fill=False, linewidth=1.2, linestyle=(0, (2, 2)))
        self._cursor = Rectangle((-0.5, -0.5), 1, 1, fill=False, linewidth=2.2)
        for frame in (self._hover, self._cursor):
            self.axes.add_patch(frame)
        self.animate(self._hover, self._cursor)
        self.axes.set_xticks(range(_COUNT), _NAMES, rotation=40, ha="right", rotation_mode="anchor")
        self.axes.set_yticks(range(_COUNT), _NAMES)
        self.axes.spines["bottom"].set_visible(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(400, 230)
        self.mpl_connect("motion_notify_event", self._take_motion)
        self.mpl_connect("axes_leave_event", self._take_motion)
        self.mpl_connect("figure_leave_event", self._take_motion)
        self.mpl_connect("button_press_event", self._take_press)
        self.dress()

    def show_matrix(self, matrix: np.ndarray) -> None:
        """Counts int [10, 10]."""
        self.matrix = matrix
        self._fill()

    def show_percent(self, in_percent: bool) -> None:
        """Write the shares of the rows instead of counts."""
        self._in_percent = in_percent
        self._fill()

    def choose(self, row: int, column: int) -> None:
        """Move to a cell."""
        self.cell = (row, column)
        self._cursor.set_xy((column - 0.5, row - 0.5))
        self.describe(
            f"{evaluation_words.cell(self.matrix, row, column)}. The arrow keys move to other cells."
        )
        self.refresh()
        self.cell_chosen.emit(row, column)

    def dress(self) -> None:
        super().dress()
        self.axes.grid(False)
        self._ground, self._accent = colour(QPalette.ColorRole.Base), colour(QPalette.ColorRole.Accent)
        self._text, self._on_accent = (
            colour(QPalette.ColorRole.Text),
            colour(QPalette.ColorRole.HighlightedText),
        )
        self._shades.set_cmap(LinearSegmentedColormap.from_list("accent", [self._ground, self._accent]))
        self._hover.set_edgecolor(self._text)
        self._cursor.set_edgecolor(self._text)
        self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        row, column = (min(max(at + by, 0), _COUNT - 1) for at, by in zip(self.cell, step, strict=True))
        self.choose(row, column)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        left, right, top, bottom = _MARGINS
        width, height = event.size().width(), event.size().height()
        if width > left + right and height > top + bottom:
            self.figure.subplots_adjust(left / width, bottom / height, 1 - right / width, 1 - top / height)
            self.draw_idle()

    def _fill(self) -> None:
        support = self.matrix.sum(axis=1, keepdims=True)
        shares = self.matrix / np.maximum(support, 1)
        self._shades.set_data(shares)
        for row, numbers in enumerate(self._numbers):
            for column, number in enumerate(numbers):
                share, count = shares[row, column], self.matrix[row, column]
                written = f"{share * 100:.1f}" if self._in_percent else f"{count}"
                number.set_text(written if count else "·")
                # The shade is the square root of the share: over half way the text turns.
                number.set_color(self._on_accent if share > 0.3 else self._text)
        self.draw_idle()

    def _take_motion(self, event: Any) -> None:
        cell = self._cell_at(event)
        if cell == self._pointed:
            return
        self._pointed = cell
        row, column = cell
        self._hover.set_xy((column - 0.5, row - 0.5) if row >= 0 else (-2, -2))
        self.setToolTip(evaluation_words.cell(self.matrix, row, column) if row >= 0 else "")
        self.refresh()
        self.cell_pointed.emit(row, column)

    def _take_press(self, event: Any) -> None:
        row, column = self._cell_at(event)
        if row >= 0:
            self.choose(row, column)

    def _cell_at(self, event: Any) -> tuple[int, int]:
        x, y = getattr(event, "xdata", None), getattr(event, "ydata", None)
        if getattr(event, "name", "").endswith("leave_event") or x is None or y is None:
            return -1, -1
        return min(max(round(y), 0), _COUNT - 1), min(max(round(x), 0), _COUNT - 1)
