"""From the Train page to the model manager and back."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from fashion_gui.controllers.controller import Controller, Program
from fashion_gui.core import parts
from fashion_gui.core.errors import FashionGuiError
from fashion_gui.ui.pages.train import TrainPage

if TYPE_CHECKING:
    from fashion_gui.core.model_store import Survey
    from fashion_gui.core.recipes import TrainingSettings
    from fashion_gui.core.stored_model import StoredModel
    from fashion_gui.services.jobs import Job, Outcome
    from fashion_gui.services.model_manager import ModelManager
    from fashion_gui.services.training_data import DataPlace
    from fashion_gui.services.training_runs import RunSummary
    from fashion_gui.worker.job_requests import Train
    from fashion_gui.worker.messages import AnyMessage


class TrainController(Controller):
    """Settings become jobs of the model manager; what the worker says is shown while it trains."""

    page: TrainPage

    def __init__(self, program: Program, parent: QObject | None = None) -> None:
        super().__init__(program, parent)
        self.page = TrainPage(program.artwork)
        self._folder = ""
        self._place: DataPlace | None = None
        self._job: Job | None = None
        self._epochs_whole = 0
        self._waiting: tuple[Job, ...] = ()
        self._made: dict[str, Job] = {}
        self.page.built.connect(self._connect)
        self.page.appeared.connect(self._refresh)

    @property
    def _manager(self) -> ModelManager:
        return self.program.models

    @Slot()
    def _connect(self) -> None:
        page, manager = self.page, self.program.models
        page.training_wanted.connect(self.train)
        page.cancel_wanted.connect(self._cancel)
        page.resume_wanted.connect(self._resume)
        page.activate_wanted.connect(manager.activate)
        page.setup.resume_wanted.connect(self._resume)
        page.setup.discard_wanted.connect(manager.forget_run)
        page.setup.data.folder_chosen.connect(self._take_folder)
        page.progress.removal_wanted.connect(self._remove)
        page.setup.form.show_itex(*_itex())
        manager.queue_changed.connect(self._take_queue)
        manager.job_started.connect(self._take_start)
        manager.message_received.connect(self._take_message)
        manager.job_cancelling.connect(self._take_cancelling)
        manager.job_ended.connect(self._take_end)
        manager.runs_listed.connect(self._take_runs)
        manager.data_found.connect(self._take_data)
        manager.models_listed.connect(self._take_models)
        manager.model_activated.connect(self._take_active)
        manager.failed.connect(self.report)
        try:
            parts.check("tensorflow")
        except parts.MissingPartError as error:
            page.show_unable(error.problem, error.advice)

    @Slot()
    def _refresh(self) -> None:
        self.program.models.look_for_data(self._folder)
        self.program.models.list_runs()
        self.program.models.list_models()

    # From the page

    @Slot(object)
    def train(self, settings: TrainingSettings) -> None:
        """Queue a training; settings out of range, or a data set that is nowhere, are refused at once."""
        import msgspec

        from fashion_gui.core import recipes
        from fashion_gui.core.errors import DataSetError
        from fashion_gui.worker.job_requests import Train

        try:
            recipes.check(settings)
            place = self._place
            if place is not None and place.folder is None and not place.may_download:
                raise DataSetError(
                    place.problem, "Choose the folder that holds the four Fashion-MNIST files."
                )
        except FashionGuiError as error:
            self.report(error)
            return
        request = Train(
            settings=msgspec.to_builtins(settings),
            data=self._folder,
            download=True,
            photos=str(place.photos) if place is not None and self.page.setup.data.with_photos else "",
        )
        self._submit(request, settings.recipe)

    @Slot()
    def _cancel(self) -> None:
        if self._job is not None:
            self.program.models.cancel(self._job)

    @Slot(int)
    def _remove(self, number: int) -> None:
        for job in self._waiting:
            if job.number == number:
                self.program.models.cancel(job)

    @Slot(str)
    def _resume(self, run: str) -> None:
        from fashion_gui.worker.job_requests import Train

        self.page.setup.runs.remove(run)
        self._submit(Train(run=run), run.rsplit("-", 3)[0])

    def _submit(self, request: Train, recipe: str) -> None:
        waits = self.program.models.busy
        job = self.program.models.submit(request, f"Training: {recipe}")
        if waits:
            self.notice_given.emit(f"{job.title} waits for the job under way.")

    @Slot(str)
    def _take_folder(self, folder: str) -> None:
        self._folder = folder
        self.program.models.look_for_data(folder)

    # From the manager: jobs

    @Slot(object)
    def _take_queue(self, waiting: tuple[Job, ...]) -> None:
        self._waiting = waiting
        self.page.progress.show_queue([(job.number, job.title) for job in waiting])

    @Slot(object)
    def _take_start(self, job: Job) -> None:
        from fashion_gui.worker.job_requests import Train

        if isinstance(job.request, Train):
            self._job, self._epochs_whole = job, 0
            self.page.begin_training(job.title, int(job.request.settings.get("epochs", 0)))
            self._tell_start()

    @Slot(object, object)
    def _take_message(self, job: Job, message: AnyMessage) -> None:
        from fashion_gui.worker import messages

        if job is not self._job:
            return
        progress = self.page.progress
        match message:
            case messages.Stage(name=name):
                progress.show_stage(name)
            case messages.Notice(sentence=sentence):
                progress.add_notice(sentence)
            case messages.Acceleration(sentence=sentence, note=note):
                progress.show_active(sentence, note)
            case messages.Progress(done=done, total=total):
                progress.show_progress(done, total)
            case messages.Batches():
                progress.show_batches(
                    message.epoch,
                    message.epochs,
                    message.step,
                    message.steps,
                    message.losses,
                    images_per_second=message.images_per_second,
                    seconds_left=message.seconds_left,
                )
            case messages.Epoch():
                self._epochs_whole = message.epoch
                progress.show_epoch(
                    message.epoch,
                    message.epochs,
                    loss=message.loss,
                    accuracy=message.accuracy,
                    validation_loss=message.validation_loss,
                    validation_accuracy=message.validation_accuracy,
                    images_per_second=message.images_per_second,
                )

    @Slot(object)
    def _take_cancelling(self, job: Job) -> None:
        if job is self._job:
            self.page.show_cancelling()

    @Slot(object, object)
    def _take_end(self, job: Job, outcome: Outcome) -> None:
        if job is self._job:
            self._job = None
            self._show_end(job, outcome)
        self._refresh()

    def _show_end(self, job: Job, outcome: Outcome) -> None:
        whole = f"{self._epochs_whole} whole epoch{'s' if self._epochs_whole != 1 else ''}"
        if outcome.done:
            self.page.end_training("Done")
            self._made[outcome.model] = job
            return
        what = "was cancelled" if outcome.cancelled else "failed"
        self.page.end_training(f"{what.removeprefix('was ').capitalize()} after {whole}")
        detail = f"After {whole}." if outcome.cancelled else str(outcome.error)
        failed = not outcome.cancelled
        self.page.add_undone(job.number, f"{job.title} {what}", detail, outcome.run, failed=failed)

    # From the manager: answers

    @Slot(object)
    def _take_runs(self, runs: tuple[RunSummary, ...]) -> None:
        self.page.setup.runs.clear()
        for run in reversed(runs):
            self.page.setup.show_run(run.name, run.recipe, run.epochs_done, run.epochs, run.changed)

    @Slot(object)
    def _take_data(self, place: DataPlace) -> None:
        self._place = place
        data = self.page.setup.data
        if place.folder is not None:
            data.show_found(str(place.folder))
        elif place.may_download:
            size = _download_size()
            data.show_missing(f"Fashion-MNIST is not there yet; starting downloads {size}.", place.problem)
        else:
            data.show_missing("Fashion-MNIST is not there.", place.problem)
        data.show_photos(place.photo_count)
        self.page.setup.preview.show_pictures(place.pictures)
        self._tell_start()

    def _tell_start(self) -> None:
        place = self._place
        if self._job is not None:
            self.page.show_start("Add to the queue", "Train by these settings once the others are done")
        elif place is not None and place.folder is None and place.may_download:
            hint = f"Fetch the data set into {place.home}, then train by these settings"
            self.page.show_start(f"Download {_download_size()} and train", hint)
        else:
            self.page.show_start("Start training", "Train by these settings")

    @Slot(object)
    def _take_models(self, survey: Survey) -> None:
        from fashion_gui.core.recipe_costs import measured
        from fashion_gui.ui import words

        costs = measured(survey.models)
        for name, cost in costs.items():
            here = (
                f"On this machine: {words.percent(cost.accuracy)} right after {words.duration(cost.seconds)}"
            )
            self.page.setup.recipes.show_measured(name, here)
        for model in survey.models:
            job = self._made.pop(model.id, None)
            if job is not None:
                self._offer(job, model)

    def _offer(self, job: Job, model: StoredModel) -> None:
        from fashion_gui.ui import words

        seconds = sum(float(epoch.get("seconds", 0)) for epoch in model.manifest.history)
        right = f"{model.manifest.accuracy:.2%} of the test images right, " if model.manifest.accuracy else ""
        detail = f"{right}trained for {words.duration(seconds)}. The model is called {model.name}."
        self.page.add_done(job.number, f"{job.title} is done", detail, model.id)

    @Slot(object)
    def _take_active(self, model: StoredModel) -> None:
        self.program.answer_with(model)
        self.notice_given.emit(f"{model.name} answers from now on.")


def _download_size() -> str:
    from fashion_gui.core.datasets import DOWNLOAD_BYTES

    return f"{DOWNLOAD_BYTES / 1e6:.0f} MB"


def _itex() -> tuple[bool, str]:
    """Whether ITEX is installed, and what to say if it is not."""
    if importlib.util.find_spec("intel_extension_for_tensorflow") is not None:
        return True, ""
    return False, "ITEX is not installed: it exists for Linux on x86-64 only."
