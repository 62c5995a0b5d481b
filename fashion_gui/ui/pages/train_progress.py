"""A training under way: how far it is, its curves, what it computes with, and what waits behind it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QProgressBar, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from fashion_gui.ui import words
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.charts.loading import ChartLoading
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import Card, label, row
from fashion_gui.ui.widgets.figure_tiles import FigureTiles
from fashion_gui.ui.widgets.job_rows import JobRows, Offer

if TYPE_CHECKING:
    from fashion_gui.ui.charts.learning_curves import LearningCurves

_MARKS = 1000
_CHART_HEIGHT = 200
_CHARTS = "fashion_gui.ui.charts.learning_curves"


class TrainProgress(QScrollArea):
    """Shows one training.

    Signals:
        removal_wanted: number of a job that waits.
    """

    removal_wanted = Signal(int)

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._artwork = artwork
        self._epochs = 0
        self._epochs_seen: list[tuple[int, float, float, float, float]] = []
        self.curves: LearningCurves | None = None
        self._stage = label("", "heading", wrap=True)
        self._left = label("", "quiet")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress of the training")
        self.tiles = FigureTiles(
            (
                "Training loss",
                "Training accuracy",
                "Validation loss",
                "Validation accuracy",
                "Images a second",
            )
        )
        self._active = label("", "small", wrap=True)
        self._notices = JobRows(artwork, "Notices")
        self._queue = JobRows(artwork, "Waiting")
        top = Card()
        top.body.addLayout(row(self._stage, 1, self._left))
        top.body.addWidget(self._bar)
        top.body.addWidget(self.tiles)
        top.body.addWidget(self._active)
        self._charts = Card()
        self._place: QLabel = label("The charts are on their way …", "quiet")
        self._place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._place.setMinimumHeight(_CHART_HEIGHT)
        self._charts.body.addWidget(self._place, 1)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP + 4)
        layout.addWidget(top)
        layout.addWidget(self._notices)
        layout.addWidget(self._charts, 1)
        layout.addWidget(self._queue)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._loading = ChartLoading(_CHARTS, self)
        self._loading.loaded.connect(self._make_charts)
        self._loading.start()

    # A training

    def begin(self, epochs: int) -> None:
        """A training of so many epochs (0: not known yet) has started."""
        self._epochs = epochs
        self._epochs_seen.clear()
        self._notices.clear()
        self._active.hide()
        self.tiles.clear()
        self.show_stage("Starting the worker")
        if self.curves is not None:
            self.curves.begin(epochs)

    def show_stage(self, name: str) -> None:
        """What is done now; how far is not known yet."""
        self._stage.setText(name)
        self._left.setText("")
        self._bar.setRange(0, 0)

    def show_progress(self, done: int, total: int) -> None:
        """How far the present stage is."""
        self._bar.setRange(0, _MARKS)
        self._bar.setValue(round(_MARKS * done / total) if total else 0)

    def show_batches(
        self,
        epoch: int,
        epochs: int,
        step: int,
        steps: int,
        losses: tuple[float, ...],
        *,
        images_per_second: float,
        seconds_left: float,
    ) -> None:
        """The latest few batches."""
        self._know_epochs(epochs)
        self._stage.setText(f"Epoch {epoch} of {epochs}")
        if math.isfinite(seconds_left):
            self._left.setText(f"{words.duration(seconds_left)} left")
        self.show_progress((epoch - 1) * steps + step, epochs * steps)
        self.tiles.show_value("Images a second", f"{images_per_second:,.0f}")
        if self.curves is not None:
            self.curves.add_batches(epoch, step, steps, losses)

    def show_epoch(
        self,
        epoch: int,
        epochs: int,
        *,
        loss: float,
        accuracy: float,
        validation_loss: float,
        validation_accuracy: float,
        images_per_second: float,
    ) -> None:
        """A whole epoch."""
        self._know_epochs(epochs)
        figures = (epoch, loss, accuracy, validation_loss, validation_accuracy)
        self._epochs_seen.append(figures)
        self.tiles.show_value("Training loss", f"{loss:.3f}")
        self.tiles.show_value("Training accuracy", f"{accuracy:.1%}")
        self.tiles.show_value("Validation loss", f"{validation_loss:.3f}")
        self.tiles.show_value("Validation accuracy", f"{validation_accuracy:.1%}")
        self.tiles.show_value("Images a second", f"{images_per_second:,.0f}")
        if self.curves is not None:
            self.curves.add_epoch(*figures)

    def show_active(self, sentence: str, note: str) -> None:
        """What TensorFlow was found to compute with."""
        self._active.setText(f"{sentence}. {note}".strip())
        self._active.show()

    def add_notice(self, sentence: str) -> None:
        """Something the person should know."""
        self._notices.put(sentence, "notice", "", sentence, ())

    def show_cancelling(self) -> None:
        """It was asked to stop."""
        self.show_stage("Stopping …")

    def end(self, headline: str) -> None:
        """It is over; the curves stay."""
        self._stage.setText(headline)
        self._left.setText("")
        self._bar.setRange(0, _MARKS)
        self._bar.setValue(_MARKS)

    def show_queue(self, jobs: list[tuple[int, str]]) -> None:
        """Number and title of the jobs that wait, the next one first."""
        self._queue.clear()
        for number, title in reversed(jobs):
            remove = Offer(
                "Remove",
                "Take it out of the queue",
                "Ctrl+Shift+Del",
                lambda number=number: self.removal_wanted.emit(number),  # type: ignore[misc]
            )
            self._queue.put(number, "train", f"{title} waits", "", (remove,))

    # Inside

    def _know_epochs(self, epochs: int) -> None:
        if epochs != self._epochs:
            self._epochs = epochs
            if self.curves is not None:
                self.curves.begin(epochs)

    @Slot()
    def _make_charts(self) -> None:
        from fashion_gui.ui.charts.learning_curves import LearningCurves

        if not isValid(self._place):  # the window was closed meanwhile
            return
        self.curves = LearningCurves()
        self.curves.setMinimumHeight(_CHART_HEIGHT)
        self._charts.body.replaceWidget(self._place, self.curves)
        self._charts.body.setStretchFactor(self.curves, 1)
        self._place.deleteLater()
        self.curves.begin(self._epochs)
        for figures in self._epochs_seen:
            self.curves.add_epoch(*figures)
