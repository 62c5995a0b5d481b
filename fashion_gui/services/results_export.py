"""Saving the answers of a run as CSV or JSON, off the GUI thread."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from fashion_gui.core.errors import FashionGuiError
from fashion_gui.core.records import Outcome, csv_lines, json_lines, record
from fashion_gui.core.whole_files import write_whole
from fashion_gui.services.one_at_a_time import OneAtATime

if TYPE_CHECKING:
    from fashion_gui.core.prediction import Prediction


class ResultsExport(OneAtATime):
    """Writes one file at a time.

    Signals:
        written: Path, number of rows.
    """

    written = Signal(object, int)

    def write(self, outcomes: Sequence[Outcome], path: Path, threshold: float) -> None:
        """Write `outcomes` to `path`: JSON if it ends in .json, else CSV."""

        def task() -> None:
            write_outcomes(outcomes, path, threshold)
            self.written.emit(path, len(outcomes))

        self._start(task)


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
