"""A child of `benchmark camera`: watches an address on the real Camera page and writes down what it shows.

    python -m fashion_gui.benchmarks.camera_probe ADDRESS SECONDS FOLDER [RECIPE]

Writes `FOLDER/shown.csv`, one row each time the picture has been painted with something new, and
`FOLDER/memory.csv`, one row a second. Prints one JSON object at the end. With a recipe a training runs
meanwhile; it is cancelled afterwards.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

import msgspec
import psutil
from PySide6.QtCore import QEventLoop, QObject, QTimer, Slot

from fashion_gui.app import build
from fashion_gui.benchmarks.camera_rows import MEMORY_FILE, SHOWN_FILE, Shown, Watched
from fashion_gui.benchmarks.pulse import Pulse
from fashion_gui.benchmarks.waiting import wait_for
from fashion_gui.ui.pages.camera import CameraPage
from fashion_gui.ui.pages.train import TrainPage

if TYPE_CHECKING:
    from fashion_gui.ui.main_window import MainWindow

AnyPage = TypeVar("AnyPage", CameraPage, TrainPage)
_TRAINING_SECONDS = 600.0  # within which the first batch must have been trained


class _Witness(QObject):
    """Writes down what the page shows, and how much memory the process has; keeps nothing itself."""

    def __init__(self, page: CameraPage, shown: TextIO, memory: TextIO) -> None:
        super().__init__()
        self._page = page
        self._shown, self._memory = shown, memory
        self._last = (-1, -1)
        self._process = psutil.Process()
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._note_memory)
        self._timer.start()
        page.painted.connect(self._note_shown)

    @Slot()
    def _note_shown(self) -> None:
        now = time.perf_counter()
        frame, present = self._page.picture.shown, self._page.present
        if frame is None:
            return
        row = Shown(at=now, frame=frame.number)
        if present is not None:
            answer = present[1]
            row = Shown(
                at=now,
                frame=frame.number,
                answer=answer.frame,
                captured=answer.captured,
                label=answer.label if answer.there else "",
                sure=answer.there and answer.accepted,
            )
        if (row.frame, row.answer) != self._last:
            self._last = row.frame, row.answer
            print(row.line(), file=self._shown)

    @Slot()
    def _note_memory(self) -> None:
        print(f"{time.perf_counter():.3f},{self._process.memory_info().rss / 1e6:.3f}", file=self._memory)


def main(arguments: list[str]) -> None:
    """Watch and print."""
    address, seconds, folder = arguments[0], float(arguments[1]), Path(arguments[2])
    window = build()
    window.resize(1280, 800)
    window.show()
    wait_for(lambda: len(window.pages()) > 1)
    if arguments[3:]:
        train = _start_training(window, arguments[3])
    window.show_page("camera")
    watched = _watch(window, address, seconds, folder)
    if arguments[3:]:
        watched = msgspec.structs.replace(watched, training=_speed(train))
        train.cancel_wanted.emit()
    window.close()
    print(json.dumps(msgspec.to_builtins(watched)))


def _start_training(window: MainWindow, recipe: str) -> TrainPage:
    """Start one, and wait for its first batches."""
    page = _page(window, TrainPage)
    window.show_page(page.name)
    page.setup.recipes.choose(recipe)
    page.training_wanted.emit(page.setup.settings())
    wait_for(lambda: _speed(page) != "–", _TRAINING_SECONDS)
    return page


def _speed(page: TrainPage) -> str:
    return page.progress.tiles.value("Images a second")


def _page(window: MainWindow, kind: type[AnyPage]) -> AnyPage:
    return next(page for page in window.pages() if isinstance(page, kind))


def _watch(window: MainWindow, address: str, seconds: float, folder: Path) -> Watched:
    page = _page(window, CameraPage)
    with ExitStack() as files:
        shown, memory = (
            files.enter_context((folder / name).open("w", encoding="utf-8", newline=""))
            for name in (SHOWN_FILE, MEMORY_FILE)
        )
        witness = _Witness(page, shown, memory)
        page.dialogs.source_entered.emit(address)
        wait_for(lambda: page.present is not None)
        pulse, loop, process = Pulse(witness), QEventLoop(), psutil.Process()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        psutil.cpu_percent()
        used, begun = sum(process.cpu_times()[:2]), time.perf_counter()
        left_out = _left_out(window)
        pulse.start()
        loop.exec()
        pulse.stop()
        passed = time.perf_counter() - begun
        left_out = _left_out(window) - left_out
        used = sum(process.cpu_times()[:2]) - used
        page.painted.disconnect(witness._note_shown)
        page.stop_wanted.emit()
    return Watched(
        begun=begun,
        seconds=passed,
        left_out=left_out,
        held=pulse.held(),
        worked=pulse.worked(),
        own_busy=used / passed / (psutil.cpu_count() or 1),
        busy=psutil.cpu_percent() / 100,
    )


def _left_out(window: MainWindow) -> int:
    """Frames so far that were not classified."""
    from fashion_gui.services.camera import Camera

    camera = window.findChild(Camera)
    assert isinstance(camera, Camera)
    return camera.left_out


if __name__ == "__main__":
    main(sys.argv[1:])
