"""Evaluations in a thread of their own, so that the window goes on."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal, Slot

from fashion_gui.core.errors import FashionGuiError
from fashion_gui.services.classification import unexpected
from fashion_gui.services.latest_run import LatestRun, Runner

if TYPE_CHECKING:
    from fashion_gui.core.labelled_answers import LabelledAnswers
    from fashion_gui.core.model_store import ModelStore
    from fashion_gui.services.evaluation_work import EvaluationChoice, Progress

LOG = logging.getLogger(__name__)


class Evaluations(LatestRun):
    """Evaluates one or several choices at a time; a new wish ends the one before, which is then not heard.

    Signals:
        progressed: pictures done, pictures in all; 0, 0 while the model is loaded.
        evaluated: tuple of LabelledAnswers, one a choice.
        not_kept: what was looked for would have to be computed.
        cancelled: it was stopped; nothing of the choice under way is kept.
        failed: FashionGuiError.
    """

    progressed = Signal(int, int)
    evaluated = Signal(object)
    not_kept = Signal()
    cancelled = Signal()
    failed = Signal(object)

    def __init__(self, models: Callable[[], ModelStore], parent: QObject | None = None) -> None:
        """`models` opens the store of models; it is called in the working thread."""
        super().__init__(parent)
        self._models = models

    def start(self, *choices: EvaluationChoice) -> None:
        """Evaluate; what is kept already is not computed again."""
        self._evaluate(choices, compute=True)

    def look_up(self, *choices: EvaluationChoice) -> None:
        """Ask for what is kept; `evaluated` or `not_kept` answers."""
        self._evaluate(choices, compute=False)

    def _evaluate(self, choices: tuple[EvaluationChoice, ...], *, compute: bool) -> None:
        runner = _Runner(self._models, choices, compute)
        runner.progressed.connect(self._take_progress)
        runner.ended.connect(self._take_end)
        self._begin(runner, QThread.Priority.LowPriority if compute else QThread.Priority.InheritPriority)

    @Slot(int, int)
    def _take_progress(self, done: int, total: int) -> None:
        if self._heard() is not None:
            self.progressed.emit(done, total)

    @Slot(object)
    def _take_end(self, outcome: tuple[LabelledAnswers, ...] | FashionGuiError | None) -> None:
        runner = self._heard()
        if runner is None:
            return
        stopped = runner.cancelled.is_set()
        self._retire()
        if isinstance(outcome, FashionGuiError):
            self.failed.emit(outcome)
        elif outcome is not None:
            self.evaluated.emit(outcome)
        elif stopped:
            self.cancelled.emit()
        else:
            self.not_kept.emit()


class _Runner(Runner):
    """One wish. `ended` carries the answers, an error, or None."""

    progressed = Signal(int, int)
    ended = Signal(object)

    def __init__(
        self, models: Callable[[], ModelStore], choices: tuple[EvaluationChoice, ...], compute: bool
    ) -> None:
        super().__init__("evaluation")
        self._models = models
        self._choices = choices
        self._compute = compute

    def run(self) -> None:
        from fashion_gui.services.evaluation_work import Cancelled

        try:
            self.ended.emit(self._work(self.progressed.emit))
        except Cancelled:
            self.ended.emit(None)
        except FashionGuiError as known:
            self.ended.emit(known)
        except Exception as defect:
            LOG.exception("evaluation")
            self.ended.emit(unexpected(defect))

    def _work(self, progress: Progress) -> tuple[LabelledAnswers, ...] | None:
        from fashion_gui import paths
        from fashion_gui.core.evaluation_store import EvaluationStore
        from fashion_gui.services.evaluation_work import Evaluator

        kept = EvaluationStore(paths.home_dir() / "evaluations")
        evaluator = Evaluator(self._models(), kept, progress, self.cancelled.is_set)
        if self._compute:
            return tuple(evaluator.evaluate(choice) for choice in self._choices)
        found = []
        for choice in self._choices:
            answers = evaluator.find(choice)
            if answers is None:
                return None
            found.append(answers)
        return tuple(found)
