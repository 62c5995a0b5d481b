"""Runs in threads of their own, of which only the latest is heard."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, QThread, Slot

from fashion_gui.services.unfinished import wait_for


class Runner(QThread):
    """One run; it ends by itself, and soon once `cancelled` is set."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.cancelled = threading.Event()


class LatestRun(QObject):
    """A new run ends the one before, to which nobody listens any more; slots ask `_heard` who speaks."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner: Runner | None = None
        self._ending: list[Runner] = []

    @property
    def running(self) -> bool:
        return self._runner is not None

    @Slot()
    def cancel(self) -> None:
        """Let the run end after the pictures at hand; it says that it has."""
        if self._runner is not None:
            self._runner.cancelled.set()

    def close(self) -> None:
        """Cancel and wait until nothing runs."""
        self._retire()
        for runner in self._ending:
            wait_for(runner)
        self._ending.clear()

    def _begin(self, runner: Runner, priority: QThread.Priority) -> None:
        """Start a run, whose own signals are connected."""
        self._retire()
        runner.finished.connect(self._take_off)
        self._runner = runner
        runner.start(priority)

    def _heard(self) -> Runner | None:
        """In a slot: the latest run, if it is the one that called."""
        return self._runner if self.sender() is self._runner else None

    def _retire(self) -> None:
        """Keep a run that may not have ended yet alive, without listening to it."""
        if self._runner is not None:
            self._runner.cancelled.set()
            self._ending.append(self._runner)
            self._runner = None

    @Slot()
    def _take_off(self) -> None:
        # Only now has all that this run had to say been heard; one that is gone can't be told by `sender()`.
        ended = self.sender()
        self._ending = [runner for runner in self._ending if runner is not ended]
