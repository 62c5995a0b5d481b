"""The advanced settings of a training that are numbers and switches."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QGridLayout,
    QLabel,
    QWidget,
)

from fashion_gui.core.recipes import RANGES, TrainingSettings
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import label
from fashion_gui.ui.widgets.calm_inputs import CalmComboBox, CalmDoubleSpinBox, CalmSpinBox

_PRECISIONS = (("bfloat16", "bf16"), ("float32", "fp32"))
_POOLS = (("TensorFlow", "tensorflow"), ("OpenMP", "openmp"))
_FIELD_WIDTH = 124
_PACE = {
    "epochs": ("Epochs", "How often every picture is learnt from"),
    "batch_size": ("Batch size", "Pictures learnt from at a time"),
    "learning_rate": ("Learning rate", "The highest rate; it falls to zero towards the end"),
    "seed": ("Seed", "Another number draws other weights, another order and other variations"),
}


class TrainingForm(QWidget):
    """Edits a copy of settings; what it does not show stays as it is.

    Signals:
        edited: something was changed by the person.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._itex_there = True
        self._epochs = _spin("epochs")
        self._batch_size = _spin("batch_size")
        self._seed = _spin("seed")
        self._learning_rate = _RateBox()
        self._precision = _choice(_PRECISIONS)
        self._precision.setToolTip("bfloat16 is faster; a run that does not learn by it goes on in float32")
        self._itex = QCheckBox("Use ITEX")
        self._itex.setToolTip(
            "Intel Extension for TensorFlow; what was really active is shown while it trains"
        )
        self._pool = _choice(_POOLS)
        self._pool.setToolTip("Whose threads ITEX computes on")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GAP)
        self._grid.setVerticalSpacing(GAP - 1)
        self._grid.setColumnStretch(0, 1)
        for name, box in (
            ("epochs", self._epochs),
            ("batch_size", self._batch_size),
            ("learning_rate", self._learning_rate),
            ("seed", self._seed),
        ):
            text, hint = _PACE[name]
            low, high = RANGES[name]
            box.setToolTip(f"{hint}; {low:,g} to {high:,.0f}")
            box.setAlignment(Qt.AlignmentFlag.AlignRight)
            box.valueChanged.connect(self.edited)
            self._add(text, box)
        self._add("Precision", self._precision)
        self._add("Thread pool", self._pool)
        self._grid.addWidget(self._itex, self._grid.rowCount(), 0, 1, 2)
        self._itex_note = label("", "small", wrap=True)
        self._itex_note.hide()
        self._grid.addWidget(self._itex_note, self._grid.rowCount(), 0, 1, 2)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        for choice in (self._precision, self._pool):
            choice.setAccessibleDescription(choice.toolTip())
            choice.activated.connect(self.edited)
        self._itex.toggled.connect(self._follow_itex)
        self._itex.clicked.connect(self.edited)

    def show_settings(self, settings: TrainingSettings) -> None:
        """Take on all values, without saying that they were edited."""
        boxes: tuple[QWidget, ...] = (self._epochs, self._batch_size, self._learning_rate, self._seed)
        for box in boxes:
            box.blockSignals(True)
        self._epochs.setValue(settings.epochs)
        self._batch_size.setValue(settings.batch_size)
        self._learning_rate.setValue(settings.learning_rate)
        self._seed.setValue(settings.seed)
        for box in boxes:
            box.blockSignals(False)
        self._precision.setCurrentIndex(self._precision.findData(settings.precision))
        self._pool.setCurrentIndex(self._pool.findData(settings.acceleration.thread_pool))
        self._itex.setChecked(settings.acceleration.itex and self._itex_there)

    def show_itex(self, there: bool, why_not: str = "") -> None:
        """Whether ITEX can be had on this machine."""
        self._itex_there = there
        self._itex.setEnabled(there)
        if not there:
            self._itex.setChecked(False)
        self._itex_note.setText(why_not)
        self._itex_note.setVisible(bool(why_not))
        self._follow_itex()

    def settings(self, base: TrainingSettings) -> TrainingSettings:
        """`base` with the values of the form in their place."""
        for box in (self._epochs, self._batch_size, self._learning_rate, self._seed):
            box.interpretText()  # what was typed without leaving the field
        itex = self._itex.isChecked() if self._itex_there else base.acceleration.itex
        return msgspec.structs.replace(
            base,
            epochs=self._epochs.value(),
            batch_size=self._batch_size.value(),
            learning_rate=self._learning_rate.value(),
            seed=self._seed.value(),
            precision=self._precision.currentData(),
            acceleration=msgspec.structs.replace(
                base.acceleration, itex=itex, thread_pool=self._pool.currentData()
            ),
        )

    def _add(self, text: str, field: QWidget) -> None:
        line = self._grid.rowCount()
        name: QLabel = label(text)
        name.setBuddy(field)
        field.setAccessibleName(text)
        self._grid.addWidget(name, line, 0)
        self._grid.addWidget(field, line, 1)
        field.setFixedWidth(_FIELD_WIDTH)

    @Slot()
    def _follow_itex(self) -> None:
        self._pool.setEnabled(self._itex.isChecked())


class _RateBox(CalmDoubleSpinBox):
    """A learning rate: steps of a tenth of its size, and no zeros that say nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setDecimals(6)
        self.setRange(*RANGES["learning_rate"])
        self.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)

    def textFromValue(self, value: float) -> str:  # noqa: N802
        return self.locale().toString(value, "f", 6).rstrip("0").rstrip(self.locale().decimalPoint())


def _spin(name: str) -> CalmSpinBox:
    box = CalmSpinBox()
    low, high = RANGES[name]
    box.setRange(int(low), int(high))
    return box


def _choice(entries: tuple[tuple[str, str], ...]) -> CalmComboBox:
    box = CalmComboBox()
    for text, value in entries:
        box.addItem(text, value)
    return box
