"""What a threshold for "not sure" costs and brings."""

from __future__ import annotations

import numpy as np
from matplotlib.ticker import MaxNLocator, PercentFormatter

from fashion_gui.core.selective import THRESHOLDS, threshold_curve
from fashion_gui.ui.charts.chart import Chart, series_colour


class ThresholdChart(Chart):
    """Accuracy of the answers that are given, over the share of pictures that get one."""

    def __init__(self) -> None:
        super().__init__("Accuracy by share answered")
        self._share = self._accuracy = np.zeros(0)
        self._never = 0.0
        (self._curve,) = self.axes.plot([], [], linewidth=1.8)
        (self._present,) = self.axes.plot([], [], "D", markersize=6)
        self._note = self.axes.text(
            0.03, 0.08, "", transform=self.axes.transAxes, fontsize=8.5, linespacing=1.5
        )
        self.axes.xaxis.set_major_formatter(PercentFormatter(1, 0))
        self.axes.yaxis.set_major_formatter(PercentFormatter(1))
        self.axes.yaxis.set_major_locator(MaxNLocator(4))
        self.axes.xaxis.set_major_locator(MaxNLocator(6))
        self.dress()

    def show_answers(self, certainty: np.ndarray, right: np.ndarray, threshold: float) -> None:
        """Show what the answers come to.

        Args:
            certainty: float [n], the threshold up to which each answer is given; below 0 for never.
            right: bool [n].
            threshold: the one in use, 0–1.
        """
        self._share, self._accuracy = threshold_curve(certainty, right)
        self._never = float(np.mean(certainty < 0))
        some = ~np.isnan(self._accuracy)
        self._curve.set_data(self._share[some], self._accuracy[some])
        if some.any():
            low, high = float(np.nanmin(self._accuracy)), float(np.nanmax(self._accuracy))
            self.axes.set_xlim(max(0.0, float(self._share[some].min()) - 0.03), 1.03)
            room = max(0.01, 1 - low) * 0.12
            self.axes.set_ylim(low - 2.8 * room, min(1.0, high) + room)
        self.show_threshold(threshold)

    def show_threshold(self, threshold: float) -> None:
        """Mark the threshold in use, 0–1."""
        if not len(self._share):
            return
        at = int(np.abs(THRESHOLDS - threshold).argmin())
        share, accuracy = float(self._share[at]), float(self._accuracy[at])
        told = f"With “not sure” under {threshold:.0%}: "
        if np.isnan(accuracy):
            self._present.set_data([], [])
            told += "nothing is answered"
        else:
            self._present.set_data([share], [accuracy])
            told += f"{share:.1%} answered, {accuracy:.1%} of that right"
        if self._never:
            told += f"; {self._never:.1%} never is, however probable"
        self._note.set_text(told.replace(": ", ":\n").replace("; ", ";\n"))
        self.describe(f"{told}.")
        self.draw_idle()

    def dress(self) -> None:
        super().dress()
        self._curve.set_color(series_colour("training"))
        self._present.set_color(series_colour("validation"))
        self._note.set_color(self._title.get_color())
