"""A grid of any number of pictures with their answers, and all about the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QVBoxLayout, QWidget

from fashion_gui.ui.picture_model import EDGE, PictureModel
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import label
from fashion_gui.ui.widgets.picture_detail import PictureDetail

if TYPE_CHECKING:
    import numpy as np
    from PySide6.QtWidgets import QStyleOptionViewItem

    from fashion_gui.core.heat_map import HeatMap
    from fashion_gui.core.labelled_answers import LabelledAnswers
    from fashion_gui.ui.picture_model import AnyIndex

_CELL_HEIGHT = EDGE + 46
NARROW, WIDE = 84, 140
"""Widths of a cell: for captions of one word a line, and of two."""


class PictureGrid(QWidget):
    """Draws only the pictures that are seen.

    Attributes:
        headline: what the pictures have in common.

    Signals:
        explanation_wanted: index of the picture of which it shall be shown what mattered.
        mark_wanted: index of a picture, whether its label looks wrong.
    """

    explanation_wanted = Signal(int)
    mark_wanted = Signal(int, bool)

    def __init__(self, cell_width: int = NARROW, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = PictureModel(self)
        self.headline = label("", "strong", wrap=True)
        self.chosen = PictureDetail(cell_width < WIDE)
        self.chosen.why_toggled.connect(self._ask_why)
        self.chosen.mark_wanted.connect(self._ask_mark)
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
        layout.addWidget(self.chosen)

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

    def show_marked(self, marked: frozenset[int]) -> None:
        """Indices of the pictures whose label looks wrong."""
        self.model.show_marked(marked)
        index = self.index()
        if index is not None:
            self.chosen.show_marked(self.model.describe(self.view.currentIndex().row()), index in marked)

    def show_heat(self, index: int, heat: HeatMap, told: str) -> None:
        """What mattered in the picture of this index, unless another one is chosen by now."""
        if index == self.index() and self.chosen.why.isChecked():
            self.chosen.show_heat(heat, told)

    def detail(self) -> str:
        """What is said about the chosen picture."""
        return self.chosen.text()

    def index(self) -> int | None:
        """Index of the chosen picture among the answers."""
        current = self.view.currentIndex()
        return int(self.model.indices[current.row()]) if current.isValid() else None

    @Slot()
    def _tell(self) -> None:
        index = self.index()
        if index is not None:
            row = self.view.currentIndex().row()
            marked = index in self.model.marked
            self.chosen.show_picture(self.model.picture(row), self.model.describe(row), marked)
            self._ask_why()
        elif self.model.rowCount():
            self.chosen.show_nothing("Choose a picture to read all its probabilities.")
        else:
            self.chosen.show_nothing("There is no such picture.")

    @Slot()
    def _ask_why(self) -> None:
        index = self.index()
        if not self.chosen.why.isChecked():
            self.chosen.show_heat(None, "")
        elif index is not None:
            self.explanation_wanted.emit(index)

    @Slot(bool)
    def _ask_mark(self, wrong: bool) -> None:
        index = self.index()
        if index is not None:
            self.mark_wanted.emit(index, wrong)


class _Cell(QStyledItemDelegate):
    """Gives the caption all of the cell; by itself it would get little more than the picture's width."""

    def __init__(self, size: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self._size = size

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802, ARG002
        return self._size
