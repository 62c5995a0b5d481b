"""The Train page: settings of the next training, the one under way, and what became of earlier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.page import Page
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import ActionButton, action, label, row
from fashion_gui.ui.widgets.job_rows import JobRows, Offer

if TYPE_CHECKING:
    from fashion_gui.ui.pages.train_progress import TrainProgress
    from fashion_gui.ui.pages.train_setup import TrainSetup


class TrainPage(Page):
    """Two views, one of which is shown: the settings (`setup`) and the training under way (`progress`).

    Both are built when the page is first shown, so that the window's start does not wait for them.

    Signals:
        built: the views are there now.
        appeared: the page is shown (again).
        training_wanted: TrainingSettings, not checked.
        cancel_wanted: stop the training under way.
        activate_wanted: id of a model that shall answer from now on.
        resume_wanted: name of an interrupted run.
    """

    name = "train"
    title = "Train"
    icon = "train"
    hint = "Train a network of your own"

    built = Signal()
    appeared = Signal()
    training_wanted = Signal(object)
    cancel_wanted = Signal()
    activate_wanted = Signal(str)
    resume_wanted = Signal(str)

    setup: TrainSetup
    progress: TrainProgress

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._artwork = artwork
        self._is_built = False
        self._running = False
        self._able = True

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if not self._is_built:
            self._is_built = True
            self._build()
            self.built.emit()
        self.appeared.emit()

    def _build(self) -> None:
        from fashion_gui.ui.pages.train_progress import TrainProgress
        from fashion_gui.ui.pages.train_setup import TrainSetup

        self.setup = TrainSetup(self._artwork)
        self.progress = TrainProgress(self._artwork)
        self.ended = JobRows(self._artwork, "Earlier trainings", most=3)
        self._start = action(
            self, "Start training", "Train by these settings", "Ctrl+Return", self._ask_training
        )
        self._cancel = action(
            self, "Cancel", "Stop; whole epochs are kept", "Ctrl+.", self.cancel_wanted.emit
        )
        self._other = action(self, "", "", "Ctrl+T", self._turn_over)
        self._heading = label(self.title, "title")
        self._start_button = ActionButton(self._start, self._artwork, "train", kind="primary")
        self._cancel_button = ActionButton(self._cancel, self._artwork, "close")
        self._other_button = ActionButton(self._other, self._artwork, "settings")
        self._views = QStackedWidget()
        self._views.addWidget(self.setup)
        self._views.addWidget(self.progress)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GAP, 2 * GAP - 4, 2 * GAP, 2 * GAP)
        layout.setSpacing(GAP + 4)
        layout.addLayout(row(self._heading, 1, self._other_button, self._cancel_button, self._start_button))
        layout.addWidget(self.ended)
        layout.addWidget(self._views, 1)
        self._has_progress = False
        self._show(self.setup)

    # What is shown

    def begin_training(self, title: str, epochs: int) -> None:
        """A training has started."""
        self._running = self._has_progress = True
        self._cancel.setEnabled(True)
        self._training_title = title
        self.progress.begin(epochs)
        self._show(self.progress)

    def show_cancelling(self) -> None:
        """The training under way was asked to stop."""
        self._cancel.setEnabled(False)
        self.progress.show_cancelling()

    def end_training(self, headline: str) -> None:
        """It is over."""
        self._running = False
        self.progress.end(headline)
        self._follow()

    def show_start(self, text: str, hint: str) -> None:
        """What pressing the start button will do."""
        if self._able:
            self._start.setText(text)
            self._start.setToolTip(f"{hint} (Ctrl+Return)")

    def show_unable(self, problem: str, advice: str) -> None:
        """This program can't train, and why."""
        self._able = False
        self.ended.put("unable", "problem", problem, advice, ())
        self._start.setToolTip(problem)
        self._follow()

    def add_done(self, number: int, headline: str, detail: str, model: str) -> None:
        """A model was made; it can be made active."""

        def accept() -> None:
            self.ended.remove(number)
            self.activate_wanted.emit(model)

        activate = Offer(
            "Make it active", "Let this model answer from now on", "Ctrl+M", accept, primary=True
        )
        self.ended.put(number, "done", headline, detail, (activate, self._dismissal(number)))

    def add_undone(self, number: int, headline: str, detail: str, run: str, *, failed: bool) -> None:
        """A training failed or was cancelled; it can be gone on with if it left a `run`."""

        def accept() -> None:
            self.ended.remove(number)
            self.resume_wanted.emit(run)

        resume = Offer("Resume", "Go on from the last whole epoch", "Ctrl+R", accept)
        offers = (resume, self._dismissal(number)) if run else (self._dismissal(number),)
        self.ended.put(number, "problem" if failed else "notice", headline, detail, offers)

    # Inside

    def _dismissal(self, number: int) -> Offer:
        return Offer("Dismiss", "Put this away", "Ctrl+Shift+X", lambda: self.ended.remove(number))

    @Slot()
    def _ask_training(self) -> None:
        self.training_wanted.emit(self.setup.settings())

    @Slot()
    def _turn_over(self) -> None:
        self._show(self.setup if self._views.currentWidget() is self.progress else self.progress)

    def _show(self, view: QWidget) -> None:
        self._views.setCurrentWidget(view)
        self._follow()

    def _follow(self) -> None:
        in_progress = self._views.currentWidget() is self.progress
        self._heading.setText(self._training_title if in_progress else self.title)
        self._start_button.setVisible(not in_progress)
        self._start.setEnabled(self._able and not in_progress)
        self._cancel_button.setVisible(in_progress and self._running)
        self._cancel.setEnabled(in_progress and self._running)
        self._other_button.setVisible(self._has_progress)
        self._other.setEnabled(self._has_progress)
        if in_progress:
            text, hint = ("Set up another", "Prepare a training to be queued behind this one")
            if not self._running:
                text, hint = ("New training", "Back to the settings")
        else:
            text, hint = ("Show progress" if self._running else "Show last training", "Back to the curves")
        self._other.setText(text)
        self._other.setToolTip(f"{hint} (Ctrl+T)")
