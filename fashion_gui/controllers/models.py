"""From the Models page to the store, the model manager and the model in use, and back."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from fashion_gui.controllers.controller import Controller, Program
from fashion_gui.core.errors import FashionGuiError
from fashion_gui.ui.pages.models import ModelsPage

if TYPE_CHECKING:
    from fashion_gui.core.model_rows import ModelRow, PrecisionCheck
    from fashion_gui.core.prediction import ModelTag
    from fashion_gui.core.stored_model import StoredModel
    from fashion_gui.services.classification import ModelChoice
    from fashion_gui.services.jobs import Job, Outcome
    from fashion_gui.services.model_shelf import ModelShelf
    from fashion_gui.worker.messages import AnyMessage


class ModelsController(Controller):
    """Keeps what is shown: the rows of the store, how each model did on the device in use, the choice."""

    page: ModelsPage

    def __init__(self, program: Program, parent: QObject | None = None) -> None:
        super().__init__(program, parent)
        self.page = ModelsPage(program.artwork)
        self.page.folder = program.settings.current.folder
        self._rows: dict[str, ModelRow] = {}
        self._checks: dict[tuple[str, str], tuple[PrecisionCheck, ...]] = {}
        self._asked: set[tuple[str, str]] = set()
        self._device = program.settings.current.device
        self._precision = program.settings.current.precision
        self._wished: tuple[str, str] | None = None
        self._tag: ModelTag | None = None
        self._job: Job | None = None
        self.page.built.connect(self._connect)
        self.page.appeared.connect(self._refresh)

    def start(self) -> None:
        self.program.classification.choice_settled.connect(self._take_settled)

    @cached_property
    def _shelf(self) -> ModelShelf:
        from fashion_gui.services.model_shelf import ModelShelf

        return ModelShelf(self.program.models, self)

    @Slot()
    def _connect(self) -> None:
        from fashion_gui.controllers.benchmarks import BenchmarksPart

        page, shelf, manager = self.page, self._shelf, self.program.models
        page.activate_wanted.connect(self._activate)
        page.rename_wanted.connect(shelf.rename)
        page.delete_wanted.connect(shelf.delete)
        page.export_wanted.connect(shelf.export_model)
        page.import_wanted.connect(shelf.import_model)
        page.int8_wanted.connect(self._make_int8)
        page.answering.choice_made.connect(self._choose)
        page.job.cancel_wanted.connect(self._cancel)
        shelf.listed.connect(self._take_rows)
        shelf.devices_found.connect(self._take_devices)
        shelf.examined.connect(self._take_checks)
        shelf.activated.connect(self._take_active)
        shelf.changed.connect(shelf.list_models)
        shelf.deleted.connect(self._take_deleted)
        shelf.restored.connect(self._take_restored)
        shelf.exported.connect(self._take_exported)
        shelf.imported.connect(self._take_imported)
        manager.model_activated.connect(shelf.list_models)
        manager.job_started.connect(self._take_start)
        manager.message_received.connect(self._take_message)
        manager.job_cancelling.connect(self._take_cancelling)
        manager.job_ended.connect(self._take_end)
        manager.failed.connect(self._take_failure)
        benchmarks = BenchmarksPart(self.program, page, self)
        benchmarks.problem_found.connect(self.problem_found)
        benchmarks.notice_given.connect(self.notice_given)
        shelf.find_devices()
        self._show_tag()

    @Slot()
    def _refresh(self) -> None:
        self._shelf.list_models()

    # The store

    @Slot(object)
    def _take_rows(self, rows: tuple[ModelRow, ...]) -> None:
        changed = {row.id for row in rows if self._precisions_of(row.id) != row.precisions}
        self._asked = {asked for asked in self._asked if asked[0] not in changed}
        before = self._active()
        self._rows = {row.id: row for row in rows}
        self.page.show_rows(rows)
        now = self._active()
        if before and now and before.id == now.id and before.name != now.name:
            self._use(None)  # its answers bear the name that it was loaded under
        self._examine()
        self._show_checks()

    def _precisions_of(self, model_id: str) -> tuple[str, ...]:
        return self._rows[model_id].precisions if model_id in self._rows else ()

    def _examine(self) -> None:
        """Have each model that was not yet checked on the device in use; the one in use first."""
        for row in sorted(self._rows.values(), key=lambda row: not row.active):
            if not row.problem and (row.id, self._device) not in self._asked:
                self._asked.add((row.id, self._device))
                self._shelf.examine(row.id, self._device)

    @Slot(str, str, object)
    def _take_checks(self, model_id: str, device: str, checks: tuple[PrecisionCheck, ...]) -> None:
        self._checks[model_id, device] = checks
        if device == self._device:
            self._show_checks()

    def _show_checks(self) -> None:
        here = {model: checks for (model, device), checks in self._checks.items() if device == self._device}
        self.page.show_checks(here, self._precision)
        active = self._active()
        if active is not None:
            self.page.answering.show_precisions(active.precisions, here.get(active.id, ()), self._precision)

    def _active(self) -> ModelRow | None:
        return next((row for row in self._rows.values() if row.active), None)

    @Slot(str, str)
    def _take_deleted(self, model_id: str, name: str) -> None:
        was_active = model_id in self._rows and self._rows[model_id].active
        self.page.show_deleted(model_id, name, partial(self._shelf.restore, in_use=was_active))
        self._shelf.list_models()
        if was_active:  # a bundled one answers from now on
            self._use(None)

    @Slot(bool)
    def _take_restored(self, was_active: bool) -> None:
        self._shelf.list_models()
        if was_active:
            self._use(None)

    @Slot(object)
    def _take_exported(self, path: Path) -> None:
        self.notice_given.emit(f"The model was saved to {path}.")

    @Slot(object)
    def _take_imported(self, model: StoredModel) -> None:
        self.page.choose(model.id)
        self._shelf.list_models()
        self.notice_given.emit(f"{model.name} was imported.")

    @Slot(object)
    def _take_failure(self, error: FashionGuiError) -> None:
        self.report(error)
        self._show_tag()  # where it said that a model is being checked
        self._shelf.list_models()

    # The model in use

    @Slot(str)
    def _activate(self, model_id: str) -> None:
        there = self._precisions_of(model_id)
        fails = {check.precision for check in self._checks.get((model_id, self._device), ()) if check.problem}
        usable = [name for name in (self._precision, "fp16", "fp32", *there) if name in there]
        precision = next((name for name in usable if name not in fails), self._precision)
        self.page.answering.show_loading()
        self._shelf.activate(model_id, self._device, precision)

    @Slot(object, str, str)
    def _take_active(self, model: StoredModel, device: str, precision: str) -> None:
        self._wished = (device, precision)
        self._use(model.id)
        self._shelf.list_models()
        self.notice_given.emit(f"{model.name} answers from now on.")

    @Slot(str, str)
    def _choose(self, device: str, precision: str) -> None:
        active = self._active()
        if active is not None and (device, precision) != (self._wished or (self._device, self._precision)):
            self._wished = (device, precision)
            self._use(active.id)

    def _use(self, model_id: str | None) -> None:
        from dataclasses import replace

        device, precision = self._wished or (self._device, self._precision)
        choice = replace(self.program.model_choice(), model=model_id, device=device, precision=precision)
        self.page.answering.show_loading()
        self.program.classification.use_model(choice)

    @Slot(object, object)
    def _take_settled(self, choice: ModelChoice, tag: ModelTag | None) -> None:
        """Also when another page had it loaded: what really executes is what counts.

        Where it was refused the one before stays in use; the Classify page tells why.
        """
        if self._wished == (choice.device, choice.precision):
            self._wished = None
        if tag is not None:
            self._take_loaded(choice, tag)
        self._show_tag()

    def _take_loaded(self, choice: ModelChoice, tag: ModelTag) -> None:
        self._tag = tag
        changed = choice.device != self._device
        precision = tag.precision.split(" ", 1)[0].lower()
        self._device, self._precision = choice.device, precision
        self.program.settings.change(device=choice.device, precision=precision)
        if precision != choice.precision:
            self.notice_given.emit(
                f"{choice.precision.upper()} can't be used with {tag.model} here; "
                f"{precision.upper()} answers."
            )
        if changed:
            self._examine()

    def _show_tag(self) -> None:
        if not self.page.is_built:
            return
        self._show_checks()
        answering = self.page.answering
        answering.show_choice(*(self._wished or (self._device, self._precision)))
        if self._tag is not None and self._wished is None:
            answering.show_executing(self._tag.model, f"{self._tag.device} · {self._tag.precision}")

    @Slot(object)
    def _take_devices(self, devices: dict[str, str]) -> None:
        if devices and self._device not in devices:  # it is gone, and another one answers
            self._device = "CPU"
            self.program.settings.change(device=self._device)
            self._examine()
        self.page.answering.show_devices(devices, self._device)

    # INT8

    @Slot(str)
    def _make_int8(self, model_id: str) -> None:
        from fashion_gui.worker.job_requests import Quantise

        if self._job is not None or model_id not in self._rows:
            return
        title = f"INT8 of {self._rows[model_id].name}"
        self.page.job.begin(title)
        self._job = self.program.models.submit(Quantise(model=model_id), title)
        self.page.show_making(model_id)

    @Slot()
    def _cancel(self) -> None:
        if self._job is not None:
            self.program.models.cancel(self._job)

    @Slot(object)
    def _take_start(self, job: Job) -> None:
        if job is self._job:
            self.page.job.show_stage("Starting")

    @Slot(object, object)
    def _take_message(self, job: Job, message: AnyMessage) -> None:
        from fashion_gui.worker import messages

        if job is not self._job:
            return
        match message:
            case messages.Stage(name=name):
                self.page.job.show_stage(name)
            case messages.Progress(done=done, total=total):
                self.page.job.show_progress(done, total)
            case messages.Figures(kind="quantisation", values=values):
                self.notice_given.emit(
                    f"INT8 gets {values['after']:.2%} of the validation images right, "
                    f"{values['before']:.2%} without it."
                )

    @Slot(object)
    def _take_cancelling(self, job: Job) -> None:
        if job is self._job:
            self.page.job.show_cancelling()

    @Slot(object, object)
    def _take_end(self, job: Job, outcome: Outcome) -> None:
        if job is not self._job:
            self._shelf.list_models()  # it may have made one
            return
        self._job = None
        self.page.job.end()
        self.page.show_making("")
        if outcome.error is not None:
            self.report(outcome.error)
        elif outcome.done:
            self.page.choose(outcome.model)
        self._shelf.list_models()
