"""Pictures with their answers as a Qt model: a view asks only for those that are seen."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPixmap

from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.ui import evaluation_words, words
from fashion_gui.ui.pixmaps import grey_image

if TYPE_CHECKING:
    from fashion_gui.core.labelled_answers import LabelledAnswers

EDGE = 56
"""Of a picture in the grid, in device-independent pixels: each of the 28 is doubled."""

LOOKS_WRONG = "Marked: its label looks wrong"

AnyIndex = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class PictureModel(QAbstractListModel):
    """Some of the pictures of an evaluation, in the order given.

    Attributes:
        indices: of the pictures shown.
        marked: indices of the pictures whose label looks wrong; they have a flag.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answers: LabelledAnswers | None = None
        self.indices = np.zeros(0, int)
        self.marked: frozenset[int] = frozenset()
        self._caption: Callable[[int], str] = self._answer
        self._drawn = lru_cache(maxsize=2000)(self._draw)

    def show(
        self, answers: LabelledAnswers, indices: np.ndarray, caption: Callable[[int], str] | None = None
    ) -> None:
        """Show the pictures of these indices; `caption` is written below, else answer and probability."""
        self.beginResetModel()
        if answers is not self._answers:
            self._drawn.cache_clear()
        self._answers, self.indices = answers, indices
        self._caption = caption or self._answer
        self.endResetModel()

    def show_marked(self, marked: frozenset[int]) -> None:
        """Indices of the pictures whose label looks wrong."""
        self.marked = marked
        if len(self.indices):
            self.dataChanged.emit(self.index(0), self.index(len(self.indices) - 1))

    def describe(self, row: int) -> str:
        """The picture in a row, in words, with all its probabilities."""
        if self._answers is None:
            return ""
        index = int(self.indices[row])
        told = evaluation_words.picture(self._answers, index)
        return f"{told}. {LOOKS_WRONG}." if index in self.marked else told

    def picture(self, row: int) -> np.ndarray:
        """What the network saw of the picture in a row, uint8 [28, 28]."""
        assert self._answers is not None
        return self._answers.pictures[int(self.indices[row])]

    def rowCount(self, parent: AnyIndex | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self.indices)

    def data(self, at: AnyIndex, role: int = _Role.DisplayRole) -> Any:
        if not at.isValid():
            return None
        index = int(self.indices[at.row()])
        match role:
            case _Role.DecorationRole:
                return self._drawn(index)
            case _Role.DisplayRole:
                return f"⚑ {self._caption(index)}" if index in self.marked else self._caption(index)
            case _Role.ToolTipRole | _Role.AccessibleTextRole:
                return self.describe(at.row())
        return None

    def _answer(self, index: int) -> str:
        assert self._answers is not None
        row = self._answers.probabilities[index]
        name = CLASS_NAMES[int(row.argmax())].removesuffix("/top")
        return f"{name}\n{words.percent(float(row.max()))}"

    def _draw(self, index: int) -> QIcon:
        assert self._answers is not None
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
        edge = round(EDGE * ratio)
        image = grey_image(self._answers.pictures[index])
        pixmap = QPixmap.fromImage(image.scaled(edge, edge))  # pixels stay crisp
        pixmap.setDevicePixelRatio(ratio)
        icon = QIcon(pixmap)
        icon.addPixmap(pixmap, QIcon.Mode.Selected)  # else the one that is chosen would be coloured
        return icon
