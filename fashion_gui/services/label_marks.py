"""Reading and writing which labels look wrong, off the GUI thread and in the order asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from fashion_gui.services.one_at_a_time import OneAtATime

if TYPE_CHECKING:
    from fashion_gui.core.label_marks import LabelMarks
    from fashion_gui.core.labelled_answers import LabelledAnswers


class LabelMarking(OneAtATime):
    """Answers by signals.

    Signals:
        marked: the LabelledAnswers asked about, frozenset of the indices that are marked.
    """

    marked = Signal(object, object)

    def find(self, answers: LabelledAnswers) -> None:
        """Ask which are marked."""
        self._do(answers, lambda marks: marks.find(answers))

    def mark(self, answers: LabelledAnswers, index: int, wrong: bool) -> None:
        """Mark or unmark one picture."""
        self._do(answers, lambda marks: marks.mark(answers, index, wrong))

    def _do(self, answers: LabelledAnswers, work: Callable[[LabelMarks], frozenset[int]]) -> None:
        def task() -> None:
            from fashion_gui import paths
            from fashion_gui.core.label_marks import LabelMarks

            self.marked.emit(answers, work(LabelMarks(paths.label_marks_dir())))

        self._start(task)
