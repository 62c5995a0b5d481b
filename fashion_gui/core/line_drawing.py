"""Telling text and line drawings from photos: two tones, and the rarer one only thin lines."""

from __future__ import annotations

import numpy as np

from fashion_gui.core.opencv import cv2

_EDGE = 480  # pixels of the longest edge at which lines are looked at: those of small print still show
_TWO_TONES = 0.85  # of the variance of grey that two tones explain: under it there are shades and light
_MOST_INK = 0.15  # of the area; what covers more of it is a pattern, such as that of a striped shirt
_THICK = 0.04  # of the longest edge: a line is thinner
_MOST_THICK = 0.4  # of the ink: crossings and full stops


def is_line_drawing(rgb: np.ndarray) -> bool:
    """Whether a picture, uint8 [h, w, 3], is written or drawn in lines, light on dark or dark on light."""
    grey = cv2.cvtColor(np.ascontiguousarray(rgb), cv2.COLOR_RGB2GRAY)
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


def _explained(grey: np.ndarray, ink: np.ndarray) -> float:
    """Share of the variance, 0–1, that is between the ink and the rest."""
    share = ink.mean()
    apart = float(grey[ink > 0].mean() - grey[ink == 0].mean())
    return float(share * (1 - share) * apart**2 / grey.var())
