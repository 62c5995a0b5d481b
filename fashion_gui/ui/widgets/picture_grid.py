"""A grid of any number of pictures with their answers, and all about the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QVBoxLayout, QWidget

from fashion_gui.ui.picture_model import EDGE, PictureModel
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import label

if TYPE_CHECKING:
    import numpy as np
    from PySide6.QtWidgets import QStyleOptionViewItem

    from fashion_gui.core.labelled_answers import LabelledAnswers
    from fashion_gui.ui.picture_model import AnyIndex

_CELL_HEIGHT = EDGE + 46
NARROW, WIDE = 84, 140
"""Widths of a cell: for captions of one word a line, and of two."""


class PictureGrid(QWidget):
    """Draws only the pictures that are seen.

    Attributes:
        headline: what the pictures have in common.
    """

    def __init__(self, cell_width: int = NARROW, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = PictureModel(self)
        self.headline = label("", "strong", wrap=True)
        self._detail = label("", "small", wrap=True)
        self._detail.setMinimumHeight(2 * self._detail.fontMetrics().lineSpacing())
        self._detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setViewMode(QListView.ViewMode.IconMode)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setMovement(QListView.Movement.Static)
        self.view.setUniformItemSizes(True)
        self.view.setWordWrap(True)
        self.view.setIconSize(QSize(EDGE, EDGE))
        self.view.setGridSize(QSize(cell_width, _CELL_HEIGHT))
        self.view.setItemDelegate(_Cell(QSize(cell_width - 4, _CELL_HEIGHT - 4), self.view))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setStyleSheet(
            "QListView { background: palette(base); border: none; outline: none; }"
            "QListView::item { color: palette(text); border-radius: 6px; padding: 3px; }"
            "QListView::item:selected { background: palette(midlight); color: palette(text); }"
        )
        self.view.setAccessibleName("Pictures")
        self.view.setToolTip("Pictures, the surest answer first; point at one to read its probabilities")
        self.view.selectionModel().currentChanged.connect(self._tell)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.headline)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._detail)

    def show_pictures(
        self,
        headline: str,
        answers: LabelledAnswers,
        indices: np.ndarray,
        caption: Callable[[int], str] | None = None,
    ) -> None:
        """Show the pictures of these indices, in their order; see `PictureModel.show`."""
        self.headline.setText(headline)
        self.view.setAccessibleDescription(f"{headline}; {len(indices):,} pictures")
        self.model.show(answers, indices, caption)
        self.view.scrollToTop()
        self._tell()

    def detail(self) -> str:
        """What is said about the chosen picture."""
        return self._detail.text()

    @Slot()
    def _tell(self) -> None:
        current = self.view.currentIndex()
        if current.isValid():
            self._detail.setText(self.model.describe(current.row()))
        elif self.model.rowCount():
            self._detail.setText("Choose a picture to read all its probabilities.")
        else:
            self._detail.setText("There is no such picture.")


class _Cell(QStyledItemDelegate):
    """Gives the caption all of the cell; by itself it would get little more than the picture's width."""

    def __init__(self, size: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self._size = size

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802, ARG002
        return self._size
