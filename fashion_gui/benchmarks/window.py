"""How fast the window is up beside a bare one, and how fast a dropped photo is answered."""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from fashion_gui.benchmarks.figures import Spread, machine, spread
from fashion_gui.benchmarks.probes import command, environment
from fashion_gui.core.errors import FashionGuiError


class WindowFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds from the start of the process, and milliseconds from drop to answer.

    Attributes:
        bare: a PySide6 window with nothing in it is up.
        up: the program's window is up; ratio: of the medians of `up` and `bare`.
        first_answer: a picture that was dropped as soon as the window was up is answered.
        answers: by file name, once the program has warmed up.
        heavy: modules imported that should not have been (TensorFlow, matplotlib).
    """

    machine: str
    bare: Spread
    up: Spread
    ratio: float
    first_answer: Spread
    answers: dict[str, Spread]
    heavy: list[str]


def measure(
    pictures: list[Path], repeats: int, drops: int, progress: Callable[[int, int], None]
) -> WindowFigures:
    """Start a bare window and the program by turns, `repeats` times, and drop each picture `drops` times.

    The first start of each, which fills the disk's cache, does not count.

    Raises:
        FashionGuiError: if a window did not come up.
    """
    bare, up, first, heavy = [], [], [], set()
    answers: dict[str, list[float]] = {str(picture): [] for picture in pictures}
    asked = [word for picture in pictures for word in (str(picture), str(drops))]
    with tempfile.TemporaryDirectory(prefix="fashion-gui-") as home:
        for number in range(repeats + 1):
            empty = json.loads(_run("bare_window", [], home))
            program = json.loads(_run("window_probe", asked, home))
            progress(number + 1, repeats + 1)
            if number == 0:
                continue
            bare.append(empty)
            up.append(program["up"])
            first.append(program["first_answer"])
            heavy.update(program["heavy"])
            for name, milliseconds in program["answers"].items():
                answers[name] += milliseconds
    bare_spread, up_spread = spread(bare), spread(up)
    return WindowFigures(
        machine=machine(),
        bare=bare_spread,
        up=up_spread,
        ratio=up_spread.median / bare_spread.median,
        first_answer=spread(first),
        answers={Path(name).name: spread(values) for name, values in answers.items()},
        heavy=sorted(heavy),
    )


def _run(module: str, arguments: list[str], home: str) -> str:
    child = subprocess.run(
        [*command(module), str(time.time()), *arguments],
        capture_output=True,
        text=True,
        env=environment(home),
        check=False,
    )
    if child.returncode != 0:
        reason = (child.stderr.strip().splitlines() or [f"exit status {child.returncode}"])[-1]
        raise FashionGuiError(f"The window could not be measured: {reason}")
    return child.stdout
