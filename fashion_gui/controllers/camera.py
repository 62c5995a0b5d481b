"""From the Camera page to live recognition and back."""

from __future__ import annotations

import time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from fashion_gui import paths
from fashion_gui.controllers.controller import Controller, Program
from fashion_gui.core.errors import CameraError, FashionGuiError, ModelError
from fashion_gui.ui.pages.camera import CameraPage

if TYPE_CHECKING:
    import numpy as np

    from fashion_gui.core.live_answer import LiveAnswer
    from fashion_gui.core.pace import Pace
    from fashion_gui.core.video_sources import StreamFacts, VideoSource
    from fashion_gui.services.camera import Camera
    from fashion_gui.services.camera_list import CameraList
    from fashion_gui.services.snapshots import Snapshots

_FIGURES_MILLISECONDS = 500


class CameraController(Controller):
    """One video at a time; it stops when another page is shown."""

    page: CameraPage
    _pictures: Pace
    _answers: Pace
    _answered: int

    def __init__(self, program: Program, parent: QObject | None = None) -> None:
        super().__init__(program, parent)
        self.page = CameraPage(program.artwork)
        self.page.folder = program.settings.current.folder
        self.page.show_mirrored(program.settings.current.mirror)
        self._source: VideoSource | None = None
        self._offered = False
        self._ages: list[float] = []
        self._figures = QTimer(self, interval=_FIGURES_MILLISECONDS)
        self._figures.timeout.connect(self._show_figures)
        self.page.came.connect(self._take_came)
        self.page.left.connect(self._take_left)
        self.page.start_wanted.connect(self.start_video)
        self.page.stop_wanted.connect(self._stop_video)
        self.page.nothing_to_start.connect(self._take_nothing)
        self.page.source_entered.connect(self.watch)
        self.page.snapshot_wanted.connect(self._take_snapshot)
        self.page.recording_wanted.connect(self._take_recording)
        self.page.background_wanted.connect(self._learn_background)
        self.page.mirror_changed.connect(self._take_mirror)
        self.page.folder_used.connect(self._take_folder)

    def take_settings(self) -> None:
        if "_camera" in self.__dict__:
            self._camera.set_threshold(self.program.settings.current.threshold)

    def close(self) -> None:
        for service in ("_cameras", "_camera", "_snapshots"):
            if service in self.__dict__:
                getattr(self, service).close()

    # Services, each made when it is first needed

    @cached_property
    def _camera(self) -> Camera:
        from fashion_gui.services.camera import Camera

        camera = Camera(self.program.classification.slot, self)
        camera.opened.connect(self._take_opened)
        camera.frame_waiting.connect(self._show_frame)
        camera.answer_waiting.connect(self._show_answer)
        camera.failed.connect(self._take_failure)
        camera.ended.connect(self._take_end)
        camera.recorded.connect(self._take_recorded)
        camera.recording_failed.connect(self._take_recording_failure)
        return camera

    @cached_property
    def _cameras(self) -> CameraList:
        from fashion_gui.services.camera_list import CameraList

        cameras = CameraList(self)
        cameras.found.connect(self.page.show_cameras)
        return cameras

    @cached_property
    def _snapshots(self) -> Snapshots:
        from fashion_gui.services.snapshots import Snapshots

        snapshots = Snapshots(self)
        snapshots.saved.connect(self._take_saved)
        snapshots.failed.connect(self.report)
        return snapshots

    # From the page

    @Slot()
    def _take_came(self) -> None:
        last = self.program.settings.current.video
        if last and not self._offered:
            from fashion_gui.core.video_sources import source_from

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
        from fashion_gui.core.video_sources import source_from

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
        from fashion_gui.core.pace import Pace

        settings = self.program.settings
        self._source = source
        self._pictures, self._answers = Pace(), Pace()
        self._answered = 0
        self._ages.clear()
        self.page.end()
        self.page.show_mirrored(settings.current.mirror and source.kind == "camera")
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

    @Slot(object, object)
    def _take_snapshot(self, rgb: np.ndarray, answer: LiveAnswer) -> None:
        self._snapshots.save(_new_file("png"), rgb, answer)

    @Slot(bool)
    def _take_recording(self, wanted: bool) -> None:
        if wanted:
            self._camera.record(_new_file("csv"))
        else:
            self._camera.stop_recording()
        self.page.show_recording(wanted)

    @Slot()
    def _learn_background(self) -> None:
        self._camera.learn_background()
        self.notice_given.emit("What the camera shows now counts as background.")

    @Slot(bool)
    def _take_mirror(self, mirrored: bool) -> None:
        if self._source is None or self._source.kind == "camera":  # a film is not for looking at oneself
            self.program.settings.change(mirror=mirrored)

    @Slot(str)
    def _take_folder(self, folder: str) -> None:
        self.program.settings.change(folder=folder)

    # From the services

    @Slot(object)
    def _take_opened(self, facts: StreamFacts) -> None:
        rate = f", {facts.frame_rate:.0f}/s" if facts.frame_rate else ""
        self.page.show_facts(f"{facts.width} × {facts.height}{rate}")
        if self._source is not None:
            self.program.settings.change(video=self._source.place)

    @Slot()
    def _show_frame(self) -> None:
        frame = self._camera.take_frame()
        if frame is not None:
            self._pictures.mark(time.perf_counter(), frame.number)
            self.page.show_frame(frame.rgb)

    @Slot()
    def _show_answer(self) -> None:
        taken = self._camera.take_answer()
        if taken is None:
            return
        frame, answer = taken
        self.page.show_answer(frame.rgb, answer)
        now = time.perf_counter()
        self._answered += 1
        self._answers.mark(now, self._answered)
        self._ages.append((now - answer.captured) * 1e3)

    @Slot()
    def _show_figures(self) -> None:
        from fashion_gui.ui.widgets.live_panel import LiveFigures

        if not self._ages:
            return
        now = time.perf_counter()
        self._ages = self._ages[-30:]
        age = sorted(self._ages)[len(self._ages) // 2]
        rates = self._pictures.rate(now), self._answers.rate(now)
        self.page.show_figures(LiveFigures(*rates, age, self._camera.left_out))

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

    @Slot(object)
    def _take_saved(self, path: Path) -> None:
        self.notice_given.emit(f"Picture and answer were saved to {path}.")

    @Slot(object, int)
    def _take_recorded(self, path: Path, rows: int) -> None:
        self.notice_given.emit(f"{rows:,} answers were written to {path}.")

    @Slot(object)
    def _take_recording_failure(self, error: FashionGuiError) -> None:
        self.page.show_recording(False)
        self.report(error)


def _new_file(suffix: str) -> Path:
    """A name in the user's folder that no file has yet."""
    now = time.time()
    stamp = time.strftime("%Y-%m-%d %H-%M-%S", time.localtime(now))
    return paths.home_dir() / "camera" / f"{stamp}-{int(now % 1 * 1000):03d}.{suffix}"
