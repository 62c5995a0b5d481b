"""The network that answers, as a figure. Importing this imports matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from fashion_gui.ui.charts.architecture import ArchitectureChart
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import Card

if TYPE_CHECKING:
    from fashion_gui.core.architecture import Architecture


class NetworkView(QWidget):
    """Scrolls where the window is low."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = ArchitectureChart()
        scroll = QScrollArea()
        scroll.setWidget(self.chart)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName("The network")
        card = Card()
        card.body.setContentsMargins(GAP, GAP, GAP, GAP)
        card.body.addWidget(scroll)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def show_network(self, network: Architecture) -> None:
        """Draw it."""
        self.chart.show_network(network)
