"""The confusion matrix beside the pictures of the cell that is chosen. Importing this imports matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fashion_gui.ui import evaluation_words
from fashion_gui.ui.charts.confusion_matrix import ConfusionMatrixChart
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import Card, label, row
from fashion_gui.ui.widgets.calm_inputs import CalmComboBox
from fashion_gui.ui.widgets.picture_grid import PictureGrid

if TYPE_CHECKING:
    from fashion_gui.core.labelled_answers import LabelledAnswers


class MatrixView(QWidget):
    """Shows `LabelledAnswers`; the largest confusion is chosen first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answers: LabelledAnswers | None = None
        self.chart = ConfusionMatrixChart()
        self.grid = PictureGrid()
        self.sentence = label("", "quiet")
        self.unit = CalmComboBox()
        self.unit.setAccessibleName("Numbers in the matrix")
        self.unit.setToolTip("Numbers of pictures, or per cent of the true class")
        self.unit.addItems(["Counts", "Per cent of the row"])
        self.unit.currentIndexChanged.connect(lambda index: self.chart.show_percent(index == 1))
        self.chart.cell_chosen.connect(self._take_cell)
        self.chart.cell_pointed.connect(self._take_pointed)
        left, right = Card(), Card()
        left.body.setContentsMargins(GAP, GAP, GAP, GAP)
        left.body.addWidget(self.chart, 1)
        left.body.addLayout(row(self.sentence, 1, self.unit))
        right.body.addWidget(self.grid)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP + 4)
        layout.addWidget(left, 3)
        layout.addWidget(right, 2)

    def show_answers(self, answers: LabelledAnswers) -> None:
        """Count and show them."""
        self._answers = answers
        matrix = np.array(answers.about.figures.confusion_matrix)
        self.chart.show_matrix(matrix)
        mistakes = matrix - np.diag(np.diag(matrix))
        self.chart.choose(*(int(place) for place in np.unravel_index(mistakes.argmax(), matrix.shape)))

    @Slot(int, int)
    def _take_cell(self, true: int, answer: int) -> None:
        if self._answers is None:
            return
        headline = evaluation_words.cell(self.chart.matrix, true, answer)
        self.sentence.setText(headline)
        self.grid.show_pictures(headline, self._answers, self._answers.cell(true, answer))

    @Slot(int, int)
    def _take_pointed(self, true: int, answer: int) -> None:
        row, column = (true, answer) if true >= 0 else self.chart.cell
        self.sentence.setText(evaluation_words.cell(self.chart.matrix, row, column))


class CurvesView(QWidget):
    """Calibration, the price of "not sure", and how the training went."""

    def __init__(self, parent: QWidget | None = None) -> None:
        from fashion_gui.ui.charts.learning_curves import LearningCurves
        from fashion_gui.ui.charts.reliability import ReliabilityChart
        from fashion_gui.ui.charts.threshold_curve import ThresholdChart

        super().__init__(parent)
        self.reliability = ReliabilityChart()
        self.threshold = ThresholdChart()
        self.learning = LearningCurves()
        self._no_history = label("This model tells nothing of its training.", "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        card = Card()
        card.body.setContentsMargins(GAP, GAP, GAP, GAP)
        top = QHBoxLayout()
        top.addWidget(self.reliability, 1)
        top.addWidget(self.threshold, 1)
        card.body.addLayout(top, 1)
        card.body.addWidget(self.learning, 1)
        card.body.addWidget(self._no_history)
        layout.addWidget(card)

    def show_answers(
        self, answers: LabelledAnswers, history: list[dict], temperature: float, threshold: float
    ) -> None:
        """Answers, the figures of each epoch of the model's manifest, and the threshold in use (0–1)."""
        known = answers.known
        probabilities, labels = answers.probabilities[known], answers.labels[known]
        on_tests = not answers.about.folder  # photos have a temperature on top of their own
        self.reliability.show_answers(probabilities, labels, temperature if on_tests else 1.0)
        self.threshold.show_answers(probabilities, labels, threshold)
        epochs = [epoch for epoch in history if "validation_accuracy" in epoch]
        self.learning.setVisible(bool(epochs))
        self._no_history.setVisible(not epochs)
        self.learning.begin(len(epochs) or 1)
        for number, epoch in enumerate(epochs, 1):
            self.learning.add_epoch(
                number,
                epoch["loss"],
                epoch["accuracy"],
                epoch["validation_loss"],
                epoch["validation_accuracy"],
            )
