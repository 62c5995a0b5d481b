"""The table of a run: progress and Cancel, filter, the rows, and saving them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QModelIndex, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.picture_files import picture_count
from fashion_gui.ui import words
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.results_model import (
    ANSWER,
    CERTAINTY,
    NOT_SURE,
    PICTURE,
    THUMBNAIL,
    UNREADABLE,
    ResultsModel,
)
from fashion_gui.ui.widgets.basics import ActionButton, Card, action, label, row
from fashion_gui.ui.widgets.certainty_delegate import CertaintyDelegate

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from fashion_gui.core.records import Outcome

_ROOMY = 520
"""Width from which the bars of the last column has bars."""
_FILTER_MILLISECONDS = 150


class ResultsView(QWidget):
    """Shows a ResultsModel.

    Signals:
        row_chosen: Outcome under the cursor; its answer is wanted.
        row_opened: Outcome whose photo is wanted.
        cancel_wanted: stop the run.
        export_wanted: Path to write to, list[Outcome] that are shown.
    """

    row_chosen = Signal(object)
    row_opened = Signal(object)
    cancel_wanted = Signal()
    export_wanted = Signal(object, object)

    def __init__(self, model: ResultsModel, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._total: int | None = None
        self._begun = 0.0
        self.folder = ""
        self._make_actions()
        self._progress_text = label("", "body")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress of the run")
        self._cancel_button = ActionButton(self._cancel, artwork, "close")
        self._nothing = label("No picture passes the filter.", "quiet")
        self._make_filter()
        self._make_table()
        model.modelReset.connect(self._tell_rows)
        model.rowsInserted.connect(self._tell_rows)
        self._tell_rows()
        card = Card()
        card.body.addLayout(row(self._progress_text, 1, self._cancel_button))
        card.body.addWidget(self._bar)
        export = ActionButton(self._export, artwork, "export")
        card.body.addLayout(row(self._text, self._kind, export))
        card.body.addWidget(self._nothing)
        card.body.addWidget(self.table, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.table.setColumnWidth(CERTAINTY, 132 if self.width() > _ROOMY else 72)

    # The run

    def begin(self) -> None:
        """A run has started: forget the rows of the one before."""
        self.model.clear()
        self._total = None
        self._begun = time.monotonic()
        self._bar.setRange(0, 0)
        self._bar.show()
        self._cancel.setEnabled(True)
        self._cancel_button.show()
        self._tell_progress()

    @Slot(int)
    def show_total(self, total: int) -> None:
        """How many pictures the run will have."""
        self._total = total
        self._bar.setRange(0, max(1, total))
        self._tell_progress()

    def add(self, results: list[Outcome]) -> None:
        """Answers of the run."""
        first = self.model.rowCount() == 0
        self.model.append(results)
        self._tell_progress()
        if first and self.model.rowCount():
            self.table.selectRow(0)

    def end(self, whole: bool) -> None:
        """The run is over, or was cancelled."""
        self._bar.hide()
        self._cancel.setEnabled(False)
        self._cancel_button.hide()
        seconds = time.monotonic() - self._begun
        unread = self.model.not_read()
        told = picture_count(self.model.total)
        told += f" in {words.duration(seconds)}" if whole else f" of {self._total or '?'}, then cancelled"
        self._progress_text.setText(f"{told} · {unread:,} could not be read" if unread else told)

    def step(self, by: int) -> None:
        """Move the cursor up or down and open the photo there."""
        at = self.table.currentIndex().row() + by
        if 0 <= at < self.model.rowCount():
            self.table.selectRow(at)
            self.row_opened.emit(self.model.result(at))

    def place(self) -> tuple[int, int]:
        """Row under the cursor, counted from 1, and the number of rows shown."""
        return self.table.currentIndex().row() + 1, self.model.rowCount()

    # Inside

    def _make_actions(self) -> None:
        self._cancel = action(self, "Cancel", "Stop recognising", "Ctrl+.", self.cancel_wanted.emit)
        self._export = action(
            self, "Export…", "Save the rows shown as CSV or JSON", "Ctrl+E", self._ask_where
        )
        action(self, "Find", "Go to the filter", "Ctrl+F", self._go_to_filter)
        self._open = action(self, "Show photo", "Show the photo of the row", "Return", self._open_current)
        self._open.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _make_filter(self) -> None:
        self._text = QLineEdit()
        self._text.setPlaceholderText("Filter by name")
        self._text.setAccessibleName("Filter by name")
        self._text.setToolTip("Show only pictures whose path holds this text (Ctrl+F)")
        self._text.setClearButtonEnabled(True)
        self._text.setAcceptDrops(False)  # what is dropped here is meant for the page
        self._kind = QComboBox()
        self._kind.addItem("All answers", "")
        for name in (*CLASS_NAMES, NOT_SURE, UNREADABLE):
            self._kind.addItem(name, name)
        self._kind.setAccessibleName("Filter by answer")
        self._kind.setToolTip("Show only pictures with this answer")
        self._settle = QTimer(self, singleShot=True, interval=_FILTER_MILLISECONDS)
        self._settle.timeout.connect(self._apply_filter)
        self._text.textChanged.connect(self._settle.start)
        self._kind.currentIndexChanged.connect(self._apply_filter)

    def _make_table(self) -> None:
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName("Recognised pictures")
        self.table.setItemDelegateForColumn(CERTAINTY, CertaintyDelegate(self.table))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setIconSize(QSize(THUMBNAIL, THUMBNAIL))
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)  # Tab leaves the table
        self.table.setAcceptDrops(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(THUMBNAIL + 12)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(PICTURE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(ANSWER, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.table.setSortingEnabled(True)
        self.table.selectionModel().selectionChanged.connect(self._take_selection)
        self.table.doubleClicked.connect(self._take_double_click)

    def _tell_progress(self) -> None:
        done = self.model.total
        if not self._total:
            self._progress_text.setText(f"{done:,} recognised …")
            return
        self._bar.setValue(done)
        told = f"{done:,} of {self._total:,}"
        if done:
            left = (time.monotonic() - self._begun) / done * (self._total - done)
            told += f" · {words.duration(left)} left"
        self._progress_text.setText(told)

    @Slot()
    def _apply_filter(self) -> None:
        self.model.set_filter(self._text.text(), self._kind.currentData())

    @Slot()
    def _tell_rows(self) -> None:
        """Whether there is anything to export, and why not."""
        shown = self.model.rowCount() > 0
        self._export.setEnabled(shown)
        self._nothing.setVisible(not shown and self.model.total > 0)

    @Slot()
    def _go_to_filter(self) -> None:
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._text.selectAll()

    @Slot(QItemSelection, QItemSelection)
    def _take_selection(self, selected: QItemSelection, _: QItemSelection) -> None:
        if selected.indexes():
            self.row_chosen.emit(self.model.result(selected.indexes()[0].row()))

    @Slot(QModelIndex)
    def _take_double_click(self, index: QModelIndex) -> None:
        self.row_opened.emit(self.model.result(index.row()))

    @Slot()
    def _open_current(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.row_opened.emit(self.model.result(index.row()))

    @Slot()
    def _ask_where(self) -> None:
        dialog = QFileDialog(
            self, "Export", str(Path(self.folder) / "answers.csv"), "CSV (*.csv);;JSON (*.json)"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._take_export)
        dialog.open()

    @Slot(str)
    def _take_export(self, name: str) -> None:
        self.export_wanted.emit(Path(name), self.model.results())
