"""What the network saw of a photo, what in it mattered, how long each step took, and who answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from fashion_gui.ui import words
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import Card, label, row
from fashion_gui.ui.widgets.seen_view import SeenView
from fashion_gui.ui.widgets.toggle import why_toggle

if TYPE_CHECKING:
    from fashion_gui.core.heat_map import HeatMap
    from fashion_gui.core.prediction import Milliseconds, ModelTag, Prediction

_NO_TIME = "–"
_MODEL_LINES = ("Model", "Runs on", "Precision")


class SeenCard(Card):
    """Shows one answer's way through the program.

    Attributes:
        why: toggles the heat map.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shown: Prediction | None = None
        self._seen = SeenView()
        self._times = _Times()
        self._model = _Model()
        self.why = why_toggle()
        self.why.toggled.connect(self._follow)
        self._told = label("", "small", wrap=True)
        side = QHBoxLayout()
        side.setSpacing(2 * GAP)
        side.addWidget(self._seen, 0, Qt.AlignmentFlag.AlignTop)
        side.addWidget(self._times, 1)
        self.body.addLayout(row(label("What the network saw", "strong"), 1, self.why))
        self.body.addLayout(side)
        self.body.addWidget(self._told)
        self.body.addWidget(self._model)
        self._follow()

    def show_prediction(self, prediction: Prediction) -> None:
        """An answer; a heat map that was shown for it stays."""
        if self._shown is None or self._shown.seen is not prediction.seen:
            self._seen.show_seen(prediction.seen)
            self._told.setText("")
        self._shown = prediction
        self._times.show_milliseconds(prediction.milliseconds)
        self.show_model(prediction.tag)
        self._follow()

    def clear(self) -> None:
        """No answer."""
        self._shown = None
        self._seen.show_seen(None)
        self._times.show_milliseconds(None)
        self._told.setText("")
        self._follow()

    def show_model(self, tag: ModelTag) -> None:
        """Which model answers, and where."""
        self._model.show_tag(tag)

    def show_heat(self, heat: HeatMap | None, told: str) -> None:
        """What mattered for the answer, and that in words."""
        self._seen.show_heat(heat, told)
        self._told.setText(told)
        self._follow()

    def told(self) -> str:
        """What is said about the heat map that is shown."""
        return self._told.text()

    @Slot()
    def _follow(self) -> None:
        self.why.setEnabled(self._shown is not None)
        self._told.setVisible(self.why.isChecked() and bool(self._told.text()))


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
