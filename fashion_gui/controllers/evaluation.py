"""From the Evaluate page to evaluations and back."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from fashion_gui.controllers.chosen_network import ChosenNetwork
from fashion_gui.controllers.controller import Controller, Program
from fashion_gui.controllers.learning_curves import LearningCurvesController
from fashion_gui.core.errors import FashionGuiError
from fashion_gui.ui.pages.evaluate import EvaluatePage

if TYPE_CHECKING:
    from fashion_gui.controllers.evaluated_pictures import EvaluatedPictures
    from fashion_gui.core.labelled_answers import LabelledAnswers
    from fashion_gui.core.model_store import Survey
    from fashion_gui.core.prediction import ModelTag
    from fashion_gui.core.stored_model import StoredModel
    from fashion_gui.services.evaluation import Evaluations
    from fashion_gui.services.evaluation_export import EvaluationExport
    from fashion_gui.services.evaluation_work import EvaluationChoice

_INVITATION = "Not evaluated yet. Press Evaluate to ask the model about all the pictures."
_NO_MODEL = "There is no model to evaluate yet. Train one on the Train page."


class EvaluateController(Controller):
    """Kept results are shown as soon as their model is chosen; others are computed when asked for."""

    page: EvaluatePage

    def __init__(self, program: Program, parent: QObject | None = None) -> None:
        super().__init__(program, parent)
        self.page = EvaluatePage(program.artwork)
        self._models: dict[str, StoredModel] = {}
        self._in_use = ""
        self._shown: LabelledAnswers | None = None
        self._asked = False
        self.page.built.connect(self._connect)
        self.page.appeared.connect(self._list_models)

    def start(self) -> None:
        self.program.classification.model_loaded.connect(self._take_model_in_use)

    def take_settings(self) -> None:
        if self.page.is_built:
            self.page.results.show_threshold(self.program.settings.current.threshold)

    def close(self) -> None:
        for service in ("_evaluations", "_export", "_pictures"):
            if service in self.__dict__:
                getattr(self, service).close()

    @cached_property
    def _evaluations(self) -> Evaluations:
        from fashion_gui.services.evaluation import Evaluations
        from fashion_gui.services.model_loading import open_store

        return Evaluations(open_store, self)

    @cached_property
    def _export(self) -> EvaluationExport:
        from fashion_gui.services.evaluation_export import EvaluationExport

        export = EvaluationExport(self)
        export.written.connect(self._take_written)
        export.failed.connect(self.report)
        return export

    @cached_property
    def _pictures(self) -> EvaluatedPictures:
        from fashion_gui.controllers.evaluated_pictures import EvaluatedPictures

        pictures = EvaluatedPictures(self.page.results, self.program.classification.slot, self)
        pictures.failed.connect(self.report)
        return pictures

    @Slot()
    def _list_models(self) -> None:
        self.program.models.list_models()

    @Slot()
    def _connect(self) -> None:
        page, service = self.page, self._evaluations
        page.choice_changed.connect(self._take_choice)
        page.evaluation_wanted.connect(self._evaluate)
        page.cancel_wanted.connect(service.cancel)
        page.save_wanted.connect(self._save)
        page.results.compare.comparison_wanted.connect(self._compare)
        page.results.mistakes.example_wanted.connect(self.program.examples.file_paths)
        service.progressed.connect(page.show_progress)
        service.evaluated.connect(self._take_answers)
        service.not_kept.connect(self._take_not_kept)
        service.cancelled.connect(self._take_cancelled)
        service.failed.connect(self._take_failure)
        self.program.models.models_listed.connect(self._take_models)
        LearningCurvesController(page.results, self.program.models, self)

    @cached_property
    def _network(self) -> ChosenNetwork:
        return ChosenNetwork(self.page.results, self.program.models, self)

    # From the page

    def _choice(self) -> EvaluationChoice:
        from fashion_gui.services.evaluation_work import EvaluationChoice

        page = self.page
        return EvaluationChoice(page.models.model, page.models.precision, page.folder, page.held_out)

    @Slot()
    def _take_choice(self) -> None:
        self.page.end()
        self._shown = None
        self._asked = False
        choice = self._choice()
        self.page.results.show_chosen(choice.model)
        if choice.model:
            self._evaluations.look_up(choice)
            self._network.choose(choice.model, choice.precision)
        else:
            self._show_no_model()

    @Slot()
    def _evaluate(self) -> None:
        self._asked = True
        self.page.begin()
        if self._shown is None:
            self.page.show_nothing("The results will be shown here.")
        self._evaluations.start(self._choice())

    @Slot()
    def _compare(self) -> None:
        from fashion_gui.services.evaluation_work import EvaluationChoice

        other = self.page.results.compare.choice
        self._asked = True
        self.page.begin()
        self._evaluations.start(
            self._choice(),
            EvaluationChoice(other.model, other.precision, self.page.folder, self.page.held_out),
        )

    @Slot(object)
    def _save(self, folder: Path) -> None:
        shown = self._shown
        if shown is None:
            return
        manifest = self._models[shown.about.model].manifest
        self.notice_given.emit(f"Saving into {folder} …")
        self._export.write(shown, manifest, self.program.settings.current.threshold, folder)

    # From the services

    @Slot(object)
    def _take_model_in_use(self, tag: ModelTag) -> None:
        self._in_use = tag.model

    @Slot(object)
    def _take_models(self, survey: Survey) -> None:
        from fashion_gui.ui.widgets.model_choice import ModelEntry

        first = not self._models
        self._models = {model.id: model for model in survey.models if model.precisions}
        # The model in use comes first, so that it is the one that is chosen to begin with.
        listed = sorted(self._models.values(), key=lambda model: model.name != self._in_use or not first)
        self.page.show_models(tuple(ModelEntry(m.id, m.name, m.precisions) for m in listed))
        if not listed:
            self._show_no_model()

    def _show_no_model(self) -> None:
        self.page.show_nothing(_NO_MODEL)
        self._network.forget(_NO_MODEL)

    @Slot(object)
    def _take_answers(self, found: tuple[LabelledAnswers, ...]) -> None:
        self.page.end()
        first = found[0]
        if self._shown is None or self._shown.about.key != first.about.key:
            self._shown = first
            manifest = self._models[first.about.model].manifest
            threshold = self.program.settings.current.threshold
            self.page.show_answers(first, manifest.temperature, threshold)
            self._pictures.show_answers(first)
        if len(found) > 1:
            self._show_comparison(first, found[1])

    def _show_comparison(self, first: LabelledAnswers, second: LabelledAnswers) -> None:
        from fashion_gui.core.comparison import compare

        try:
            result = compare(first, second)
        except FashionGuiError as error:  # the pictures changed between the two
            self.report(error)
            return
        self.page.show_comparison(first, second, result, (self._name(first), self._name(second)))

    def _name(self, answers: LabelledAnswers) -> str:
        """Model and precision in words: "accurate FP16". Kept answers know the name of their day alone."""
        about = answers.about
        stored = self._models.get(about.model)
        return f"{stored.name if stored else about.figures.model} {about.precision.upper()}"

    @Slot(object, int)
    def _take_written(self, folder: Path, count: int) -> None:
        self.notice_given.emit(f"{count} files were saved into {folder}.")

    @Slot()
    def _take_cancelled(self) -> None:
        self.page.end()
        if self._shown is None:
            self.page.show_nothing(_INVITATION)

    @Slot()
    def _take_not_kept(self) -> None:
        self.page.show_nothing(_INVITATION)

    @Slot(object)
    def _take_failure(self, error: FashionGuiError) -> None:
        self.page.end()
        if self._shown is None:
            self.page.show_nothing(str(error))
        if self._asked:  # else nobody waits for it: it was only looked whether results are kept
            self.report(error)
