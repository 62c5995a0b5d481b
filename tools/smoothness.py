"""Measures how smooth the window stays while a training runs in its worker process.

    python tools/smoothness.py [--seconds 60] [--recipe accurate]

A timer of 5 ms runs in the window's event loop; a gap longer than its interval is time in which the window
could not have answered. On a machine with much else to do, the processor time of the window's own thread
within a gap tells what the window itself is to blame for. Meanwhile the pages are switched every two seconds,
and a photo is dropped every second. The data set comes from FASHION_GUI_DATASET, own models from
FASHION_GUI_HOME. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

import psutil
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from window_driver import WindowDriver

from fashion_gui.controllers.controller import Controller

_SAMPLES = Path(__file__).resolve().parent.parent / "resources" / "samples"
_INTERVAL = 0.005


class Pulse:
    """A timer in the event loop that notes how late it comes."""

    def __init__(self) -> None:
        self._held: list[float] = []
        self._worked: list[float] = []
        self._last = self._last_work = 0.0
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=round(_INTERVAL * 1000))
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self._last, self._last_work = time.perf_counter(), time.thread_time()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def figures(self) -> dict[str, float]:
        """Milliseconds beyond the timer's interval: `held` by the clock, `worked` in this thread."""
        held, worked = sorted(self._held), sorted(self._worked)
        count = len(held)
        return {
            "beats": count,
            "held_median_ms": round(held[count // 2], 2),
            "held_p99_ms": round(held[int(count * 0.99)], 2),
            "held_longest_ms": round(held[-1], 2),
            "held_over_50_ms": sum(value > 50 for value in held),
            "worked_p99_ms": round(worked[int(count * 0.99)], 2),
            "worked_longest_ms": round(worked[-1], 2),
        }

    def _beat(self) -> None:
        now, work = time.perf_counter(), time.thread_time()
        self._held.append(max(0.0, now - self._last - _INTERVAL) * 1000)
        self._worked.append((work - self._last_work) * 1000)
        self._last, self._last_work = now, work


class Life:
    """Drops a photo every second and switches the pages every two, by timers of the same event loop."""

    def __init__(self, driver: WindowDriver, samples: list[Path]) -> None:
        self.answers: list[float] = []
        self._driver = driver
        self._samples = samples
        self._number = 0
        self._dropped = 0.0
        self._timer = QTimer(interval=1000)
        self._timer.timeout.connect(self._live)
        classification = driver.window.findChild(Controller).program.classification
        classification.answered.connect(self._take_answer)

    def run(self, seconds: float) -> dict[str, float]:
        """Live for a while; returns how smooth it was."""
        self.answers.clear()
        pulse = Pulse()
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        self._timer.start()
        pulse.start()
        loop.exec()
        pulse.stop()
        self._timer.stop()
        answers = sorted(self.answers)
        return {
            **pulse.figures(),
            "answer_median_ms": round(answers[len(answers) // 2], 1),
            "answer_longest_ms": round(answers[-1], 1),
        }

    def _live(self) -> None:
        self._number += 1
        if self._number % 2:
            self._driver.window.show_page(("train", "classify")[self._number // 2 % 2])
        self._dropped = time.perf_counter()
        self._driver.drop([self._samples[self._number % len(self._samples)]])

    def _take_answer(self) -> None:
        self.answers.append((time.perf_counter() - self._dropped) * 1000)


def main() -> int:
    parser = argparse.ArgumentParser(description="How smooth the window stays while a training runs.")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--recipe", default="accurate")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ.setdefault("FASHION_GUI_HOME", home)
        driver = WindowDriver(Path(home))
        try:
            result = measure(driver, options.recipe, options.seconds)
        finally:
            driver.close()
    print(json.dumps(result, indent=1))
    return 0


def measure(driver: WindowDriver, recipe: str, seconds: float) -> dict[str, object]:
    """Idle, then training; both with the same life in the window."""
    samples = sorted(_SAMPLES.glob("*.jpg"))
    for name in ("train", "classify"):  # each page is built when it is first shown
        driver.window.show_page(name)
        QTest.qWait(1500)
    driver.ask(samples[0])
    train = next(page for page in driver.window.pages() if page.name == "train")
    life = Life(driver, samples)
    idle = life.run(seconds / 4)
    memory = _megabytes()
    train.setup.recipes.choose(recipe)
    train.training_wanted.emit(train.setup.settings())
    driver.wait_for(lambda: train.progress.tiles.value("Images a second") != "–", "the first batch", 600)
    busy = life.run(seconds)
    speed = train.progress.tiles.value("Images a second")
    train.cancel_wanted.emit()
    return {
        "idle": idle,
        "training": busy,
        "memory_idle_mb": memory,
        "memory_training_mb": _megabytes(),
        "images_a_second": speed,
    }


def _megabytes() -> float:
    return round(psutil.Process().memory_info().rss / 1e6, 1)


if __name__ == "__main__":
    sys.exit(main())
