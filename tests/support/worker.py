"""Running a job in a real worker process."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from fashion_gui.worker.job_requests import AnyRequest, encode
from fashion_gui.worker.messages import AnyMessage, decode
from fashion_gui.worker.program import program_command


def work(
    request: AnyRequest, *, stop_at: Callable[[AnyMessage], bool] = lambda _: False
) -> tuple[list[AnyMessage], int]:
    """What the worker said, and its exit status; its input is closed once `stop_at` holds for a message."""
    worker = subprocess.Popen(
        [*program_command(), "worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
    )
    assert worker.stdin is not None
    assert worker.stdout is not None
    with worker:
        worker.stdin.write(encode(request) + b"\n")
        worker.stdin.flush()
        messages = []
        for line in worker.stdout:
            messages.append(decode(line))
            if stop_at(messages[-1]) and not worker.stdin.closed:
                worker.stdin.close()
        return messages, worker.wait(60)
