"""Live video for the window: starts, stops and switches without ever making it wait."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from fashion_gui.core.errors import CameraError, FashionGuiError
from fashion_gui.services.camera_run import CameraRun
from fashion_gui.services.model_slot import ModelSlot

if TYPE_CHECKING:
    from fashion_gui.core.capture import Frame
    from fashion_gui.core.live_answer import LiveAnswer
    from fashion_gui.core.video_sources import StreamFacts, VideoSource

LOG = logging.getLogger(__name__)
_CLOSE_SECONDS = 1.0


class Camera(QObject):
    """One video at a time; lives in the GUI thread, works in others. Nothing comes from a run after `stop`.

    Signals:
        started: somebody asked for a source; comes once, however often it is then lost and back.
        opened: StreamFacts of the source that was started; again when it is back, or delivers something else.
        lost: CameraError, a camera or address stopped; it is opened again until it is back or `stop`.
        frame_waiting: `take_frame` has something; comes again only after it was called.
        answer_waiting: the same for `take_answer`.
        failed: CameraError, the source is over; or ModelError, there are pictures but no answers.
        ended: a video file has come to its end.
        recorded: Path of a CSV with answers, number of rows.
        recording_failed: FashionGuiError; the recording is over.
    """

    started = Signal()
    opened = Signal(object)
    lost = Signal(object)
    frame_waiting = Signal()
    answer_waiting = Signal()
    failed = Signal(object)
    ended = Signal()
    recorded = Signal(object, int)
    recording_failed = Signal(object)

    _opened = Signal(int, object)
    _lost = Signal(int, object)
    _frame_came = Signal(int)
    _answer_came = Signal(int)
    _failed = Signal(int, object)
    _ended = Signal(int, object)

    def __init__(self, slot: ModelSlot, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._slot = slot
        self._number = 0
        self._run: CameraRun | None = None
        self._leaving: list[CameraRun] = []
        self._opened.connect(self._take_opened)
        self._lost.connect(self._take_lost)
        self._frame_came.connect(self._take_frame_came)
        self._answer_came.connect(self._take_answer_came)
        self._failed.connect(self._take_failed)
        self._ended.connect(self._take_ended)

    @property
    def running(self) -> bool:
        return self._run is not None

    @property
    def left_out(self) -> int:
        """Frames of this run that were shown but not recognised."""
        return self._run.left_out if self._run else 0

    def start(self, source: VideoSource, threshold: float) -> None:
        """Stop what runs and open another source; `opened` or `failed` tells how that went."""
        self.stop()
        self._number += 1
        self._run = CameraRun(self._number, source, threshold, self._slot, _Relay(self))
        self.started.emit()

    def stop(self) -> None:
        """Free the device, without waiting for it."""
        self._leaving = [run for run in self._leaving if not run.wait(0)]
        if self._run is not None:
            self._run.stop()
            self._leaving.append(self._run)
            self._run = None

    def close(self) -> None:
        """As `stop`, and wait until the device is free; not for an address that does not answer."""
        self.stop()
        for run in self._leaving:
            if not run.wait(_CLOSE_SECONDS):
                LOG.warning("A video source has not answered yet; it is left to itself.")

    def take_frame(self) -> Frame | None:
        """The newest frame, if there is one that was not taken yet."""
        return self._run.frames.take() if self._run else None

    def take_answer(self) -> tuple[Frame, LiveAnswer] | None:
        """The newest answer and the frame it is about."""
        return self._run.answers.take() if self._run else None

    def set_threshold(self, threshold: float) -> None:
        if self._run is not None:
            self._run.threshold = threshold

    @Slot()
    def learn_background(self) -> None:
        """What the camera shows now is the empty scene."""
        if self._run is not None:
            self._run.learn_background()

    def record(self, path: Path) -> None:
        """Write the answers to a CSV from now on."""
        if self._run is not None:
            self._run.record(path)

    def stop_recording(self) -> None:
        if self._run is not None:
            self._run.stop_recording()

    @Slot(int, object)
    def _take_opened(self, number: int, facts: StreamFacts) -> None:
        if self._run is not None and number == self._run.number:
            self.opened.emit(facts)

    @Slot(int, object)
    def _take_lost(self, number: int, error: CameraError) -> None:
        if self._run is not None and number == self._run.number:
            self.lost.emit(error)

    @Slot(int)
    def _take_frame_came(self, number: int) -> None:
        if self._run is not None and number == self._run.number:
            self.frame_waiting.emit()

    @Slot(int)
    def _take_answer_came(self, number: int) -> None:
        if self._run is not None and number == self._run.number:
            self.answer_waiting.emit()

    @Slot(int, object)
    def _take_failed(self, number: int, error: FashionGuiError) -> None:
        if self._run is not None and number == self._run.number:
            self.failed.emit(error)

    @Slot(int, object)
    def _take_ended(self, number: int, error: CameraError | None) -> None:
        if self._run is None or number != self._run.number:
            return
        self.stop()
        if error is None:
            self.ended.emit()
        else:
            self.failed.emit(error)


class _Relay:
    """Turns what a run tells in its threads into signals of the Camera."""

    def __init__(self, camera: Camera) -> None:
        self.opened = camera._opened.emit
        self.lost = camera._lost.emit
        self.frame_came = camera._frame_came.emit
        self.answer_came = camera._answer_came.emit
        self.failed = camera._failed.emit
        self.ended = camera._ended.emit
        self.recorded = camera.recorded.emit
        self.recording_failed = camera.recording_failed.emit
