"""Which cameras are plugged in, looked up off the GUI thread as long as somebody wants to know."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal, Slot

LOG = logging.getLogger(__name__)
_EVERY_MILLISECONDS = 2500


class CameraList(QObject):
    """Looks again every few seconds between `watch` and `rest`.

    Signals:
        found: list[VideoSource], whenever it is another than before.
    """

    found = Signal(object)
    _looked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last: list[object] | None = None
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._timer = QTimer(self, interval=_EVERY_MILLISECONDS)
        self._timer.timeout.connect(self._look)
        self._looked.connect(self._take)

    @Slot()
    def watch(self) -> None:
        self._timer.start()
        self._look()

    @Slot()
    def rest(self) -> None:
        self._timer.stop()

    def close(self) -> None:
        self.rest()
        self._pool.waitForDone(2000)

    @Slot()
    def _look(self) -> None:
        if self._pool.activeThreadCount() == 0:
            self._pool.start(self._task)

    def _task(self) -> None:
        from fashion_gui.core.video_sources import cameras

        self._looked.emit(cameras())

    @Slot(object)
    def _take(self, sources: list[object]) -> None:
        if sources != self._last:
            self._last = sources
            self.found.emit(sources)
