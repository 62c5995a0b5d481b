"""Reading a video source in a thread of its own, always at the pace of what it shows."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from fashion_gui.core.errors import CameraError
from fashion_gui.core.video_sources import StreamFacts, VideoSource
from fashion_gui.core.video_streams import VideoStream

LOG = logging.getLogger(__name__)
DEFAULT_RATE = 25.0
"""Frames a second of a file that does not say."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 8.0  # seconds before a lost source is opened again; doubled each time
_STEADY_SECONDS = 5.0  # of pictures, after which a source that is lost once more is tried as soon as at first
_BEHIND_SECONDS = 0.5  # a file that fell behind by more (the machine slept) goes on from where it is


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture of a video.

    Attributes:
        rgb: uint8 [h, w, 3]; nobody writes to it.
        number: from 0; those that were left out because they came too fast are counted, too.
        seconds: when it was taken, counted from the first frame.
        captured: the same on `time.perf_counter`.
    """

    rgb: np.ndarray
    number: int
    seconds: float
    captured: float


class CaptureListener(Protocol):
    """What a capture tells, in its own thread."""

    def stream_opened(self, facts: StreamFacts) -> None:
        """The source is there, perhaps once more; frames follow. Also when it changes what it delivers."""

    def stream_lost(self, error: CameraError) -> None:
        """Nothing comes any longer, and why; it is opened again and again until it is there or `stop`."""

    def frame_captured(self, frame: Frame) -> None:
        """The newest frame; must return at once."""

    def stream_ended(self, error: CameraError | None) -> None:
        """The last message: a file came to its end (None), or why nothing comes any longer."""


class Capture:
    """Reads until the source ends or `stop` is called.

    A camera or an address that has delivered and stops (unplugged, asleep, out of reach) is opened again if
    `persistent`; what does not open the first time is told at once.

    The thread ends with the process if need be: opening an address that does not answer can't be
    interrupted, only waited for, and nobody should have to.
    """

    def __init__(self, source: VideoSource, listener: CaptureListener, *, persistent: bool = False) -> None:
        self._source = source
        self._persistent = persistent
        self._listener = listener
        self._stopping = threading.Event()
        self._begun = 0.0  # when the first frame came
        self._number = 0  # of the next one
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ask it to end; the device is free as soon as the frame under way is read."""
        self._stopping.set()

    def wait(self, seconds: float) -> bool:
        """Wait for its end after `stop`; returns whether it has come."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        error: CameraError | None = None
        try:
            self._read_all()
        except CameraError as failure:
            error = failure
        except Exception as defect:
            LOG.exception("reading %s", self._source)
            error = CameraError(
                f"Something unexpected went wrong with “{self._source.name}”: {defect}.",
                "Start again, or choose another source.",
            )
        if not self._stopping.is_set():
            self._listener.stream_ended(error)

    def _read_all(self) -> None:
        stream: VideoStream | None = VideoStream(self._source)
        pause = _FIRST_PAUSE
        while stream is not None and not self._stopping.is_set():
            opened = time.perf_counter()
            try:
                self._read_stream(stream)
                return
            except CameraError as error:
                if not self._persistent:
                    raise
                self._listener.stream_lost(error)
            finally:
                stream.close()
            if time.perf_counter() - opened > _STEADY_SECONDS:
                pause = _FIRST_PAUSE
            stream, pause = self._opened_again(pause)

    def _opened_again(self, pause: float) -> tuple[VideoStream | None, float]:
        """The source once it is there, None after `stop`; and the pause to make before the next time."""
        said = ""
        while not self._stopping.wait(pause):
            pause = min(2 * pause, _LONGEST_PAUSE)
            try:
                return VideoStream(self._source), pause
            except CameraError as error:
                if error.problem != said and not self._stopping.is_set():
                    said = error.problem
                    self._listener.stream_lost(error)
        return None, pause

    def _read_stream(self, stream: VideoStream) -> None:
        """To the end of a file, or until `stop`; raises CameraError if a live source stops."""
        facts = stream.facts
        self._listener.stream_opened(facts)
        if self._number == 0:
            self._begun = time.perf_counter()
        passed_over = 0
        while not self._stopping.is_set():
            rgb = stream.read()
            if rgb is None:
                return
            self._number += stream.passed_over - passed_over
            passed_over = stream.passed_over
            if stream.facts != facts:
                facts = stream.facts
                self._listener.stream_opened(facts)
            if not stream.live:
                self._await_turn(self._number / (facts.frame_rate or DEFAULT_RATE))
            now = time.perf_counter()
            self._listener.frame_captured(Frame(rgb, self._number, now - self._begun, now))
            self._number += 1

    def _await_turn(self, due: float) -> None:
        """Wait until a file's frame is to be shown; if it is late by much, put all that follows off."""
        early = self._begun + due - time.perf_counter()
        if early > 0:
            self._stopping.wait(early)
        elif early < -_BEHIND_SECONDS:
            self._begun -= early
