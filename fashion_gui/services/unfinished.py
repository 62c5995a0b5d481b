"""What can't be stopped when the window closes: OpenVINO compiles and computes a network in one call.

A QThread that is destroyed while it runs aborts the program. So it is kept, and the process ends without it.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QThread

CLOSE_MILLISECONDS = 5000

_left: list[QThread] = []


def wait_for(thread: QThread, milliseconds: int = CLOSE_MILLISECONDS) -> None:
    """Wait for a thread that was told to end; one that takes longer is left to itself."""
    if not thread.wait(milliseconds):
        thread.setParent(None)
        _left.append(thread)


def end_process(status: int) -> int:
    """The exit status to end with; if something still runs, the process ends here and now."""
    if _left:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    return status
