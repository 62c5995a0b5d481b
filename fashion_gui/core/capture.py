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
_BEHIND_SECONDS = 0.5  # a file that fell behind by more (the machine slept) goes on from where it is


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture of a video.

    Attributes:
        rgb: uint8 [h, w, 3]; nobody writes to it.
        number: from 0.
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
        """The source is there; frames follow."""

    def frame_captured(self, frame: Frame) -> None:
        """The newest frame; must return at once."""

    def stream_ended(self, error: CameraError | None) -> None:
        """The last message: a file came to its end (None), or why nothing comes any longer."""


class Capture:
    """Reads until the source ends or `stop` is called.

    The thread ends with the process if need be: opening an address that does not answer can't be
    interrupted, only waited for, and nobody should have to.
    """

    def __init__(self, source: VideoSource, listener: CaptureListener) -> None:
        self._source = source
        self._listener = listener
        self._stopping = threading.Event()
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
        stream = VideoStream(self._source)
        try:
            if self._stopping.is_set():
                return
            self._listener.stream_opened(stream.facts)
            begun, number = time.perf_counter(), 0
            while not self._stopping.is_set():
                rgb = stream.read()
                if rgb is None:
                    return
                if not stream.live:
                    begun = self._await_turn(begun, number / (stream.facts.frame_rate or DEFAULT_RATE))
                now = time.perf_counter()
                self._listener.frame_captured(Frame(rgb, number, now - begun, now))
                number += 1
        finally:
            stream.close()

    def _await_turn(self, begun: float, due: float) -> float:
        """Wait until a file's frame is to be shown; returns when the first one was, put off if it is late."""
        early = begun + due - time.perf_counter()
        if early > 0:
            self._stopping.wait(early)
        elif early < -_BEHIND_SECONDS:
            return begun - early
        return begun
