"""The Improve button of the Teach page: a job of the model manager, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from fashion_gui.core.improvement import LEAST_EXAMPLES, Improvement
from fashion_gui.ui import teaching_words
from fashion_gui.ui.widgets.job_rows import Offer

if TYPE_CHECKING:
    from fashion_gui.controllers.controller import Program
    from fashion_gui.core.stored_model import StoredModel
    from fashion_gui.services.jobs import Job, Outcome
    from fashion_gui.services.model_shelf import ModelShelf
    from fashion_gui.services.training_data import DataPlace
    from fashion_gui.ui.pages.teach import TeachPage
    from fashion_gui.worker.messages import AnyMessage

_TITLE = "Improving the model in use"


class Improving(QObject):
    """One at a time.

    Signals:
        problem_found: FashionGuiError.
        notice_given: a sentence.
    """

    problem_found = Signal(object)
    notice_given = Signal(str)

    def __init__(self, program: Program, page: TeachPage, parent: QObject) -> None:
        super().__init__(parent)
        self._program = program
        self._page = page
        self._count = 0
        self._amiss: Sequence[str] = ()
        self._place: DataPlace | None = None
        self._job: Job | None = None
        self._found: Improvement | None = None
        manager = program.models
        manager.data_found.connect(self._take_data)
        manager.job_started.connect(self._take_start)
        manager.message_received.connect(self._take_message)
        manager.job_cancelling.connect(self._take_cancelling)
        manager.job_ended.connect(self._take_end)
        manager.failed.connect(self.problem_found)
        page.job.cancel_wanted.connect(self._cancel)

    @cached_property
    def _shelf(self) -> ModelShelf:
        from fashion_gui.services.model_shelf import ModelShelf

        shelf = ModelShelf(self._program.models, self)
        shelf.activated.connect(self._take_active)
        return shelf

    def look_for_data(self) -> None:
        """Whether Fashion-MNIST has to be fetched: in the folder found last, also by the Train page."""
        self._program.models.look_for_data(self._folder())

    def show_examples(self, count: int, amiss: Sequence[str]) -> None:
        """How many can be learnt from, and what is wrong with others."""
        self._count, self._amiss = count, amiss
        self._follow()

    @Slot()
    def begin(self) -> None:
        """Let the model in use learn; does nothing while it does."""
        from fashion_gui.worker.job_requests import Improve

        if self._job is None:
            self._found = None
            self._page.job.begin(_TITLE)
            request = Improve(data=self._folder(), download=True)
            self._job = self._program.models.submit(request, _TITLE)
            self._follow()

    # Inside

    def _folder(self) -> str:
        place = self._place
        return str(place.folder) if place is not None and place.folder is not None else ""

    def _follow(self) -> None:
        from fashion_gui.core.datasets import DOWNLOAD_BYTES

        missing = self._place is not None and self._place.folder is None and self._place.may_download
        download = f"{DOWNLOAD_BYTES / 1e6:.0f} MB" if missing else ""
        self._page.show_state(
            teaching_words.state(self._count, self._amiss, download=download),
            can_improve=self._count >= LEAST_EXAMPLES and self._job is None,
        )

    @Slot()
    def _cancel(self) -> None:
        if self._job is not None:
            self._program.models.cancel(self._job)

    @Slot(object)
    def _take_data(self, place: DataPlace) -> None:
        self._place = place
        self._follow()

    @Slot(object)
    def _take_start(self, job: Job) -> None:
        if job is self._job:
            self._page.job.show_stage("Starting")

    @Slot(object, object)
    def _take_message(self, job: Job, message: AnyMessage) -> None:
        import msgspec

        from fashion_gui.worker import messages

        if job is not self._job:
            return
        strip = self._page.job
        match message:
            case messages.Stage(name=name):
                strip.show_stage(name)
            case messages.Progress(done=done, total=total):
                strip.show_progress(done, total)
            case messages.Batches():
                strip.show_progress(
                    (message.epoch - 1) * message.steps + message.step, message.epochs * message.steps
                )
            case messages.Notice(sentence=sentence):
                self.notice_given.emit(sentence)
            case messages.Figures(kind="improvement", values=values):
                self._found = msgspec.convert(values, Improvement)

    @Slot(object)
    def _take_cancelling(self, job: Job) -> None:
        if job is self._job:
            self._page.job.show_cancelling()

    @Slot(object, object)
    def _take_end(self, job: Job, outcome: Outcome) -> None:
        if job is not self._job:
            return
        self._job = None
        self._page.job.end()
        self._follow()
        if outcome.error is not None:
            self.problem_found.emit(outcome.error)
        elif outcome.done and self._found is not None:
            self._show_result(job.number, self._found, outcome.model)

    def _show_result(self, number: int, found: Improvement, model: str) -> None:
        headline, details = teaching_words.improvement(found)
        rows = self._page.results
        dismiss = Offer("Dismiss", "Put this away", "Ctrl+Shift+X", partial(rows.remove, number))
        accept = Offer(
            "Make it active",
            "Let this model answer from now on",
            "Ctrl+M",
            partial(self._accept, number, model),
            primary=True,
        )
        offers = (accept, dismiss) if model else (dismiss,)
        rows.put(number, "done" if model else "notice", headline, details, offers)

    def _accept(self, number: int, model: str) -> None:
        self._page.results.remove(number)
        self._shelf.activate(model, self._program.settings.current.device, "fp16")

    @Slot(object, str, str)
    def _take_active(self, model: StoredModel, _device: str, _precision: str) -> None:
        self._program.answer_with(model)
        self.notice_given.emit(f"{model.name} answers from now on.")
