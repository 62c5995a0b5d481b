"""The reliability diagram: how often answers of a given probability are right."""

from __future__ import annotations

import numpy as np
from matplotlib.ticker import PercentFormatter
from PySide6.QtGui import QPalette

from fashion_gui.core.metrics import (
    CALIBRATION_BINS,
    calibration_bins,
    expected_calibration_error,
    tempered,
)
from fashion_gui.ui.charts.chart import Chart, colour, series_colour


class ReliabilityChart(Chart):
    """A bar a bin of confidence; on the diagonal, confidence and accuracy agree.

    Guo et al. 2017, “On Calibration of Modern Neural Networks”, figure 1.
    """

    def __init__(self) -> None:
        super().__init__("Reliability: accuracy by confidence")
        places = (np.arange(CALIBRATION_BINS) + 0.5) / CALIBRATION_BINS
        self._bars = self.axes.bar(places, np.zeros(CALIBRATION_BINS), width=0.88 / CALIBRATION_BINS)
        (self._diagonal,) = self.axes.plot([0, 1], [0, 1], linestyle=(0, (4, 3)), linewidth=1.2)
        (self._points,) = self.axes.plot([], [], "o", markersize=3.5)
        self._note = self.axes.text(
            0.03, 0.95, "", transform=self.axes.transAxes, va="top", fontsize=8.5, linespacing=1.5
        )
        self.axes.set_xlim(0, 1.04)  # room for the last label
        self.axes.set_ylim(0, 1.02)
        for axis in (self.axes.xaxis, self.axes.yaxis):
            axis.set_major_formatter(PercentFormatter(1, 0))
        self.dress()

    def show_answers(self, probabilities: np.ndarray, labels: np.ndarray, temperature: float) -> None:
        """Calibrated probabilities float [n, 10], labels int [n]; `temperature` is what calibrated them."""
        bins = calibration_bins(probabilities, labels)
        for bar, (_, accuracy, count) in zip(self._bars, bins, strict=True):
            bar.set_height(accuracy if count else 0)
        self._points.set_data(
            [confidence for confidence, _, count in bins if count],
            [accuracy for _, accuracy, count in bins if count],
        )
        after = expected_calibration_error(probabilities, labels)
        told = f"Expected calibration error {after:.2%}"
        if temperature != 1.0:
            before = expected_calibration_error(tempered(probabilities, 1 / temperature), labels)
            told += f"\nbefore temperature scaling {before:.2%}"
        self._note.set_text(told)
        spoken = ", ".join(
            f"{confidence:.0%} sure: {accuracy:.0%} right ({count:,})"
            for confidence, accuracy, count in bins
            if count
        )
        self.describe(f"{told.replace(chr(10), ', ')}. {spoken}.")
        self.draw_idle()

    def dress(self) -> None:
        super().dress()
        self.axes.set_axisbelow(True)
        for bar in self._bars:
            bar.set_color(colour(QPalette.ColorRole.Midlight))
            bar.set_edgecolor(series_colour("training"))
        self._points.set_color(series_colour("training"))
        self._diagonal.set_color(colour(QPalette.ColorRole.PlaceholderText))
        self._note.set_color(self._title.get_color())
        ground = colour(QPalette.ColorRole.Base)
        self._note.set_bbox({"facecolor": ground, "edgecolor": "none", "alpha": 0.85, "pad": 2})
