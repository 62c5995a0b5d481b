"""How trainings went, for the Evaluate page: of the models in the store, and of the one under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from fashion_gui.core.learning_curve import LearningCurve, epochs_of

if TYPE_CHECKING:
    from fashion_gui.core.model_store import Survey
    from fashion_gui.services.model_manager import ModelManager
    from fashion_gui.ui.pages.evaluate_results import EvaluateResults


class LearningCurvesController(QObject):
    """Shows what the model manager knows, that of the training under way from its first epoch on."""

    def __init__(self, results: EvaluateResults, models: ModelManager, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._results = results
        models.models_listed.connect(self._take_models)
        models.live.changed.connect(results.show_live)
        results.show_live(models.live.curve)

    @Slot(object)
    def _take_models(self, survey: Survey) -> None:
        curves = (LearningCurve(m.id, m.name, epochs_of(m.manifest.history)) for m in survey.models)
        self._results.show_trained(tuple(curve for curve in curves if curve.epochs))
