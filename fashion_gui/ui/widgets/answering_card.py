"""Where and in which precision the model in use answers, and what that really executes."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from fashion_gui.core.model_rows import PrecisionCheck
from fashion_gui.ui import model_words
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import Card, label
from fashion_gui.ui.widgets.calm_inputs import CalmComboBox

_PRECISIONS = ("fp16", "fp32", "int8")


class AnsweringCard(Card):
    """Device and precision; one that fails on this machine says so and can't be chosen.

    Signals:
        choice_made: device, precision.
    """

    choice_made = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What answers", parent)
        self._model = label("", "body", wrap=True)
        self._device = _combo("Device", "Where the network is computed (Alt+V)")
        self._precision = _combo("Precision", "Of the network's weights (Alt+P)")
        self._executes = label("Loading …", "quiet", wrap=True)
        self._executes.setAccessibleName("What really executes")
        form = QFormLayout()
        form.setSpacing(GAP)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for text, combo in (("De&vice", self._device), ("&Precision", self._precision)):
            name = label(text, "body")
            name.setBuddy(combo)
            form.addRow(name, combo)
            combo.activated.connect(self._take_choice)
        self.body.addWidget(self._model)
        self.body.addLayout(form)
        self.body.addWidget(self._executes)
        self.body.addStretch(1)

    def show_devices(self, devices: Mapping[str, str], chosen: str) -> None:
        """Each device with its full name."""
        self._device.clear()
        for device, name in devices.items():
            self._device.addItem(f"{device} · {name}", device)
        self.show_choice(chosen, self.precision())

    def show_precisions(
        self, there: tuple[str, ...], checks: tuple[PrecisionCheck, ...], chosen: str
    ) -> None:
        """The precisions of the model in use, and how each did on the chosen device."""
        self._precision.clear()
        found = {check.precision: check for check in checks}
        for precision in (name for name in _PRECISIONS if name in there):
            check = found.get(precision)
            why_not = model_words.failing(check) if check else ""
            name = precision.upper()
            self._precision.addItem(f"{name} · {why_not}" if why_not else name, precision)
            if why_not and check:
                place = self._precision.count() - 1
                self._precision.setItemData(place, check.problem, Qt.ItemDataRole.ToolTipRole)
                items = self._precision.model()
                assert isinstance(items, QStandardItemModel)
                items.item(place).setEnabled(False)
        self.show_choice(self.device(), chosen)

    def show_choice(self, device: str, precision: str) -> None:
        """What is in use."""
        for combo, value in ((self._device, device), (self._precision, precision)):
            combo.setCurrentIndex(combo.findData(value))

    def show_executing(self, model: str, executes: str) -> None:
        """Which model answers, on what."""
        self._model.setText(model)
        self._executes.setText(f"Executes on {executes}")

    def show_loading(self) -> None:
        """Another choice is being checked."""
        self._executes.setText("Checking the known answers …")

    def text(self) -> str:
        """All that it says about the model in use."""
        return f"{self._model.text()}\n{self._executes.text()}"

    def device(self) -> str:
        return self._device.currentData() or ""

    def precision(self) -> str:
        return self._precision.currentData() or ""

    @Slot()
    def _take_choice(self) -> None:
        self.choice_made.emit(self.device(), self.precision())


def _combo(name: str, hint: str) -> QComboBox:
    combo = CalmComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(hint)
    combo.setMinimumContentsLength(12)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return combo
