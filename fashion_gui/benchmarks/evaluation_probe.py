"""A child of `benchmark evaluation`: uses the Evaluate page and says as JSON how long everything took.

python -m fashion_gui.benchmarks.evaluation_probe REPEATS
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from fashion_gui.app import build
from fashion_gui.benchmarks.waiting import wait_for
from fashion_gui.ui.pages.evaluate import EvaluatePage

if TYPE_CHECKING:
    from fashion_gui.ui.main_window import MainWindow
    from fashion_gui.ui.widgets.picture_grid import PictureGrid

_LONG = 300.0
"""Seconds for an evaluation on a slow machine."""


class Painted(QObject):
    """Whether a widget was painted since it was last asked about."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.since = False
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002
        self.since = self.since or event.type() == QEvent.Type.Paint
        return False


def main(repeats: int) -> None:
    """Measure and print."""
    window = build()
    window.show()
    wait_for(lambda: any(isinstance(page, EvaluatePage) for page in window.pages()))
    window.show_page("evaluate")
    print(json.dumps(_measured(window, repeats)))
    window.close()


def _measured(window: MainWindow, repeats: int) -> dict[str, object]:
    page = next(page for page in window.pages() if isinstance(page, EvaluatePage))
    wait_for(lambda: page.models.model != "" and page.results.answers is None)
    results = page.results
    evaluating = _time(page.evaluation_wanted.emit, lambda: results.answers is not None, _LONG)
    wait_for(lambda: results.charts is not None)
    assert results.charts is not None
    answers = results.answers
    assert answers is not None
    figures = answers.about.figures
    found: dict[str, object] = {
        "model": page.models.label(),
        "images": figures.count,
        "answering": figures.seconds,
        "evaluating": evaluating,
        "opening": [_opening(page) * 1e3 for _ in range(repeats)],
    }
    charts = results.charts
    QTest.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)  # the confusion matrix
    chart, grid = charts.matrix.chart, charts.matrix.grid
    painted = Painted(grid.view.viewport())
    cells = np.argwhere(chart.matrix > 0)[: 2 * repeats].tolist()
    found["cell"] = [_cell(chart.choose, painted, row, column) * 1e3 for row, column in cells]
    chart.choose(0, 0)
    grid.chosen.why.click()
    rows = range(min(repeats, grid.model.rowCount()))
    found["why"] = [_why(grid, row) * 1e3 for row in rows]
    return found


def _why(grid: PictureGrid, row: int) -> float:
    index = grid.model.index(row)
    return _time(lambda: grid.view.setCurrentIndex(index), lambda: "speaks for" in grid.detail())


def _opening(page: EvaluatePage) -> float:
    """From another model or precision, which was not evaluated, back to the one that was."""
    kept = page.models.model, page.models.precision
    others = ((entry.id, precision) for entry in page.models.entries for precision in entry.precisions)
    page.models.choose(*next(other for other in others if other != kept))
    wait_for(lambda: page.results.answers is None)
    painted = Painted(page.results.report.viewport())  # which the invitation covers until then
    return _time(lambda: page.models.choose(*kept), lambda: painted.since)


def _cell(choose: Callable[[int, int], None], painted: Painted, row: int, column: int) -> float:
    painted.since = False
    return _time(lambda: choose(row, column), lambda: painted.since)


def _time(begin: Callable[[], object], happened: Callable[[], bool], patience: float = 60.0) -> float:
    begun = time.perf_counter()
    begin()
    wait_for(happened, patience)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main(int(sys.argv[1]))
