"""The model that is selected in the table: what is known about it, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QWidget

from fashion_gui.core.model_rows import ModelRow, PrecisionCheck
from fashion_gui.ui import model_words
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import ActionButton, Card, action, label

_NOT_YET = "Select a model."


class ModelDetails(Card):
    """Facts, the checks of its precisions, and buttons.

    Signals:
        activate_wanted, rename_wanted, export_wanted, int8_wanted, delete_wanted: of the model shown.
    """

    activate_wanted = Signal()
    rename_wanted = Signal()
    export_wanted = Signal()
    int8_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._name = label(_NOT_YET, "strong", wrap=True)
        self._facts = label("", "quiet", wrap=True)
        self._checks = label("", "body", wrap=True)
        self.activate = action(
            self, "Make active", "Let this model answer from now on", "Ctrl+M", self.activate_wanted.emit
        )
        self.rename = action(self, "Rename", "Give it another name", "F2, Ctrl+R", self.rename_wanted.emit)
        self.export = action(
            self,
            "Export…",
            "Save it as a zip with labels and a sample program",
            "Ctrl+E",
            self.export_wanted.emit,
        )
        self.int8 = action(
            self,
            "Make INT8",
            "Add 8-bit weights, if they lose at most 0.3 points on the validation images",
            "Ctrl+8",
            self.int8_wanted.emit,
        )
        self.delete = action(
            self, "Delete", "Move it to the trash", "Ctrl+Backspace", self.delete_wanted.emit
        )
        self._activate_button = ActionButton(self.activate, artwork, "done", kind="primary")
        self._rename_button = ActionButton(self.rename, artwork, "rename")
        self._export_button = ActionButton(self.export, artwork, "export")
        self._int8_button = ActionButton(self.int8, artwork, "train")
        self._delete_button = ActionButton(self.delete, artwork, "delete")
        for widget in (self._name, self._facts, self._checks):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        buttons = QGridLayout()
        buttons.setSpacing(GAP)
        for place, button in enumerate(
            (
                self._activate_button,
                self._int8_button,
                self._rename_button,
                self._export_button,
                self._delete_button,
            )
        ):
            buttons.addWidget(button, place // 3, place % 3)
        self.body.addLayout(buttons)
        self.show_model(None, ())

    def show_model(
        self, row: ModelRow | None, checks: tuple[PrecisionCheck, ...], *, making: bool = False
    ) -> None:
        """A model, or none; `making`: its INT8 weights are on their way."""
        whole = row is not None and not row.problem
        own = row is not None and not row.bundled
        _allow(self.activate, whole and row is not None and not row.active)
        _allow(self.rename, whole and own)
        _allow(self.export, whole)
        _allow(self.int8, whole and row is not None and "int8" not in row.precisions and not making)
        _allow(self.delete, own)
        if row is None:
            self._name.setText(_NOT_YET)
            self._facts.setText("")
            self._checks.setText("")
            return
        self._name.setText(f"{row.name}: in use" if row.active else row.name)
        if row.problem:
            self._facts.setText(f"{row.problem} {row.advice}")
            self._checks.setText("")
            return
        notes = f"\n{row.notes}" if row.notes else ""
        self._facts.setText(f"{model_words.facts(row)}{notes}")
        told = "\n".join(model_words.check_line(check) for check in checks)
        self._checks.setText(told or "Not checked on this machine yet.")

    def text(self) -> str:
        """All that it says."""
        return "\n".join(part.text() for part in (self._name, self._facts, self._checks))


def _allow(what: QAction, allowed: bool) -> None:
    what.setEnabled(allowed)
