"""Ctrl+C in the terminal, and the system's wish that the program ends, as a Qt signal.

Qt's event loop runs no Python of its own, so a handler alone would wait until the mouse is moved.
"""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Signal, Slot


class Interrupts(QObject):
    """Listens from when it is made until the program ends; to be made in the main thread.

    Signals:
        received: SIGINT or SIGTERM came.
    """

    received = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._here, self._there = socket.socketpair()
        self._here.setblocking(False)
        self._there.setblocking(False)
        signal.set_wakeup_fd(self._there.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _do_nothing)
        notifier = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read, self)
        notifier.activated.connect(self._take)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._stop)

    @Slot()
    def _take(self) -> None:
        numbers = self._here.recv(64)
        if set(numbers) & {signal.SIGINT, signal.SIGTERM}:
            self.received.emit()

    @Slot()
    def _stop(self) -> None:
        """It ends already; the descriptor must not be written to once it is closed."""
        signal.set_wakeup_fd(-1)


def _do_nothing(number: int, frame: object) -> None:
    """The descriptor tells; without a handler Python would not write to it."""
