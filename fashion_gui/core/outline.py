"""Masks and the polygons drawn around them."""

from __future__ import annotations

import numpy as np

from fashion_gui.core.opencv import cv2


def enlarged(mask: np.ndarray, width: int, height: int) -> np.ndarray:
    """A small mask at picture size, its steps smoothed: bool [h, w] → bool [height, width]."""
    soft = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), 0.7)
    return cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR) > 0.5


def outlines(mask: np.ndarray) -> tuple[np.ndarray, ...]:
    """Closed polygons around every part and hole of a bool [h, w] mask: int32 [n, 2] each, (x, y), n ≥ 3."""
    contours, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    polygons = (cv2.approxPolyDP(contour, 0.7, closed=True)[:, 0] for contour in contours)
    return tuple(polygon.astype(np.int32) for polygon in polygons if len(polygon) >= 3)


def bounding_box(mask: np.ndarray) -> tuple[int, int, int, int]:
    """(x, y, width, height) of the true pixels; the whole mask's if there are none."""
    if not mask.any():
        return 0, 0, mask.shape[1], mask.shape[0]
    ys, xs = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    return int(xs[0]), int(ys[0]), int(xs[-1] - xs[0] + 1), int(ys[-1] - ys[0] + 1)
