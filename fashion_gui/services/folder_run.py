"""Many pictures and whole folders: answers stream in while the run goes on, and it can be cancelled."""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal, Slot

from fashion_gui.core.errors import FashionGuiError
from fashion_gui.core.records import Outcome
from fashion_gui.services.classification import unexpected
from fashion_gui.services.latest_run import LatestRun, Runner
from fashion_gui.services.model_slot import ModelSlot

LOG = logging.getLogger(__name__)

_SECONDS_BETWEEN_BATCHES = 0.05
"""How often the window hears of new answers; it would have no time for itself if told of each."""


class FolderRun(LatestRun):
    """Recognises any number of pictures on all cores; one run at a time, a new one ends the one before.

    Signals:
        counted: int, how many pictures there are.
        recognised: list[Outcome] in the order in which the pictures were found; without outline and `seen`.
        finished: whether it came to its end (True) or was cancelled (False).
        failed: FashionGuiError; no picture could be tried.
    """

    counted = Signal(int)
    recognised = Signal(object)
    finished = Signal(bool)
    failed = Signal(object)

    def __init__(self, slot: ModelSlot, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._slot = slot

    def start(self, paths: Iterable[Path], threshold: float) -> None:
        """Begin with `paths` (files and folders); what ran before is cancelled."""
        runner = _Runner(self._slot, list(paths), threshold)
        runner.counted.connect(self._take_count)
        runner.recognised.connect(self._take_outcomes)
        runner.ended.connect(self._take_end)
        self._begin(runner, QThread.Priority.LowPriority)

    @Slot(int)
    def _take_count(self, total: int) -> None:
        if self._heard() is not None:
            self.counted.emit(total)

    @Slot(object)
    def _take_outcomes(self, outcomes: list[Outcome]) -> None:
        if self._heard() is not None:
            self.recognised.emit(outcomes)

    @Slot(object)
    def _take_end(self, error: FashionGuiError | None) -> None:
        runner = self._heard()
        if runner is None:
            return
        whole = not runner.cancelled.is_set()
        self._retire()
        if error is not None:
            self.failed.emit(error)
        self.finished.emit(whole and error is None)


class _Runner(Runner):
    """One run over the pictures."""

    counted = Signal(int)
    recognised = Signal(object)
    ended = Signal(object)

    def __init__(self, slot: ModelSlot, paths: list[Path], threshold: float) -> None:
        super().__init__("folder run")
        self._slot = slot
        self._paths = paths
        self._threshold = threshold
        self._batch: list[Outcome] = []
        self._told = 0.0

    def run(self) -> None:
        error: FashionGuiError | None = None
        try:
            self._recognise_all()
        except FashionGuiError as known:
            error = known
        except Exception as defect:
            LOG.exception("folder run")
            error = unexpected(defect)
        self._tell()
        self.ended.emit(error)

    def _recognise_all(self) -> None:
        from fashion_gui.core.images import find_pictures
        from fashion_gui.core.ordered_map import ordered_map

        if self._slot.wait(self.cancelled.is_set) is None:
            return
        counter = threading.Thread(target=self._count, name="counting pictures", daemon=True)
        counter.start()
        wanted = itertools.takewhile(lambda _: not self.cancelled.is_set(), find_pictures(self._paths))
        for outcome in ordered_map(self._recognise, wanted, ahead=2):
            if not self.cancelled.is_set():
                self._add(outcome)
        counter.join()

    def _count(self) -> None:
        from fashion_gui.core.images import find_pictures

        total = 0
        for _ in find_pictures(self._paths):
            if self.cancelled.is_set():
                return
            total += 1
        self.counted.emit(total)

    def _recognise(self, path: Path) -> Outcome:
        from fashion_gui.inference.recognition import recognise_file

        try:
            _, prediction = recognise_file(path, self._slot.get(), threshold=self._threshold)
        except FashionGuiError as error:
            return Outcome(path, error)
        except Exception as error:
            LOG.exception("recognising %s", path)
            return Outcome(path, unexpected(error))
        # A hundred thousand outlines would fill the memory; they are made anew for the one that is shown.
        return Outcome(path, replace(prediction, outlines=(), seen=prediction.seen[:0]))

    def _add(self, outcome: Outcome) -> None:
        self._batch.append(outcome)
        if time.monotonic() - self._told >= _SECONDS_BETWEEN_BATCHES:
            self._tell()

    def _tell(self) -> None:
        if self._batch:
            self.recognised.emit(self._batch)
            self._batch = []
        self._told = time.monotonic()
