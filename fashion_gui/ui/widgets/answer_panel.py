"""Everything about one answer: in words, as ten bars, what the network saw, times and model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from fashion_gui.ui import words
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.style import ANSWER_WIDTH, GAP
from fashion_gui.ui.widgets.answer_card import AnswerCard
from fashion_gui.ui.widgets.basics import ActionButton, Card, action, label, row
from fashion_gui.ui.widgets.probability_bars import ProbabilityBars
from fashion_gui.ui.widgets.seen_card import SeenCard

if TYPE_CHECKING:
    from fashion_gui.core.prediction import ModelTag, Prediction


class AnswerPanel(QScrollArea):
    """The right side of the Classify page; scrolls where the window is low.

    Attributes:
        seen: what the network saw, with the heat map.

    Signals:
        corrected: class index, or `labels.NONE`, that a person says it is.
    """

    corrected = Signal(int)

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer = AnswerCard(artwork)
        self._answer.correct.class_chosen.connect(self.corrected)
        self._bars = ProbabilityBars()
        self.seen = SeenCard()
        self._prediction: Prediction | None = None
        self._name = ""
        self._copy = action(
            self, "Copy answer", "Copy the answer as text", QKeySequence.StandardKey.Copy, self._copy_answer
        )
        copy = ActionButton(self._copy, artwork, "copy", kind="bare", words=False)
        bars = Card()
        bars.body.addLayout(row(label("Probabilities", "strong"), 1, copy))
        bars.body.addWidget(self._bars)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP + 4)
        for card in (self._answer, bars, self.seen):
            layout.addWidget(card)
        layout.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMaximumWidth(ANSWER_WIDTH)
        self.setFrameShape(QScrollArea.Shape.NoFrame)

    def show_prediction(self, prediction: Prediction, name: str) -> None:
        """An answer with all that belongs to it, to the picture of that name."""
        self._prediction, self._name = prediction, name
        self._copy.setEnabled(True)
        self._answer.show_prediction(prediction)
        self._bars.show_prediction(prediction)
        self.seen.show_prediction(prediction)

    def show_waiting(self, headline: str, detail: str) -> None:
        """No answer, and why."""
        self._prediction = None
        self._copy.setEnabled(False)
        self._answer.show_waiting(headline, detail)
        self._bars.clear()
        self.seen.clear()

    def show_model(self, tag: ModelTag) -> None:
        """Which model answers, and where."""
        self.seen.show_model(tag)

    @Slot()
    def _copy_answer(self) -> None:
        if self._prediction is not None:
            QGuiApplication.clipboard().setText(words.plain_text(self._prediction, self._name))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(344, 200)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(ANSWER_WIDTH, 640)
