"""The end of a program while something runs that can't be stopped."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys, time
from PySide6.QtCore import QCoreApplication, QThread
from fashion_gui.services.unfinished import end_process, wait_for

class Busy(QThread):
    def run(self):
        time.sleep({seconds})

def close():
    thread = Busy(application)
    thread.start()
    wait_for(thread, {patience})

application = QCoreApplication([])
close()
print("closed")
sys.exit(end_process(3))
"""


def ended(seconds: float, patience: int) -> subprocess.CompletedProcess[str]:
    program = PROGRAM.format(seconds=seconds, patience=patience)
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )


def test_a_thread_that_goes_on_does_not_keep_or_abort_the_program() -> None:
    done = ended(seconds=600, patience=50)
    assert (done.returncode, done.stdout, done.stderr) == (3, "closed\n", "")


def test_a_thread_that_ends_in_time_is_waited_for() -> None:
    done = ended(seconds=0.2, patience=30_000)
    assert (done.returncode, done.stdout, done.stderr) == (3, "closed\n", "")
