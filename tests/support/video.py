"""Real video sources for the tests: garments of the samples, an .avi, a network camera on loopback."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np

from fashion_gui.benchmarks import network_camera as cameras
from fashion_gui.benchmarks import scripted_video
from fashion_gui.benchmarks.scripted_video import BACKGROUNDS, RATE, Cutting, as_jpeg, empty_scene
from fashion_gui.core.opencv import cv2
from tests.support.tiny_model import sample

__all__ = [
    "BACKGROUNDS", "RATE", "cutting", "empty_scene", "network_camera", "scripted_frames", "write_video"
]  # fmt: skip


def cutting(name: str, height: int = 340) -> Cutting:
    """The garment of a class's sample picture."""
    return Cutting(sample(name), height)


def scripted_frames(names: Sequence[str | None], frames_each: int) -> Iterator[np.ndarray]:
    """Each sample's garment for so many frames; None is the empty scene."""
    return scripted_video.scripted_frames([name and cutting(name) for name in names], frames_each)


def write_video(path: Path, frames: Iterator[np.ndarray] | Sequence[np.ndarray], rate: float = RATE) -> Path:
    """An MJPG .avi of RGB frames of one size."""
    writer = None
    for frame in frames:
        if writer is None:
            height, width = frame.shape[:2]
            writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), rate, (width, height))
        writer.write(cv2.cvtColor(frame, cv2.COLOR_RGB2BGR))
    assert writer is not None
    writer.release()
    return path


def network_camera(
    pictures: Sequence[np.ndarray], rate: float = RATE
) -> AbstractContextManager[cameras.NetworkCamera]:
    """A network camera that sends RGB pictures over and over."""
    return cameras.network_camera([as_jpeg(picture) for picture in pictures], rate)
