"""The queue of jobs for the worker process, and what is done to the store of models.

All of it happens in a thread of its own, so that neither a slow disk nor a busy worker holds the window.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from fashion_gui.services.job_runner import Errand, JobRunner
from fashion_gui.services.jobs import Job, Outcome
from fashion_gui.services.live_curve import LiveCurve
from fashion_gui.services.unfinished import wait_for

if TYPE_CHECKING:
    from fashion_gui.core.model_store import ModelStore, Survey
    from fashion_gui.core.stored_model import StoredModel
    from fashion_gui.services.training_data import DataPlace
    from fashion_gui.services.training_runs import RunSummary
    from fashion_gui.worker.job_requests import AnyRequest

_CLOSE_MILLISECONDS = 9000
"""Longer than a worker that ignores everything is given until it is killed."""


class ModelManager(QObject):
    """Runs one job at a time in a worker process; lives in the GUI thread, works in another.

    What is asked for is answered by signals. The thread starts with the first wish.

    Attributes:
        store: opens the store of models; for use in the manager's thread.
        live: how the training under way has gone so far.

    Signals:
        queue_changed: tuple of Jobs that wait.
        job_started: Job.
        message_received: Job, one of `worker.messages`.
        job_cancelling: Job; it was asked to stop, `job_ended` follows within 5 s.
        job_ended: Job, Outcome.
        runs_listed: tuple of RunSummary.
        data_found: DataPlace.
        models_listed: Survey of the store.
        model_activated: StoredModel.
        failed: FashionGuiError of a wish that was no job.
    """

    queue_changed = Signal(object)
    job_started = Signal(object)
    message_received = Signal(object, object)
    job_cancelling = Signal(object)
    job_ended = Signal(object, object)
    runs_listed = Signal(object)
    data_found = Signal(object)
    models_listed = Signal(object)
    model_activated = Signal(object)
    failed = Signal(object)

    _job_wanted = Signal(object)
    _cancel_wanted = Signal(int)
    _errand_wanted = Signal(object)
    _close_wanted = Signal()

    def __init__(
        self, store: Callable[[], ModelStore], check: Callable[[str], object], parent: QObject | None = None
    ) -> None:
        """Both are called in the manager's thread.

        Args:
            store: opens the store of models.
            check: loads the model of an id as if for use; raises ModelError if it does not answer rightly.
        """
        super().__init__(parent)
        self.store = store
        self._check = check
        self._number = 0
        self._closed = False
        self._unended: set[int] = set()
        self._thread = QThread()
        self._thread.setObjectName("model manager")
        self._runner = JobRunner()
        self._runner.moveToThread(self._thread)
        self._job_wanted.connect(self._runner.submit)
        self._cancel_wanted.connect(self._runner.cancel)
        self._errand_wanted.connect(self._runner.run_errand)
        self._close_wanted.connect(self._runner.close)
        self._runner.queue_changed.connect(self.queue_changed)
        self._runner.job_started.connect(self.job_started)
        self._runner.message_received.connect(self.message_received)
        self._runner.job_cancelling.connect(self.job_cancelling)
        self._runner.job_ended.connect(self._take_end)
        self._runner.errand_failed.connect(self.failed)
        self.live = LiveCurve(self)

    # Jobs

    @property
    def busy(self) -> bool:
        """Whether a job runs or waits."""
        return bool(self._unended)

    def submit(self, request: AnyRequest, title: str) -> Job:
        """Put a job at the end of the queue; it starts at once unless the manager is busy."""
        self._start()
        self._number += 1
        job = Job(self._number, title, request)
        self._unended.add(job.number)
        self._job_wanted.emit(job)
        return job

    def cancel(self, job: Job) -> None:
        """Take a job out of the queue, or stop it; nothing happens if it has ended already."""
        self._cancel_wanted.emit(job.number)

    def close(self) -> None:
        """Forget the queue, stop what runs, and wait until nothing is left of it."""
        self._closed = True
        if not self._thread.isRunning():
            return
        self._close_wanted.emit()
        wait_for(self._thread, _CLOSE_MILLISECONDS)

    # What trainings need, and what they leave

    def look_for_data(self, chosen: str) -> None:
        """Ask where the data set is, `chosen` being a folder or empty; `data_found` answers."""

        def look() -> DataPlace:
            from fashion_gui.services import training_data

            return training_data.look(chosen, self.store())

        self.ask(look, self.data_found.emit)

    def list_runs(self) -> None:
        """Ask for the trainings that can be resumed; `runs_listed` answers."""
        self.ask(self._runner.resumable, self.runs_listed.emit)

    def forget_run(self, name: str) -> None:
        """Throw an interrupted training away; `runs_listed` answers."""

        def forget() -> tuple[RunSummary, ...]:
            from fashion_gui.services import training_runs

            training_runs.forget(name)
            return self._runner.resumable()

        self.ask(forget, self.runs_listed.emit)

    # The store

    def list_models(self) -> None:
        """Ask what lies in the store; `models_listed` answers."""

        def survey() -> Survey:
            return self.store().survey(check_files=False)

        self.ask(survey, self.models_listed.emit)

    def activate(self, model_id: str) -> None:
        """Make a model the one in use, if it gives the right answers here; `model_activated` answers."""

        def activate() -> StoredModel:
            self._check(model_id)
            return self.store().activate(model_id)

        self.ask(activate, self.model_activated.emit)

    def ask(self, work: Callable[[], Any], answer: Callable[[Any], object]) -> None:
        """Have something quick done in the manager's thread.

        Args:
            answer: called there with what `work` returned, to emit a signal; after an error `failed` tells.
        """
        self._start()
        self._errand_wanted.emit(Errand(work, answer))

    @Slot(object, object)
    def _take_end(self, job: Job, outcome: Outcome) -> None:
        self._unended.discard(job.number)
        self.job_ended.emit(job, outcome)

    def _start(self) -> None:
        if not self._closed and not self._thread.isRunning():
            self._thread.start()
