"""What a training tells: as JSON, or in words on standard error with a progress bar on a terminal."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from statistics import fmean
from typing import TYPE_CHECKING

import msgspec

from fashion_gui.cli.output import print_json, progress
from fashion_gui.worker import messages

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


def print_message(message: messages.AnyMessage) -> None:
    """The message as a line of JSON on standard output."""
    print_json(msgspec.to_builtins(message))


@contextlib.contextmanager
def training_display() -> Iterator[Callable[[messages.AnyMessage], None]]:
    """A function that shows each message it is given."""
    from rich.progress import BarColumn, TimeRemainingColumn

    columns = ("{task.description}", BarColumn(), "{task.fields[details]}", TimeRemainingColumn())
    with progress(*columns) as display:
        yield _Teller(display, display.add_task("", total=None, details="")).tell


class _Teller:
    """Knows the one bar of a training."""

    def __init__(self, display: Progress, bar: TaskID) -> None:
        self._display = display
        self._bar = bar

    def tell(self, message: messages.AnyMessage) -> None:
        match message:
            case messages.Stage(name=name):
                self._display.reset(self._bar, description=name, total=None, details="")
                if self._display.disable:
                    _say(f"{name} …")
            case messages.Progress(done=done, total=total):
                self._display.update(self._bar, completed=done, total=total)
            case messages.Batches():
                self._show_batches(message)
            case messages.Epoch():
                _say(_epoch_line(message))
            case messages.Notice(sentence=sentence) | messages.Acceleration(sentence=sentence, note=""):
                _say(sentence)
            case messages.Acceleration(sentence=sentence, note=note):
                _say(f"{sentence}. {note}")
            case messages.Figures(kind=kind, values=values):
                plain = {
                    name: value
                    for name, value in values.items()
                    if isinstance(value, int | float | str) and value != ""
                }
                _say(f"{kind}: " + ", ".join(f"{name} {_number(value)}" for name, value in plain.items()))

    def _show_batches(self, batches: messages.Batches) -> None:
        self._display.update(
            self._bar,
            completed=(batches.epoch - 1) * batches.steps + batches.step,
            total=batches.epochs * batches.steps,
            details=f"epoch {batches.epoch} of {batches.epochs}, loss {fmean(batches.losses):.3f}, "
            f"{batches.images_per_second:,.0f} images/s",
        )


def _epoch_line(epoch: messages.Epoch) -> str:
    return (
        f"Epoch {epoch.epoch} of {epoch.epochs}: loss {epoch.loss:.3f}, accuracy {epoch.accuracy:.2%}; "
        f"validation loss {epoch.validation_loss:.3f}, accuracy {epoch.validation_accuracy:.2%}; "
        f"{epoch.seconds:.1f} s, {epoch.images_per_second:,.0f} images/s, processors {epoch.busy:.0%} busy"
    )


def _number(value: float | str) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
