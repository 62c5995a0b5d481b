"""A model of the store and one of its precisions."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.calm_inputs import CalmComboBox


class ModelEntry(NamedTuple):
    """A model that can be chosen, with the precisions of its weights."""

    id: str
    name: str
    precisions: tuple[str, ...]


class ModelChoice(QWidget):
    """Two lists side by side.

    Attributes:
        entries: what is offered.

    Signals:
        changed: another model or precision was chosen.
    """

    changed = Signal()

    def __init__(self, model_name: str, precision_name: str, parent: QWidget | None = None) -> None:
        """The names are for tooltips and screen readers."""
        super().__init__(parent)
        self.entries: tuple[ModelEntry, ...] = ()
        self._models, self._precisions = CalmComboBox(), CalmComboBox()
        for box, name in ((self._models, model_name), (self._precisions, precision_name)):
            box.setAccessibleName(name)
            box.setToolTip(name)
        self._models.setMinimumWidth(150)
        self._models.setSizeAdjustPolicy(CalmComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._models.setMinimumContentsLength(14)
        self._precisions.setMinimumWidth(92)
        self._models.currentIndexChanged.connect(self._take_model)
        self._precisions.currentIndexChanged.connect(self._take_precision)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self._models, 1)
        layout.addWidget(self._precisions)

    @property
    def model(self) -> str:
        """Id of the chosen model; empty if there is none."""
        return self._models.currentData() or ""

    @property
    def precision(self) -> str:
        """The chosen one of `fp16`, `fp32` and `int8`; empty if there is none."""
        return self._precisions.currentData() or ""

    def label(self) -> str:
        """The choice in words: "accurate FP16"."""
        return f"{self._models.currentText()} {self._precisions.currentText()}"

    def show_models(self, entries: tuple[ModelEntry, ...]) -> None:
        """Offer these; what is chosen stays chosen if it is still there."""
        if entries == self.entries:
            return
        before = (self.model, self.precision)
        self.entries = entries
        self.blockSignals(True)
        self._models.clear()
        for entry in entries:
            self._models.addItem(entry.name, entry.id)
        self._choose(*before)
        self.blockSignals(False)
        if before != (self.model, self.precision):
            self.changed.emit()

    def choose(self, model: str, precision: str = "") -> None:
        """Choose a model and a precision, as far as they are there."""
        before = (self.model, self.precision)
        self.blockSignals(True)
        self._choose(model, precision)
        self.blockSignals(False)
        if before != (self.model, self.precision):
            self.changed.emit()

    def _choose(self, model: str, precision: str) -> None:
        self._models.setCurrentIndex(max(0, self._models.findData(model)))
        self._precisions.setCurrentIndex(max(0, self._precisions.findData(precision)))

    @Slot()
    def _take_model(self) -> None:
        entry = next((entry for entry in self.entries if entry.id == self.model), None)
        precision = self.precision
        self._precisions.blockSignals(True)
        self._precisions.clear()
        for name in entry.precisions if entry else ():
            self._precisions.addItem(name.upper(), name)
        self._precisions.setCurrentIndex(max(0, self._precisions.findData(precision)))
        self._precisions.blockSignals(False)
        self.changed.emit()

    @Slot()
    def _take_precision(self) -> None:
        self.changed.emit()
