"""The benchmarks as bars: one a variant, which has the same colour in every chart."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent

from fashion_gui.ui.benchmark_words import Bars
from fashion_gui.ui.charts.chart import Chart

_COLOURS = {
    "Keras predict": "#b45309",
    "Keras call": "#c27a2c",
    "tf.function": "#94813c",
    "IR FP32": "#3f7fb5",
    "IR FP16": "#6a5fd6",
    "IR INT8": "#2f9e78",
    "stock, oneDNN off, fp32": "#b45309",
    "stock, fp32": "#c27a2c",
    "stock, bf16": "#94813c",
    "ITEX, fp32": "#3f7fb5",
    "ITEX, bf16": "#6a5fd6",
    "ITEX, bf16, OpenMP": "#2f9e78",
}
"""Of medium lightness, so that they are seen on light and on dark."""
_UNKNOWN = "#808080"
_MARGINS = (142, 4, 28, 8)
"""Left (for the names), right, top and bottom of the axes, in device-independent pixels."""


class BenchmarkBars(Chart):
    """Horizontal bars with their values; the longest is as wide as the axes."""

    def __init__(self) -> None:
        super().__init__("")
        self.variants: list[str] = []
        self.values: list[float] = []
        self.dress()

    def show_bars(self, variants: list[str], bars: Bars) -> None:
        """A bar a variant, the first on top."""
        self.variants, self.values = variants, bars.values
        for artist in (*self.axes.patches, *self.axes.texts):
            artist.remove()
        places = range(len(variants))
        colours = [_COLOURS.get(name, _UNKNOWN) for name in variants]
        self.axes.barh(places, bars.values, height=0.62, color=colours)
        longest = max(bars.values, default=1.0) or 1.0
        for place, value, label in zip(places, bars.values, bars.labels, strict=True):
            self.axes.text(value + longest * 0.015, place, label, va="center", fontsize=8.5)
        self.axes.set_xlim(0, longest * 1.22)  # room for the longest one's label
        self.axes.set_ylim(max(len(variants), 3) - 0.4, -0.6)
        self.axes.set_yticks(list(places), variants)
        self.axes.set_xticks([])
        self._title.set_text(bars.title)
        self.setAccessibleName(bars.title)
        told = (f"{name}: {label}" for name, label in zip(variants, bars.labels, strict=True))
        self.describe("; ".join(told))
        self.dress()
        self.draw_idle()

    def dress(self) -> None:
        super().dress()
        self.axes.grid(False)
        self.axes.spines["bottom"].set_visible(False)
        for text in self.axes.texts:
            text.set_color(self._title.get_color())
        for name in self.axes.get_yticklabels():
            name.set_color(self._title.get_color())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        left, right, top, bottom = _MARGINS
        width, height = event.size().width(), event.size().height()
        if width > left + right and height > top + bottom:
            self.figure.subplots_adjust(left / width, bottom / height, 1 - right / width, 1 - top / height)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(420, 190)
