"""From the Classify page to recognition and back."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from fashion_gui.controllers.controller import Controller, Program
from fashion_gui.core.errors import FashionGuiError, PictureError
from fashion_gui.ui.pages.classify import ClassifyPage

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from fashion_gui.controllers.why import WhyController
    from fashion_gui.core.images import Picture
    from fashion_gui.core.prediction import ModelTag, Prediction
    from fashion_gui.core.records import Outcome
    from fashion_gui.inference.recognition import Box
    from fashion_gui.services.classification import Source
    from fashion_gui.services.folder_run import FolderRun
    from fashion_gui.services.results_export import ResultsExport
    from fashion_gui.services.thumbnails import Thumbnails

_CLIPBOARD = "the clipboard"


class ClassifyController(Controller):
    """One picture goes to `Classification`, several or a folder to `FolderRun`."""

    page: ClassifyPage

    def __init__(self, program: Program, parent: QObject | None = None) -> None:
        super().__init__(program, parent)
        self.page = ClassifyPage(program.artwork)
        self.page.sources.folder = program.settings.current.folder
        self.page.show_threshold(program.settings.current.threshold)
        self._shown: Picture | None = None
        self._name = ""
        self._box: Box | None = None
        self._failures: list[FashionGuiError] = []
        self._connect_page()

    def start(self) -> None:
        classification = self.program.classification
        classification.model_loaded.connect(self._take_model)
        classification.model_refused.connect(self.report)
        classification.model_replaced.connect(self.report)
        classification.answered.connect(self._take_answer)
        classification.failed.connect(self._take_failure)
        self.page.complete()

    def take_settings(self) -> None:
        threshold = self.program.settings.current.threshold
        self.page.show_threshold(threshold)
        if self.page.prediction is not None:
            import dataclasses

            self.page.show_prediction_again(dataclasses.replace(self.page.prediction, threshold=threshold))

    def close(self) -> None:
        for service in ("_run", "_thumbnails", "_export", "_why"):
            if service in self.__dict__:
                getattr(self, service).close()

    def _connect_page(self) -> None:
        self.page.sources.paths_chosen.connect(self.take_paths)
        self.page.sources.picture_pasted.connect(self._take_pasted)
        self.page.sources.nothing_usable.connect(self.report_unusable)
        self.page.result_chosen.connect(self._take_result)
        self.page.box_drawn.connect(self._take_box)
        self.page.turn_wanted.connect(self._turn)
        self.page.sources.folder_used.connect(self.remember_folder)
        self.page.cleared.connect(self._take_cleared)
        self.page.cancel_wanted.connect(self._cancel_run)
        self.page.export_wanted.connect(self._take_export)
        self.page.thumbnail_wanted.connect(self._want_thumbnail)
        self.page.corrected.connect(self._take_correction)

    # Services, each made when it is first needed

    @cached_property
    def _run(self) -> FolderRun:
        from fashion_gui.services.folder_run import FolderRun

        run = FolderRun(self.program.classification.slot, self)
        run.counted.connect(self.page.show_total)
        run.recognised.connect(self.page.add_results)
        run.finished.connect(self.page.end_run)
        run.failed.connect(self._take_failure)
        return run

    @cached_property
    def _thumbnails(self) -> Thumbnails:
        from fashion_gui.services.thumbnails import Thumbnails

        thumbnails = Thumbnails(self)
        thumbnails.made.connect(self.page.show_thumbnail)
        return thumbnails

    @cached_property
    def _export(self) -> ResultsExport:
        from fashion_gui.services.results_export import ResultsExport

        export = ResultsExport(self)
        export.written.connect(self._take_written)
        export.failed.connect(self.report)
        return export

    @cached_property
    def _why(self) -> WhyController:
        from fashion_gui.controllers.why import WhyController

        why = WhyController(self.page, self.program.classification.slot, self)
        why.failed.connect(self.report)
        return why

    # From the page

    @Slot(object)
    def take_paths(self, paths: tuple[Path, ...]) -> None:
        """One file is shown as a photo; several, or a folder, as a table."""
        from fashion_gui.core.picture_files import is_folder  # only here: no start needs it

        if len(paths) == 1 and not is_folder(paths[0]):
            self._leave_run()
            self._ask(paths[0], paths[0].name)
        else:
            self.program.classification.forget()
            self.page.begin_run()
            self._run.start(paths, self.program.settings.current.threshold)

    @Slot(object)
    def _take_pasted(self, content: bytes | QImage) -> None:
        self._leave_run()
        from fashion_gui.services.classification import Pasted

        self._ask(Pasted(content, _CLIPBOARD), _CLIPBOARD)

    @Slot(object)
    def _take_result(self, result: Outcome) -> None:
        if isinstance(result.answer, FashionGuiError):
            self.program.classification.forget()
            self.page.show_no_answer("Not read", str(result.answer))
        else:
            self._ask(result.path, result.path.name)

    @Slot(object)
    def _take_box(self, box: Box | None) -> None:
        if self._shown is not None:
            self._ask(self._shown, self._name, box)

    @Slot()
    def _turn(self) -> None:
        if self._shown is not None:
            from fashion_gui.services.classification import Turned

            self._ask(Turned(self._shown), self._name)

    def _ask(self, source: Source, name: str, box: Box | None = None) -> None:
        self._name, self._box = name, box
        self._why.forget()
        self.page.expect_answer(name)
        self.program.classification.ask(source, self.program.settings.current.threshold, box)

    def _leave_run(self) -> None:
        self._cancel_run()
        self.page.leave_run()

    @Slot()
    def _cancel_run(self) -> None:
        self._run.cancel()

    @Slot(object)
    def _want_thumbnail(self, path: Path) -> None:
        self._thumbnails.want(path)

    @Slot()
    def _take_cleared(self) -> None:
        self._shown = None
        self._why.forget()
        self.program.classification.forget()

    @Slot(object, object)
    def _take_export(self, path: Path, outcomes: list[Outcome]) -> None:
        self._export.write(outcomes, path, self.program.settings.current.threshold)

    @Slot(int)
    def _take_correction(self, label: int) -> None:
        if self._shown is not None:
            self.program.examples.file_picture(self._shown, self._name, self._box, label)

    @Slot(str, str)
    def report_unusable(self, problem: str, advice: str) -> None:
        """What was dropped or pasted holds no picture; said until the next one is answered."""
        self._report_until_answered(PictureError(problem, advice))

    def _report_until_answered(self, error: FashionGuiError) -> None:
        self._failures.append(error)
        self.report(error)

    # From the services

    @Slot(object)
    def _take_model(self, tag: ModelTag) -> None:
        self.page.answer.show_model(tag)

    @Slot(object, object)
    def _take_answer(self, picture: Picture, prediction: Prediction) -> None:
        self._shown = picture
        for error in self._failures:
            self.problem_over.emit(error)
        self._failures.clear()
        self.page.show_answer(picture.rgb, prediction, self._box, self._name)
        self._why.show_answer(picture, prediction, self._box)

    @Slot(object)
    def _take_failure(self, error: FashionGuiError) -> None:
        self.page.show_no_answer("No answer", error.problem)
        self._report_until_answered(error)

    @Slot(object, int)
    def _take_written(self, path: Path, count: int) -> None:
        self.notice_given.emit(f"{count:,} rows were saved to {path}.")
