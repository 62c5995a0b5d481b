"""A garment cut out of its photo, with a little around it, small enough to work on quickly."""

from __future__ import annotations

import numpy as np

from fashion_gui.core.opencv import cv2
from fashion_gui.core.segmentation import Garment


def reduced(rgb: np.ndarray, garment: Garment, edge: int, margin: float) -> tuple[np.ndarray, np.ndarray]:
    """The garment and a little around it.

    Args:
        edge: pixels of the longest edge; smaller ones stay as they are.
        margin: what is kept around the garment, as a share of its longer edge, where the photo has it.

    Returns:
        Colours uint8 [h, w, 3] and mask bool [h, w], true on the garment.
    """
    x, y, width, height = garment.box
    around = max(2, round(margin * max(width, height)))
    top, left = max(0, y - around), max(0, x - around)
    colours = rgb[top : y + height + around, left : x + width + around]
    mask = garment.mask[top : y + height + around, left : x + width + around]
    scale = min(1.0, edge / max(mask.shape))
    if scale < 1.0:
        size = max(1, round(mask.shape[1] * scale)), max(1, round(mask.shape[0] * scale))
        colours = cv2.resize(colours, size, interpolation=cv2.INTER_AREA)
        mask = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_AREA) >= 0.5
    return np.ascontiguousarray(colours), mask
