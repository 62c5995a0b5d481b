"""The views that have charts, together. Importing this imports matplotlib."""

from __future__ import annotations

from fashion_gui.ui.pages.evaluate_curves import CurvesView
from fashion_gui.ui.pages.evaluate_learning import LearningView
from fashion_gui.ui.pages.evaluate_matrix import MatrixView
from fashion_gui.ui.pages.evaluate_network import NetworkView


class ChartViews:
    """One of each."""

    def __init__(self) -> None:
        self.matrix = MatrixView()
        self.curves = CurvesView()
        self.learning = LearningView()
        self.network = NetworkView()
