"""A job for the worker process, and how it ended, in words."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fashion_gui.core import out_of_memory
from fashion_gui.core.errors import FashionGuiError, TrainingError

if TYPE_CHECKING:
    from fashion_gui.worker.job_requests import AnyRequest
    from fashion_gui.worker.messages import AnyMessage

_OUT_OF_MEMORY = "Close other programs or choose a smaller batch size, then try again."
_TRY_AGAIN = "Try again; if it comes back, the worker's log tells more."


@dataclass(frozen=True, eq=False)
class Job:
    """Something the worker is asked to do.

    Attributes:
        number: from 1, in the order in which they were submitted.
        title: what people call it: `"Training: accurate"`.
    """

    number: int
    title: str
    request: AnyRequest


@dataclass(frozen=True, eq=False)
class Ending:
    """How the worker process ended.

    Attributes:
        status: exit status, or None where a signal ended it or it never started.
        signal: number of the signal that ended it, or None.
        not_started: the system's reason why it could not be started, else empty.
        last: the last message that it sent.
        log: the last lines of its log.
        cancelled: whether it had been asked to stop.
    """

    status: int | None = None
    signal: int | None = None
    not_started: str = ""
    last: AnyMessage | None = None
    log: tuple[str, ...] = ()
    cancelled: bool = False


@dataclass(frozen=True, eq=False)
class Outcome:
    """What became of a job: done, cancelled, or failed where there is an `error`.

    Attributes:
        model: id of the model that was made, if one was.
        run: name of the training that can be resumed, if one can.
        log: the last lines of the worker's log.
    """

    done: bool = False
    model: str = ""
    run: str = ""
    error: FashionGuiError | None = None
    log: tuple[str, ...] = ()

    @property
    def cancelled(self) -> bool:
        return not self.done and self.error is None


def outcome(ending: Ending) -> Outcome:
    """Judge an ending: only a last message `Done` together with exit status 0 is a success."""
    from fashion_gui.worker.messages import Cancelled, Done, Failed

    last = ending.last
    if isinstance(last, Done) and ending.status == 0:
        return Outcome(done=True, model=last.model, log=ending.log)
    if isinstance(last, Failed):
        return Outcome(run=last.run, error=TrainingError(last.problem, last.advice), log=ending.log)
    run = last.run if isinstance(last, Cancelled) else ""
    if ending.cancelled or isinstance(last, Cancelled):
        return Outcome(run=run, log=ending.log)
    return Outcome(error=_failure(ending), log=ending.log)


def _failure(ending: Ending) -> TrainingError:
    said = f" The last line of its log: “{ending.log[-1]}”." if ending.log else ""
    if ending.not_started:
        return TrainingError(
            f"The worker process could not be started: {ending.not_started}.",
            "Install the program again, or free some memory.",
        )
    if ending.signal is not None:
        name = _signal_name(ending.signal)
        if name == "SIGKILL":
            return TrainingError(
                f"The worker process was killed (signal {ending.signal}, {name}); "
                f"the system does so when memory runs out.{said}",
                _OUT_OF_MEMORY,
            )
        if any(map(out_of_memory.tells_of_it, ending.log)):
            return TrainingError(
                f"The worker process ran out of memory (signal {ending.signal}, {name}).", _OUT_OF_MEMORY
            )
        how = "was ended from outside" if name in ("SIGTERM", "SIGINT", "SIGHUP") else "crashed"
        return TrainingError(f"The worker process {how} (signal {ending.signal}, {name}).{said}", _TRY_AGAIN)
    if ending.status == 0:
        return TrainingError(f"The worker process ended without saying how its job went.{said}", _TRY_AGAIN)
    return TrainingError(f"The worker process ended with exit status {ending.status}.{said}", _TRY_AGAIN)


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return "unknown"
