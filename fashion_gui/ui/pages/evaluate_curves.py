"""Calibration, and the price of "not sure". Importing this imports matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fashion_gui.ui.charts.reliability import ReliabilityChart
from fashion_gui.ui.charts.threshold_curve import ThresholdChart
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import Card

if TYPE_CHECKING:
    from fashion_gui.core.labelled_answers import LabelledAnswers


class CurvesView(QWidget):
    """The reliability diagram beside the threshold curve."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reliability = ReliabilityChart()
        self.threshold = ThresholdChart()
        card = Card()
        card.body.setContentsMargins(GAP, GAP, GAP, GAP)
        charts = QHBoxLayout()
        charts.addWidget(self.reliability, 1)
        charts.addWidget(self.threshold, 1)
        card.body.addLayout(charts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def show_answers(self, answers: LabelledAnswers, temperature: float, threshold: float) -> None:
        """Answers, what calibrated them, and the threshold in use (0–1)."""
        known = answers.known
        probabilities, labels = answers.probabilities[known], answers.labels[known]
        on_tests = not answers.about.folder  # photos have a temperature on top of their own
        self.reliability.show_answers(probabilities, labels, temperature if on_tests else 1.0)
        self.threshold.show_answers(answers.certainty[known], answers.right[known], threshold)
