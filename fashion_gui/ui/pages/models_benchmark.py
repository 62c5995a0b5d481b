"""One benchmark of this machine: what it measures, its bars, and the table beside the published figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from fashion_gui.core.benchmark_results import Kind, Result
from fashion_gui.ui import benchmark_words
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.charts.loading import ChartLoading
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import ActionButton, Card, action, label, row
from fashion_gui.ui.widgets.benchmark_table import BenchmarkTable

if TYPE_CHECKING:
    from fashion_gui.ui.charts.benchmark_bars import BenchmarkBars

_CHARTS = "fashion_gui.ui.charts.benchmark_bars"
_FILTERS = ("Table (*.csv)", "All that is known (*.json)")


class About(NamedTuple):
    """What a view says and which keys it takes: to measure, to copy, to save."""

    kind: Kind
    what: str
    keys: tuple[str, str, str]


INFERENCE = About(
    "inference",
    "How fast {model} answers: its Keras network beside OpenVINO's IR. Takes about a minute.",
    ("Ctrl+B", "Ctrl+Shift+C", "Ctrl+S"),
)
TRAINING = About(
    "training",
    "How fast the sequential network learns without ITEX and with it, each way in a process of its own, "
    "12,800 images an epoch. Takes some minutes.",
    ("Ctrl+T", "Ctrl+Shift+T", "Ctrl+Shift+S"),
)


class BenchmarkView(QWidget):
    """Shows the last result, and asks for a new one.

    Attributes:
        measure, copy, save: actions.
        table: BenchmarkTable; charts: the two BenchmarkBars once they are there.

    Signals:
        measuring_wanted: measure anew.
        saving_wanted: Result, Path to save it to.
    """

    measuring_wanted = Signal()
    saving_wanted = Signal(object, object)

    def __init__(self, about: About, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder = ""
        self.result: Result | None = None
        self.charts: tuple[BenchmarkBars, ...] = ()
        self._kind = about.kind
        measure, copy, save = about.keys
        self.measure = action(
            self, "Measure", "Measure this machine now", measure, self.measuring_wanted.emit
        )
        self.copy = action(self, "Copy", "Copy the table", copy, self._copy)
        self.save = action(self, "Save…", "Save the table as CSV or JSON", save, self._ask_file)
        self.table = BenchmarkTable(about.kind)
        self._about = label("", "small", wrap=True)
        self._empty = label("Not measured on this machine yet", "quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bars = row(self._empty, spacing=2 * GAP)
        self._what = label("", "quiet", wrap=True)
        self._about_what = about.what
        head = row(self._what)
        head.setStretch(0, 1)
        for does, icon, kind in (
            (self.copy, "copy", ""),
            (self.save, "export", ""),
            (self.measure, "play", "primary"),
        ):
            head.addWidget(ActionButton(does, artwork, icon, kind=kind), 0, Qt.AlignmentFlag.AlignTop)
        card = Card()
        card.body.addLayout(self._bars, 1)
        card.body.addWidget(self.table)
        card.body.addWidget(self._about)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(head)
        layout.addWidget(card, 1)
        self.show_model("the selected model")
        self.show_result(None)
        self._loading = ChartLoading(_CHARTS, self)
        self._loading.loaded.connect(self._make_charts)
        self._loading.start()

    def show_model(self, name: str) -> None:
        """Which model would be measured, where one is."""
        self._what.setText(self._about_what.format(model=name))

    def show_result(self, result: Result | None) -> None:
        """What was measured, or so far; None: nothing yet."""
        self.result = result
        self.table.show_result(result)
        for does in (self.copy, self.save):
            does.setEnabled(result is not None)
        self._empty.setVisible(result is None)
        self._about.setVisible(result is not None)
        self._about.setText(benchmark_words.about(result) if result is not None else "")
        self._draw()

    def allow(self, possible: bool, why_not: str = "") -> None:
        """Whether measuring can begin; `why_not` is shown in its place of the hint."""
        _explain(self.measure, possible, why_not)

    def text(self) -> str:
        """What is said below the table."""
        return self._about.text()

    @Slot()
    def _make_charts(self) -> None:
        from fashion_gui.ui.charts.benchmark_bars import BenchmarkBars

        self.charts = (BenchmarkBars(), BenchmarkBars())
        for chart in self.charts:
            self._bars.addWidget(chart, 1)
        self._draw()

    def _draw(self) -> None:
        for number, chart in enumerate(self.charts):
            chart.setVisible(self.result is not None)
            if self.result is not None:
                variants = [made.variant for made in self.result.rows]
                chart.show_bars(variants, benchmark_words.bars(self.result)[number])

    @Slot()
    def _copy(self) -> None:
        if self.result is not None:
            QGuiApplication.clipboard().setText(benchmark_words.text(self.result))

    @Slot()
    def _ask_file(self) -> None:
        dialog = QFileDialog(self, "Save the benchmark", str(Path(self.folder) / f"{self._kind}-benchmark"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(_FILTERS)
        dialog.setDefaultSuffix("csv")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(_suffix(chosen)))
        dialog.fileSelected.connect(lambda name: self.saving_wanted.emit(self.result, Path(name)))
        dialog.open()


def _suffix(chosen: str) -> str:
    return "json" if "json" in chosen else "csv"


def _explain(does: QAction, possible: bool, why_not: str) -> None:
    """Enable an action; its hint tells the key, or why it can't be used."""
    keys = does.shortcut().toString()
    does.setToolTip(f"{why_not or 'Measure this machine now'} ({keys})")
    does.setEnabled(possible)
