"""The figures of a benchmark, with the published ones in the last two rows."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from fashion_gui.core.benchmark_results import Kind, Result
from fashion_gui.ui.benchmark_words import HEADINGS, cells, published_cells

_ROW = 25
_PUBLISHED_ROWS = 2
_LEAST_ROWS = 4


class BenchmarkTable(QTableWidget):
    """Takes as much height as its rows need, and scrolls where there is less."""

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        headings = HEADINGS[kind]
        super().__init__(0, len(headings), parent)
        self._kind: Kind = kind
        self.setAccessibleName("Benchmark")
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(_ROW)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        for column, (title, hint) in enumerate(headings):
            head = QTableWidgetItem(title)
            head.setToolTip(hint)
            head.setTextAlignment(_aligned(column))
            self.setHorizontalHeaderItem(column, head)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(48)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)

    def show_result(self, result: Result | None) -> None:
        """Fill all rows; only the published ones without a result."""
        lines = cells(result) if result is not None else published_cells(self._kind)
        self.setRowCount(len(lines))
        for number, line in enumerate(lines):
            for column, text in enumerate(line):
                item = QTableWidgetItem(text)
                item.setTextAlignment(_aligned(column))
                font = item.font()
                font.setItalic(number >= len(lines) - _PUBLISHED_ROWS)
                item.setFont(font)
                self.setItem(number, column, item)
        self.setMinimumHeight(self._height(min(len(lines), _LEAST_ROWS)))
        self.setMaximumHeight(self._height(len(lines)))
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(super().sizeHint().width(), self._height(self.rowCount()))

    def texts(self) -> list[list[str]]:
        """What the cells say, row by row."""
        columns = range(self.columnCount())
        return [[self._text(row, column) for column in columns] for row in range(self.rowCount())]

    def _height(self, rows: int) -> int:
        return self.horizontalHeader().sizeHint().height() + 2 + rows * _ROW

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text() if item else ""


def _aligned(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
