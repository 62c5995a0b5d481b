"""The queue of jobs and the one worker process, in the model manager's thread."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from fashion_gui.core.errors import FashionGuiError
from fashion_gui.services.classification import unexpected
from fashion_gui.services.jobs import Job, Outcome, outcome

if TYPE_CHECKING:
    from fashion_gui.services.jobs import Ending
    from fashion_gui.services.training_runs import RunSummary
    from fashion_gui.services.worker_process import WorkerProcess
    from fashion_gui.worker.messages import AnyMessage

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Errand:
    """Something quick for the manager's thread; `answer` is called there with what `work` returns."""

    work: Callable[[], Any]
    answer: Callable[[Any], object]


class JobRunner(QObject):
    """The part of the model manager that lives in its thread; its signals are those of the manager."""

    queue_changed = Signal(object)
    job_started = Signal(object)
    message_received = Signal(object, object)
    job_cancelling = Signal(object)
    job_ended = Signal(object, object)
    errand_failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[Job] = deque()
        self._job: Job | None = None
        self._begun = 0.0
        self._worker: WorkerProcess | None = None
        self._closing = False

    @Slot(object)
    def submit(self, job: Job) -> None:
        if self._closing:
            return
        self._waiting.append(job)
        self._tell_queue()
        self._start_next()

    @Slot(int)
    def cancel(self, number: int) -> None:
        if self._job is not None and self._worker is not None and self._job.number == number:
            self.job_cancelling.emit(self._job)
            self._worker.cancel()
            return
        for job in [job for job in self._waiting if job.number == number]:
            self._waiting.remove(job)
            self._tell_queue()
            self.job_ended.emit(job, Outcome())

    @Slot(object)
    def run_errand(self, errand: Errand) -> None:
        try:
            answer = errand.work()
        except FashionGuiError as error:
            self.errand_failed.emit(error)
        except Exception as error:
            LOG.exception("an errand of the model manager")
            self.errand_failed.emit(unexpected(error))
        else:
            errand.answer(answer)

    @Slot()
    def close(self) -> None:
        self._closing = True
        self._waiting.clear()
        if self._worker is None:
            self.thread().quit()
        else:
            self._worker.cancel()

    def resumable(self) -> tuple[RunSummary, ...]:
        """Interrupted trainings that no job is for."""
        from fashion_gui.services import training_runs

        jobs = [*self._waiting, *([self._job] if self._job else [])]
        return training_runs.summaries(
            in_use={getattr(job.request, "run", "") for job in jobs},
            before=self._begun if self._job else None,
        )

    def _start_next(self) -> None:
        if self._job is not None or not self._waiting:
            return
        from fashion_gui.services.worker_process import WorkerProcess

        self._job = self._waiting.popleft()
        self._begun = time.time()
        self._worker = WorkerProcess(self._job.request, self)
        self._worker.message_received.connect(self._take_message)
        self._worker.ended.connect(self._take_end)
        self._tell_queue()
        self.job_started.emit(self._job)
        self._worker.start()

    @Slot(object)
    def _take_message(self, message: AnyMessage) -> None:
        self.message_received.emit(self._job, message)

    @Slot(object)
    def _take_end(self, ending: Ending) -> None:
        job, self._job = self._job, None
        if self._worker is not None:
            self._worker.deleteLater()
            self._worker = None
        if job is not None:
            self.job_ended.emit(job, self._judge(job, ending))
        if self._closing:
            self.thread().quit()
        else:
            self._start_next()

    def _judge(self, job: Job, ending: Ending) -> Outcome:
        made = outcome(ending)
        if made.done or made.run:
            return made
        from fashion_gui.services import training_runs  # one that was killed could not name its run itself

        try:
            return replace(made, run=training_runs.left_behind(job.request, self._begun))
        except OSError:  # the folder of runs vanished in this very moment
            return made

    def _tell_queue(self) -> None:
        self.queue_changed.emit(tuple(self._waiting))
