"""Learning curves of several models over each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.markers import MarkerStyle
from matplotlib.ticker import FuncFormatter, MaxNLocator
from PySide6.QtCore import QLineF, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QApplication

from fashion_gui.core.learning_curve import LearningCurve
from fashion_gui.ui.charts.chart import Chart

_COLOURS = (
    ("#5046c8", "#a89fff"),
    ("#b45309", "#f5a85b"),
    ("#0f766e", "#4fd1c0"),
    ("#be185d", "#f78fbf"),
    ("#4d7c0f", "#a9d35c"),
    ("#0369a1", "#6cc2f5"),
)
"""For light and for dark; after the last the first follows, then with other markers."""
_MARKERS = "osD^vPX"
_FEW = 20
"""Epochs up to which each has its marker."""
SAMPLE = QSize(22, 12)


def look_of(number: int) -> tuple[str, str]:
    """Colour, as #rrggbb on the window's present ground, and marker."""
    dark = QApplication.palette().color(QPalette.ColorRole.Base).lightnessF() < 0.5
    return _COLOURS[number % len(_COLOURS)][dark], _MARKERS[number % len(_MARKERS)]


def sample(look: int, ratio: float) -> QPixmap:
    """A short piece of a curve of that look, of the size `SAMPLE`; it stands beside the model's name."""
    colour, marker = look_of(look)
    picture = QPixmap(SAMPLE * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(SAMPLE.width() / 2, SAMPLE.height() / 2)
    painter.setPen(QPen(QColor(colour), 2))
    painter.drawLine(QLineF(-SAMPLE.width() / 2, 0, SAMPLE.width() / 2, 0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    shape = MarkerStyle(marker)
    for outline in shape.get_path().transformed(shape.get_transform()).to_polygons():
        painter.drawPolygon(QPolygonF([QPointF(7 * x, -7 * y) for x, y in np.asarray(outline)]))
    painter.end()
    return picture


class ComparedCurves(Chart):
    """Solid for training, dashed for validation; models are told apart by colour and marker.

    Args:
        figure_name: `loss` or `accuracy`.
    """

    def __init__(self, title: str, figure_name: str) -> None:
        super().__init__(title)
        self._figure_name = figure_name
        self._curves: Sequence[LearningCurve] = ()
        self._looks: Sequence[int] = ()
        self.axes.xaxis.set_major_locator(MaxNLocator(6, integer=True, min_n_ticks=1))
        self.axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
        if figure_name == "accuracy":
            self.axes.yaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{share * 100:.3g}%"))
        self.dress()

    def show_curves(self, curves: Sequence[LearningCurve], looks: Sequence[int]) -> None:
        """Draw these; `looks`: a number for each, which its colour and marker go by."""
        self._curves, self._looks = curves, looks
        self.describe("; ".join(self._told(curve) for curve in curves if curve.epochs) or "No curves.")
        self._draw_curves()

    def dress(self) -> None:
        super().dress()
        self._draw_curves()

    def _draw_curves(self) -> None:
        for line in list(self.axes.lines):
            line.remove()
        for curve, look in zip(self._curves, self._looks, strict=True):
            colour, marker = look_of(look)
            epochs = range(1, len(curve.epochs) + 1)
            every = max(1, len(epochs) // _FEW)
            for name, dash in ((self._figure_name, "-"), (f"validation_{self._figure_name}", "--")):
                values = [getattr(epoch, name) for epoch in curve.epochs]
                self.axes.plot(
                    epochs,
                    values,
                    dash,
                    color=colour,
                    marker=marker,
                    markersize=4,
                    markevery=every,
                    linewidth=1.6,
                )
        self.axes.relim()
        self.axes.autoscale()
        self.draw_idle()

    def _told(self, curve: LearningCurve) -> str:
        last, count = curve.epochs[-1], len(curve.epochs)
        form = ".3f" if self._figure_name == "loss" else ".1%"
        training, validation = (
            format(getattr(last, name), form)
            for name in (self._figure_name, f"validation_{self._figure_name}")
        )
        after = f"after {count} epoch{'' if count == 1 else 's'}"
        return f"{curve.name} {after}: training {training}, validation {validation}"
