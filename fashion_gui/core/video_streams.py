"""Opening a video source and reading it frame by frame, all kinds alike."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from fashion_gui.core.errors import CameraError
from fashion_gui.core.images import LONGEST_EDGE
from fashion_gui.core.motion_jpeg import MotionJpeg, open_motion_jpeg
from fashion_gui.core.opencv import cv2
from fashion_gui.core.video_sources import ADDRESS, ASKED_OF_CAMERAS, CAMERA, FILE, StreamFacts, VideoSource

_OPEN_SECONDS, _READ_SECONDS = 3.0, 2.0
_ANOTHER = "Choose another source, or open a video file."
_CAMERA_APIS = {"linux": cv2.CAP_V4L2, "win32": cv2.CAP_MSMF, "darwin": cv2.CAP_AVFOUNDATION}

os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")  # torn frames are no news for the console
cv2.setLogLevel(0)  # what can't be opened is said in sentences


class VideoStream:
    """An opened source. One thread reads; it also closes.

    Attributes:
        facts: what it delivers; a camera may change its mind.
        live: whether frames come at their own time; those of a film, also on a server, are there at once.
    """

    def __init__(self, source: VideoSource) -> None:
        """Open it; takes up to three seconds for an address that does not answer.

        Raises:
            CameraError: if there is nothing to be had, with the reason.
        """
        self.source = source
        self._capture = _open(source)
        self.live = source.kind == CAMERA or (source.kind == ADDRESS and not self._capture.ends)
        first = self._read()
        if first is None:
            self.close()
            raise CameraError(*_nothing_comes(source))
        self._first: np.ndarray | None = first
        height, width = first.shape[:2]
        guessed = source.kind == ADDRESS and self.live
        rate = 0.0 if guessed else self._capture.frame_rate
        self.facts = StreamFacts(width, height, rate if 0 < rate <= 1000 else 0.0)

    @property
    def passed_over(self) -> int:
        """How many frames were left out so far, unseen, because newer ones had come."""
        return self._capture.passed_over

    def read(self) -> np.ndarray | None:
        """The next frame as uint8 [h, w, 3] RGB, no edge longer than 1024; None at the end of a film.

        Raises:
            CameraError: if a camera or an address has stopped delivering.
        """
        frame, self._first = self._first, None
        if frame is None:
            frame = self._read()
        if frame is None:
            if self.live:
                raise CameraError(*_stopped(self.source))
            return None
        height, width = frame.shape[:2]
        if (width, height) != (self.facts.width, self.facts.height):
            self.facts = replace(self.facts, width=width, height=height)
        scale = LONGEST_EDGE / max(height, width)
        if scale < 1:
            size = max(1, round(width * scale)), max(1, round(height * scale))
            frame = cv2.resize(frame, size, interpolation=cv2.INTER_AREA)
        return cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)

    def close(self) -> None:
        """Free the device."""
        self._capture.close()

    def _read(self) -> np.ndarray | None:
        return self._capture.read(_READ_SECONDS)


class _OpenCV:
    """What `MotionJpeg` is, by OpenCV: cameras, films, and addresses of other kinds.

    Attributes:
        ends: whether it is a film; frame_rate: as it says, a second.
    """

    passed_over = 0

    def __init__(self, capture: cv2.VideoCapture) -> None:
        self._capture = capture
        self.ends = capture.get(cv2.CAP_PROP_FRAME_COUNT) > 0
        self.frame_rate = float(capture.get(cv2.CAP_PROP_FPS))

    def read(self, seconds: float) -> np.ndarray | None:  # noqa: ARG002 (told when it was opened)
        with contextlib.suppress(cv2.error):  # a damaged stream; None says so
            good, frame = self._capture.read()
            if good and frame is not None and frame.ndim == 3 and frame.size:
                return frame
        return None

    def close(self) -> None:
        self._capture.release()


def _open(source: VideoSource) -> _OpenCV | MotionJpeg:
    if source.kind == ADDRESS:
        try:
            found = open_motion_jpeg(source.place, _OPEN_SECONDS, _READ_SECONDS)
        except (OSError, ValueError) as error:  # a port of letters is a ValueError
            raise CameraError(*_not_opened(source)) from error
        if found is not None:
            return found
    return _OpenCV(_opened(source))


def _opened(source: VideoSource) -> cv2.VideoCapture:
    if source.kind == CAMERA:
        _check_camera(source)
        capture = cv2.VideoCapture(int(source.place), _CAMERA_APIS.get(sys.platform, cv2.CAP_ANY))
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))  # raw pictures don't fit USB 2
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, ASKED_OF_CAMERAS.width)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, ASKED_OF_CAMERAS.height)
        capture.set(cv2.CAP_PROP_FPS, ASKED_OF_CAMERAS.frame_rate)
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    else:
        if source.kind == FILE:
            _check_file(source)
        limits = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, round(_OPEN_SECONDS * 1000)]
        limits += [cv2.CAP_PROP_READ_TIMEOUT_MSEC, round(_READ_SECONDS * 1000)]
        capture = cv2.VideoCapture(source.place, cv2.CAP_FFMPEG, limits)
    if not capture.isOpened():
        capture.release()
        raise CameraError(*_not_opened(source))
    return capture


def _check_camera(source: VideoSource) -> None:
    device = Path(f"/dev/video{source.place}")
    if sys.platform != "linux":
        return
    if not device.exists():
        raise CameraError(f"“{source.name}” is not plugged in.", f"Plug it in. {_ANOTHER}")
    if not os.access(device, os.R_OK | os.W_OK):
        raise CameraError(
            f"You are not allowed to use “{source.name}”.",
            "Ask for the right to use cameras (on most systems: the group “video”), or open a video file.",
        )


def _check_file(source: VideoSource) -> None:
    path = Path(source.place)
    try:
        with path.open("rb") as stream:
            empty = not stream.read(1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CameraError(f"The video “{source.name}” can't be read: {reason}.", _ANOTHER) from error
    if empty:
        raise CameraError(f"The video “{source.name}” is empty.", _ANOTHER)


def _not_opened(source: VideoSource) -> tuple[str, str]:
    if source.kind == CAMERA:
        return (
            f"“{source.name}” does not open: most likely another program is using it.",
            "Close that program (a video call, perhaps), then start again.",
        )
    if source.kind == FILE:
        return f"“{source.name}” is not a video that can be read.", _ANOTHER
    return (
        f"Nothing that can be shown comes from {source.name}.",
        "Check the address, and that the camera is switched on and in this network.",
    )


def _nothing_comes(source: VideoSource) -> tuple[str, str]:
    if source.kind == FILE:
        return f"There are no pictures in the video “{source.name}”.", _ANOTHER
    return f"“{source.name}” opens, but sends no pictures.", f"Switch it off and on again. {_ANOTHER}"


def _stopped(source: VideoSource) -> tuple[str, str]:
    if source.kind == CAMERA:
        return f"“{source.name}” has stopped: it may have been unplugged.", "Plug it in and start again."
    return f"No more pictures come from {source.name}.", "Check the camera and the network, then start again."
