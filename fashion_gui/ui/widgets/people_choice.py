"""Whose photos are meant: those by all people, or by a part of them."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fashion_gui.core.held_out import MOST_PARTS, HeldOut
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.calm_inputs import CalmComboBox, CalmSpinBox


class PeopleChoice(QWidget):
    """The part, and beside it how many parts there are, as in “Held out 1” “of 10”.

    Signals:
        changed: others are meant now.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: HeldOut | None = None
        self.part = CalmComboBox()
        self.part.setAccessibleName("People")
        self.part.setToolTip(
            "Ask about the photos by all people, or only by a part of them that a training has held out"
        )
        self.part.addItem("All people", 0)
        self.parts = CalmSpinBox()
        self.parts.setAccessibleName("Parts of the people")
        self.parts.setToolTip("How many parts the people are divided into: a training holds out 1 of 10")
        self.parts.setPrefix("of ")
        self.parts.setRange(2, MOST_PARTS)
        self.parts.setFixedWidth(72)
        self.parts.setKeyboardTracking(False)  # on the way to 12 nobody means 1
        self.parts.setValue(HeldOut().parts)
        self._offer()
        self.part.currentIndexChanged.connect(self._follow)
        self.parts.valueChanged.connect(self._offer)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.part, 1)
        layout.addWidget(self.parts)
        self._follow()

    @property
    def held_out(self) -> HeldOut | None:
        """The part that is chosen; None for all people."""
        part = self.part.currentData()
        return HeldOut(part, self.parts.value()) if part else None

    def choose(self, held_out: HeldOut | None) -> None:
        """Choose a part, or all people."""
        if held_out is not None:
            self.parts.setValue(held_out.parts)
        self.part.setCurrentIndex(held_out.part if held_out else 0)

    @Slot()
    def _offer(self) -> None:
        """As many parts as there are; a part that is no longer there becomes the last one."""
        wanted = self.parts.value()
        self.part.blockSignals(True)
        chosen = min(self.part.currentIndex(), wanted)
        while self.part.count() > 1 + wanted:
            self.part.removeItem(self.part.count() - 1)
        for number in range(self.part.count(), 1 + wanted):
            self.part.addItem(f"Held out {number}", number)
        self.part.setCurrentIndex(chosen)
        self.part.blockSignals(False)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        self.parts.setVisible(bool(self.part.currentData()))
        if self.held_out != self._before:
            self._before = self.held_out
            self.changed.emit()
