"""The store of models as a table: what each cell shows, in which order, and the name that can be edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QIcon, QPalette

from fashion_gui.core.model_rows import ModelRow, PrecisionCheck
from fashion_gui.ui import model_words as words

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

NAME, ORIGIN, RECIPE, TEST, PHOTOS, SIZE, PRECISIONS, TIME, MADE = range(9)
HEADINGS = ("Name", "From", "Recipe", "Test set", "Photos", "Size", "Precisions", "One image", "Made")
HINTS = (
    "What the model is called; a tick marks the one in use",
    "Whether it ships with the program, or was trained or imported here",
    "How it was trained",
    "Share of the 10,000 test images that are right",
    "Share of photos by people it never saw that are right",
    "On the disk, with all that belongs to it",
    "Of the weights; INT8 takes less room and is quicker on some processors",
    "Milliseconds to answer one image here, at the device and precision in use",
    "When it was trained, or imported",
)
_FIGURES = (TEST, PHOTOS, SIZE, TIME)

Checks = Mapping[str, tuple[PrecisionCheck, ...]]


class ModelsTable(QAbstractTableModel):
    """The rows of the store.

    Signals:
        name_typed: id and new name.
    """

    name_typed = Signal(str, str)

    def __init__(self, tick: Callable[[], QIcon]) -> None:
        """`tick` marks the model in use, in the colour of the present scheme."""
        super().__init__()
        self._tick = tick
        self._listed: tuple[ModelRow, ...] = ()
        self._rows: list[ModelRow] = []
        self._checks: Checks = {}
        self._precision = ""
        self._column, self._descending = -1, False

    # What comes in

    def show_rows(self, rows: tuple[ModelRow, ...]) -> None:
        """All models, in the order of the store."""
        self.beginResetModel()
        self._listed = rows
        self._rows = self._sorted(list(rows))
        self.endResetModel()

    def show_checks(self, checks: Checks, precision: str) -> None:
        """What was measured on the device in use, by id; `precision` is the one in use."""
        self._checks, self._precision = checks, precision
        if self._rows:
            self.dataChanged.emit(self.index(0, PRECISIONS), self.index(len(self._rows) - 1, TIME))

    # What goes out

    def row(self, place: int) -> ModelRow:
        return self._rows[place]

    def place(self, model_id: str) -> int:
        """Row of a model, -1 if it is gone."""
        return next((place for place, row in enumerate(self._rows) if row.id == model_id), -1)

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: N802
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            return _alignment(section)
        if role == Role.DisplayRole:
            return HEADINGS[section]
        return HINTS[section] if role == Role.ToolTipRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        row = self._rows[index.row()]
        if index.column() == NAME and not row.bundled and not row.problem:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:  # noqa: N802
        row = self._rows[index.row()]
        if role != Role.EditRole or " ".join(value.split()) in ("", row.name):
            return False
        self.name_typed.emit(row.id, value)  # shown once the store has it
        return True

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        row, column = self._rows[index.row()], index.column()
        if role in (Role.DisplayRole, Role.EditRole):
            return self._display(row, column)
        if role == Role.AccessibleTextRole:
            return f"{HEADINGS[column]}: {self._display(row, column)}"
        if role == Role.ToolTipRole:
            return f"{row.problem} {row.advice}" if row.problem else self._display(row, column)
        if role == Role.TextAlignmentRole:
            return _alignment(column)
        return self._mark_of(row, column, role)

    def _mark_of(self, row: ModelRow, column: int, role: int) -> Any:
        """What sets the model in use and the damaged ones apart; the column `ORIGIN` says it in words."""
        if role == Role.DecorationRole and column == NAME and row.active:
            return self._tick()
        if role == Role.FontRole and row.active:
            font = QFont(QGuiApplication.font())
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == Role.ForegroundRole and row.problem:
            return QGuiApplication.palette().color(QPalette.ColorRole.BrightText)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By one column; -1 for the order of the store, the newest first."""
        self._column, self._descending = column, order == Qt.SortOrder.DescendingOrder
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self._rows[index.row()].id for index in before]
        self._rows = self._sorted(list(self._listed))
        after = [
            self.index(self.place(model_id), index.column())
            for model_id, index in zip(held, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    # Inside

    def milliseconds(self, row: ModelRow) -> float | None:
        """For one image at the precision in use, else at the first that was measured."""
        measured = {
            check.precision: check.milliseconds
            for check in self._checks.get(row.id, ())
            if check.milliseconds is not None
        }
        return measured.get(self._precision) or next(iter(measured.values()), None)

    def _display(self, row: ModelRow, column: int) -> str:
        if column == NAME:
            return row.name
        if column == ORIGIN:
            return words.origin(row)
        if row.problem:
            return ""
        milliseconds = self.milliseconds(row)
        return {
            RECIPE: row.recipe,
            TEST: words.share(row.accuracy),
            PHOTOS: words.share(row.photo_accuracy),
            SIZE: words.megabytes(row.bytes),
            PRECISIONS: words.precisions(row.precisions, self._checks.get(row.id, ())),
            TIME: "" if milliseconds is None else words.milliseconds(milliseconds),
            MADE: row.created[:10],
        }[column]

    def _sorted(self, rows: list[ModelRow]) -> list[ModelRow]:
        if self._column < 0:
            return rows
        return sorted(rows, key=self._key, reverse=self._descending)

    def _key(self, row: ModelRow) -> Any:
        figure = {
            TEST: row.accuracy,
            PHOTOS: row.photo_accuracy,
            SIZE: row.bytes,
            TIME: self.milliseconds(row),
        }
        if self._column in figure:
            value = figure[self._column]
            return -1.0 if value is None else value
        return row.created if self._column == MADE else self._display(row, self._column).casefold()


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _FIGURES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
