"""Waiting for a window in its own event loop.

QtTest's `qWait` holds Python's lock meanwhile, so that the threads behind the window stand still.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer

PATIENCE_SECONDS = 60.0


def live(milliseconds: int) -> None:
    """Run the event loop for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for(happened: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
    """Run the event loop until something has happened.

    Raises:
        TimeoutError: if it does not within so many seconds.
    """
    loop = QEventLoop()
    end = time.monotonic() + seconds

    def look() -> None:
        if happened() or time.monotonic() > end:
            loop.quit()

    poll = QTimer(interval=1)
    poll.timeout.connect(look)
    poll.start()
    if not happened():
        loop.exec()
    poll.stop()
    if not happened():
        raise TimeoutError(f"the window did not answer within {seconds:.0f} s")
