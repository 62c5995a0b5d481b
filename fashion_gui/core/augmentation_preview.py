"""What the variations of a training look like, without TensorFlow.

The twin of `training.augmentation`: the same ranges and the same geometry, on numpy. A test feeds both the
same random numbers and holds them to the same pictures.
"""

from __future__ import annotations

import math

import numpy as np

from fashion_gui.core.recipes import Augmentation

_EDGE = 28


def preview(pictures: np.ndarray, settings: Augmentation, seed: int) -> np.ndarray:
    """Vary some pictures once; the same seed draws the same variations, whatever the ranges are.

    So a picture moves smoothly while one of the ranges is changed.

    Args:
        pictures: uint8 [n, 28, 28], 0 is background.

    Returns:
        uint8 [n, 28, 28].
    """
    random = np.random.default_rng(seed)
    count = len(pictures)
    images = pictures.astype(np.float32) / 255
    moves, erasures = random.uniform(-1, 1, (8, count)), random.uniform(0, 1, (5, count))
    noise = random.uniform(0, 1, images.shape)
    images = move(images, settings, moves)
    images = erase(images, settings, erasures, noise)
    return np.round(images * 255).astype(np.uint8)


def move(images: np.ndarray, settings: Augmentation, draw: np.ndarray) -> np.ndarray:
    """Rotate, shear, zoom, mirror and shift float [n, 28, 28] by the draws [8, n] from -1 to 1."""
    warped = draw[7] < 2 * settings.warped - 1
    angle = draw[0] * warped * math.radians(settings.rotation)
    slant = np.tan(draw[1] * warped * math.radians(settings.shear))
    scale_x = 1 + draw[2] * warped * settings.zoom
    scale_y = 1 + draw[3] * warped * settings.zoom
    mirror = np.where(draw[6] < 0, -1.0, 1.0) if settings.flip else np.ones_like(angle)
    shift_x, shift_y = draw[4:6] * settings.shift * _EDGE
    shift_x = np.where(warped, shift_x, np.round(shift_x))
    shift_y = np.where(warped, shift_y, np.round(shift_y))
    cos, sin = np.cos(angle), np.sin(angle)
    a, b = mirror * cos / scale_x, mirror * (slant * cos - sin) / scale_x
    c, d = sin / scale_y, (slant * sin + cos) / scale_y
    centre = (_EDGE - 1) / 2
    y, x = np.mgrid[:_EDGE, :_EDGE]
    from_x = x - centre - shift_x[:, None, None]
    from_y = y - centre - shift_y[:, None, None]
    return _bilinear(
        images,
        centre + a[:, None, None] * from_x + b[:, None, None] * from_y,
        centre + c[:, None, None] * from_x + d[:, None, None] * from_y,
    )


def erase(images: np.ndarray, settings: Augmentation, draw: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """Replace a rectangle of some of float [n, 28, 28] by noise of that shape; draws [5, n] from 0 to 1."""
    if not (settings.erasing and settings.erasing_area):
        return images
    area = (0.02 + draw[0] * max(settings.erasing_area - 0.02, 0)) * _EDGE**2
    ratio = np.exp((draw[1] * 2 - 1) * math.log(3.3))
    height = np.minimum(np.sqrt(area * ratio), _EDGE)[:, None, None]
    width = np.minimum(np.sqrt(area / ratio), _EDGE)[:, None, None]
    top = draw[2][:, None, None] * (_EDGE - height)
    left = draw[3][:, None, None] * (_EDGE - width)
    rows, columns = np.mgrid[:_EDGE, :_EDGE]
    inside = (rows >= top) & (rows < top + height) & (columns >= left) & (columns < left + width)
    return np.where(inside & (draw[4] < settings.erasing)[:, None, None], noise, images)


def _bilinear(images: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Values of float [n, h, w] at the positions [n, h, w], interpolated; outside there is 0."""
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    highest = _EDGE + 0.999
    x, y = np.clip(x + 1, 0, highest), np.clip(y + 1, 0, highest)
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    right_part, lower_part = x - left, y - top
    number = np.arange(len(images))[:, None, None]
    upper = padded[number, top, left] * (1 - right_part) + padded[number, top, left + 1] * right_part
    lower = padded[number, top + 1, left] * (1 - right_part) + padded[number, top + 1, left + 1] * right_part
    return upper * (1 - lower_part) + lower * lower_part
