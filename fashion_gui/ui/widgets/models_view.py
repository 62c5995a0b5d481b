"""The view of the table of models: columns that fit, one row selected, names edited in place."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from fashion_gui.ui.models_table import (
    MADE,
    NAME,
    ORIGIN,
    PHOTOS,
    PRECISIONS,
    RECIPE,
    SIZE,
    TEST,
    TIME,
    ModelsTable,
)

_WIDTHS = {ORIGIN: 134, RECIPE: 96, TEST: 84, PHOTOS: 84, SIZE: 78, PRECISIONS: 168, TIME: 96, MADE: 104}
_ROW_HEIGHT = 40
_LEAST_NAME = 170
_LEAVES_FIRST = (RECIPE, MADE, PHOTOS)
"""Columns that go, in this order, where there is no room for all; the details below tell the same."""


class ModelsView(QTableView):
    """Shows a ModelsTable.

    Signals:
        row_chosen: place of the row under the cursor.
        row_opened: it was double-clicked outside of its name, or Return was pressed.
    """

    row_chosen = Signal(int)
    row_opened = Signal()

    def __init__(self, table: ModelsTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(table)
        self.setAccessibleName("Models")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)  # Tab leaves the table
        self.setMinimumHeight(2 * _ROW_HEIGHT)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        self.selectionModel().selectionChanged.connect(self._take_selection)
        self.doubleClicked.connect(self._take_double_click)

    def choose(self, place: int) -> None:
        """Select a row."""
        if 0 <= place < self.model().rowCount():
            self.selectRow(place)

    @Slot()
    def edit_name(self) -> None:
        """Edit the name of the selected row."""
        index = self.currentIndex()
        if index.isValid():
            self.setFocus()
            self.edit(index.siblingAtColumn(NAME))

    def resizeEvent(self, event: object) -> None:  # noqa: N802
        super().resizeEvent(event)  # type: ignore[arg-type]
        room = self.viewport().width() - _LEAST_NAME - sum(_WIDTHS.values())
        for column in _LEAVES_FIRST:
            self.setColumnHidden(column, room < 0)
            room += _WIDTHS[column] if room < 0 else 0

    @Slot(QItemSelection, QItemSelection)
    def _take_selection(self, selected: QItemSelection, _: QItemSelection) -> None:
        if selected.indexes():
            self.row_chosen.emit(selected.indexes()[0].row())

    @Slot(QModelIndex)
    def _take_double_click(self, index: QModelIndex) -> None:
        if index.column() != NAME:
            self.row_opened.emit()
