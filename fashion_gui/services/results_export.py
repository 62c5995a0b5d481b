"""Saving the answers of a run as CSV or JSON, off the GUI thread."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Signal

from fashion_gui.core.errors import FashionGuiError
from fashion_gui.core.records import Outcome, csv_lines, json_lines, record
from fashion_gui.core.whole_files import write_whole
from fashion_gui.services.classification import unexpected

if TYPE_CHECKING:
    from fashion_gui.core.prediction import Prediction

LOG = logging.getLogger(__name__)


class ResultsExport(QObject):
    """Writes one file at a time.

    Signals:
        written: Path, number of rows.
        failed: FashionGuiError.
    """

    written = Signal(object, int)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)

    def write(self, outcomes: Sequence[Outcome], path: Path, threshold: float) -> None:
        """Write `outcomes` to `path`: JSON if it ends in .json, else CSV."""

        def task() -> None:
            try:
                write_outcomes(outcomes, path, threshold)
            except FashionGuiError as error:
                self.failed.emit(error)
            except Exception as error:
                LOG.exception("exporting to %s", path)
                self.failed.emit(unexpected(error))
            else:
                self.written.emit(path, len(outcomes))

        self._pool.start(task)

    def close(self) -> None:
        """Wait for the file that is being written."""
        self._pool.waitForDone(5000)


def write_outcomes(outcomes: Sequence[Outcome], path: Path, threshold: float) -> None:
    """Write the file, whole or not at all; what counts as "not sure" is decided by `threshold`.

    Raises:
        StorageError: if it can't be written.
    """
    records = (record(outcome.path, _judged(outcome.answer, threshold)) for outcome in outcomes)
    lines = json_lines(records) if path.suffix.lower() == ".json" else csv_lines(records)
    with write_whole(path) as stream:
        for line in lines:
            stream.write(line.encode("utf-8", "backslashreplace"))


def _judged(answer: Prediction | FashionGuiError, threshold: float) -> Prediction | FashionGuiError:
    if isinstance(answer, FashionGuiError):
        return answer
    return dataclasses.replace(answer, threshold=threshold)
