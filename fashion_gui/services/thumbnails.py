"""Small pictures for lists, made off the GUI thread, newest wish first."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Signal

from fashion_gui.core.errors import FashionGuiError

if TYPE_CHECKING:
    import numpy as np

LOG = logging.getLogger(__name__)

EDGE = 144
"""Longest edge in pixels: 72 on a screen of double density."""

_MOST_WANTED = 200
"""More wishes than rows fit on a screen are those of rows that were scrolled past."""


class Thumbnails(QObject):
    """Makes thumbnails of picture files on two threads of its own.

    Signals:
        made: Path, uint8 [h, w, 3] with h, w ≤ `EDGE`, or None where the file can't be read.
    """

    made = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._wanted: dict[Path, None] = {}
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(2)

    def want(self, path: Path) -> None:
        """Ask for one; asking again while it is not made yet moves it to the front."""
        with self._lock:
            known = path in self._wanted
            self._wanted.pop(path, None)
            self._wanted[path] = None
            if len(self._wanted) > _MOST_WANTED:
                del self._wanted[next(iter(self._wanted))]
        if not known:
            self._pool.start(self._make_next)

    def close(self) -> None:
        """Drop what is wanted and wait for what is being made."""
        with self._lock:
            self._wanted.clear()
        self._pool.clear()
        self._pool.waitForDone(2000)

    def _make_next(self) -> None:
        with self._lock:
            if not self._wanted:
                return
            path, _ = self._wanted.popitem()
        thumbnail = None
        try:
            thumbnail = thumbnail_of(path)
        except FashionGuiError as error:
            LOG.info("no thumbnail: %s", error)
        except Exception:
            LOG.exception("thumbnail of %s", path)
        self.made.emit(path, thumbnail)


def thumbnail_of(path: Path) -> np.ndarray:
    """uint8 [h, w, 3], longest edge at most `EDGE`.

    Raises:
        PictureError: if the file can't be read.
    """
    from fashion_gui.core.images import decode
    from fashion_gui.core.opencv import cv2

    rgb = decode(path).rgb
    height, width = rgb.shape[:2]
    scale = EDGE / max(height, width)
    if scale >= 1:
        return rgb
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
