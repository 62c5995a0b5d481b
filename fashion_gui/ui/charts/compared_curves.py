"""Learning curves of several models over each other."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator, PercentFormatter
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from fashion_gui.core.learning_curve import LearningCurve
from fashion_gui.ui.charts.chart import Chart, colour

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
        self.axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
        self.axes.yaxis.set_major_locator(MaxNLocator(5))
        if figure_name == "accuracy":
            self.axes.yaxis.set_major_formatter(PercentFormatter(1, 0))
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
        dark = QApplication.palette().color(QPalette.ColorRole.Base).lightnessF() < 0.5
        handles = []
        for curve, look in zip(self._curves, self._looks, strict=True):
            ink, marker = _COLOURS[look % len(_COLOURS)][dark], _MARKERS[look % len(_MARKERS)]
            epochs = range(1, len(curve.epochs) + 1)
            every = max(1, len(epochs) // _FEW)
            for name, dash in ((self._figure_name, "-"), (f"validation_{self._figure_name}", "--")):
                values = [getattr(epoch, name) for epoch in curve.epochs]
                self.axes.plot(
                    epochs,
                    values,
                    dash,
                    color=ink,
                    marker=marker,
                    markersize=4,
                    markevery=every,
                    linewidth=1.6,
                )
            handles.append(Line2D([], [], color=ink, marker=marker, markersize=4, label=curve.name))
        self.axes.relim()
        self.axes.autoscale()
        self._draw_legend(handles)
        self.draw_idle()

    def _draw_legend(self, handles: list[Line2D]) -> None:
        legend = self.axes.get_legend()
        if legend is not None:
            legend.remove()
        if handles:
            made = self.axes.legend(handles=handles, fontsize=8, framealpha=0.85)
            made.set_loc("upper right" if self._figure_name == "loss" else "lower right")
            made.get_frame().set(facecolor=colour(QPalette.ColorRole.Base), edgecolor="none")
            for text in made.get_texts():
                text.set_color(self._title.get_color())

    def _told(self, curve: LearningCurve) -> str:
        last, count = curve.epochs[-1], len(curve.epochs)
        form = ".3f" if self._figure_name == "loss" else ".1%"
        training, validation = (
            format(getattr(last, name), form)
            for name in (self._figure_name, f"validation_{self._figure_name}")
        )
        after = f"after {count} epoch{'' if count == 1 else 's'}"
        return f"{curve.name} {after}: training {training}, validation {validation}"
