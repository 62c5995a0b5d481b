"""What is known of the chosen model: the figures of its evaluation on top, and views of all the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from fashion_gui.core.photo_figures import photo_figures
from fashion_gui.ui import evaluation_words
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.charts.loading import ChartLoading
from fashion_gui.ui.pages.evaluate_compare import CompareView
from fashion_gui.ui.pages.evaluate_mistakes import MistakesView
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import Card, label
from fashion_gui.ui.widgets.figure_tiles import FigureTiles
from fashion_gui.ui.widgets.report_table import ReportTable
from fashion_gui.ui.widgets.view_tabs import ViewTabs

if TYPE_CHECKING:
    from fashion_gui.core.architecture import Architecture
    from fashion_gui.core.heat_map import HeatMap
    from fashion_gui.core.labelled_answers import LabelledAnswers
    from fashion_gui.core.learning_curve import LearningCurve
    from fashion_gui.ui.pages.evaluate_charts import ChartViews
    from fashion_gui.ui.widgets.picture_grid import PictureGrid

_PUBLISHED = "± is the difference to a published report (accuracy 0.92)."
_CHARTS = "fashion_gui.ui.pages.evaluate_charts"
_TILES = (
    "Accuracy",
    "Balanced accuracy",
    "F1, macro average",
    "Calibration error",
    "Pictures",
    "Pictures a second",
)
_PHOTO_TILES = (
    "“Not sure”",
    "Right of the others",
    "AUROC, familiarity",
    "AUROC, probability",
    "None of the ten",
    "“Not sure” of these",
)


class EvaluateResults(QWidget):
    """Shows `LabelledAnswers`; a view is filled when it is looked at.

    How the training went, and the network, are shown of every model; the other views need an evaluation.

    Signals:
        explanation_wanted: index of a picture of which it shall be shown what mattered.
        mark_wanted: index of a picture, whether its label looks wrong.
    """

    explanation_wanted = Signal(int)
    mark_wanted = Signal(int, bool)

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[LabelledAnswers, float, float] | None = None
        self._stale: set[QWidget] = set()
        self.charts: ChartViews | None = None
        self._trained: tuple[LearningCurve, ...] = ()
        self._live: LearningCurve | None = None
        self._model = ""
        self._network: Architecture | None = None
        self._drawn: Architecture | None = None
        self.tiles, self.photo_tiles = FigureTiles(_TILES), FigureTiles(_PHOTO_TILES)
        self._about, self._told = label("", "small", wrap=True), ""
        self.report = ReportTable()
        self._report_view = Card()
        self._report_view.body.setContentsMargins(GAP, 0, GAP, GAP)
        self._report_view.body.addWidget(self.report)
        self._matrix_view, self._curves_view, self._learning_view, self._network_view = (
            _Place() for _ in range(4)
        )
        self.mistakes = MistakesView(artwork)
        self.compare = CompareView(artwork)
        self._grids: list[PictureGrid] = []
        self._marked: frozenset[int] = frozenset()
        self._adopt(self.mistakes.grid)
        self._adopt(self.compare.grid)
        self.tabs = ViewTabs()
        for title, hint, view in (
            ("Report", "Precision, recall and F1 of each class", self._report_view),
            ("Confusion matrix", "Which classes are taken for which", self._matrix_view),
            ("Calibration", "How far its probabilities can be trusted", self._curves_view),
            ("Mistakes", "The most confident wrong answers", self.mistakes),
            ("Compare", "Against another model or precision", self.compare),
            ("Learning", "How the training went, beside other models", self._learning_view),
            ("Network", "The network as blocks", self._network_view),
        ):
            self.tabs.add(title, hint, view)
        self._need_answers = (
            self._report_view,
            self._matrix_view,
            self._curves_view,
            self.mistakes,
            self.compare,
        )
        self.tabs.cover(self._network_view, "")
        self.tabs.view_shown.connect(self._fill)
        self.tabs.view_shown.connect(self._draw_network)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        figures = QVBoxLayout()
        figures.setSpacing(0)  # low windows need the room for the pictures
        figures.addWidget(self.tiles)
        figures.addWidget(self.photo_tiles)
        layout.addLayout(figures)
        layout.addWidget(self._about)
        layout.addWidget(self.tabs, 1)
        self._loading = ChartLoading(_CHARTS, self)
        self._loading.loaded.connect(self._make_charts)
        self._loading.start()

    def show_answers(self, answers: LabelledAnswers, temperature: float, threshold: float) -> None:
        """Show an evaluation.

        Args:
            temperature: that calibrated the model.
            threshold: under which an answer is "not sure", 0–1.
        """
        before = self.answers
        self._shown = (answers, temperature, threshold)
        figures = answers.about.figures
        for name, text in zip(
            _TILES,
            (
                f"{figures.accuracy:.2%}",
                f"{figures.balanced_accuracy:.2%}",
                f"{figures.macro_average.f1:.4f}",
                f"{figures.ece:.2%}",
                f"{figures.count:,}",
                f"{figures.count / figures.seconds:,.0f}" if figures.seconds else "–",
            ),
            strict=True,
        ):
            self.tiles.show_value(name, text)
        self._show_photo_figures()
        where = f"{figures.model} on {figures.device} ({figures.precision}), {figures.data}."
        published = [_PUBLISHED] if answers.about.official else []
        self._told = " ".join([where, *published, *answers.about.left_out])
        self.show_marked(frozenset())
        if before is None or before.about.key != answers.about.key:
            self.compare.clear()
        self._stale = {self._report_view, self._matrix_view, self._curves_view, self.mistakes}
        self._fill()
        for view in self._need_answers:
            self.tabs.uncover(view)

    def show_nothing(self, text: str) -> None:
        """There is no evaluation to show; `text` says why, and what to do."""
        self._shown, self._told = None, ""
        self.tiles.clear()
        self.photo_tiles.hide()
        self._about.clear()
        for view in self._need_answers:
            self.tabs.cover(view, text)

    @property
    def answers(self) -> LabelledAnswers | None:
        """The evaluation that is shown."""
        return self._shown[0] if self._shown else None

    def about(self) -> str:
        """What is said below the figures: model, device, pictures, and what was left out."""
        return self._about.text()

    def show_marked(self, marked: frozenset[int]) -> None:
        """Indices of the pictures whose label looks wrong; the figures stay as they are."""
        if self._shown is None:  # what was marked was found when its evaluation was no longer shown
            return
        self._marked = marked
        self._about.setText(f"{self._told} {evaluation_words.marked(len(marked))}".strip())
        self.mistakes.show_marked(marked)
        for grid in self._grids:
            grid.show_marked(marked)

    def show_heat(self, index: int, heat: HeatMap, told: str) -> None:
        """What mattered in the picture of this index, where it is the one that is chosen."""
        for grid in self._grids:
            grid.show_heat(index, heat, told)

    def show_threshold(self, threshold: float) -> None:
        """The threshold in use has changed."""
        if self._shown is not None:
            self._shown = (*self._shown[:2], threshold)
            self._show_photo_figures()
            self.mistakes.show_threshold(threshold)
            if self.charts is not None and self._curves_view not in self._stale:
                self.charts.curves.threshold.show_threshold(threshold)

    def show_chosen(self, model: str) -> None:
        """Id of the model that is chosen, whose training is shown."""
        self._model = model
        if self.charts is not None:
            self.charts.learning.show_chosen(model)

    def show_trained(self, curves: tuple[LearningCurve, ...]) -> None:
        """How the training of each model in the store went."""
        self._trained = curves
        if self.charts is not None:
            self.charts.learning.show_models(curves)

    def show_live(self, curve: LearningCurve | None) -> None:
        """The training under way as far as it is; None if there is none."""
        self._live = curve
        if self.charts is not None:
            self.charts.learning.show_live(curve)

    def show_network(self, network: Architecture) -> None:
        """The network of the model that is chosen."""
        self._network = network
        self._draw_network()
        self.tabs.uncover(self._network_view)

    def show_no_network(self, text: str) -> None:
        """There is no network to show; `text` says why."""
        self.tabs.cover(self._network_view, text)

    def _show_photo_figures(self) -> None:
        """What only photos have, at the threshold in use."""
        if self._shown is None:
            return
        answers, _, threshold = self._shown
        self.photo_tiles.setVisible(bool(answers.about.folder))
        if answers.about.folder:
            told = evaluation_words.photo_figures(photo_figures(answers, threshold))
            for name, text in zip(_PHOTO_TILES, told, strict=True):
                self.photo_tiles.show_value(name, text)

    def _adopt(self, grid: PictureGrid) -> None:
        self._grids.append(grid)
        grid.explanation_wanted.connect(self.explanation_wanted)
        grid.mark_wanted.connect(self.mark_wanted)
        grid.show_marked(self._marked)

    @Slot()
    def _fill(self) -> None:
        view = self.tabs.current()
        if self._shown is None or view not in self._stale:
            return
        answers, temperature, threshold = self._shown
        if view is self._report_view:
            self.report.show_report(answers.about.figures, official=answers.about.official)
        elif view is self.mistakes:
            self.mistakes.show_answers(answers, threshold)
        elif self.charts is None:  # they fill themselves when they are loaded
            return
        elif view is self._matrix_view:
            self.charts.matrix.show_answers(answers)
        else:
            self.charts.curves.show_answers(answers, temperature, threshold)
        self._stale.discard(view)

    @Slot()
    def _draw_network(self) -> None:
        """Only when it is looked at: this takes longer than to go from one model to the next should."""
        network, looked_at = self._network, self.tabs.current() is self._network_view
        if looked_at and network is not None and network is not self._drawn and self.charts is not None:
            self._drawn = network
            self.charts.network.show_network(network)

    @Slot()
    def _make_charts(self) -> None:
        from fashion_gui.ui.pages.evaluate_charts import ChartViews

        if not isValid(self._matrix_view):  # the window was closed meanwhile
            return
        charts = self.charts = ChartViews()
        self._adopt(charts.matrix.grid)
        for place, view in (
            (self._matrix_view, charts.matrix),
            (self._curves_view, charts.curves),
            (self._learning_view, charts.learning),
            (self._network_view, charts.network),
        ):
            place.put(view)
        charts.learning.show_chosen(self._model)
        charts.learning.show_models(self._trained)
        charts.learning.show_live(self._live)
        self._fill()
        self._draw_network()


class _Place(QWidget):
    """Holds the place of a view that takes a moment to load."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting = label("The charts are on their way …", "quiet")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._waiting)

    def put(self, view: QWidget) -> None:
        """The view is there."""
        self._layout.replaceWidget(self._waiting, view)
        self._waiting.deleteLater()
