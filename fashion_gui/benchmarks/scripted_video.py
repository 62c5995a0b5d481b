"""A video whose garments and times are known: cut out of pictures, swaying before changing walls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from fashion_gui.core import images, segmentation
from fashion_gui.core.opencv import cv2

WIDTH, HEIGHT, RATE = 640, 480, 30
BACKGROUNDS = ((196, 190, 178), (150, 170, 188), (222, 222, 226))
_NOISES = 8


def empty_scene(background: tuple[int, int, int] = BACKGROUNDS[0], seed: int = 0) -> np.ndarray:
    """A wall with a camera's noise, uint8 [480, 640, 3] RGB; the noise is another with each `seed`."""
    return np.clip(np.array(background, np.int16) + _noise(seed % _NOISES), 0, 255).astype(np.uint8)


@lru_cache
def _noise(seed: int) -> np.ndarray:
    return np.rint(np.random.default_rng(seed).normal(0, 2, (HEIGHT, WIDTH, 3))).astype(np.int16)


class Cutting:
    """The garment of a picture, to be held in front of anything.

    Attributes:
        rgb: uint8 [h, w, 3]; mask: float32 [h, w, 1], 1 on the garment.
        found: whether something stood out in the picture; the whole of it is shown otherwise.
    """

    def __init__(self, path: Path, height: int = 340) -> None:
        """Read a picture and bring its garment to this height in pixels, or to 80 % of the video's width.

        Raises:
            PictureError: if it can't be read.
        """
        rgb = images.decode(path).rgb
        garment = segmentation.find_garment(rgb)
        self.found = garment.found
        x, y, wide, high = garment.box
        scale = min(height / high, 0.8 * WIDTH / wide)
        size = round(wide * scale), round(high * scale)
        self.rgb = cv2.resize(rgb[y : y + high, x : x + wide], size, interpolation=cv2.INTER_AREA)
        mask = garment.mask[y : y + high, x : x + wide].astype(np.float32)
        self.mask = cv2.resize(mask, size)[..., None]

    def before(self, scene: np.ndarray, left: int = 0, top: int = 0) -> np.ndarray:
        """The garment in the middle of the scene, or so many pixels off it."""
        high, wide = self.mask.shape[:2]
        x, y = (WIDTH - wide) // 2 + left, (HEIGHT - high) // 2 + top
        x, y = min(max(0, x), WIDTH - wide), min(max(0, y), HEIGHT - high)
        picture = scene.copy()
        part = picture[y : y + high, x : x + wide]
        part[:] = np.rint(self.mask * self.rgb + (1 - self.mask) * part).astype(np.uint8)
        return picture


def scripted_frames(
    cuttings: Sequence[Cutting | None], frames_each: int, *, sway: int = 12
) -> Iterator[np.ndarray]:
    """Each garment for so many frames, swaying, before another wall each; None is the empty scene."""
    for index, cutting in enumerate(cuttings):
        for number in range(frames_each):
            scene = empty_scene(BACKGROUNDS[index % len(BACKGROUNDS)], seed=number % 7)
            if cutting is None:
                yield scene
            else:
                yield cutting.before(scene, left=round(sway * np.sin(number / 5)))


def as_jpeg(rgb: np.ndarray) -> bytes:
    """uint8 [h, w, 3] as a camera would send it."""
    return cv2.imencode(".jpg", cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR))[1].tobytes()
