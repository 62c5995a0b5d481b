"""The worker as a child process of a command."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from types import FrameType
from typing import IO

from fashion_gui.services.jobs import Ending, Outcome, outcome
from fashion_gui.worker import job_requests, messages
from fashion_gui.worker.program import program_command

_LOG_BYTES = 20_000
_LOG_LINES = 30


def work(request: job_requests.AnyRequest, show: Callable[[messages.AnyMessage], None]) -> Outcome:
    """Have the worker do a job; `show` is given each of its messages.

    Ctrl-C asks the worker to stop; a second one ends it at once.
    """
    last: messages.AnyMessage | None = None
    with (
        tempfile.TemporaryFile() as log,
        subprocess.Popen(
            [*program_command(), "worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,  # else Ctrl-C would hit it, too, in the middle of anything
        ) as worker,
        _interrupts_cancel(worker) as interrupts,
    ):
        assert worker.stdin
        assert worker.stdout
        with contextlib.suppress(BrokenPipeError):  # it died at once; its status tells
            os.write(worker.stdin.fileno(), job_requests.encode(request) + b"\n")
        for line in worker.stdout:
            last = messages.decode(line)
            show(last)
        status = worker.wait()
        return outcome(
            Ending(
                status=status if status >= 0 else None,
                signal=-status if status < 0 else None,
                last=last,
                log=_last_lines(log),
                cancelled=bool(interrupts),
            )
        )


@contextlib.contextmanager
def _interrupts_cancel(worker: subprocess.Popen[bytes]) -> Iterator[list[int]]:
    """Turn Ctrl-C into the end of the worker's input, which it takes as “cancel”; yields those that came."""
    interrupts: list[int] = []

    def cancel(number: int, _frame: FrameType | None) -> None:
        interrupts.append(number)
        if len(interrupts) == 1 and worker.stdin:
            worker.stdin.close()
        else:
            worker.kill()

    before = signal.signal(signal.SIGINT, cancel)
    try:
        yield interrupts
    finally:
        signal.signal(signal.SIGINT, before)


def _last_lines(log: IO[bytes]) -> tuple[str, ...]:
    log.seek(max(0, log.seek(0, os.SEEK_END) - _LOG_BYTES))
    return tuple(log.read().decode(errors="replace").splitlines()[-_LOG_LINES:])
