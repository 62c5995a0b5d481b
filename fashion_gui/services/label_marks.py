"""Reading and writing which labels look wrong, off the GUI thread and in the order asked for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Signal

from fashion_gui.core.errors import FashionGuiError
from fashion_gui.services.classification import unexpected
from fashion_gui.services.unfinished import CLOSE_MILLISECONDS

if TYPE_CHECKING:
    from fashion_gui.core.label_marks import LabelMarks
    from fashion_gui.core.labelled_answers import LabelledAnswers

LOG = logging.getLogger(__name__)


class LabelMarking(QObject):
    """Answers by signals.

    Signals:
        marked: the LabelledAnswers asked about, frozenset of the indices that are marked.
        failed: FashionGuiError.
    """

    marked = Signal(object, object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)

    def find(self, answers: LabelledAnswers) -> None:
        """Ask which are marked."""
        self._do(answers, lambda marks: marks.find(answers))

    def mark(self, answers: LabelledAnswers, index: int, wrong: bool) -> None:
        """Mark or unmark one picture."""
        self._do(answers, lambda marks: marks.mark(answers, index, wrong))

    def close(self) -> None:
        """Wait for what is being written."""
        if not self._pool.waitForDone(CLOSE_MILLISECONDS):
            LOG.error("Marking a label did not end.")

    def _do(self, answers: LabelledAnswers, work: Callable[[LabelMarks], frozenset[int]]) -> None:
        def task() -> None:
            from fashion_gui import paths
            from fashion_gui.core.label_marks import LabelMarks

            try:
                self.marked.emit(answers, work(LabelMarks(paths.label_marks_dir())))
            except FashionGuiError as error:
                self.failed.emit(error)
            except Exception as error:
                LOG.exception("marking a label")
                self.failed.emit(unexpected(error))

        self._pool.start(task)
