"""The network as a figure inside the window."""

from __future__ import annotations

from PySide6.QtGui import QPalette, QResizeEvent

from fashion_gui.core.architecture import Architecture
from fashion_gui.reports.architecture_figure import Ink, draw_architecture, told
from fashion_gui.ui.charts.chart import Chart, colour, series_colour

_ROW = 40
"""Height of a block with its gap, in device-independent pixels."""
_MARGIN = 10


class ArchitectureChart(Chart):
    """As high as the network has blocks; whoever holds it scrolls."""

    def __init__(self) -> None:
        super().__init__("The network")
        self._title.set_visible(False)
        self._network: Architecture | None = None
        self.dress()

    def show_network(self, network: Architecture) -> None:
        """Draw another one."""
        self._network = network
        self.setMinimumHeight(round(_ROW * (len(network.blocks) + 0.9)) + 2 * _MARGIN)
        self.describe(told(network))
        self._draw_network()

    def dress(self) -> None:
        super().dress()
        self._draw_network()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        x, y = _MARGIN / max(1, event.size().width()), _MARGIN / max(1, event.size().height())
        if x < 0.5 and y < 0.5:
            self.figure.subplots_adjust(x, y, 1 - x, 1 - y)
            self.draw_idle()

    def _draw_network(self) -> None:
        if self._network is None:
            return
        self.axes.clear()
        role = QPalette.ColorRole
        ink = Ink(
            text=colour(role.Text),
            quiet=colour(role.PlaceholderText),
            line=colour(role.Dark),
            accent=series_colour("training"),
            fill=colour(role.AlternateBase),
        )
        draw_architecture(self.axes, self._network, ink)
        self.draw_idle()
