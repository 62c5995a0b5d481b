"""The user's own examples as a Qt model: a thumbnail and a class each; only those in sight are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPixmap

from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.ui.pixmaps import thumbnail

if TYPE_CHECKING:
    import numpy as np

EDGE = 88
"""Of a thumbnail, in device-independent pixels."""
_MOST_THUMBNAILS = 1000

AnyIndex = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


def class_words(label: int) -> str:
    """`"Trouser"`, or `"None of the ten"`."""
    return CLASS_NAMES[label] if label >= 0 else "None of the ten"


class ShownExample(NamedTuple):
    """A picture, and what stands below it: its class, or why it doesn't count."""

    path: Path
    words: str


class ExamplesModel(QAbstractListModel):
    """All examples or those of one group, the newest first.

    Attributes:
        blank: shown in place of a thumbnail that is not there yet, or can't be had.

    Signals:
        thumbnail_wanted: Path of a picture in sight that has none yet.
    """

    thumbnail_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: list[ShownExample] = []
        self._thumbnails: dict[Path, QPixmap] = {}
        self.blank = QPixmap(EDGE, EDGE)
        self.blank.fill(QColor(128, 128, 128, 48))  # fits light and dark

    def show(self, photos: Sequence[ShownExample]) -> None:
        """Show these, given in the order in which they were filed."""
        self.beginResetModel()
        self._shown = list(reversed(photos))
        self.endResetModel()

    def show_thumbnail(self, path: Path, rgb: np.ndarray | None) -> None:
        """uint8 [h, w, 3] of a picture, or None where there is none to be had."""
        if rgb is None:
            self._thumbnails[path] = self.blank
        else:
            ratio = QGuiApplication.primaryScreen().devicePixelRatio()
            self._thumbnails[path] = thumbnail(rgb, EDGE, ratio)
        if len(self._thumbnails) > _MOST_THUMBNAILS:
            del self._thumbnails[next(iter(self._thumbnails))]
        if self._shown:  # the view paints only those in sight
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1), [_Role.DecorationRole])

    def photo(self, row: int) -> ShownExample:
        return self._shown[row]

    def rowCount(self, parent: AnyIndex | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, at: AnyIndex, role: int = _Role.DisplayRole) -> Any:
        if not at.isValid():
            return None
        photo = self._shown[at.row()]
        match role:
            case _Role.DecorationRole:
                if photo.path not in self._thumbnails:
                    self.thumbnail_wanted.emit(photo.path)
                return self._thumbnails.get(photo.path, self.blank)
            case _Role.DisplayRole:
                return photo.words
            case _Role.ToolTipRole | _Role.AccessibleTextRole:
                return f"{photo.words}: {photo.path.name}"
        return None
