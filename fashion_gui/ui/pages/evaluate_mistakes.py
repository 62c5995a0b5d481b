"""The mistakes, most confident first: that is where wrong labels hide.

Pictures of none of the ten classes have no right answer but "not sure"; those that got a class are apart.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fashion_gui.core.labels import CLASS_NAMES, NONE
from fashion_gui.core.picture_files import picture_count
from fashion_gui.ui import words
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.widgets.basics import Card, label, row
from fashion_gui.ui.widgets.calm_inputs import CalmComboBox
from fashion_gui.ui.widgets.class_button import ClassButton
from fashion_gui.ui.widgets.picture_grid import WIDE, PictureGrid
from fashion_gui.ui.widgets.toggle import Toggle

if TYPE_CHECKING:
    from fashion_gui.core.labelled_answers import LabelledAnswers

_NONE = "None of the ten"


class MistakesView(QWidget):
    """A grid of wrong answers, of all classes or one.

    Attributes:
        teach: asks what the chosen photo is; not for test images, which must not be learnt from.

    Signals:
        example_wanted: tuple of the Path of a photo, class index or `labels.NONE` it shows.
    """

    example_wanted = Signal(object, int)

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answers: LabelledAnswers | None = None
        self._threshold = 0.0
        self.grid = PictureGrid(WIDE)
        self.classes = CalmComboBox()
        self.classes.setAccessibleName("Class")
        self.classes.setToolTip("Show the mistakes about pictures of one class only")
        self.classes.setSizeAdjustPolicy(CalmComboBox.SizeAdjustPolicy.AdjustToContents)
        self.classes.addItem("All classes", None)
        for index, name in enumerate(CLASS_NAMES):
            self.classes.addItem(name, index)
        self.classes.currentIndexChanged.connect(self._follow)
        self.marked_only = Toggle(
            "Marked only", "Show only the mistakes whose label looks wrong to you", "Ctrl+Shift+L"
        )
        self.marked_only.toggled.connect(self._follow)
        self._marked: frozenset[int] = frozenset()
        self.teach = ClassButton(
            self, artwork, "It is a …", "File the chosen photo as an example to learn from", "Ctrl+N"
        )
        self.teach.class_chosen.connect(self._want_example)
        self.grid.view.selectionModel().currentChanged.connect(self._follow_choice)
        card = Card()
        card.body.addLayout(row(label("Pictures labelled"), self.classes, 1, self.teach, self.marked_only))
        card.body.addWidget(self.grid, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def show_answers(self, answers: LabelledAnswers, threshold: float) -> None:
        """Show the mistakes among them; `threshold` is the one in use, 0–1."""
        self._answers, self._threshold = answers, threshold
        self.teach.setVisible(bool(answers.paths))
        self._offer_none(offered=not answers.known.all())
        self._follow()

    def show_threshold(self, threshold: float) -> None:
        """The threshold in use has changed."""
        self._threshold = threshold
        if self._answers is not None and not self._answers.known.all():
            self._follow()

    def show_marked(self, marked: frozenset[int]) -> None:
        """Indices of the pictures whose label looks wrong."""
        self._marked = marked
        self.grid.show_marked(marked)
        if self.marked_only.isChecked():
            self._follow()

    @Slot()
    def _follow(self) -> None:
        answers = self._answers
        if answers is None:
            return
        chosen = self.classes.currentData()
        about_none = chosen == NONE
        mistakes = answers.taken_for_a_class(self._threshold) if about_none else answers.mistakes(chosen)
        kind = "mistake"
        if self.marked_only.isChecked():
            mistakes = mistakes[np.isin(mistakes, list(self._marked))]
            kind = "marked mistake"
        count = f"{len(mistakes):,} {kind}{'' if len(mistakes) == 1 else 's'}"
        if about_none:
            count += f" about {picture_count(int((~answers.known).sum()))} of none of the ten"
        title = f"{count}, the most confident first"
        if chosen is None and (apart := len(answers.taken_for_a_class(self._threshold))):
            title += f"; {apart:,} more under “{_NONE}”"
        self.grid.show_pictures(title, answers, mistakes, self._caption)
        self._follow_choice()

    def _offer_none(self, *, offered: bool) -> None:
        at = self.classes.findData(NONE)
        if offered and at < 0:
            self.classes.addItem(_NONE, NONE)
        elif not offered and at >= 0:
            self.classes.removeItem(at)

    @Slot()
    def _follow_choice(self) -> None:
        photos = self._answers is not None and bool(self._answers.paths)
        self.teach.does.setEnabled(photos and self.grid.index() is not None)

    @Slot(int)
    def _want_example(self, index: int) -> None:
        chosen = self.grid.index()
        if chosen is not None and self._answers is not None and self._answers.paths:
            self.example_wanted.emit((Path(self._answers.paths[chosen]),), index)

    def _caption(self, index: int) -> str:
        assert self._answers is not None
        label_index = int(self._answers.labels[index])
        row_of = self._answers.probabilities[index]
        answer = CLASS_NAMES[int(row_of.argmax())].removesuffix("/top")
        truth = CLASS_NAMES[label_index].removesuffix("/top")
        told = "none of the ten" if label_index == NONE else f"not {truth}"
        return f"{answer} {words.percent(float(row_of.max()))}\n{told}"
