"""How smooth an event loop runs: a timer in it that notes how late it comes."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from fashion_gui.benchmarks.lateness import Histogram, Lateness

_INTERVAL_MS = 5


class Pulse(QObject):
    """Beats every 5 ms in the event loop of the thread it is made in.

    A gap longer than that is time in which the window could not have answered. On a machine with much else to
    do, the processor time that this thread used within a gap tells what the window itself is to blame for.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held, self._worked = Histogram(), Histogram()
        self._last = self._last_work = 0.0
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=_INTERVAL_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self._last, self._last_work = time.perf_counter(), time.thread_time()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def held(self) -> Lateness:
        """By the clock."""
        return self._held.summary()

    def worked(self) -> Lateness:
        """By this thread's processor time alone."""
        return self._worked.summary()

    @Slot()
    def _beat(self) -> None:
        now, work = time.perf_counter(), time.thread_time()
        self._held.add(max(0.0, (now - self._last) * 1e3 - _INTERVAL_MS))
        self._worked.add((work - self._last_work) * 1e3)
        self._last, self._last_work = now, work
