"""A button that asks which of the ten classes something is, or that it is none of them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QWidget

from fashion_gui.core.labels import CLASS_NAMES, NONE
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.widgets.basics import ActionButton, action

_KEYS = ("&T-shirt/top", "T&rouser", "&Pullover", "&Dress", "&Coat", "&Sandal", "S&hirt", "S&neaker", "&Bag")
_TITLES = (*_KEYS, "&Ankle boot", "N&one of the ten")
_ICON = 24


class ClassButton(ActionButton):
    """Opens a menu of the classes with their drawings; a letter of each name chooses it.

    Attributes:
        does: the action that opens the menu.

    Signals:
        asked: the menu is about to open.
        class_chosen: class index, or `NONE`.
    """

    asked = Signal()
    class_chosen = Signal(int)

    def __init__(
        self, owner: QWidget, artwork: Artwork, text: str, hint: str, shortcut: str, *, kind: str = ""
    ) -> None:
        self.does: QAction = action(owner, text, hint, shortcut)
        super().__init__(self.does, artwork, "teach", kind=kind)
        self._drawings = artwork
        self._menu: QMenu | None = None
        self.does.triggered.connect(self._ask)

    @property
    def menu_shown(self) -> QMenu | None:
        """The menu, while it is open."""
        return self._menu if self._menu is not None and self._menu.isVisible() else None

    @Slot()
    def _ask(self) -> None:
        self.asked.emit()
        if self._menu is None:
            self._menu = self._make_menu()
        below = self.mapToGlobal(QPoint(0, self.height() + 2))
        self._menu.popup(below)
        self._menu.setActiveAction(self._menu.actions()[0])

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(self.does.text())
        menu.triggered.connect(self._take)
        ratio = self.devicePixelRatioF()
        for label, title in zip((*range(len(CLASS_NAMES)), NONE), _TITLES, strict=True):
            if label == NONE:
                menu.addSeparator()
            entry = menu.addAction(title)
            entry.setData(label)
            if label != NONE:
                entry.setIcon(QIcon(self._drawings.garment(CLASS_NAMES[label], _ICON, ratio)))
        return menu

    @Slot(QAction)
    def _take(self, chosen: QAction) -> None:
        self.class_chosen.emit(chosen.data())
