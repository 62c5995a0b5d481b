"""Charts are drawn one at a time, with the event loop between them."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from shiboken6 import isValid

if TYPE_CHECKING:
    from fashion_gui.ui.charts.chart import Chart

_MILLISECONDS = 4


class DrawTurns(QObject):
    """Draws the charts that ask for it: those that can be seen first, else in the order in which they asked.

    A draw takes some fifteen milliseconds; four charts at once would hold the window noticeably.
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[Chart] = []
        self._timer = QTimer(self, interval=_MILLISECONDS)
        self._timer.timeout.connect(self._draw_next)

    def ask(self, chart: Chart) -> None:
        """Draw a chart when its turn comes; asking twice draws once."""
        if chart not in self._waiting:
            self._waiting.append(chart)
            self._timer.start()

    @Slot()
    def _draw_next(self) -> None:
        self._waiting = [chart for chart in self._waiting if isValid(chart)]
        self._waiting.sort(key=lambda chart: not chart.isVisible())  # the order among equals stays
        while self._waiting:
            chart = self._waiting.pop(0)
            if chart.width() > 0 and chart.height() > 0:
                chart.draw()
                break
        if not self._waiting:
            self._timer.stop()


@functools.cache
def turns() -> DrawTurns:
    """The turns of all charts; made at the first call, as this module is imported in another thread."""
    return DrawTurns()
