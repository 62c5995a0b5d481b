"""Cards, labels, actions and buttons, so that all of them look and speak alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Slot
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fashion_gui.ui import by_name
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.style import GAP

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QShowEvent

Shortcut = QKeySequence.StandardKey | str


def label(text: str = "", role: str = "body", *, wrap: bool = False) -> QLabel:
    """A text in one of the roles of the type scale (`style.SCALE`, and "quiet")."""
    made = QLabel(text)
    made.setProperty("role", role)
    by_name.put(made, textFormat="PlainText")  # file names may hold anything
    made.setWordWrap(wrap)
    return made


class Elided(QLabel):
    """A text of one line that is shortened in its middle where there is too little room for it."""

    def __init__(self, role: str = "body") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        from PySide6.QtCore import Qt

        painter = QPainter(self)
        painter.setPen(QApplication.palette().color(QPalette.ColorRole.Text))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)


class Card(QFrame):
    """A rounded surface with an optional heading; widgets go into `body`."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(2 * GAP, 2 * GAP - 2, 2 * GAP, 2 * GAP)
        self.body.setSpacing(GAP)
        if heading:
            self.body.addWidget(label(heading, "strong"))


def row(*items: QWidget | int, spacing: int = GAP) -> QHBoxLayout:
    """Widgets side by side; a number is a stretch of that weight."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    for item in items:
        if isinstance(item, int):
            made.addStretch(item)
        else:
            made.addWidget(item)
    return made


def action(
    owner: QWidget, text: str, hint: str, shortcut: Shortcut, when: Callable[[], object] | None = None
) -> QAction:
    """An action of `owner` with its shortcut; it works while `owner` is visible."""
    made = QAction(text, owner)
    keys = QKeySequence(shortcut)
    made.setShortcuts([keys])
    made.setToolTip(f"{hint} ({keys.toString(QKeySequence.SequenceFormat.NativeText)})")
    if when is not None:
        made.triggered.connect(when)
    owner.addAction(made)
    return made


class ActionButton(QPushButton):
    """A button that does what an action does, and says and looks so."""

    def __init__(
        self, does: QAction, artwork: Artwork, icon: str, *, kind: str = "", words: bool = True
    ) -> None:
        super().__init__()
        self._does = does
        self._artwork = artwork
        self._icon = icon
        self._words = words
        self.setProperty("kind", kind)
        self.setIconSize(QSize(18, 18))
        self.clicked.connect(does.trigger)
        does.changed.connect(self._follow)
        self._follow()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        self._draw_icon()  # not before: most buttons are made long before they are seen
        super().showEvent(event)

    @Slot()
    def _follow(self) -> None:
        self.setText(f" {self._does.text()}" if self._words else "")  # the space keeps the icon off
        self.setAccessibleName(self._does.text())
        self.setToolTip(self._does.toolTip())
        self.setEnabled(self._does.isEnabled())

    def _draw_icon(self) -> None:
        role = {
            "primary": QPalette.ColorRole.HighlightedText,
            "quiet": QPalette.ColorRole.Accent,
            "bare": QPalette.ColorRole.Accent,
        }.get(self.property("kind"), QPalette.ColorRole.Text)
        if not self.isEnabled():
            role = QPalette.ColorRole.Dark
        # The application's palette: a style sheet replaces this button's own.
        self.setIcon(self._artwork.icon(self._icon, QApplication.palette().color(role)))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if self.isVisible() and event.type() in (QEvent.Type.PaletteChange, QEvent.Type.EnabledChange):
            self._draw_icon()
