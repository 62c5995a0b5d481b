"""The Evaluate page: how well a model does, down to the pictures behind every number."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QProgressBar, QVBoxLayout, QWidget

from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.page import Page
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import ActionButton, action, label, row

if TYPE_CHECKING:
    from fashion_gui.core.comparison import Comparison
    from fashion_gui.core.held_out import HeldOut
    from fashion_gui.core.labelled_answers import LabelledAnswers
    from fashion_gui.ui.pages.evaluate_results import EvaluateResults
    from fashion_gui.ui.widgets.model_choice import ModelChoice, ModelEntry
    from fashion_gui.ui.widgets.people_choice import PeopleChoice

_TEST_IMAGES = "Fashion-MNIST test images"
_MARKS = 1000


class EvaluatePage(Page):
    """What to evaluate is chosen on top; `results` shows what is known of that.

    All of it is built when the page is first shown, so that the window's start does not wait for it.

    Signals:
        built: the widgets are there now.
        appeared: the page is shown (again).
        choice_changed: another model, precision or set of pictures was chosen.
        evaluation_wanted: evaluate what is chosen.
        cancel_wanted: stop the evaluation under way.
        save_wanted: Path of a folder to save the results into.
    """

    name = "evaluate"
    title = "Evaluate"
    icon = "evaluate"
    hint = "See how well a model does, and where it errs"

    built = Signal()
    appeared = Signal()
    choice_changed = Signal()
    evaluation_wanted = Signal()
    cancel_wanted = Signal()
    save_wanted = Signal(object)

    models: ModelChoice
    people: PeopleChoice
    results: EvaluateResults

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._artwork = artwork
        self.is_built = False
        self._running = False

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if not self.is_built:
            self.is_built = True
            self._build()
            self.built.emit()
        self.appeared.emit()

    @property
    def folder(self) -> str:
        """Of the pictures that are chosen; empty for the test images."""
        return self._pictures.currentData() or ""

    @property
    def held_out(self) -> HeldOut | None:
        """The part of the people whose pictures are meant; None for all, and for the test images."""
        return self.people.held_out if self.folder else None

    def cancel_is_offered(self) -> bool:
        """Whether an evaluation is under way."""
        return self._running

    def invitation(self) -> str:
        """What is said in place of the chosen view of `results`; empty if it is shown."""
        return self.results.tabs.told()

    # What is shown

    def show_models(self, entries: tuple[ModelEntry, ...]) -> None:
        """The models there are."""
        self.models.show_models(entries)
        self.results.compare.show_models(entries, self.models.model)
        self._follow()

    def add_folder(self, folder: str) -> None:
        """A folder of labelled pictures, and choose it."""
        at = self._pictures.findData(folder)
        if at < 0:
            self._pictures.addItem(f"Pictures in “{Path(folder).name}”", folder)
            at = self._pictures.count() - 1
        self._pictures.setCurrentIndex(at)

    def begin(self) -> None:
        """An evaluation has started."""
        self._running = True
        self.show_progress(0, 0)
        self._follow()

    def show_progress(self, done: int, total: int) -> None:
        """How far it is; 0 of 0 while the model is loaded."""
        self._bar.setRange(0, _MARKS if total else 0)
        self._bar.setValue(round(_MARKS * done / total) if total else 0)
        self._told.setText(f"{done:,} of {total:,} pictures" if total else "Loading the model …")

    def end(self) -> None:
        """It is over."""
        self._running = False
        self._follow()

    def show_nothing(self, text: str) -> None:
        """There are no results for what is chosen."""
        self.results.show_nothing(text)
        self._follow()

    def show_answers(self, answers: LabelledAnswers, temperature: float, threshold: float) -> None:
        """The results of what is chosen; see `EvaluateResults`."""
        self.results.show_answers(answers, temperature, threshold)
        self._follow()

    def show_comparison(
        self, first: LabelledAnswers, second: LabelledAnswers, found: Comparison, names: tuple[str, str]
    ) -> None:
        """The results of a comparison with what is shown."""
        self.results.compare.show_comparison(first, second, found, names)

    # Inside

    def _build(self) -> None:
        from fashion_gui.ui.pages.evaluate_results import EvaluateResults
        from fashion_gui.ui.widgets.calm_inputs import CalmComboBox
        from fashion_gui.ui.widgets.model_choice import ModelChoice
        from fashion_gui.ui.widgets.people_choice import PeopleChoice

        self._start = action(
            self,
            "Evaluate",
            "Ask the model about all the pictures",
            "Ctrl+Return",
            self.evaluation_wanted.emit,
        )
        self._cancel = action(self, "Cancel", "Stop the evaluation", "Ctrl+.", self.cancel_wanted.emit)
        self._save = action(
            self, "Save…", "Save report, figures and charts into a folder", "Ctrl+S", self._ask_save
        )
        choose = action(
            self,
            "Folder…",
            "Evaluate labelled pictures: one sub-folder a class, or a labels.csv",
            "Ctrl+O",
            self._ask_folder,
        )
        self._start_button = ActionButton(self._start, self._artwork, "evaluate", kind="primary")
        self._cancel_button = ActionButton(self._cancel, self._artwork, "close")
        self._save_button = ActionButton(self._save, self._artwork, "export")
        self.models = ModelChoice("Model", "Precision")
        self.models.changed.connect(self._take_choice)
        self._pictures = CalmComboBox()
        self._pictures.setAccessibleName("Pictures")
        self._pictures.setToolTip("Which labelled pictures the model is asked about")
        self._pictures.setSizeAdjustPolicy(
            CalmComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._pictures.setMinimumContentsLength(13)
        self._pictures.addItem(_TEST_IMAGES, "")
        self._pictures.currentIndexChanged.connect(self._take_choice)
        self.people = PeopleChoice()
        self.people.changed.connect(self._take_choice)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress of the evaluation")
        self._told = label("", "small")
        self.results = EvaluateResults(self._artwork)
        choices = row(spacing=GAP)
        choices.addWidget(self.models, 3)
        choices.addWidget(self._pictures, 2)
        choices.addWidget(self.people, 1)
        choices.addWidget(ActionButton(choose, self._artwork, "folder"))
        progress = row(spacing=2 * GAP)
        progress.addWidget(self._bar, 1)
        progress.addWidget(self._told)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GAP, 2 * GAP - 4, 2 * GAP, 2 * GAP)
        layout.setSpacing(GAP)
        layout.addLayout(
            row(label(self.title, "title"), 1, self._save_button, self._cancel_button, self._start_button)
        )
        layout.addLayout(choices)
        layout.addLayout(progress)
        layout.addWidget(self.results, 1)
        self.show_nothing("")

    @Slot()
    def _take_choice(self) -> None:
        self._follow()
        self.choice_changed.emit()

    @Slot()
    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, "Folder of labelled pictures")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(self.add_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def _ask_save(self) -> None:
        dialog = QFileDialog(self, "Folder to save the results into")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(lambda chosen: self.save_wanted.emit(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _follow(self) -> None:
        shown = self.results.answers is not None
        self._start.setEnabled(not self._running and bool(self.models.model))
        self._start_button.setVisible(not self._running)
        self.people.setVisible(bool(self.folder))
        self._cancel.setEnabled(self._running)
        self._cancel_button.setVisible(self._running)
        self._save.setEnabled(shown and not self._running)
        self.results.compare.compare_action.setEnabled(shown and not self._running)
        for widget in (self._bar, self._told):
            widget.setVisible(self._running)
