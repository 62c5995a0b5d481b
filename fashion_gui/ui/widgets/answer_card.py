"""The answer in words, with the drawing of its class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from fashion_gui.ui import words
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import Card, label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from fashion_gui.core.prediction import Prediction


class ClassTile(QWidget):
    """The drawing of one class on a tinted square."""

    def __init__(self, artwork: Artwork, edge: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._artwork = artwork
        self._name = ""
        self.setFixedSize(edge, edge)

    def show_class(self, name: str) -> None:
        """Show the class of that name; empty for a bare tile."""
        self._name = name
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


class AnswerCard(Card):
    """One drawing and its name, or "Not sure" with the two best guesses."""

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._first = ClassTile(artwork, 76)
        self._second = ClassTile(artwork, 76)
        self._headline = label("", "answer", wrap=True)
        self._certainty = label("", "quiet", wrap=True)
        self._note = label("", "small", wrap=True)
        tiles = QHBoxLayout()
        tiles.setSpacing(GAP)
        tiles.addWidget(self._first)
        tiles.addWidget(self._second)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addStretch(1)
        texts.addWidget(self._headline)
        texts.addWidget(self._certainty)
        texts.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(2 * GAP - 4)
        top.addLayout(tiles)
        top.addLayout(texts, 1)
        self.body.addLayout(top)
        self.body.addWidget(self._note)
        self.show_waiting("", "")

    def show_prediction(self, prediction: Prediction) -> None:
        """The answer, and a note if something about the picture should be known."""
        ranking = prediction.ranking()
        self._first.show_class(ranking[0][0])
        self._second.show_class(ranking[1][0])
        self._second.setVisible(not prediction.accepted)
        self._show_texts(words.answer(prediction), words.certainty(prediction), prediction.note)

    def show_waiting(self, headline: str, detail: str) -> None:
        """No answer (yet), and why."""
        self._first.show_class("")
        self._second.hide()
        self._show_texts(headline, detail, "")

    def _show_texts(self, headline: str, detail: str, note: str) -> None:
        self._headline.setText(headline)
        self._certainty.setText(detail)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setAccessibleName(f"Answer: {headline}. {detail}. {note}".strip())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
