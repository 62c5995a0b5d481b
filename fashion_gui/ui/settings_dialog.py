"""The preferences: when an answer is "not sure", and light or dark."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QSlider, QVBoxLayout, QWidget

from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import Card, label, row

_APPEARANCES = (("Like the system", "system"), ("Light", "light"), ("Dark", "dark"))


class SettingsDialog(QDialog):
    """Every change takes effect at once.

    Signals:
        threshold_changed: probability from 0 to 1.
        appearance_changed: "system", "light" or "dark".
    """

    threshold_changed = Signal(float)
    appearance_changed = Signal(str)

    def __init__(self, threshold: float, appearance: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Settings")
        self.setMinimumWidth(440)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, 99)
        self._slider.setPageStep(5)
        self._slider.setValue(round(threshold * 100))
        self._slider.setAccessibleName("Not sure below")
        self._slider.setToolTip(
            "Answers less probable than this are given as “not sure” with the two best guesses"
        )
        self._value = label("", "strong")
        self._slider.valueChanged.connect(self._take_threshold)
        self._appearance = QComboBox()
        for text, value in _APPEARANCES:
            self._appearance.addItem(text, value)
        self._appearance.setCurrentIndex([value for _, value in _APPEARANCES].index(appearance))
        self._appearance.setAccessibleName("Appearance")
        self._appearance.setToolTip("Light or dark colours")
        self._appearance.currentIndexChanged.connect(self._take_appearance)
        sure = Card()
        sure.body.addLayout(row(label("“Not sure” below", "strong"), 1, self._value))
        sure.body.addWidget(self._slider)
        sure.body.addWidget(
            label(
                "The probabilities are calibrated on Fashion-MNIST: of the answers given with 90% nine in "
                "ten are right there. On photos they are less exact.",
                "small",
                wrap=True,
            )
        )
        look = Card()
        look.body.addLayout(row(label("Appearance", "strong"), 1, self._appearance))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        layout.setSpacing(GAP + 4)
        layout.addWidget(sure)
        layout.addWidget(look)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self._show_value()

    def _show_value(self) -> None:
        self._value.setText(f"{self._slider.value()}%")

    @Slot(int)
    def _take_threshold(self, value: int) -> None:
        self._show_value()
        self.threshold_changed.emit(value / 100)

    @Slot(int)
    def _take_appearance(self, _: int) -> None:
        self.appearance_changed.emit(self._appearance.currentData())
