"""Views of which one is shown, with a row of buttons to choose it by."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import Card, label, row


class ViewTabs(QWidget):
    """The buttons, and below them the view that was chosen; Alt+1, Alt+2 … choose, too.

    A view that has nothing to show yet can be covered by a sentence.

    Signals:
        view_shown: index of the view.
    """

    view_shown = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: list[QWidget] = []
        self._covers: dict[QWidget, str] = {}
        self._sentence = label("", "quiet", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._cover = Card()
        self._cover.body.addWidget(self._sentence)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._cover)
        self._group = QButtonGroup(self)
        self._buttons = row(1, spacing=4)
        self._group.idToggled.connect(self._take_toggle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(self._buttons)
        layout.addWidget(self._stack, 1)

    def add(self, title: str, hint: str, view: QWidget) -> None:
        """One more view; the first one is shown."""
        index = len(self._views)
        self._views.append(view)
        self._stack.addWidget(view)
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
        self._group.button(self._views.index(view)).setChecked(True)

    def current(self) -> QWidget | None:
        """The view that was chosen, if there is any."""
        chosen = self._group.checkedId()
        return self._views[chosen] if chosen >= 0 else None

    def cover(self, view: QWidget, text: str) -> None:
        """Show a sentence in place of a view until it is uncovered."""
        self._covers[view] = text
        self._show_chosen()

    def uncover(self, view: QWidget) -> None:
        """The view has something to show."""
        self._covers.pop(view, None)
        self._show_chosen()

    def told(self) -> str:
        """The sentence that is shown in place of the chosen view, if one is."""
        view = self.current()
        return self._covers.get(view, "") if view is not None else ""

    @Slot(int, bool)
    def _take_toggle(self, index: int, checked: bool) -> None:
        if checked:
            self._show_chosen()
            self.view_shown.emit(index)

    def _show_chosen(self) -> None:
        view = self.current()
        if view is None:
            return
        self._sentence.setText(self._covers.get(view, ""))
        self._stack.setCurrentWidget(self._cover if view in self._covers else view)
