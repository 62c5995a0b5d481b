"""OpenVINO in several threads of one process."""

from __future__ import annotations

import subprocess
import sys

FIRST_QUESTIONS = """
import sys, threading
import fashion_gui.inference.devices
import openvino as ov

sys.setswitchinterval(1e-7)
together = threading.Barrier(2)

def first_question():
    together.wait()
    ov.Type.u8.to_dtype()

threads = [threading.Thread(target=first_question) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


def test_two_threads_may_ask_first_at_the_same_moment() -> None:
    """Without what `devices` does when it is imported, eleven of twelve such processes stood still."""
    for _ in range(2):
        subprocess.run([sys.executable, "-c", FIRST_QUESTIONS], check=True, timeout=100)
