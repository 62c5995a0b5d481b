"""Measurements of this machine as jobs of the model manager, summed up and kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from fashion_gui import paths
from fashion_gui.core.benchmark_results import InferenceResult, Kind, Result, keep, last, write_result
from fashion_gui.services.model_manager import ModelManager

if TYPE_CHECKING:
    from fashion_gui.benchmarks.training import EpochTally, Heard, Measurement
    from fashion_gui.services.jobs import Job, Outcome
    from fashion_gui.worker.messages import AnyMessage

_SHARES = 1000
_REPEATS = 200
"""Single pictures timed for each way to answer."""


class Benchmarks(QObject):
    """One measurement at a time; its trainings are jobs of their own, so each has a fresh process.

    Signals:
        stage_changed: what is measured now; progressed: done, total of all of it.
        noticed: a sentence the person should know; the measurement goes on.
        cancelling: it was asked to stop.
        measured: the result so far, with one more row or a row that says more.
        ended: FashionGuiError, or None where all was measured or it was cancelled.
        found: kind, the last result that was kept, or None.
        saved: Path of the file.
    """

    stage_changed = Signal(str)
    progressed = Signal(int, int)
    noticed = Signal(str)
    cancelling = Signal()
    measured = Signal(object)
    ended = Signal(object)
    found = Signal(str, object)
    saved = Signal(object)

    def __init__(self, manager: ModelManager, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._job: Job | None = None
        self._result: Result | None = None
        self._plan: list[Measurement] = []
        self._place = 0
        self._tally: EpochTally | None = None
        self._heard: Heard | None = None
        manager.job_started.connect(self._take_start)
        manager.message_received.connect(self._take_message)
        manager.job_cancelling.connect(self._take_cancelling)
        manager.job_ended.connect(self._take_end)

    @property
    def running(self) -> bool:
        """Whether something is measured, or waits for another job."""
        return self._job is not None

    def find_last(self, kind: Kind) -> None:
        """Ask for what was measured last; `found` answers."""
        self._manager.ask(lambda: last(kind, paths.benchmarks_dir()), lambda one: self.found.emit(kind, one))

    def save(self, result: Result, path: Path) -> None:
        """Write a result to a file; `saved` answers."""
        self._manager.ask(lambda: write_result(result, path), lambda _: self.saved.emit(path))

    def measure_inference(self, model_id: str, name: str) -> None:
        """Time a model's Keras network and its IRs."""
        from fashion_gui.benchmarks.inference import begin
        from fashion_gui.worker.job_requests import MeasureInference

        self._plan, self._place, self._tally, self._heard = [], 0, None, None
        self._result = begin(name)
        request = MeasureInference(model=model_id, repeats=_REPEATS)
        self._job = self._manager.submit(request, f"Benchmark: answers of {name}")

    def measure_training(self, images: int, repeats: int) -> None:
        """Time epochs of `images` images with and without ITEX, `repeats` times by turns."""
        from fashion_gui.benchmarks.training import EpochTally, epoch_plan

        self._plan, self._place = epoch_plan("", images, repeats), 0
        self._tally, self._result = EpochTally(images), None
        self._submit_next()

    def cancel(self) -> None:
        """Stop; what was measured so far stays."""
        if self._job is not None:
            del self._plan[self._place + 1 :]
            self._manager.cancel(self._job)

    def _submit_next(self) -> None:
        from fashion_gui.benchmarks.training import Heard

        measurement = self._plan[self._place]
        self._heard = Heard()
        title = f"Benchmark: {measurement.name} ({self._place + 1} of {len(self._plan)})"
        self._job = self._manager.submit(measurement.request, title)

    @Slot(object)
    def _take_start(self, job: Job) -> None:
        if job is self._job:
            self._tell_stage("Starting")

    @Slot(object, object)
    def _take_message(self, job: Job, message: AnyMessage) -> None:
        from fashion_gui.worker import messages

        if job is not self._job:
            return
        if self._heard is not None:
            self._heard.take(message)
        match message:
            case messages.Stage(name=name):
                self._tell_stage(name)
            case messages.Progress(done=done, total=total):
                whole = max(1, len(self._plan))
                self.progressed.emit(round(_SHARES * (self._place + done / total)), _SHARES * whole)
            case messages.Notice(sentence=sentence):
                self.noticed.emit(sentence)
            case messages.Figures(kind="inference", values=values):
                from fashion_gui.benchmarks.inference import with_row

                assert isinstance(self._result, InferenceResult)
                self._show(with_row(self._result, values))

    @Slot(object)
    def _take_cancelling(self, job: Job) -> None:
        if job is self._job:
            self.cancelling.emit()

    @Slot(object, object)
    def _take_end(self, job: Job, outcome: Outcome) -> None:
        if job is not self._job:
            return
        self._job = None
        if outcome.done and self._tally is not None and self._heard is not None:
            self._tally.add(self._plan[self._place].name, self._heard)
            self._show(self._tally.result())
            self._place += 1
            if self._place < len(self._plan):
                self._submit_next()
                return
        self._end(outcome)

    def _tell_stage(self, stage: str) -> None:
        now = f"{self._plan[self._place].name}: " if self._plan else ""
        self.stage_changed.emit(f"{now}{stage}")

    def _show(self, result: Result) -> None:
        self._result = result
        self.measured.emit(result)

    def _end(self, outcome: Outcome) -> None:
        self._heard, self._tally, result = None, None, self._result
        if outcome.done and result is not None:
            self._manager.ask(lambda: keep(result, paths.benchmarks_dir()), lambda _: None)
        self.ended.emit(outcome.error)
