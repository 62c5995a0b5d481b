"""What the rail asks of a page."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from fashion_gui.ui import by_name


class Page(QWidget):
    """One page of the rail.

    Attributes:
        name: what the settings remember it by.
        title: what the rail calls it.
        icon: name of a drawing in `resources/icons`.
        hint: one line that says what can be done on it.
    """

    name: ClassVar[str] = ""
    title: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    hint: ClassVar[str] = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        by_name.put(self, focusPolicy="ClickFocus")  # a place for the keyboard to be before Tab is pressed

    def main_part(self) -> QWidget:
        """What the page is about; it gets the keyboard when the control that had it goes or is disabled."""
        return self
