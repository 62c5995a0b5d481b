"""A child of `benchmark window`: opens a window, says as JSON when it was up, ready and had answered.

    python -m fashion_gui.benchmarks.window_probe STARTED [PICTURE REPEATS]…

`STARTED` is the parent's clock (`time.time()`) at the start of this process. Without pictures a bare
window is opened instead of the program's.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from fashion_gui.benchmarks.waiting import wait_for


def main(arguments: list[str]) -> None:
    """Measure and print."""
    started = float(arguments[0])
    pairs = list(zip(arguments[1::2], arguments[2::2], strict=True))
    print(json.dumps(_program(started, pairs) if pairs else _bare(started)))


def _bare(started: float) -> dict[str, object]:
    """A PySide6 window with nothing in it, of the size the program's first window has."""
    up: list[float] = []

    class BareWindow(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
            super().paintEvent(event)
            up.append(time.time() - started)
            QTimer.singleShot(0, QApplication.quit)

    application = QApplication(sys.argv[:1])
    window = BareWindow()
    window.resize(1280, 800)
    window.show()
    application.exec()
    return {"up": up[0]}


def _program(started: float, pictures: list[tuple[str, str]]) -> dict[str, object]:
    """The real window: when it was up, when the model was ready, and from each drop to its answer (ms)."""
    gc.disable()  # as the program starts
    from fashion_gui.app import build
    from fashion_gui.ui.pages.classify import ClassifyPage

    window = build()
    page = next(page for page in window.pages() if isinstance(page, ClassifyPage))
    up: list[float] = []
    window.came_up.connect(lambda: up.append(time.time() - started))
    window.show()
    wait_for(lambda: bool(up))
    first = Path(pictures[0][0])
    page.sources.paths_chosen.emit((first,))
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
    heavy = sorted({"tensorflow", "matplotlib", "sklearn"} & set(sys.modules))
    window.close()
    return {"up": up[0], "first_answer": ready, "answers": answers, "heavy": heavy}


if __name__ == "__main__":
    main(sys.argv[1:])
