"""How long another build of the program takes to come up, beside this one."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from fashion_gui.benchmarks.figures import Spread, machine, spread
from fashion_gui.benchmarks.probes import environment
from fashion_gui.core.errors import FashionGuiError
from fashion_gui.worker.program import program_command

PATIENCE_SECONDS = 60.0
_POLL_SECONDS = 0.001


class StartFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds from the start of the process until the window is ready; ratio: of the medians."""

    machine: str
    this: Spread
    other: Spread
    ratio: float


def measure(program: Path, repeats: int, progress: Callable[[int, int], None]) -> StartFigures:
    """Start this program and `program` by turns, `repeats` times, each with a user's folder of its own.

    Ready means: the window is painted, its pages are made, and it takes pictures from other starts, which a
    socket in the user's folder tells from outside (not on Windows, which keeps such sockets elsewhere). The
    first start of each, which fills the disk's cache, does not count.

    Raises:
        FashionGuiError: if a window did not come up.
    """
    commands = (program_command(), [str(program)])
    taken: tuple[list[float], list[float]] = ([], [])
    with tempfile.TemporaryDirectory(prefix="fashion-gui-") as folder:
        for number in range(repeats + 1):
            for place, command in enumerate(commands):
                seconds = _start(command, Path(folder, str(place)))
                if number:
                    taken[place].append(seconds)
            progress(number + 1, repeats + 1)
    this, other = spread(taken[0]), spread(taken[1])
    return StartFigures(machine=machine(), this=this, other=other, ratio=other.median / this.median)


def _start(command: list[str], home: Path) -> float:
    """Start, wait until it is ready, and end it."""
    begun = time.perf_counter()
    try:
        window = subprocess.Popen(command, env=environment(home), stderr=subprocess.PIPE, text=True)
    except OSError as error:
        raise FashionGuiError(f"“{command[0]}” could not be started: {error.strerror}") from error
    with window:
        ready = home / ".window.socket"
        while not ready.exists():
            if window.poll() is not None or time.perf_counter() - begun > PATIENCE_SECONDS:
                window.kill()
                said = window.communicate()[1].strip().splitlines()
                raise FashionGuiError(f"No window came up: {said[-1] if said else 'it said nothing'}")
            time.sleep(_POLL_SECONDS)
        seconds = time.perf_counter() - begun
        window.terminate()
        window.communicate(timeout=PATIENCE_SECONDS)
    return seconds
