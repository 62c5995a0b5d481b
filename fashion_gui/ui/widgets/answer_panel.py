"""Everything about one answer: in words, as ten bars, what the network saw, times and model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from fashion_gui.ui import words
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.answer_card import AnswerCard
from fashion_gui.ui.widgets.basics import ActionButton, Card, action, label, row
from fashion_gui.ui.widgets.probability_bars import ProbabilityBars
from fashion_gui.ui.widgets.seen_view import SeenView

if TYPE_CHECKING:
    from fashion_gui.core.prediction import Milliseconds, ModelTag, Prediction

_NO_TIME = "–"
_MODEL_LINES = ("Model", "Runs on", "Precision")


class AnswerPanel(QScrollArea):
    """The right side of the Classify page; scrolls where the window is low."""

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer = AnswerCard(artwork)
        self._bars = ProbabilityBars()
        self._seen = SeenView()
        self._times = _Times()
        self._model = _Model()
        self._prediction: Prediction | None = None
        self._name = ""
        self._copy = action(
            self, "Copy answer", "Copy the answer as text", QKeySequence.StandardKey.Copy, self._copy_answer
        )
        copy = ActionButton(self._copy, artwork, "copy", kind="bare", words=False)
        bars = Card()
        bars.body.addLayout(row(label("Probabilities", "strong"), 1, copy))
        bars.body.addWidget(self._bars)
        seen = Card("What the network saw")
        side = QHBoxLayout()
        side.setSpacing(2 * GAP)
        side.addWidget(self._seen, 0, Qt.AlignmentFlag.AlignTop)
        side.addWidget(self._times, 1)
        seen.body.addLayout(side)
        seen.body.addWidget(self._model)
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
        self.setMaximumWidth(356)
        self.setFrameShape(QScrollArea.Shape.NoFrame)

    def show_prediction(self, prediction: Prediction, name: str) -> None:
        """An answer with all that belongs to it, to the picture of that name."""
        self._prediction, self._name = prediction, name
        self._copy.setEnabled(True)
        self._answer.show_prediction(prediction)
        self._bars.show_prediction(prediction)
        self._seen.show_seen(prediction.seen)
        self._times.show_milliseconds(prediction.milliseconds)
        self.show_model(prediction.tag)

    def show_waiting(self, headline: str, detail: str) -> None:
        """No answer, and why."""
        self._prediction = None
        self._copy.setEnabled(False)
        self._answer.show_waiting(headline, detail)
        self._bars.clear()
        self._seen.show_seen(None)
        self._times.show_milliseconds(None)

    def show_model(self, tag: ModelTag) -> None:
        """Which model answers, and where."""
        self._model.show_tag(tag)

    @Slot()
    def _copy_answer(self) -> None:
        if self._prediction is not None:
            QGuiApplication.clipboard().setText(words.plain_text(self._prediction, self._name))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(344, 200)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(356, 640)


class _Times(QWidget):
    """Milliseconds of each step."""

    def __init__(self) -> None:
        super().__init__()
        self._values: list[QLabel] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for index, name in enumerate(words.STEPS):
            value = label(_NO_TIME, "figure")
            grid.addWidget(label(name, "small"), index, 0)
            grid.addWidget(value, index, 1, Qt.AlignmentFlag.AlignRight)
            self._values.append(value)
        grid.setRowStretch(len(self._values), 1)

    def show_milliseconds(self, milliseconds: Milliseconds | None) -> None:
        if milliseconds is None:
            for value in self._values:
                value.setText(_NO_TIME)
            return
        told = words.steps(milliseconds)
        for value, (_, text) in zip(self._values, told, strict=True):
            value.setText(text)
        self.setAccessibleName(", ".join(f"{name}: {text}" for name, text in told))


class _Model(QWidget):
    """Model, device and precision in use."""

    def __init__(self) -> None:
        super().__init__()
        self._values = [label(_NO_TIME, "figure", wrap=True) for _ in _MODEL_LINES]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, GAP // 2, 0, 0)
        grid.setHorizontalSpacing(2 * GAP)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for index, (name, value) in enumerate(zip(_MODEL_LINES, self._values, strict=True)):
            grid.addWidget(label(name, "small"), index, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, index, 1)

    def show_tag(self, tag: ModelTag) -> None:
        for value, text in zip(self._values, (tag.model, tag.device, tag.precision), strict=True):
            value.setText(text)
        self.setAccessibleName(f"Model {words.model_line(tag)}")
