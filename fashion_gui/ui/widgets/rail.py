"""The rail of pages on the left of the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QPalette
from PySide6.QtWidgets import QApplication, QButtonGroup, QFrame, QLabel, QToolButton, QVBoxLayout, QWidget

from fashion_gui.ui import by_name
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.page import Page
from fashion_gui.ui.style import GAP

_WIDTH = 92


class Rail(QFrame):
    """One button a page, with Ctrl+1, Ctrl+2 … in their order, and the settings at the bottom.

    Signals:
        page_chosen: index of the page.
        settings_wanted: the settings button or Ctrl+, was pressed.
    """

    page_chosen = Signal(int)
    settings_wanted = Signal()

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._artwork = artwork
        self._icons: dict[QToolButton, str] = {}
        self._pages = QButtonGroup(self)
        self._pages.setExclusive(True)
        self._pages.idToggled.connect(self._take_toggle)
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName("Pages")
        mark = QLabel()
        mark.setPixmap(artwork.mark(40, self.devicePixelRatioF()))
        by_name.put(mark, alignment="AlignCenter")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(GAP, 2 * GAP, GAP, GAP)
        self._layout.setSpacing(4)
        self._layout.addWidget(mark)
        self._layout.addSpacing(GAP)
        self._layout.addStretch(1)
        settings = self._button("Settings", "settings", "Preferences of the program", "Ctrl+,")
        settings.clicked.connect(self.settings_wanted)
        self._layout.addWidget(settings)

    def add_page(self, page: Page) -> None:
        """Put a button for `page` below those already there."""
        index = len(self._pages.buttons())
        button = self._button(page.title, page.icon, page.hint, f"Ctrl+{index + 1}")
        button.setCheckable(True)
        self._pages.addButton(button, index)
        self._layout.insertWidget(2 + index, button)

    def show_chosen(self, index: int) -> None:
        """Mark the page that is shown."""
        self._pages.button(index).setChecked(True)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for button in self._icons:
                self._draw_icon(button)

    def _button(self, title: str, icon: str, hint: str, shortcut: str) -> QToolButton:
        keys = QKeySequence(shortcut)
        button = QToolButton()
        button.setText(title)
        button.setToolTip(f"{hint} ({keys.toString(QKeySequence.SequenceFormat.NativeText)})")
        button.setAccessibleName(title)
        by_name.put(button, toolButtonStyle="ToolButtonTextUnderIcon", focusPolicy="StrongFocus")
        button.setIconSize(QSize(24, 24))
        button.setFixedSize(_WIDTH - 2 * GAP, 64)
        pressed = QAction(title, self)
        pressed.setShortcuts([keys])
        pressed.triggered.connect(button.click)
        self.addAction(pressed)
        self._icons[button] = icon
        self._draw_icon(button)
        return button

    def _draw_icon(self, button: QToolButton) -> None:
        palette = QApplication.palette()
        quiet = palette.color(QPalette.ColorRole.PlaceholderText)
        button.setIcon(
            self._artwork.icon(self._icons[button], quiet, palette.color(QPalette.ColorRole.Accent))
        )

    @Slot(int, bool)
    def _take_toggle(self, index: int, checked: bool) -> None:
        if checked:
            self.page_chosen.emit(index)
