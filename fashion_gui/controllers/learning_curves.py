"""How trainings went, for the Evaluate page: of the models in the store, and of the one under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from fashion_gui.core.learning_curve import EpochFigures, LearningCurve, epochs_of

if TYPE_CHECKING:
    from fashion_gui.core.model_store import Survey
    from fashion_gui.services.jobs import Job
    from fashion_gui.services.model_manager import ModelManager
    from fashion_gui.ui.pages.evaluate_results import EvaluateResults
    from fashion_gui.worker.messages import AnyMessage


class LearningCurvesController(QObject):
    """Hears what the worker says of each whole epoch."""

    def __init__(self, results: EvaluateResults, models: ModelManager, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._results = results
        self._job: Job | None = None
        self._epochs: list[EpochFigures] = []
        models.models_listed.connect(self._take_models)
        models.message_received.connect(self._take_message)
        models.job_ended.connect(self._take_end)

    @Slot(object)
    def _take_models(self, survey: Survey) -> None:
        curves = (LearningCurve(m.id, m.name, epochs_of(m.manifest.history)) for m in survey.models)
        self._results.show_trained(tuple(curve for curve in curves if curve.epochs))

    @Slot(object, object)
    def _take_message(self, job: Job, message: AnyMessage) -> None:
        from fashion_gui.worker.messages import Epoch

        if not isinstance(message, Epoch):
            return
        if job is not self._job:
            self._job, self._epochs = job, []
        del self._epochs[message.epoch - 1 :]  # a training that is resumed tells its last epoch anew
        self._epochs.append(
            EpochFigures(message.loss, message.accuracy, message.validation_loss, message.validation_accuracy)
        )
        self._results.show_live(LearningCurve("", f"{job.title} (under way)", tuple(self._epochs)))

    @Slot(object, object)
    def _take_end(self, job: Job) -> None:
        if job is self._job:
            self._job, self._epochs = None, []
            self._results.show_live(None)
