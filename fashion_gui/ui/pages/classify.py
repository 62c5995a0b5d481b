"""The Classify page: photos in on the left, the answer on the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fashion_gui.core.errors import FashionGuiError
from fashion_gui.core.picture_formats import PICTURE_SUFFIXES
from fashion_gui.ui import words
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.dropped import Dropped, may_hold_pictures, read_mime
from fashion_gui.ui.page import Page
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import ActionButton, action, label, row
from fashion_gui.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    import numpy as np
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QShowEvent
    from PySide6.QtWidgets import QFileDialog

    from fashion_gui.core.prediction import Prediction
    from fashion_gui.core.records import Outcome
    from fashion_gui.ui.widgets.answer_panel import AnswerPanel
    from fashion_gui.ui.widgets.drop_overlay import DropOverlay
    from fashion_gui.ui.widgets.photo_pane import PhotoPane
    from fashion_gui.ui.widgets.results_view import ResultsView
    from fashion_gui.ui.widgets.sample_row import SampleRow

_NO_PHOTO = ("No photo yet", "The answer will be here.")
_SLOW_MILLISECONDS = 250
"""Answers usually come sooner; saying "one moment" before would only flicker."""


class ClassifyPage(Page):
    """Shows one photo, or the table of a run, with the answer beside it.

    Signals:
        paths_chosen: tuple of Paths of files and folders that were dropped, opened or pasted.
        picture_pasted: bytes of a picture file, or a QImage.
        nothing_usable: a sentence and an advice about what was dropped or pasted instead of a picture.
        result_chosen: Outcome of the table whose answer is wanted.
        box_drawn: (x, y, width, height) in the photo that is shown, or None for the whole photo.
        folder_used: folder that a dialog was used in.
        thumbnail_wanted: Path of a picture.
        cancel_wanted: the run shall stop.
        export_wanted: Path to save the rows shown to, list[Outcome] of them.
        cleared: nothing is shown any longer.
    """

    name = "classify"
    title = "Classify"
    icon = "classify"
    hint = "Recognise clothing in photos"

    paths_chosen = Signal(object)
    picture_pasted = Signal(object)
    nothing_usable = Signal(str, str)
    result_chosen = Signal(object)
    box_drawn = Signal(object)
    folder_used = Signal(str)
    thumbnail_wanted = Signal(object)
    cancel_wanted = Signal()
    export_wanted = Signal(object, object)
    cleared = Signal()

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.hint)
        self.setAcceptDrops(True)
        self.folder = ""
        self._artwork = artwork
        self._threshold = 0.5
        self._prediction: Prediction | None = None
        self._photo_name = ""
        self._make_actions()
        self.empty = EmptyState(artwork, self._open_files, self._open_folder)
        self._left = QStackedWidget()
        self._left.addWidget(self.empty)
        self._in_run = False
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MILLISECONDS)
        self._slow.timeout.connect(self._say_one_moment)
        buttons = (
            ActionButton(self._open_files, artwork, "picture"),
            ActionButton(self._open_folder, artwork, "folder"),
            ActionButton(self._paste, artwork, "paste"),
        )
        self._both = QHBoxLayout()
        self._both.setSpacing(2 * GAP)
        self._both.addWidget(self._left, 5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GAP, 2 * GAP - 4, 2 * GAP, 2 * GAP)
        layout.setSpacing(GAP + 4)
        layout.addLayout(row(label(self.title, "title"), 1, *buttons))
        layout.addLayout(self._both, 1)
        self._copy.setEnabled(False)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        QTimer.singleShot(0, self._complete)

    @Slot()
    def _complete(self) -> None:
        self.answer.show()
        self.samples.show()

    # The invitation is there at once, the rest when it is first needed: so the window is up sooner.

    @cached_property
    def samples(self) -> SampleRow:
        """Made right after the window is up."""
        from fashion_gui.ui.widgets.sample_row import SampleRow

        samples = SampleRow(self._artwork.samples())
        samples.sample_chosen.connect(self._take_sample)
        samples.thumbnail_wanted.connect(self.thumbnail_wanted)
        self.empty.add_samples(samples)
        samples.ask_for_thumbnails()
        return samples

    @cached_property
    def answer(self) -> AnswerPanel:
        """Made right after the window is up."""
        from fashion_gui.ui.widgets.answer_panel import AnswerPanel

        panel = AnswerPanel(self._artwork, self._copy)
        panel.show_waiting(*_NO_PHOTO)
        self._both.addWidget(panel, 4)  # up to its largest width
        return panel

    @cached_property
    def _overlay(self) -> DropOverlay:
        from fashion_gui.ui.widgets.drop_overlay import DropOverlay

        return DropOverlay("Let go to recognise", self)

    @cached_property
    def photo(self) -> PhotoPane:
        """Made for the first photo."""
        from fashion_gui.ui.widgets.photo_pane import PhotoPane

        pane = PhotoPane(self._artwork)
        pane.box_drawn.connect(self.box_drawn)
        pane.whole_photo_wanted.connect(self._forget_box)
        pane.left.connect(self._leave_photo)
        pane.neighbour_wanted.connect(self._go_to_neighbour)
        self._left.addWidget(pane)
        return pane

    @cached_property
    def results(self) -> ResultsView:
        """Made for the first run."""
        from fashion_gui.ui.results_model import ResultsModel
        from fashion_gui.ui.widgets.results_view import ResultsView

        model = ResultsModel()
        model.set_threshold(self._threshold)
        model.thumbnail_wanted.connect(self.thumbnail_wanted)
        view = ResultsView(model, self._artwork)
        view.row_chosen.connect(self.result_chosen)
        view.row_opened.connect(self._open_result)
        view.cancel_wanted.connect(self.cancel_wanted)
        view.export_wanted.connect(self.export_wanted)
        self._left.addWidget(view)
        return view

    # What is shown

    def clear(self) -> None:
        """The invitation, and no answer."""
        self._slow.stop()
        self._in_run = False
        self._forget_answer(*_NO_PHOTO)
        self._left.setCurrentWidget(self.empty)

    def expect_answer(self, name: str) -> None:
        """A photo is being recognised; said only if it takes a while."""
        self._photo_name = name
        self._slow.start()

    def show_answer(
        self,
        rgb: np.ndarray,
        prediction: Prediction,
        box: tuple[int, int, int, int] | None,
        name: str,
    ) -> None:
        """A photo uint8 [h, w, 3] and its answer; in a run the table stays in front of it."""
        self._slow.stop()
        self._photo_name = name
        self._prediction = prediction
        self._copy.setEnabled(True)
        self.photo.show_photo(rgb, prediction.outlines, box, name)
        self.photo.show_place(self.results.place() if self._in_run else None)
        self.answer.show_prediction(prediction)
        if not self._in_run:
            self._left.setCurrentWidget(self.photo)

    def show_no_answer(self, headline: str, detail: str) -> None:
        """There is none, and why."""
        self._slow.stop()
        self._forget_answer(headline, detail)
        if not self._in_run:
            self._left.setCurrentWidget(self.empty)

    def begin_run(self) -> None:
        """An empty table for the answers of a new run."""
        self._in_run = True
        self._forget_answer("One moment …", "The first answers are on their way.")
        self.results.begin()
        self.results.folder = self.folder
        self._left.setCurrentWidget(self.results)

    @Slot(int)
    def show_total(self, total: int) -> None:
        """How many pictures the run has."""
        self.results.show_total(total)

    @Slot(object)
    def add_results(self, outcomes: list[Outcome]) -> None:
        """Answers of the run."""
        self.results.add(outcomes)

    @Slot(bool)
    def end_run(self, whole: bool) -> None:
        """The run came to its end, or was cancelled."""
        self.results.end(whole)

    @Slot(object, object)
    def show_thumbnail(self, path: Path, rgb: np.ndarray | None) -> None:
        """uint8 [h, w, 3] of a picture, or None where there is none to be had."""
        self.samples.show_thumbnail(path, rgb)
        if "results" in self.__dict__:
            self.results.model.show_thumbnail(path, rgb)

    def leave_run(self) -> None:
        """What comes next is a photo on its own."""
        self._in_run = False

    def show_threshold(self, threshold: float) -> None:
        """Probability under which an answer is "not sure"."""
        self._threshold = threshold
        if "results" in self.__dict__:
            self.results.model.set_threshold(threshold)

    def show_prediction_again(self, prediction: Prediction) -> None:
        """The answer shown, seen with another threshold."""
        self._prediction = prediction
        self.answer.show_prediction(prediction)

    @property
    def prediction(self) -> Prediction | None:
        """The answer that is shown."""
        return self._prediction

    # Dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if may_hold_pictures(event.mimeData()):
            event.acceptProposedAction()
            self._overlay.appear()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802, ARG002
        self._overlay.hide()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        self._overlay.hide()
        event.acceptProposedAction()
        self._take(read_mime(event.mimeData()), "drop")

    def _take(self, dropped: Dropped, how: str) -> None:
        if dropped.paths:
            self.paths_chosen.emit(dropped.paths)
        elif dropped.picture is not None:
            self.picture_pasted.emit(dropped.picture)
        elif dropped.link:
            self.nothing_usable.emit(
                f"That is a link, not a picture: {dropped.link[:80]}",
                f"Save the picture first, then {how} the file.",
            )
        else:
            self.nothing_usable.emit(
                "There is no picture in that.", "Copy or drag a picture, a picture file or a folder."
            )

    # Actions

    def _make_actions(self) -> None:
        keys = QKeySequence.StandardKey
        self._open_files = action(
            self, "Open photos…", "Choose one or more photos", keys.Open, self._ask_files
        )
        self._open_folder = action(
            self, "Open folder…", "Recognise all photos of a folder", "Ctrl+Shift+O", self._ask_folder
        )
        self._paste = action(
            self, "Paste", "Recognise the picture on the clipboard", keys.Paste, self._take_clipboard
        )
        self._copy = action(self, "Copy answer", "Copy the answer as text", keys.Copy, self._copy_answer)

    @Slot()
    def _ask_files(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        endings = " ".join(f"*{suffix}" for suffix in sorted(PICTURE_SUFFIXES))
        dialog = self._dialog("Open photos", QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([f"Pictures ({endings})", "All files (*)"])
        dialog.open()

    @Slot()
    def _ask_folder(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        dialog = self._dialog("Open a folder", QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.open()

    def _dialog(self, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self, title, self.folder)
        dialog.setFileMode(mode)
        dialog.filesSelected.connect(self._take_names)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    @Slot("QStringList")
    def _take_names(self, names: Sequence[str]) -> None:
        paths = tuple(Path(name) for name in names)
        folder = paths[0] if paths[0].is_dir() else paths[0].parent
        self.folder = str(folder)
        self.folder_used.emit(self.folder)
        self.paths_chosen.emit(paths)

    @Slot()
    def _take_clipboard(self) -> None:
        self._take(read_mime(QGuiApplication.clipboard().mimeData()), "paste")

    @Slot()
    def _copy_answer(self) -> None:
        if self._prediction is not None:
            QGuiApplication.clipboard().setText(words.plain_text(self._prediction, self._photo_name))

    # Inside

    def _forget_answer(self, headline: str, detail: str) -> None:
        self._prediction = None
        self._copy.setEnabled(False)
        self.answer.show_waiting(headline, detail)

    @Slot()
    def _say_one_moment(self) -> None:
        self._forget_answer("One moment …", f"Looking at {self._photo_name}.")

    @Slot()
    def _forget_box(self) -> None:
        self.box_drawn.emit(None)

    @Slot()
    def _leave_photo(self) -> None:
        if self._in_run:
            self._left.setCurrentWidget(self.results)
            self.results.table.setFocus()
        else:
            self.clear()
            self.cleared.emit()

    @Slot(object)
    def _open_result(self, result: Outcome) -> None:
        if not isinstance(result.answer, FashionGuiError):
            self._left.setCurrentWidget(self.photo)
            self.photo.show_place(self.results.place())

    @Slot(int)
    def _go_to_neighbour(self, by: int) -> None:
        self.results.step(by)

    @Slot(object)
    def _take_sample(self, path: Path) -> None:
        self.paths_chosen.emit((path,))
