"""From the Camera page to live recognition and back."""

from __future__ import annotations

import time
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from fashion_gui.controllers.controller import Controller, Program
from fashion_gui.core.errors import CameraError, FashionGuiError, ModelError
from fashion_gui.core.live_figures import LiveMeter
from fashion_gui.core.video_sources import ASKED_OF_CAMERAS, CAMERA, source_from
from fashion_gui.ui.pages.camera import CameraPage

if TYPE_CHECKING:
    from fashion_gui.controllers.camera_files import CameraFiles
    from fashion_gui.core.video_sources import StreamFacts, VideoSource
    from fashion_gui.services.camera import Camera
    from fashion_gui.services.camera_list import CameraList

_FIGURES_MILLISECONDS = 500


class CameraController(Controller):
    """One video at a time; it stops when another page is shown."""

    page: CameraPage
    _files: CameraFiles
    _meter: LiveMeter

    def __init__(self, program: Program, parent: QObject | None = None) -> None:
        super().__init__(program, parent)
        self.page = CameraPage(program.artwork)
        self.page.dialogs.folder = program.settings.current.folder
        self.page.show_mirrored(program.settings.current.mirror)
        self._source: VideoSource | None = None
        self._offered = False
        self._figures = QTimer(self, interval=_FIGURES_MILLISECONDS)
        self._figures.timeout.connect(self._show_figures)
        self.page.came.connect(self._take_came)
        self.page.left.connect(self._take_left)
        self.page.painted.connect(self._take_painted)
        self.page.start_wanted.connect(self.start_video)
        self.page.stop_wanted.connect(self._stop_video)
        self.page.nothing_to_start.connect(self._take_nothing)
        self.page.dialogs.source_entered.connect(self.watch)
        self.page.background_wanted.connect(self._learn_background)
        self.page.mirror_changed.connect(self._take_mirror)
        self.page.dialogs.folder_used.connect(self.remember_folder)

    def take_settings(self) -> None:
        if "_camera" in self.__dict__:
            self._camera.set_threshold(self.program.settings.current.threshold)

    def close(self) -> None:
        for service in ("_cameras", "_camera", "_files"):
            if service in self.__dict__:
                getattr(self, service).close()

    # Services, each made when it is first needed

    @cached_property
    def _camera(self) -> Camera:
        from fashion_gui.controllers.camera_files import CameraFiles
        from fashion_gui.services.camera import Camera

        camera = Camera(self.program.classification.slot, self)
        camera.opened.connect(self._take_opened)
        camera.lost.connect(self._take_lost)
        camera.frame_waiting.connect(self._show_frame)
        camera.answer_waiting.connect(self._show_answer)
        camera.failed.connect(self._take_failure)
        camera.ended.connect(self._take_end)
        self._files = CameraFiles(self.page, camera, self.program.examples, self)
        self._files.problem_found.connect(self.problem_found)
        self._files.notice_given.connect(self.notice_given)
        return camera

    @cached_property
    def _cameras(self) -> CameraList:
        from fashion_gui.services.camera_list import CameraList

        cameras = CameraList(self)
        cameras.found.connect(self.page.show_cameras)
        return cameras

    # From the page

    @Slot()
    def _take_came(self) -> None:
        last = self.program.settings.current.video
        if last and not self._offered:
            self.page.show_source(source_from(last))
        self._offered = True
        self._cameras.watch()

    @Slot()
    def _take_left(self) -> None:
        self._cameras.rest()
        if self.page.running:
            self._stop_video()

    @Slot(str)
    def watch(self, text: str) -> None:
        """Watch a path or an address."""
        try:
            source = source_from(text)
        except CameraError as error:
            self.report(error)
            return
        self.page.show_source(source)
        self.start_video(source)

    @Slot(object)
    def start_video(self, source: VideoSource) -> None:
        """Watch a source, instead of the one before."""
        settings = self.program.settings
        self._source = source
        self._meter = LiveMeter()
        self.page.end()
        self.page.show_mirrored(settings.current.mirror and source.kind == CAMERA)
        self.page.begin(source.name)
        self._camera.start(source, settings.current.threshold)
        self._figures.start()

    @Slot()
    def _stop_video(self) -> None:
        self._figures.stop()
        self._camera.stop()
        if self.page.shows_video:
            self.page.end()
        else:
            self.page.end("Stopped", "Start begins anew.")

    @Slot()
    def _take_nothing(self) -> None:
        self.report(
            CameraError("No camera was found.", "Plug one in, or open a video file or a network camera.")
        )

    @Slot()
    def _learn_background(self) -> None:
        self._camera.learn_background()
        self.notice_given.emit("What the camera shows now counts as background.")

    @Slot(bool)
    def _take_mirror(self, mirrored: bool) -> None:
        if self._source is None or self._source.kind == CAMERA:  # a film is not for looking at oneself
            self.program.settings.change(mirror=mirrored)

    # From the services

    @Slot(object)
    def _take_opened(self, facts: StreamFacts) -> None:
        if self._source is None:
            return
        obtained, asked = _in_words(facts), _in_words(ASKED_OF_CAMERAS)
        of_camera = self._source.kind == CAMERA
        self.page.show_facts(
            obtained, f"Asked for {asked}, obtained {obtained}" if of_camera else "As it is delivered"
        )
        self.program.settings.change(video=self._source.place)

    @Slot(object)
    def _take_lost(self, error: CameraError) -> None:
        self._meter = LiveMeter()  # rates and ages of before say nothing any more
        self.page.show_lost(error.problem)

    @Slot()
    def _show_frame(self) -> None:
        frame = self._camera.take_frame()
        if frame is not None:
            self.page.show_frame(frame)

    @Slot()
    def _show_answer(self) -> None:
        taken = self._camera.take_answer()
        if taken is not None:
            self.page.show_answer(*taken)

    @Slot()
    def _take_painted(self) -> None:
        if self.page.running:
            shown, present = self.page.picture.shown, self.page.present
            self._meter.painted(
                time.perf_counter(), shown.number if shown else None, present[1] if present else None
            )

    @Slot()
    def _show_figures(self) -> None:
        figures = self._meter.figures(time.perf_counter(), self._camera.left_out)
        if figures is not None and not self.page.frozen:
            self.page.show_figures(figures)

    @Slot(object)
    def _take_failure(self, error: FashionGuiError) -> None:
        if isinstance(error, ModelError):  # pictures come, answers don't
            self.page.show_no_answers(error.problem)
        else:
            self._figures.stop()
            self.page.end("No video", str(error))
        self.report(error)

    @Slot()
    def _take_end(self) -> None:
        self._figures.stop()
        self.page.end()
        self.notice_given.emit("The video has come to its end; Start shows it again.")


def _in_words(facts: StreamFacts) -> str:
    rate = f", {facts.frame_rate:.0f}/s" if facts.frame_rate else ""
    return f"{facts.width} × {facts.height}{rate}"
