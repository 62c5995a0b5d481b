"""Saving a frame with its answer: a PNG, and a JSON beside it, off the GUI thread."""

from __future__ import annotations

import io
import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Signal

from fashion_gui.core.errors import FashionGuiError
from fashion_gui.core.whole_files import write_whole
from fashion_gui.services.classification import unexpected

if TYPE_CHECKING:
    import numpy as np

    from fashion_gui.core.live_answer import LiveAnswer

LOG = logging.getLogger(__name__)


class Snapshots(QObject):
    """Writes one after the other.

    Signals:
        saved: Path of the picture.
        failed: FashionGuiError.
    """

    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)

    def save(self, path: Path, rgb: np.ndarray, answer: LiveAnswer) -> None:
        """Write uint8 [h, w, 3] to `path` (.png) and the answer to the same name with .json."""

        def task() -> None:
            try:
                write_snapshot(path, rgb, answer)
            except FashionGuiError as error:
                self.failed.emit(error)
            except Exception as error:
                LOG.exception("saving %s", path)
                self.failed.emit(unexpected(error))
            else:
                self.saved.emit(path)

        self._pool.start(task)

    def close(self) -> None:
        """Wait for what is being written."""
        self._pool.waitForDone(5000)


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
