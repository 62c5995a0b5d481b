"""Where live pictures come from: cameras by name, video files and network addresses. Opens none of them."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from fashion_gui.core.errors import CameraError

CAMERA, FILE, ADDRESS = "camera", "file", "address"
_SCHEMES = ("http", "https", "rtsp", "rtsps", "rtmp", "udp", "tcp")


@dataclass(frozen=True)
class VideoSource:
    """One thing that delivers frames.

    Attributes:
        kind: `CAMERA`, `FILE` or `ADDRESS`.
        place: number of the camera, path of the file, or URL: what `source_from` makes the source from.
        name: what people call it.
    """

    kind: str
    place: str
    name: str


@dataclass(frozen=True)
class StreamFacts:
    """What an opened source really delivers: size in pixels, frames a second (0 if it does not say)."""

    width: int
    height: int
    frame_rate: float


ASKED_OF_CAMERAS = StreamFacts(640, 480, 30.0)
"""What a camera gives may be something else."""


def source_from(text: str) -> VideoSource:
    """The source that a person means by a number, a device, a path or a URL.

    Raises:
        CameraError: for a URL of a kind that can't be read.
    """
    text = text.strip()
    number = re.fullmatch(r"(?:/dev/video)?(\d+)", text)
    if number:
        return VideoSource(CAMERA, number[1], f"Camera {number[1]}")
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]+)://", text)
    if not scheme:
        return VideoSource(FILE, text, Path(text).name or text)
    if scheme[1].lower() not in _SCHEMES:
        raise CameraError(
            f"“{scheme[1]}” is no kind of address that video can be read from.",
            "Network cameras have addresses that begin with http:// or rtsp://.",
        )
    return VideoSource(ADDRESS, text, re.sub(r"//[^/@]*@", "//", text))  # without a password in it


def cameras() -> list[VideoSource]:
    """The cameras that are plugged in, by name; no camera is opened for it. May take a tenth of a second."""
    from fashion_gui.core.opencv import cv2  # before the next one imports it, with its Qt variables

    found: list[tuple[int, str]] = []
    try:
        from cv2_enumerate_cameras import enumerate_cameras

        api = {"linux": cv2.CAP_V4L2, "win32": cv2.CAP_MSMF, "darwin": cv2.CAP_AVFOUNDATION}[sys.platform]
        found = [(camera.index, camera.name) for camera in enumerate_cameras(api)]
    except Exception:  # it asks the system in many ways, each with errors of its own; numbers will do
        if sys.platform == "linux":
            devices = (re.fullmatch(r"video(\d+)", path.name) for path in Path("/dev").glob("video*"))
            found = [(int(device[1]), "") for device in devices if device]
        else:
            found = [(0, "")]
    sources: list[VideoSource] = []
    for number, name in sorted(found):
        called = name.strip() or f"Camera {number}"
        if any(source.name == called for source in sources):
            called = f"{called} ({number})"
        sources.append(VideoSource(CAMERA, str(number), called))
    return sources
