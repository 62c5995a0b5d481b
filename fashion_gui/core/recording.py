"""The answers to a video as a table: one row a frame that was recognised."""

from __future__ import annotations

import csv
import io
import time
from pathlib import Path
from typing import Any

from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.live_answer import LiveAnswer, live_record
from fashion_gui.core.whole_files import write_whole

COLUMNS = (
    "time", "frame", "seconds", "label", "confidence", "accepted", *CLASS_NAMES,
    "left", "top", "width", "height", "model", "device", "precision",
)  # fmt: skip


class AnswerRecording:
    """Writes while the video runs; the file is there, whole, once it is closed.

    Attributes:
        path: the CSV file.
        rows: how many answers are in it.
    """

    def __init__(self, path: Path) -> None:
        """Raises StorageError if it can't be written."""
        self.path = path
        self.rows = 0
        self._writing = write_whole(path)
        self._stream = self._writing.__enter__()
        self._write(COLUMNS)

    def add(self, answer: LiveAnswer) -> None:
        """One more row.

        Raises:
            StorageError: if the disk is full; nothing is left behind then.
        """
        entry = live_record(answer)
        now = time.time()
        told = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + f".{int(now % 1 * 1000):03d}Z"
        self._write(
            [told]
            + [entry[name] for name in ("frame", "seconds", "label", "confidence", "accepted")]
            + [entry["probabilities"][name] for name in CLASS_NAMES]
            + (entry["box"] or [""] * 4)
            + [entry[name] for name in ("model", "device", "precision")]
        )
        self.rows += 1

    def close(self) -> None:
        """Put the file in its place; raises StorageError if that fails."""
        self._writing.__exit__(None, None, None)

    def _write(self, cells: list[Any] | tuple[str, ...]) -> None:
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerow(cells)
        try:
            self._stream.write(out.getvalue().encode())
        except OSError as error:
            self._writing.__exit__(type(error), error, error.__traceback__)  # says it as a StorageError
            raise
