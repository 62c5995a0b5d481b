"""A child of `benchmark window`: opens the window, says as JSON when it was up, ready and had answered.

    python -m fashion_gui.benchmarks.window_probe STARTED PICTURE REPEATS…

`STARTED` is the parent's clock (`time.time()`) at the start of this process. Up to the first paint, it
imports no more than the program itself.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fashion_gui.ui.main_window import MainWindow


def main(arguments: list[str]) -> None:
    """Measure and print."""
    started = float(arguments[0])
    window, up = _open(started)
    figures = _ask(window, started, list(zip(arguments[1::2], arguments[2::2], strict=True)))
    import json

    print(json.dumps({"up": up, **figures}))


def _open(started: float) -> tuple[MainWindow, float]:
    """The steps of `__main__`; the window, and the seconds until it was painted."""
    from fashion_gui import one_window, paths
    from fashion_gui.display import no_display

    assert not no_display()
    place = one_window.take_place(paths.home_dir(), ())
    assert place is not None
    from fashion_gui.quick_start import import_qt

    import_qt()
    from fashion_gui.app import build

    window = build()
    from PySide6.QtCore import QEvent, QObject, QTimer

    class FirstPaint(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, lambda: up.append(time.time() - started))  # before what `came_up` starts
            return False

    up: list[float] = []
    first_paint = FirstPaint()
    window.installEventFilter(first_paint)
    window.show()
    from fashion_gui.benchmarks.waiting import wait_for

    wait_for(lambda: bool(up))
    return window, up[0]


def _ask(window: MainWindow, started: float, pictures: list[tuple[str, str]]) -> dict[str, object]:
    """When the first answer was there, and from each drop to its answer (ms)."""
    from fashion_gui.benchmarks.waiting import wait_for
    from fashion_gui.ui.pages.classify import ClassifyPage

    page = next(page for page in window.pages() if isinstance(page, ClassifyPage))
    page.sources.paths_chosen.emit((Path(pictures[0][0]),))
    wait_for(lambda: page.prediction is not None)
    ready = time.time() - started
    answers: dict[str, list[float]] = {}
    for name, repeats in pictures:
        answers[name] = []
        for _ in range(int(repeats)):
            before = page.prediction
            begun = time.perf_counter()
            page.sources.paths_chosen.emit((Path(name),))
            wait_for(lambda: page.prediction not in (None, before))  # noqa: B023 (called before it changes)
            answers[name].append((time.perf_counter() - begun) * 1e3)
    heavy = sorted({"tensorflow", "matplotlib"} & set(sys.modules))
    window.close()
    return {"first_answer": ready, "answers": answers, "heavy": heavy}


if __name__ == "__main__":
    main(sys.argv[1:])
