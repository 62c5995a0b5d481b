"""Finding the garment in a photo."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fashion_gui.core.drawings import is_flat, is_line_drawing
from fashion_gui.core.foreground import cut_out
from fashion_gui.core.garment_count import holds_several
from fashion_gui.core.opencv import cv2
from fashion_gui.core.outline import bounding_box, enlarged, outlines

WORKING_EDGE = 120
"""Longest edge, in pixels, at which a garment is looked for; 160 took twice as long and gained nothing."""

NOTHING_FOUND = "No garment stood out from its surroundings, so the whole picture was used."
NOTHING_IN_BOX = "No garment stood out inside the box, so the whole box was used."
LINES = "This seems to be writing or a line drawing, not a garment."
FLAT = "It has no shades, as if it were drawn, so it may be no garment."
SEVERAL = "There seem to be several garments: draw a box around one."

_SMALLEST = 12  # pixels of the shorter edge under which there is no outline to be found
_LEAST_SCORE = 0.5
_MARGIN = 0.25  # share of a drawn box that is looked at around it, to learn what the background is like

Box = tuple[int, int, int, int]


@dataclass(frozen=True, eq=False)
class Garment:
    """Where the garment is in a picture.

    Attributes:
        mask: bool [h, w], true on the garment.
        outlines: closed polygons around its parts and holes, int32 [n, 2] each, (x, y); empty if not found.
        box: (x, y, width, height) of the mask.
        found: False where nothing stood out; the mask is then the whole picture, or the whole drawn box.
        note: the sentence that says so, or that it seems to be drawn, or several garments; else empty.
    """

    mask: np.ndarray
    outlines: tuple[np.ndarray, ...]
    box: Box
    found: bool
    note: str = ""


def find_garment(rgb: np.ndarray, box: Box | None = None) -> Garment:
    """Find what lies, hangs or is held in front of the background.

    Args:
        rgb: uint8 [h, w, 3]; the time hardly depends on its size.
        box: (x, y, width, height) drawn around the garment, in pixels of the picture; clipped to it.

    Returns:
        The garment; the same for the same picture every time. Never raises for what a picture shows.
    """
    height, width = rgb.shape[:2]
    left, top, right, bottom = _clipped(box, width, height)
    margin_x, margin_y = round((right - left) * _MARGIN), round((bottom - top) * _MARGIN)
    x0, y0 = max(0, left - margin_x), max(0, top - margin_y)
    x1, y1 = min(width, right + margin_x), min(height, bottom + margin_y)
    small, scale = _small(rgb[y0:y1, x0:x1])
    boxed = (left, top, right, bottom) != (0, 0, width, height)
    area = None
    if boxed:
        area = np.zeros(small.shape[:2], bool)
        area[round((top - y0) * scale) : round((bottom - y0) * scale),
             round((left - x0) * scale) : round((right - x0) * scale)] = True  # fmt: skip
    mask = np.zeros((height, width), bool)
    note = ""
    if min(small.shape[:2]) >= _SMALLEST and (area is None or area.any()):
        cut, score = cut_out(small, area)
        if score >= _LEAST_SCORE:
            mask[y0:y1, x0:x1] = enlarged(cut, x1 - x0, y1 - y0)
            grey = cv2.cvtColor(np.ascontiguousarray(rgb[y0:y1, x0:x1]), cv2.COLOR_RGB2GRAY)
            if is_line_drawing(grey):
                note = LINES
            elif holds_several(small, cut):
                note = SEVERAL
            elif is_flat(grey, mask[y0:y1, x0:x1]):
                note = FLAT
    if mask.any():
        return Garment(mask, outlines(mask), bounding_box(mask), found=True, note=note)
    mask[top:bottom, left:right] = True
    note = NOTHING_IN_BOX if boxed else NOTHING_FOUND
    return Garment(mask, (), (left, top, right - left, bottom - top), found=False, note=note)


def _clipped(box: Box | None, width: int, height: int) -> tuple[int, int, int, int]:
    """(left, top, right, bottom) inside the picture; the whole picture for no box or one without area."""
    if box is None:
        return 0, 0, width, height
    x, y, wide, high = box
    left, top = min(max(0, x), width), min(max(0, y), height)
    right, bottom = min(max(left, x + wide), width), min(max(top, y + high), height)
    return (left, top, right, bottom) if right > left and bottom > top else (0, 0, width, height)


def _small(rgb: np.ndarray) -> tuple[np.ndarray, float]:
    """At the working size, and the factor it was reduced by (1 if it is smaller anyway)."""
    height, width = rgb.shape[:2]
    scale = min(1.0, WORKING_EDGE / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), scale
