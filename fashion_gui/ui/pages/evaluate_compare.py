"""Two models, or two precisions of one, on the same pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.picture_files import picture_count
from fashion_gui.ui import evaluation_words
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import ActionButton, Card, action, label, row
from fashion_gui.ui.widgets.calm_inputs import CalmComboBox
from fashion_gui.ui.widgets.model_choice import ModelChoice
from fashion_gui.ui.widgets.picture_grid import WIDE, PictureGrid

if TYPE_CHECKING:
    from fashion_gui.core.comparison import Comparison
    from fashion_gui.core.labelled_answers import LabelledAnswers
    from fashion_gui.ui.widgets.model_choice import ModelEntry

_ROWS = ("Accuracy", "Balanced accuracy", "F1, macro average", "Calibration error", "Images a second")
_SPLITS = ("All that differ", "Only the first is right", "Only the second is right", "Both are wrong")


class CompareView(QWidget):
    """Figures side by side, McNemar's test, and the pictures answered differently.

    Signals:
        comparison_wanted: the model in `choice` shall be compared with the one that is shown.
    """

    comparison_wanted = Signal()

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pair: tuple[LabelledAnswers, LabelledAnswers] | None = None
        self._found: Comparison | None = None
        self.choice = ModelChoice("Model to compare with", "Precision to compare with")
        self.compare_action = action(
            self,
            "Compare",
            "Evaluate the other one, too, and compare",
            "Ctrl+Shift+Return",
            self.comparison_wanted.emit,
        )
        self.verdict = label("", wrap=True)
        self._cells: list[list] = []
        figures = Card()
        figures.body.addLayout(self._make_table())
        figures.body.addSpacing(GAP)
        figures.body.addWidget(self.verdict)
        figures.body.addStretch(1)
        figures.setMinimumWidth(300)
        self.grid = PictureGrid(WIDE)
        self.split = CalmComboBox()
        self.split.setAccessibleName("Which pictures")
        self.split.setToolTip("Which of the pictures answered differently to show")
        for number, text in enumerate(_SPLITS):
            self.split.addItem(text, number)
        self.split.currentIndexChanged.connect(self._follow)
        pictures = Card()
        pictures.body.addLayout(row(self.split, 1))
        pictures.body.addWidget(self.grid, 1)
        self._results = QWidget()
        results = QHBoxLayout(self._results)
        results.setContentsMargins(0, 0, 0, 0)
        results.setSpacing(GAP + 4)
        results.addWidget(figures, 2)
        results.addWidget(pictures, 3)
        self._invitation = label(
            "Choose another model, or another precision of the same one, and compare.", "quiet", wrap=True
        )
        self._invitation.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        compare = ActionButton(self.compare_action, artwork, "evaluate")
        top = row(label("Compare with"), self.choice, compare, 1)
        top.setStretchFactor(self.choice, 3)  # for long names
        layout.addLayout(top)
        layout.addWidget(self._results, 1)
        layout.addWidget(self._invitation, 1)
        self.clear()

    def show_models(self, entries: tuple[ModelEntry, ...], shown: str) -> None:
        """Offer these, to begin with another than the one that is shown, or another precision of it."""
        nothing = not self.choice.model
        self.choice.show_models(entries)
        if nothing and entries:
            other = next((entry for entry in entries if entry.id != shown), entries[0])
            self.choice.choose(other.id, other.precisions[0 if other.id != shown else -1])

    def clear(self) -> None:
        """Nothing is compared."""
        self._pair = self._found = None
        self._results.hide()
        self._invitation.show()

    def show_comparison(
        self, first: LabelledAnswers, second: LabelledAnswers, found: Comparison, names: tuple[str, str]
    ) -> None:
        """`names` tell the two apart."""
        self._pair, self._found = (first, second), found
        for column, (name, answers) in enumerate(zip(names, self._pair, strict=True)):
            figures = answers.about.figures
            self._cells[0][column].setText(name)
            values = (
                f"{figures.accuracy:.2%}",
                f"{figures.balanced_accuracy:.2%}",
                f"{figures.macro_average.f1:.4f}",
                f"{figures.ece:.2%}",
                f"{figures.count / figures.seconds:,.0f}" if figures.seconds else "–",
            )
            for cells, value in zip(self._cells[1:], values, strict=True):
                cells[column].setText(value)
        self.verdict.setText(evaluation_words.mcnemar(found, *names))
        self._invitation.hide()
        self._results.show()
        self._follow()

    def names(self) -> tuple[str, ...]:
        """What the two are called above their figures."""
        return tuple(cell.text() for cell in self._cells[0])

    def _make_table(self) -> QGridLayout:
        table = QGridLayout()
        table.setHorizontalSpacing(2 * GAP)
        for line, name in enumerate(("", *_ROWS)):
            table.addWidget(label(name, "quiet"), line, 0)
            cells = [label("", "small" if line == 0 else "strong", wrap=line == 0) for _ in range(2)]
            for column, cell in enumerate(cells):
                cell.setAlignment(Qt.AlignmentFlag.AlignRight)
                table.addWidget(cell, line, column + 1)
            self._cells.append(cells)
        table.setColumnStretch(1, 1)
        table.setColumnStretch(2, 1)
        return table

    @Slot()
    def _follow(self) -> None:
        if self._pair is None or self._found is None:
            return
        first, second = self._pair
        at = self._found.differing
        right_1 = first.answers[at] == first.labels[at]
        right_2 = second.answers[at] == second.labels[at]
        chosen = (right_1 | True, right_1, right_2, ~right_1 & ~right_2)[self.split.currentData()]
        count = int(chosen.sum())
        headline = f"{picture_count(count)} answered differently: first, then second"
        self.grid.show_pictures(headline, first, at[chosen], self._caption)

    def _caption(self, index: int) -> str:
        assert self._pair is not None
        return "\n".join(
            CLASS_NAMES[int(answers.probabilities[index].argmax())].removesuffix("/top")
            for answers in self._pair
        )
