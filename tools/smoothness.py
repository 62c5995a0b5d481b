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
from PySide6.QtCore import QEventLoop, QTimer
from window_driver import WindowDriver

from fashion_gui.benchmarks.pulse import Pulse
from fashion_gui.benchmarks.waiting import live
from fashion_gui.controllers.controller import Controller

_SAMPLES = Path(__file__).resolve().parent.parent / "resources" / "samples"


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
        held, worked = pulse.held(), pulse.worked()
        return {
            "beats": held.beats,
            "held_smooth": round(held.smooth, 4),
            "held_median_ms": held.median,
            "held_p99_ms": held.p99,
            "held_longest_ms": round(held.longest, 2),
            "worked_p99_ms": worked.p99,
            "worked_longest_ms": round(worked.longest, 2),
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
    driver.wait_for(lambda: len(driver.window.pages()) > 1, "the pages")
    for name in ("train", "classify"):  # each page is built when it is first shown
        driver.window.show_page(name)
        live(1500)
    driver.ask(samples[0])
    train = next(page for page in driver.window.pages() if page.name == "train")
    driver.wait_for(lambda: train.progress.curves is not None, "the charts")
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
