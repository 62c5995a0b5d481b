"""What a running job is given: a way to tell, and a way to learn that it should stop."""

from __future__ import annotations

import threading
from collections.abc import Callable

from fashion_gui.worker.messages import AnyMessage, Notice, Progress, Stage


class CancelledError(Exception):
    """The job was asked to stop; `run` can be resumed if it names one."""

    def __init__(self, run: str = "") -> None:
        super().__init__("cancelled")
        self.run = run


class JobContext:
    """Handed to every job.

    Args:
        send: takes each message.
        stop: set when the job should end soon.
    """

    def __init__(self, send: Callable[[AnyMessage], None], stop: threading.Event) -> None:
        self.send = send
        self._stop = stop
        self._stage = ""

    def stage(self, name: str) -> None:
        """Tell what is done from now on, once however often it is said."""
        if name != self._stage:
            self._stage = name
            self.send(Stage(name=name))
        self.check()

    def notice(self, sentence: str) -> None:
        """Tell something the person should know."""
        self.send(Notice(sentence=sentence))

    def progress(self, done: int, total: int) -> None:
        """Tell how far the present stage is."""
        self.send(Progress(done=done, total=total))
        self.check()

    def cancelled(self) -> bool:
        """Whether the job should end soon."""
        return self._stop.is_set()

    def check(self, run: str = "") -> None:
        """Raises CancelledError if the job should end."""
        if self.cancelled():
            raise CancelledError(run)
