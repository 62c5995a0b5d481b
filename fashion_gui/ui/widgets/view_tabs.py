"""Views of which one is shown, with a row of buttons to choose it by."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import row


class ViewTabs(QWidget):
    """The buttons, and below them the view that was chosen; Alt+1, Alt+2 … choose, too.

    Signals:
        view_shown: index of the view.
    """

    view_shown = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views = QStackedWidget()
        self._group = QButtonGroup(self)
        self._buttons = row(1, spacing=4)
        self._group.idToggled.connect(self._take_toggle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(self._buttons)
        layout.addWidget(self._views, 1)

    def add(self, title: str, hint: str, view: QWidget) -> None:
        """One more view; the first one is shown."""
        index = self._views.addWidget(view)
        keys = QKeySequence(f"Alt+{index + 1}")
        button = QPushButton(title)
        button.setCheckable(True)
        button.setProperty("kind", "quiet")
        button.setStyleSheet("QPushButton:checked { background: palette(midlight); }")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setAccessibleName(title)
        button.setToolTip(f"{hint} ({keys.toString(QKeySequence.SequenceFormat.NativeText)})")
        pressed = QAction(title, self)
        pressed.setShortcut(keys)
        pressed.triggered.connect(button.click)
        self.addAction(pressed)
        self._group.addButton(button, index)
        self._buttons.insertWidget(index, button)
        if index == 0:
            button.setChecked(True)

    def show_view(self, view: QWidget) -> None:
        """Show one of the views."""
        self._group.button(self._views.indexOf(view)).setChecked(True)

    def current(self) -> QWidget | None:
        """The view that is shown, if there is any."""
        return self._views.currentWidget()

    @Slot(int, bool)
    def _take_toggle(self, index: int, checked: bool) -> None:
        if checked:
            self._views.setCurrentIndex(index)
            self.view_shown.emit(index)
