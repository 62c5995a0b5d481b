"""Telling writing and drawings from photos.

Writing and line drawings have two tones, and the rarer one only in thin lines; what is drawn filled has areas
of one tone exactly, which hardly any lens and cloth make.
"""

from __future__ import annotations

import numpy as np

from fashion_gui.core.opencv import cv2

_EDGE = 480  # pixels of the longest edge at which lines are looked at: those of small print still show
_TWO_TONES = 0.85  # of the variance of grey that two tones explain: under it there are shades and light
_MOST_INK = 0.15  # of the area; what covers more of it is a pattern, such as that of a striped shirt
_THICK = 0.04  # of the longest edge: a line is thinner
_MOST_THICK = 0.4  # of the ink: crossings and full stops
_MOST_FLAT = 0.8  # of a garment's pixels: 1 of 1,236 photos is above it; filled shapes as JPEGs: 0.87–0.97
_RIM = 4  # pixels along the outline that are left out: there a JPEG's noise is
_LEAST_INSIDE = 100  # pixels; fewer tell nothing


def is_line_drawing(grey: np.ndarray) -> bool:
    """Whether a picture, uint8 [h, w], is written or drawn in lines, light on dark or dark on light."""
    scale = min(1.0, _EDGE / max(grey.shape))
    size = max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale))
    grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    _, light = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    ink = light if light.mean() < 0.5 else 1 - light
    share = float(ink.mean())
    if not 0 < share <= _MOST_INK or _explained(grey, ink) < _TWO_TONES:
        return False
    thick = round(_THICK * max(grey.shape)) | 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (thick, thick))
    body = cv2.morphologyEx(np.pad(ink, thick), cv2.MORPH_OPEN, disc)
    return bool(body.sum() <= _MOST_THICK * ink.sum())


def is_flat(grey: np.ndarray, mask: np.ndarray) -> bool:
    """Whether a picture, uint8 [h, w], shows the same grey all over most of a garment's mask, bool [h, w]."""
    inside = cv2.erode(mask.astype(np.uint8), np.ones((2 * _RIM + 1,) * 2, np.uint8)) > 0
    if inside.sum() < _LEAST_INSIDE:
        return False
    around = np.ones((3, 3), np.uint8)
    same = cv2.dilate(grey, around) == cv2.erode(grey, around)
    return bool(same[inside].mean() > _MOST_FLAT)


def _explained(grey: np.ndarray, ink: np.ndarray) -> float:
    """Share of the variance, 0–1, that is between the ink and the rest."""
    share = ink.mean()
    apart = float(grey[ink > 0].mean() - grey[ink == 0].mean())
    return float(share * (1 - share) * apart**2 / grey.var())
