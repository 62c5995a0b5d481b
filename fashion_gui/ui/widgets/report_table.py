"""The classification report in the published layout, with the difference to the published figures."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from fashion_gui.core.metrics import ClassFigures, Evaluation
from fashion_gui.core.published_report import PUBLISHED, PUBLISHED_ACCURACY, difference

_COLUMNS = ("", "Precision", "±", "Recall", "±", "F1", "±", "Support")
_HINTS = (
    "",
    "Of the pictures that got this answer, the share that are of the class",
    "Difference to the published precision",
    "Of the pictures of the class, the share that got this answer",
    "Difference to the published recall",
    "Harmonic mean of precision and recall",
    "Difference to the published F1",
    "Number of pictures of the class",
)
_ROW = 25


class ReportTable(QTableWidget):
    """Figures to four decimals; differences of the figures rounded to two, as those were published."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_COLUMNS), parent)
        self.setAccessibleName("Classification report")
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(_ROW)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        for column, (title, hint) in enumerate(zip(_COLUMNS, _HINTS, strict=True)):
            head = QTableWidgetItem(title)
            head.setToolTip(hint)
            aligned = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            head.setTextAlignment(aligned | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(column, head)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(50)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)

    def show_report(self, found: Evaluation, *, official: bool) -> None:
        """Fill all rows; differences only where the same pictures were asked about (`official`)."""
        self.setRowCount(0)
        for name, figures in found.per_class.items():
            self._add(name, figures, PUBLISHED[name] if official else None)
        accuracy = f"{found.accuracy:.4f}"
        change = difference(found.accuracy, PUBLISHED_ACCURACY) if official else ""
        self._append(["Accuracy", "", "", "", "", accuracy, change, f"{found.count:,}"], strong=True)
        self._add("Macro average", found.macro_average, None)
        self._add("Weighted average", found.weighted_average, None)
        for column in (2, 4, 6):
            self.setColumnHidden(column, not official)

    def text(self, row: int, column: int) -> str:
        """What a cell says."""
        item = self.item(row, column)
        return item.text() if item else ""

    def _add(self, name: str, figures: ClassFigures, published: tuple[float, float, float] | None) -> None:
        cells = [name]
        for place, value in enumerate((figures.precision, figures.recall, figures.f1)):
            cells += [f"{value:.4f}", difference(value, published[place]) if published else ""]
        self._append([*cells, f"{figures.support:,}"])

    def _append(self, cells: list[str], *, strong: bool = False) -> None:
        row = self.rowCount()
        self.insertRow(row)
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            aligned = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            item.setTextAlignment(aligned | Qt.AlignmentFlag.AlignVCenter)
            if strong:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            if column in (2, 4, 6) and text:
                item.setToolTip(f"{_HINTS[column]}: {text}")
            self.setItem(row, column, item)
