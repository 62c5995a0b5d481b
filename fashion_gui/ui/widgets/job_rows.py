"""Rows that say what became of a job, or what waits, each with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import Card, label, row


class Offer(NamedTuple):
    """A button of a row; the first row that has one of these words gets the shortcut, too."""

    words: str
    hint: str
    shortcut: str
    accept: Callable[[], object]
    primary: bool = False


class JobRows(QWidget):
    """A list of rows by key, the newest on top; takes no room while it is empty."""

    def __init__(
        self, artwork: Artwork, name: str, *, heading: str = "", most: int = 0, parent: QWidget | None = None
    ) -> None:
        """`most`: of more rows than that the oldest goes; 0 keeps all."""
        super().__init__(parent)
        self._most = most
        self.setAccessibleName(name)
        self._artwork = artwork
        self._rows: dict[object, _Row] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._card = Card(heading)
        self._list = QVBoxLayout()
        self._list.setSpacing(GAP + 2)
        self._card.body.addLayout(self._list)
        layout.addWidget(self._card)
        self.hide()

    def put(self, key: object, icon: str, text: str, detail: str, offers: tuple[Offer, ...]) -> None:
        """Add a row on top, or replace the one of that key; `icon` is one of `resources/icons`."""
        self.remove(key)
        made = _Row(self._artwork, icon, " ".join(text.split()), " ".join(detail.split()), offers)
        self._rows[key] = made
        if self._most and len(self._rows) > self._most:
            self.remove(next(iter(self._rows)))
        self._list.insertWidget(0, made)
        self._follow()

    def remove(self, key: object) -> None:
        """Take a row away; nothing happens if there is none of that key."""
        gone = self._rows.pop(key, None)
        if gone is not None:
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
            self._follow()

    def clear(self) -> None:
        """Take all rows away."""
        for key in list(self._rows):
            self.remove(key)

    def texts(self) -> list[str]:
        """What the rows say, the newest first."""
        return [made.text for made in reversed(self._rows.values())]

    def button(self, words: str) -> QPushButton | None:
        """The topmost button of these words."""
        for made in reversed(self._rows.values()):
            if words in made.buttons:
                return made.buttons[words]
        return None

    def _follow(self) -> None:
        self.setVisible(bool(self._rows))
        taken: set[str] = set()
        for made in reversed(self._rows.values()):
            made.take_shortcuts(taken)


class _Row(QFrame):
    def __init__(
        self, artwork: Artwork, icon: str, text: str, detail: str, offers: tuple[Offer, ...]
    ) -> None:
        super().__init__()
        self._artwork = artwork
        self._offers = offers
        self._mark = QLabel()
        self._icon = icon
        self.text = f"{text} {detail}".strip()
        self.setAccessibleName(self.text)
        words = QVBoxLayout()
        words.setSpacing(2)
        for said, role in ((text, "strong"), (detail, "quiet" if text else "body")):
            if said:
                words.addWidget(label(said, role, wrap=True))
        self.buttons: dict[str, QPushButton] = {}
        for offer in offers:
            button = QPushButton(offer.words)
            button.setProperty("kind", "primary" if offer.primary else "")
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setAccessibleDescription(f"{offer.hint}. {text}")
            button.clicked.connect(offer.accept)
            self.buttons[offer.words] = button
        layout = row(self._mark, spacing=GAP + 2)
        layout.addLayout(words, 1)
        for button in self.buttons.values():
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(layout)
        self._draw_mark()

    def take_shortcuts(self, taken: set[str]) -> None:
        for offer in self._offers:
            free = offer.shortcut and offer.shortcut not in taken
            self.buttons[offer.words].setShortcut(offer.shortcut if free else "")
            self.buttons[offer.words].setToolTip(f"{offer.hint} ({offer.shortcut})" if free else offer.hint)
            taken.add(offer.shortcut)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icon"):
            self._draw_mark()

    def _draw_mark(self) -> None:
        role = QPalette.ColorRole.BrightText if self._icon == "problem" else QPalette.ColorRole.Accent
        icon = self._artwork.icon(self._icon, QApplication.palette().color(role))
        self._mark.setPixmap(icon.pixmap(QSize(20, 20), self.devicePixelRatioF()))
