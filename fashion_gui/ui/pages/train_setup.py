"""Before a training: recipe, data set, interrupted runs, advanced settings, variations."""

from __future__ import annotations

from datetime import datetime

import msgspec
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fashion_gui.core.recipes import RECIPES, TrainingSettings, recipe
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.augmentation_knobs import AugmentationKnobs
from fashion_gui.ui.widgets.augmentation_preview import AugmentationPreview
from fashion_gui.ui.widgets.basics import ActionButton, Card, action, label, row
from fashion_gui.ui.widgets.data_line import DataLine
from fashion_gui.ui.widgets.job_rows import JobRows, Offer
from fashion_gui.ui.widgets.recipe_cards import RECIPE_WORDS, RecipeCards
from fashion_gui.ui.widgets.training_form import TrainingForm

_FIRST = "quick"


class TrainSetup(QScrollArea):
    """Edits the settings of the next training.

    Signals:
        resume_wanted, discard_wanted: name of an interrupted run.
    """

    resume_wanted = Signal(str)
    discard_wanted = Signal(str)

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base = recipe(_FIRST)
        self.recipes = RecipeCards({name: settings.epochs for name, settings in RECIPES.items()})
        self.data = DataLine(artwork)
        self.runs = JobRows(artwork, "Interrupted trainings", heading="Interrupted trainings")
        self.form = TrainingForm()
        self.knobs = AugmentationKnobs()
        self.preview = AugmentationPreview()
        reset = action(
            self,
            "As in the recipe",
            "Put all settings back to those of the recipe",
            "Ctrl+Shift+R",
            self._reset,
        )
        anew = action(self, "Draw anew", "Vary the pictures by other draws", "Ctrl+D", self.preview.draw_anew)
        settings = Card()
        settings.body.addLayout(
            row(label("Settings", "strong"), 1, ActionButton(reset, artwork, "back", kind="quiet"))
        )
        settings.body.addWidget(self.form, 1)
        variations = Card()
        variations.body.addLayout(
            row(
                label("Variations of the pictures", "strong"),
                1,
                ActionButton(anew, artwork, "picture", kind="quiet"),
            )
        )
        both = QHBoxLayout()
        both.setSpacing(3 * GAP)
        both.addWidget(self.knobs, 1)
        both.addWidget(self.preview, 1, Qt.AlignmentFlag.AlignTop)
        variations.body.addLayout(both, 1)
        columns = QHBoxLayout()
        columns.setSpacing(GAP + 4)
        columns.addWidget(settings)
        columns.addWidget(variations, 1)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP + 4)
        layout.addWidget(self.recipes)
        layout.addWidget(self.data)
        layout.addWidget(self.runs)
        layout.addLayout(columns)
        layout.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.recipes.recipe_chosen.connect(self._take_recipe)
        self.knobs.augmentation_changed.connect(self.preview.show_augmentation)
        self.recipes.choose(_FIRST)

    def settings(self) -> TrainingSettings:
        """The recipe's settings with what was changed; not checked."""
        return msgspec.structs.replace(self.form.settings(self._base), augmentation=self.knobs.augmentation())

    def show_run(
        self, name: str, recipe_name: str, epochs_done: int | None, epochs: int, changed: datetime
    ) -> None:
        """An interrupted training; `epochs_done` None if it can't be gone on with."""
        title = RECIPE_WORDS.get(recipe_name, (recipe_name or name, ""))[0]
        when = f"{changed:%d %B, %H:%M}".lstrip("0")
        discard = Offer(
            "Discard",
            "Throw the interrupted training away",
            "Ctrl+Shift+Del",
            lambda: self.discard_wanted.emit(name),
        )
        if epochs_done is None:
            self.runs.put(name, "problem", f"{title}, {when}", "Its checkpoint can't be read.", (discard,))
            return
        resume = Offer(
            "Resume", "Go on from the last whole epoch", "Ctrl+R", lambda: self.resume_wanted.emit(name)
        )
        self.runs.put(
            name,
            "train",
            f"{title}, {when}",
            f"{epochs_done} of {epochs} epochs are whole.",
            (resume, discard),
        )

    @Slot(str)
    def _take_recipe(self, name: str) -> None:
        self._base = recipe(name)
        self._reset()

    @Slot()
    def _reset(self) -> None:
        self.form.show_settings(self._base)
        self.knobs.show_augmentation(self._base.augmentation)
