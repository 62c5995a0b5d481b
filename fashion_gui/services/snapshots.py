"""Saving a frame with its answer: a PNG, and a JSON beside it, off the GUI thread."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from fashion_gui.core.whole_files import write_whole
from fashion_gui.services.one_at_a_time import OneAtATime

if TYPE_CHECKING:
    import numpy as np

    from fashion_gui.core.live_answer import LiveAnswer


class Snapshots(OneAtATime):
    """Writes one after the other.

    Signals:
        saved: Path of the picture.
    """

    saved = Signal(object)

    def save(self, path: Path, rgb: np.ndarray, answer: LiveAnswer) -> None:
        """Write uint8 [h, w, 3] to `path` (.png) and the answer to the same name with .json."""

        def task() -> None:
            write_snapshot(path, rgb, answer)
            self.saved.emit(path)

        self._start(task)


def write_snapshot(path: Path, rgb: np.ndarray, answer: LiveAnswer) -> None:
    """Both files, the answer first.

    Raises:
        StorageError: if they can't be written.
    """
    from PIL import Image

    from fashion_gui.core.live_answer import live_record

    encoded = io.BytesIO()
    Image.fromarray(rgb).save(encoded, "PNG", compress_level=3)
    record = {
        "picture": path.name,
        **live_record(answer),
        "outlines": [polygon.tolist() for polygon in answer.outlines],
    }
    with write_whole(path.with_suffix(".json")) as stream:
        stream.write(json.dumps(record, ensure_ascii=False, indent=2).encode() + b"\n")
    with write_whole(path) as stream:
        stream.write(encoded.getvalue())
