"""The pictures of a run as a table: what is shown, in which order, and which rows the filter leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPixmap

from fashion_gui.core.errors import FashionGuiError
from fashion_gui.ui import words
from fashion_gui.ui.pixmaps import thumbnail

if TYPE_CHECKING:
    import numpy as np

    from fashion_gui.core.records import Outcome

Index = QModelIndex | QPersistentModelIndex

PICTURE, ANSWER, CERTAINTY = range(3)
HEADINGS = ("Picture", "Answer", "Sure")
NOT_SURE = "Not sure"
UNREADABLE = "Not read"

THUMBNAIL = 44
"""Edge in device-independent pixels."""
_MOST_THUMBNAILS = 3000
_RESORT_MILLISECONDS = 500

Role = Qt.ItemDataRole


class ResultsModel(QAbstractTableModel):
    """Any number of results. Rows are positions in `_order`, a sorted and filtered list of results.

    Signals:
        thumbnail_wanted: Path of a picture that is being painted and has none yet.
    """

    thumbnail_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._results: list[Outcome] = []
        self._order: list[Outcome] = []
        self._threshold = 0.5
        self._text = ""
        self._kind = ""
        self._column = -1
        self._descending = False
        self._thumbnails: dict[Path, QIcon] = {}
        blank = QPixmap(THUMBNAIL, THUMBNAIL)
        blank.fill(QColor(128, 128, 128, 48))  # fits light and dark
        self._blank = QIcon(blank)
        # While a run goes on a sorted table is put in order now and then, not for every batch.
        self._resort = QTimer(self, singleShot=True, interval=_RESORT_MILLISECONDS)
        self._resort.timeout.connect(self._arrange)

    # What comes in

    def clear(self) -> None:
        """Forget all results; the filter and the order stay."""
        self.beginResetModel()
        self._results, self._order = [], []
        self._thumbnails.clear()
        self.endResetModel()

    def append(self, results: Sequence[Outcome]) -> None:
        """Add results of a run; those that the filter leaves out are kept, but not shown."""
        self._results.extend(results)
        shown = [result for result in results if self._passes(result)]
        if not shown:
            return
        first = len(self._order)
        self.beginInsertRows(QModelIndex(), first, first + len(shown) - 1)
        self._order.extend(shown)
        self.endInsertRows()
        if self._column >= 0 and not self._resort.isActive():
            self._resort.start()

    def set_filter(self, text: str, kind: str) -> None:
        """Show only paths that hold `text`, answered with `kind`: a class, "Not sure" or "Not read"."""
        self._text, self._kind = text.casefold(), kind
        self.beginResetModel()
        self._order = [result for result in self._results if self._passes(result)]
        self._order = self._sorted(self._order)
        self.endResetModel()

    def set_threshold(self, threshold: float) -> None:
        """Probability under which an answer is "not sure"."""
        self._threshold = threshold
        if self._kind:
            self.set_filter(self._text, self._kind)
        elif self._order:
            self.dataChanged.emit(self.index(0, ANSWER), self.index(len(self._order) - 1, CERTAINTY))
            if self._column == CERTAINTY:
                self._arrange()

    def show_thumbnail(self, path: Path, rgb: np.ndarray | None) -> None:
        """uint8 [h, w, 3] of a picture, or None where there is none to be had."""
        self._thumbnails.pop(path, None)
        self._thumbnails[path] = self._blank if rgb is None else self._icon(rgb)
        if len(self._thumbnails) > _MOST_THUMBNAILS:
            del self._thumbnails[next(iter(self._thumbnails))]
        if self._order:  # the view paints only the rows in sight
            self.dataChanged.emit(
                self.index(0, PICTURE), self.index(len(self._order) - 1, PICTURE), [Role.DecorationRole]
            )

    # What goes out

    def results(self) -> list[Outcome]:
        """Those that are shown, in the order in which they are."""
        return list(self._order)

    def result(self, row: int) -> Outcome:
        return self._order[row]

    @property
    def total(self) -> int:
        """How many there are, shown or not."""
        return len(self._results)

    def not_read(self) -> int:
        """How many pictures could not be read."""
        return sum(isinstance(result.answer, FashionGuiError) for result in self._results)

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self._order)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: N802
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        result = self._order[index.row()]
        column = index.column()
        if role == Role.DecorationRole and column == PICTURE:
            return self._thumbnail(result.path)
        if role == Role.DisplayRole:
            return self._display(result, column)
        if role == Role.ToolTipRole:
            return self._tool_tip(result)
        if role == Role.UserRole and column == CERTAINTY:
            return self._certainty(result)
        if role == Role.AccessibleTextRole:
            return f"{HEADINGS[column]}: {self._display(result, column)}"
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By one column; -1 for the order in which the pictures were found."""
        self._column, self._descending = column, order == Qt.SortOrder.DescendingOrder
        self._arrange()

    # Inside

    def _display(self, result: Outcome, column: int) -> str:
        if column == PICTURE:
            return result.path.name
        if column == CERTAINTY:
            certainty = self._certainty(result)
            return "" if certainty is None else words.percent(certainty)
        answer = result.answer
        if isinstance(answer, FashionGuiError):
            return UNREADABLE
        return answer.label if answer.accepted_at(self._threshold) else words.doubt(answer)

    def _certainty(self, result: Outcome) -> float | None:
        """Of an answer that is given; "not sure" has none, however probable its first guess is."""
        answer = result.answer
        if isinstance(answer, FashionGuiError) or not answer.accepted_at(self._threshold):
            return None
        return answer.confidence

    def _tool_tip(self, result: Outcome) -> str:
        return str(result.answer if isinstance(result.answer, FashionGuiError) else result.path)

    def _thumbnail(self, path: Path) -> QIcon:
        if path not in self._thumbnails:
            self.thumbnail_wanted.emit(path)
            return self._blank
        return self._thumbnails[path]

    @staticmethod
    def _icon(rgb: np.ndarray) -> QIcon:
        pixmap = thumbnail(rgb, THUMBNAIL, QGuiApplication.primaryScreen().devicePixelRatio())
        icon = QIcon(pixmap)
        icon.addPixmap(pixmap, QIcon.Mode.Selected)  # not tinted
        return icon

    def _kind_of(self, result: Outcome) -> str:
        if isinstance(result.answer, FashionGuiError):
            return UNREADABLE
        return result.answer.label if result.answer.accepted_at(self._threshold) else NOT_SURE

    def _passes(self, result: Outcome) -> bool:
        if self._kind and self._kind != self._kind_of(result):
            return False
        return not self._text or self._text in str(result.path).casefold()

    def _sorted(self, results: list[Outcome]) -> list[Outcome]:
        if self._column < 0:
            return results
        return sorted(results, key=self._key(), reverse=self._descending)

    def _key(self) -> Callable[[Outcome], Any]:
        if self._column == CERTAINTY:
            return self._rank_by_certainty
        column = self._column
        return lambda result: self._display(result, column).casefold()

    def _rank_by_certainty(self, result: Outcome) -> tuple[float, float]:
        """What is not sure lies below what is, and what was not read lies lowest."""
        if isinstance(result.answer, FashionGuiError):
            return -2.0, 0.0
        certainty = self._certainty(result)
        return -1.0 if certainty is None else certainty, result.answer.confidence

    @Slot()
    def _arrange(self) -> None:
        """Put all rows in order; what is selected stays selected."""
        if self._column < 0:
            self.set_filter(self._text, self._kind)
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self._order[index.row()] for index in before]
        self._order = self._sorted(self._order)
        rows = {id(result): row for row, result in enumerate(self._order)} if held else {}
        after = [
            self.index(rows[id(result)], index.column()) for result, index in zip(held, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
