"""The answer to a live video: in words, as ten bars, what the network saw, and how quick it all is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fashion_gui.ui import words
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.style import ANSWER_WIDTH, GAP
from fashion_gui.ui.widgets.answer_card import AnswerCard
from fashion_gui.ui.widgets.basics import Card, label
from fashion_gui.ui.widgets.probability_bars import ProbabilityBars
from fashion_gui.ui.widgets.seen_view import SeenView

if TYPE_CHECKING:
    from fashion_gui.core.live_answer import LiveAnswer
    from fashion_gui.core.live_figures import LiveFigures

_NO_FIGURE = "–"
_LINES = ("Pictures a second", "Answers a second", "Age of the answer", "Left out")


class LivePanel(QScrollArea):
    """The right side of the Camera page; scrolls where the window is low.

    Signals:
        correction_begun: a person is about to say what the picture shown now is.
        corrected: class index, or `labels.NONE`, that it is.
    """

    correction_begun = Signal()
    corrected = Signal(int)

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer = AnswerCard(artwork)
        self._answer.correct.asked.connect(self.correction_begun)
        self._answer.correct.class_chosen.connect(self.corrected)
        self._bars = ProbabilityBars()
        self._seen = SeenView()
        self._values = [label(_NO_FIGURE, "figure") for _ in _LINES]
        self._model = label("", "small", wrap=True)
        bars = Card("Probabilities")
        bars.body.addWidget(self._bars)
        figures = QGridLayout()
        figures.setVerticalSpacing(4)
        figures.setColumnStretch(0, 1)
        for index, (name, value) in enumerate(zip(_LINES, self._values, strict=True)):
            figures.addWidget(label(name, "small"), index, 0)
            figures.addWidget(value, index, 1, Qt.AlignmentFlag.AlignRight)
        figures.setRowStretch(len(_LINES), 1)
        side = QHBoxLayout()
        side.setSpacing(2 * GAP)
        side.addWidget(self._seen, 0, Qt.AlignmentFlag.AlignTop)
        side.addLayout(figures, 1)
        seen = Card("What the network saw")
        seen.body.addLayout(side)
        seen.body.addWidget(self._model)
        self._model.hide()
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP + 4)
        for card in (self._answer, bars, seen):
            layout.addWidget(card)
        layout.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMaximumWidth(ANSWER_WIDTH)
        self.setFrameShape(QScrollArea.Shape.NoFrame)

    def show_answer(self, answer: LiveAnswer) -> None:
        """A garment and what it is; or that nothing is there."""
        if not answer.there:
            self.show_waiting("Nothing there", "Hold a garment in front of the camera.")
            return
        self._answer.show_prediction(answer)
        self._bars.show_prediction(answer)
        self._seen.show_seen(answer.seen)
        self._model.setText(words.model_line(answer.tag))
        self._model.show()

    def show_waiting(self, headline: str, detail: str) -> None:
        """No answer, and why."""
        self._answer.show_waiting(headline, detail)
        self._bars.clear()
        self._seen.show_seen(None)

    def show_figures(self, figures: LiveFigures | None) -> None:
        """None while nothing runs."""
        texts = [_NO_FIGURE] * len(_LINES)
        if figures is not None:
            texts = [
                f"{figures.pictures:.0f}",
                f"{figures.answers:.0f}",
                f"{figures.age:.0f} ms",
                f"{figures.left_out:,}",
            ]
        for value, text in zip(self._values, texts, strict=True):
            value.setText(text)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(344, 200)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(ANSWER_WIDTH, 640)
