"""Several looks at one garment, whose answers are averaged.

An outline is never exact, and a network sees a garment that fills its 28 pixels a little otherwise than one
that does not. What is the same in all looks counts, what changes with them averages out (test-time
augmentation: Krizhevsky et al. 2012, section 4.1).
"""

from __future__ import annotations

import numpy as np

from fashion_gui.core.garment_patch import reduced
from fashion_gui.core.opencv import cv2
from fashion_gui.core.preprocessing import SIDE, centred, negative, to_28x28
from fashion_gui.core.probabilities import logarithms
from fashion_gui.core.segmentation import Garment

COUNT = 4

_EDGE = 112  # pixels of the longest edge to move an outline at: four for each of the 28
_MOVED = 0.0125  # share of the garment's longer edge that the outline is moved by
_SMALLER = SIDE - 4


def looks(rgb: np.ndarray, garment: Garment) -> np.ndarray:
    """The garment as it is, within a wider and a narrower outline, and smaller; the last two mirrored.

    Args:
        rgb: uint8 [h, w, 3].
        garment: what was found in it; its mask has the same height and width.

    Returns:
        uint8 [COUNT, 28, 28], 0 is background; the first is `preprocessing.to_28x28`.
    """
    plain = to_28x28(rgb, garment)
    shown, mask = reduced(rgb, garment, _EDGE, margin=2 * _MOVED)
    grey = negative(cv2.cvtColor(shown, cv2.COLOR_RGB2GRAY))
    reach = max(1.0, _MOVED * max(mask.shape))
    to_garment = cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, 3)
    to_background = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 3)
    outlines = (to_garment <= reach, to_background > reach)
    wider, narrower = (_within(grey, outline) if outline.any() else plain for outline in outlines)
    return np.stack([plain, wider, narrower[:, ::-1], _smaller(plain)[:, ::-1]])


def combined(probabilities: np.ndarray) -> np.ndarray:
    """One answer from the answers to several looks: the mean of their logits; none can rule a class out.

    Args:
        probabilities: float32 [..., looks, classes].

    Returns:
        float32 [..., classes], summing to 1.
    """
    likelihoods = np.exp(logarithms(probabilities).mean(axis=-2))
    together: np.ndarray = likelihoods / likelihoods.sum(axis=-1, keepdims=True)
    return together


def _within(grey: np.ndarray, outline: np.ndarray) -> np.ndarray:
    """What lies in an outline, bool [h, w], cut to it."""
    ys, xs = np.flatnonzero(outline.any(1)), np.flatnonzero(outline.any(0))
    inside = (grey * outline)[ys[0] : ys[-1] + 1, xs[0] : xs[-1] + 1]
    return centred(inside)


def _smaller(seen: np.ndarray) -> np.ndarray:
    canvas = np.zeros_like(seen)
    gap = (SIDE - _SMALLER) // 2
    small = cv2.resize(seen, (_SMALLER, _SMALLER), interpolation=cv2.INTER_AREA)
    canvas[gap : gap + _SMALLER, gap : gap + _SMALLER] = small
    return canvas
