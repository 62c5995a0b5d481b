"""How the training under way has gone so far, for pages that are made in the middle of it as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from fashion_gui.core.learning_curve import EpochFigures, LearningCurve

if TYPE_CHECKING:
    from fashion_gui.services.jobs import Job
    from fashion_gui.services.model_manager import ModelManager
    from fashion_gui.worker.messages import AnyMessage


class LiveCurve(QObject):
    """Hears all that the worker says of whole epochs, so that the n-th that is kept is epoch n.

    Attributes:
        curve: LearningCurve of the training under way, None while there is none or no epoch of it is whole.

    Signals:
        changed: `curve`.
    """

    changed = Signal(object)

    def __init__(self, models: ModelManager) -> None:
        super().__init__(models)
        self.curve: LearningCurve | None = None
        self._job: Job | None = None
        models.message_received.connect(self._take_message)
        models.job_ended.connect(self._take_end)

    @Slot(object, object)
    def _take_message(self, job: Job, message: AnyMessage) -> None:
        from fashion_gui.worker.messages import Epoch

        if not isinstance(message, Epoch):
            return
        before = self.curve.epochs if self.curve is not None and job is self._job else ()
        figures = EpochFigures(
            message.loss, message.accuracy, message.validation_loss, message.validation_accuracy
        )
        # One that is told anew, as when a training goes on in 32-bit floats, replaces all from there on.
        epochs = (*before[: message.epoch - 1], figures)
        self._job, self.curve = job, LearningCurve("", f"{job.title} (under way)", epochs)
        self.changed.emit(self.curve)

    @Slot(object, object)
    def _take_end(self, job: Job) -> None:
        if job is self._job:
            self._job = self.curve = None
            self.changed.emit(None)
