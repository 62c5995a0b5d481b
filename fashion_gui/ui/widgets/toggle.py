"""A button that stays down: on or off, with a shortcut that works while it can be seen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget


class Toggle(QPushButton):
    """A tick before its text says that it is on; so does its ground."""

    def __init__(self, text: str, hint: str, shortcut: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._text = text
        keys = QKeySequence(shortcut)
        self.setCheckable(True)
        self.setProperty("kind", "quiet")
        self.setStyleSheet("QPushButton:checked { background: palette(midlight); }")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        self.setToolTip(f"{hint} ({keys.toString(QKeySequence.SequenceFormat.NativeText)})")
        pressed = QAction(text, self)
        pressed.setShortcut(keys)
        pressed.triggered.connect(self.click)
        self.addAction(pressed)
        self.toggled.connect(self._follow)

    @Slot(bool)
    def _follow(self, on: bool) -> None:
        self.setText(f"✓ {self._text}" if on else self._text)


def why_toggle() -> Toggle:
    """Shows and hides the heat map of an answer."""
    return Toggle(
        "Why?", "Show which places of the picture spoke for the answer, and which against it", "Ctrl+Shift+W"
    )
