"""The Classify page: photos in on the left, the answer on the right."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSpacerItem, QStackedWidget, QVBoxLayout, QWidget

from fashion_gui.core.errors import FashionGuiError
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.dropped import may_hold_pictures
from fashion_gui.ui.page import Page
from fashion_gui.ui.picture_sources import PictureSources
from fashion_gui.ui.style import ANSWER_WIDTH, GAP
from fashion_gui.ui.widgets.basics import ActionButton, label, row
from fashion_gui.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    import numpy as np
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

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

    Attributes:
        sources: the ways in, each with its signal.

    Signals:
        result_chosen: Outcome of the table whose answer is wanted.
        box_drawn: (x, y, width, height) in the photo that is shown, or None for the whole photo.
        turn_wanted: the photo that is shown shall be looked at again, turned to the right by a quarter.
        thumbnail_wanted: Path of a picture.
        cancel_wanted: the run shall stop.
        export_wanted: Path to save the rows shown to, list[Outcome] of them.
        cleared: nothing is shown any longer.
        corrected: class index, or `labels.NONE`, that a person says the shown photo is of.
    """

    name = "classify"
    title = "Classify"
    icon = "classify"
    hint = "Recognise clothing in photos"

    result_chosen = Signal(object)
    box_drawn = Signal(object)
    turn_wanted = Signal()
    thumbnail_wanted = Signal(object)
    cancel_wanted = Signal()
    export_wanted = Signal(object, object)
    cleared = Signal()
    corrected = Signal(int)

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.hint)
        self.setAcceptDrops(True)
        self._artwork = artwork
        self._threshold = 0.5
        self._prediction: Prediction | None = None
        self._photo_name = ""
        self.sources = PictureSources(self)
        self.empty = EmptyState(artwork, self.sources.open_files, self.sources.open_folder)
        self._left = QStackedWidget()
        self._left.addWidget(self.empty)
        self._in_run = False
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MILLISECONDS)
        self._slow.timeout.connect(self._say_one_moment)
        buttons = (
            ActionButton(self.sources.open_files, artwork, "picture"),
            ActionButton(self.sources.open_folder, artwork, "folder"),
            ActionButton(self.sources.paste, artwork, "paste"),
        )
        self._both = QHBoxLayout()
        self._both.setSpacing(2 * GAP)
        self._both.addWidget(self._left, 5)
        self._place_of_answer = QSpacerItem(ANSWER_WIDTH + 2 * GAP, 0)  # so nothing moves when it comes
        self._both.addItem(self._place_of_answer)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GAP, 2 * GAP - 4, 2 * GAP, 2 * GAP)
        layout.setSpacing(GAP + 4)
        layout.addLayout(row(label(self.title, "title"), 1, *buttons))
        layout.addLayout(self._both, 1)

    def complete(self) -> None:
        """Show the answer's side and the samples as well; when the window is up."""
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

        panel = AnswerPanel(self._artwork)
        panel.show_waiting(*_NO_PHOTO)
        self._both.removeItem(self._place_of_answer)
        panel.corrected.connect(self.corrected)
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
        pane.turn_wanted.connect(self.turn_wanted)
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

    def main_part(self) -> QWidget:
        shown = self._left.currentWidget()
        if shown is self.empty:
            return self
        return self.results.table if shown is self.__dict__.get("results") else self.photo.view

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
        self.photo.show_photo(rgb, prediction.outlines, box, name)
        self.photo.show_place(self.results.place() if self._in_run else None)
        self.answer.show_prediction(prediction, self._photo_name)
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
        self.results.begin()
        self.results.folder = self.sources.folder
        self._left.setCurrentWidget(self.results)
        self._forget_answer("One moment …", "The first answers are on their way.")

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
        self.answer.show_prediction(prediction, self._photo_name)

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
        self.sources.take(event.mimeData(), "drop")

    # Inside

    def _forget_answer(self, headline: str, detail: str) -> None:
        self._prediction = None
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
        self.sources.paths_chosen.emit((path,))
