"""The worker process: reads one request, does it, says how it went.

The request is the first line on standard input; the end of that input afterwards means "cancel", and so a
worker also ends when its parent dies. Messages go to what was standard output; whatever else is printed in
the process joins the log on standard error.
"""

from __future__ import annotations

import importlib
import logging
import os
import sys
import threading
import traceback
from typing import BinaryIO

import msgspec

from fashion_gui.core import out_of_memory, parts
from fashion_gui.core.errors import FashionGuiError
from fashion_gui.worker import job_requests
from fashion_gui.worker.context import CancelledError, JobContext
from fashion_gui.worker.messages import AnyMessage, Cancelled, Done, Failed, encode

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_CANCELLED = 3
EXIT_STATUS: dict[type[AnyMessage], int] = {Done: 0, Failed: EXIT_FAILED, Cancelled: EXIT_CANCELLED}
_GRACE_SECONDS = 4.0
"""How long a cancelled job may take to end by itself."""

_JOBS: dict[type[job_requests.AnyRequest], tuple[str, str]] = {
    job_requests.Train: ("fashion_gui.worker.jobs.train", "tensorflow"),
    job_requests.Quantise: ("fashion_gui.worker.jobs.quantise", "nncf"),
    job_requests.Improve: ("fashion_gui.worker.jobs.improve", "tensorflow"),
    job_requests.MeasureTraining: ("fashion_gui.worker.jobs.measure_training", "tensorflow"),
    job_requests.MeasureInference: ("fashion_gui.worker.jobs.measure_inference", "tensorflow"),
}
"""The module of each job, and the package without which it can't be done."""


def main(arguments: list[str]) -> int:
    """Run as the worker, or with `probe` say how TensorFlow computes; returns the exit status."""
    if sys.stdin is None or arguments not in ([], ["probe"]):
        print("fashion-gui worker takes its request on standard input and no arguments.", file=sys.stderr)
        return EXIT_USAGE
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(name)s: %(message)s")
    messages = _message_stream()
    if arguments:
        from fashion_gui.worker.probe import probe

        messages.write(probe() + b"\n")
        messages.flush()
        return 0
    _be_considerate()
    lock = threading.Lock()
    stop = threading.Event()

    def send(message: AnyMessage) -> None:
        try:
            with lock:
                messages.write(encode(message) + b"\n")
                messages.flush()
        except OSError:  # nobody listens any more
            stop.set()

    standard_input = sys.stdin.buffer
    try:
        request = job_requests.decode(standard_input.readline())
    except msgspec.MsgspecError as error:
        send(Failed(problem=f"The worker did not understand its request: {error}."))
        return EXIT_USAGE
    threading.Thread(target=_watch, args=(standard_input.fileno(), stop), daemon=True).start()
    if request.home:
        os.environ["FASHION_GUI_HOME"] = request.home
    last = run_job(request, JobContext(send, stop))
    send(last)
    return EXIT_STATUS[type(last)]


def run_job(request: job_requests.AnyRequest, context: JobContext) -> Done | Cancelled | Failed:
    """Do a job in this process; every way it can end is turned into its last message."""
    try:
        module, package = _JOBS[type(request)]
        parts.check(package)
        job = importlib.import_module(module)
        return job.run(request, context)
    except CancelledError as cancelled:
        return Cancelled(run=cancelled.run)
    except FashionGuiError as error:
        return Failed(problem=error.problem, advice=error.advice, run=getattr(error, "run", ""))
    except Exception as error:
        if isinstance(error, MemoryError) or out_of_memory.tells_of_it(f"{type(error).__name__}: {error}"):
            return Failed(
                problem="There is not enough memory for this.",
                advice="Close other programs, or choose a smaller batch size.",
            )
        traceback.print_exc()
        if isinstance(error, OSError):
            return Failed(
                problem=f"The system refused: {error}.",
                advice="Free some space, also where temporary files go, then try again.",
            )
        return Failed(
            problem=f"The worker met an error it does not know: {type(error).__name__}: {error}.",
            advice="Try again; if it comes back, the log on standard error tells more.",
        )


def _message_stream() -> BinaryIO:
    """The old standard output for messages only; prints of any library go to standard error from here on."""
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return stream


def _watch(standard_input: int, stop: threading.Event) -> None:
    """Wait for the end of the input; a job that does not end by itself then is ended.

    Reads the descriptor itself: Python aborts at its end if a thread still holds the lock of a buffered file.
    """
    while os.read(standard_input, 4096):
        pass
    stop.set()
    threading.Event().wait(_GRACE_SECONDS)
    os._exit(EXIT_CANCELLED)


def _be_considerate() -> None:
    """Let the window go first: a training may take every processor, but only where nobody else wants it."""
    if hasattr(os, "nice"):
        os.nice(5)
