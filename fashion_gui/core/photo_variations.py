"""Random variations of a photo's garment, for training: what another photo of it could have looked like."""

from __future__ import annotations

import numpy as np

from fashion_gui.core.garment_patch import reduced
from fashion_gui.core.opencv import cv2
from fashion_gui.core.preprocessing import centred, negative
from fashion_gui.core.segmentation import Garment

_EDGE = 96  # pixels of the longest edge to work at: a few for each of the 28
_MARGIN = 1 / 12  # room for an outline that grows and a garment that turns
_LUMA = np.array([0.299, 0.587, 0.114])


def vary(rgb: np.ndarray, garment: Garment, rng: np.random.Generator) -> np.ndarray:
    """One variation of the outline, light, angle and crop; of a pair of shoes sometimes only one.

    Args:
        rgb: uint8 [h, w, 3]; a photo reduced to 200 pixels does as well as a large one.
        garment: what was found in it; its mask has the same height and width.
        rng: the only source of chance.

    Returns:
        uint8 [28, 28], 0 is background, as `preprocessing.to_28x28` gives it for the photo itself.
    """
    colours, mask = reduced(rgb, garment, _EDGE, _MARGIN)
    if garment.found:
        mask = _redrawn(_perhaps_one_of_two(mask, rng), rng)
    shown = negative(_lit(colours.astype(np.float32), rng)) * mask
    return centred(_trimmed(*_moved(shown, mask, rng)))


def _perhaps_one_of_two(mask: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    count, parts, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    if count < 3:
        return mask
    first, second = 1 + np.argsort(-stats[1:, cv2.CC_STAT_AREA])[:2]
    alike = stats[second, cv2.CC_STAT_AREA] > 0.5 * stats[first, cv2.CC_STAT_AREA]
    if not alike or rng.random() < 0.6:
        return mask
    chosen: np.ndarray = parts == rng.choice([first, second])
    return chosen


def _redrawn(mask: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """With the outline moved in or out by up to 2.5 % of the size, and by a little more in places."""
    inside = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 3)
    outside = cv2.distanceTransform(1 - mask.astype(np.uint8), cv2.DIST_L2, 3)
    bumps = cv2.GaussianBlur(rng.standard_normal(mask.shape).astype(np.float32), (0, 0), 5.0)
    height = rng.uniform(0, 1.5) / max(float(bumps.std()), 1e-6)
    redrawn: np.ndarray = inside - outside + height * bumps + rng.uniform(-2.0, 2.5) > 0
    return redrawn if redrawn.sum() > 0.5 * mask.sum() else mask


def _lit(colours: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """float32 [h, w], 0–255: grey under another light, from another side, by another camera."""
    weights = _LUMA * rng.uniform(0.6, 1.4, 3)
    grey = colours @ (weights / weights.sum()).astype(np.float32) / 255
    height, width = grey.shape
    slope_y, slope_x = rng.uniform(-0.15, 0.15, 2)
    light = 1 + slope_y * np.linspace(-1, 1, height)[:, None] + slope_x * np.linspace(-1, 1, width)
    grey = np.clip(grey * light * rng.uniform(0.8, 1.1), 0, 1) ** np.exp(rng.uniform(-0.3, 0.3))
    return (grey * 255).astype(np.float32)


def _moved(shown: np.ndarray, mask: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Mirrored half of the time, turned by about 8°, stretched and sheared a little."""
    height, width = mask.shape
    angle, shear = np.deg2rad(rng.normal(0, 8)), rng.uniform(-0.08, 0.08)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    stretch = np.array([[rng.uniform(0.9, 1.1), shear], [0.0, rng.uniform(0.9, 1.1)]])
    mirror = np.diag([rng.choice([-1.0, 1.0]), 1.0])
    matrix = turn @ stretch @ mirror
    room = round(1.4 * max(height, width))
    centre = np.array([(width - 1) / 2, (height - 1) / 2])
    move = np.column_stack([matrix, (room - 1) / 2 - matrix @ centre])
    return (
        cv2.warpAffine(shown, move, (room, room), flags=cv2.INTER_LINEAR),
        cv2.warpAffine(mask.astype(np.float32), move, (room, room), flags=cv2.INTER_LINEAR) > 0.3,
    )


def _trimmed(shown: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Cut to the garment."""
    if not mask.any():
        return shown
    ys, xs = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    return shown[ys[0] : ys[-1] + 1, xs[0] : xs[-1] + 1]
