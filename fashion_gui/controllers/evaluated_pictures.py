"""The single pictures of an evaluation: what mattered for an answer, and which labels look wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from fashion_gui.services.explanations import Explanations
from fashion_gui.services.label_marks import LabelMarking

if TYPE_CHECKING:
    from fashion_gui.core.heat_map import HeatMap
    from fashion_gui.core.labelled_answers import LabelledAnswers
    from fashion_gui.inference.classifier import Classifier
    from fashion_gui.services.model_slot import ModelSlot
    from fashion_gui.ui.pages.evaluate_results import EvaluateResults


class EvaluatedPictures(QObject):
    """Between the pictures that the Evaluate page shows and the services about them.

    Signals:
        failed: FashionGuiError.
    """

    failed = Signal(object)

    def __init__(self, results: EvaluateResults, slot: ModelSlot, parent: QObject | None = None) -> None:
        """`slot` holds the model in use, which need not be loaded again to explain its answers."""
        super().__init__(parent)
        self._results = results
        self._slot = slot
        self._answers: LabelledAnswers | None = None
        self._index = -1
        self._loaded: Classifier | None = None
        self._explanations = Explanations(self)
        self._marking = LabelMarking(self)
        results.explanation_wanted.connect(self._explain)
        results.mark_wanted.connect(self._mark)
        self._explanations.explained.connect(self._take_heat)
        self._marking.marked.connect(self._take_marked)
        for service in (self._explanations, self._marking):
            service.failed.connect(self.failed)

    def show_answers(self, answers: LabelledAnswers) -> None:
        """These are shown now."""
        self._answers = answers
        self._explanations.forget()
        self._marking.find(answers)

    def close(self) -> None:
        """Wait for what is being done."""
        self._explanations.close()
        self._marking.close()

    @Slot(int)
    def _explain(self, index: int) -> None:
        answers = self._answers
        if answers is None:
            return
        self._index = index
        answer, photo = int(answers.probabilities[index].argmax()), bool(answers.about.folder)
        self._explanations.ask(answers.pictures[index], answer, photo, lambda: self._classifier(answers))

    def _classifier(self, answers: LabelledAnswers) -> Classifier:
        """The model that gave the answers; called in the working thread, by one task at a time."""
        from fashion_gui.core.errors import ModelError
        from fashion_gui.services.classification import ModelChoice
        from fashion_gui.services.model_loading import load_model

        about = answers.about
        try:
            in_use = self._slot.get()
        except ModelError:
            in_use = None
        for known in (in_use, self._loaded):
            if known and (known.stored.id, known.tag.precision) == (about.model, about.figures.precision):
                return known
        self._loaded = load_model(ModelChoice(about.model, precision=about.precision))
        return self._loaded

    @Slot(object)
    def _take_heat(self, heat: HeatMap) -> None:
        from fashion_gui.ui.heat_painting import heat_words

        self._results.show_heat(self._index, heat, heat_words(heat))

    @Slot(int, bool)
    def _mark(self, index: int, wrong: bool) -> None:
        if self._answers is not None:
            self._marking.mark(self._answers, index, wrong)

    @Slot(object, object)
    def _take_marked(self, answers: LabelledAnswers, marked: frozenset[int]) -> None:
        if answers is self._answers:
            self._results.show_marked(marked)
