"""From the benchmarks on the Models page to the services, and back."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from fashion_gui.controllers.controller import Program
from fashion_gui.core.errors import FashionGuiError
from fashion_gui.ui.pages.models import ModelsPage

if TYPE_CHECKING:
    from fashion_gui.core.benchmark_results import Kind, Result
    from fashion_gui.services.benchmarks import Benchmarks
    from fashion_gui.ui.pages.models_benchmark import BenchmarkView

_IMAGES, _REPEATS = 12_800, 1


class BenchmarksPart(QObject):
    """The part of the Models page's controller that measures; made once the page is built.

    Signals:
        problem_found: FashionGuiError; notice_given: a sentence; both for the message bar.
    """

    problem_found = Signal(object)
    notice_given = Signal(str)

    def __init__(self, program: Program, page: ModelsPage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._page = page
        self._views: dict[Kind, BenchmarkView] = {
            "inference": page.answering_speed,
            "training": page.training_speed,
        }
        self._measuring: Kind | None = None
        service = self._benchmarks
        page.answering_speed.measuring_wanted.connect(self._measure_inference)
        page.training_speed.measuring_wanted.connect(self._measure_training)
        page.measuring.cancel_wanted.connect(service.cancel)
        page.model_chosen.connect(self._allow)
        for view in self._views.values():
            view.folder = program.settings.current.folder
            view.saving_wanted.connect(service.save)
        service.stage_changed.connect(page.measuring.show_doing)
        service.progressed.connect(page.measuring.show_progress)
        service.noticed.connect(self.notice_given)
        service.cancelling.connect(page.measuring.show_cancelling)
        service.measured.connect(self._take_result)
        service.ended.connect(self._take_end)
        service.found.connect(self._take_last)
        service.saved.connect(self._take_saved)
        for kind in self._views:
            service.find_last(kind)
        self._allow()

    @cached_property
    def _benchmarks(self) -> Benchmarks:
        from fashion_gui.services.benchmarks import Benchmarks

        return Benchmarks(self._program.models, self)

    @Slot()
    def _measure_inference(self) -> None:
        model = self._page.chosen()
        if model is not None and not model.problem and not self._benchmarks.running:
            self._begin("inference", f"Answers of {model.name}")
            self._benchmarks.measure_inference(model.id, model.name)

    @Slot()
    def _measure_training(self) -> None:
        if not self._benchmarks.running:
            self._begin("training", "Training")
            self._benchmarks.measure_training(_IMAGES, _REPEATS)

    def _begin(self, kind: Kind, title: str) -> None:
        self._measuring = kind
        self._page.measuring.begin(title)
        self._allow()

    @Slot()
    def _allow(self) -> None:
        model = self._page.chosen()
        busy = "Something is being measured already" if self._measuring else ""
        whole = model is not None and not model.problem
        if model is not None:
            self._page.answering_speed.show_model(model.name)
        why_not = busy or ("" if whole else "Select a model first")
        self._page.answering_speed.allow(not why_not, why_not)
        self._page.training_speed.allow(not busy, busy)

    @Slot(object)
    def _take_result(self, result: Result) -> None:
        if self._measuring is not None:
            self._views[self._measuring].show_result(result)

    @Slot(object)
    def _take_end(self, error: FashionGuiError | None) -> None:
        self._measuring = None
        self._page.measuring.end()
        self._allow()
        if error is not None:
            self.problem_found.emit(error)

    @Slot(str, object)
    def _take_last(self, kind: Kind, result: Result | None) -> None:
        if result is not None and self._measuring != kind:
            self._views[kind].show_result(result)

    @Slot(object)
    def _take_saved(self, path: Path) -> None:
        self.notice_given.emit(f"The benchmark was saved to {path}.")
