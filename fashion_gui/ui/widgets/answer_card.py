"""The answer in words, with the drawing of its class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from fashion_gui.ui import style, words
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import Card, label, row
from fashion_gui.ui.widgets.class_button import ClassButton

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from fashion_gui.core.prediction import Prediction

_NO, _UNSURE = "No, it is a …", "It is a …"
_LARGE, _SMALL = 76, 58
"""Edges of the tiles, for one answer and for two guesses."""


class ClassTile(QWidget):
    """The drawing of one class on a tinted square."""

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._artwork = artwork
        self._name = ""

    def show_class(self, name: str, edge: int) -> None:
        """Show the class of that name on a square of `edge` pixels; a question mark if there is none."""
        self._name = name
        self.setFixedSize(edge, edge)
        self.setAccessibleName(f"Drawing of a garment: {name}" if name else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QApplication.palette().color(QPalette.ColorRole.Midlight))
        painter.drawRoundedRect(QRectF(self.rect()), 12, 12)
        if self._name:
            margin = self.width() // 10
            edge = self.width() - 2 * margin
            painter.drawPixmap(
                margin, margin, self._artwork.garment(self._name, edge, self.devicePixelRatioF())
            )
        else:
            painter.setFont(style.font(self.font(), "answer"))
            painter.setPen(QApplication.palette().color(QPalette.ColorRole.Accent))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "?")


class AnswerCard(Card):
    """One drawing and its name, or "Not sure" with the two best guesses.

    Attributes:
        correct: asks what it is instead.
    """

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._first = ClassTile(artwork)
        self._second = ClassTile(artwork)
        self._headline = label("", "answer", wrap=True)
        self._question = label("", "heading", wrap=True)
        self._certainty = label("", "quiet", wrap=True)
        self._note = label("", "small", wrap=True)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addStretch(1)
        for text in (self._headline, self._question, self._certainty):
            texts.addWidget(text)
        texts.addStretch(1)
        top = row(self._first, self._second)
        top.addSpacing(4)
        top.addLayout(texts, 1)
        self.body.addLayout(top)
        self.body.addWidget(self._note)
        self.correct = ClassButton(
            self, artwork, _NO, "File the picture as an example to learn from", "Ctrl+N", kind="quiet"
        )
        self.body.addLayout(row(self.correct, 1))
        self.setMinimumHeight(_LARGE + 4 * GAP)
        self.show_waiting("", "")

    def show_prediction(self, prediction: Prediction) -> None:
        """The answer, and a note if something about the picture should be known."""
        (first, _), (second, _) = prediction.ranking()[:2]
        sure = prediction.accepted
        self.correct.does.setText(_NO if sure else _UNSURE)
        self.correct.does.setEnabled(True)
        self._first.show_class(first, _LARGE if sure else _SMALL)
        self._second.show_class(second, _SMALL)
        self._second.setVisible(not sure)
        self._show_texts(words.answer(prediction), words.certainty(prediction), prediction.note, sure)

    def show_waiting(self, headline: str, detail: str) -> None:
        """No answer (yet), and why."""
        self._first.show_class("", _LARGE)
        self._second.hide()
        self.correct.does.setEnabled(False)
        self._show_texts(headline, detail, "", True)

    def _show_texts(self, headline: str, detail: str, note: str, large: bool) -> None:
        self._headline.setText(words.unbroken(headline))
        self._headline.setVisible(large)
        self._question.setText(words.unbroken(headline))
        self._question.setVisible(not large)
        self._certainty.setText(words.unbroken(detail))
        self._note.setText(note)
        self._note.setVisible(bool(note))
        said = (f"Answer: {headline}", detail, note)
        self.setAccessibleName(" ".join(words.sentence(part) for part in said if part))
