"""The confusion matrix beside the pictures of the cell that is chosen. Importing this imports matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

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
