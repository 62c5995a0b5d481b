"""From a picture to the 28×28 grey image that the network knows.

Fashion-MNIST was made from product photos on a plain light background: edges trimmed, longest edge to 28
pixels, sharpened, centred on 28×28, negated, 8-bit grey (Xiao, Rasul, Vollgraf, "Fashion-MNIST: a novel image
dataset for benchmarking machine learning algorithms", arXiv:1708.07747, figure 1). Black is background, and
a dark garment is light. Photos go the same way once all but the garment is black, with two exceptions: they
are not sharpened, because the studio's even light is missing and it is the creases that come out; and
white and black are drawn in to where the data set's garments end, see `negative`.
"""

from __future__ import annotations

import numpy as np

from fashion_gui.core.images import Picture
from fashion_gui.core.opencv import cv2
from fashion_gui.core.segmentation import Garment

SIDE = 28
BLACK = 24
"""Grey value up to which a frame counts as black: JPEG leaves traces of its neighbours there."""

_BLANK = 8  # of 255: what differs no more shows nothing; the data set's 10,000 test images span at least 254
_ASKEW = 0.02  # share of its side by which a square may be out, as one cut out of a screenshot is
_EDGE_TO_EDGE = 0.95  # share of the side that the garment fills: 99.3 % of them have 27 pixels of the 28


def dataset_style(picture: Picture) -> np.ndarray | None:
    """The picture as uint8 [28, 28] if it already is in the data set's style, else None (a photo).

    - 28×28 pixels, of any mode: its grey values, exactly. Only where all four corners are lighter than middle
      grey is it negated: dark on white (of the data set's 70,000 images the lightest has one corner at 12).
      One that is blank is no picture of anything.
    - Larger, square, grey, at least half of the frame black, and a garment that reaches from edge to edge:
      light on black, reduced to 28×28. Chalk drawings and faces in the dark keep a margin.
    """
    height, width = picture.rgb.shape[:2]
    grey = picture.rgb[..., 0] if picture.grey else cv2.cvtColor(picture.rgb, cv2.COLOR_RGB2GRAY)
    if np.ptp(grey) < _BLANK:
        return None
    if (height, width) == (SIDE, SIDE):
        dark_on_white = (grey[:: SIDE - 1, :: SIDE - 1] > 127).all()
        return 255 - grey if dark_on_white else grey.copy()
    if not picture.grey or min(height, width) < SIDE or abs(height - width) > _ASKEW * max(height, width):
        return None
    light_on_black = (_frame(grey) <= BLACK).mean() >= 0.5 and grey.max() > 2 * BLACK
    return centred(grey.astype(np.float32)) if light_on_black and _fills(grey) else None


def _fills(grey: np.ndarray) -> bool:
    """Whether what is not black reaches from edge to edge, as the data set's trimmed garments do."""
    light = grey > BLACK
    extents = (np.ptp(np.flatnonzero(light.any(axis))) + 1 for axis in (0, 1))
    return bool(max(extents) >= _EDGE_TO_EDGE * min(grey.shape))


def to_28x28(rgb: np.ndarray, garment: Garment) -> np.ndarray:
    """A photo's garment as the data set would show it: uint8 [28, 28], 0 is background.

    Args:
        rgb: uint8 [h, w, 3].
        garment: what was found in it; its mask has the same height and width.
    """
    x, y, width, height = garment.box
    grey = cv2.cvtColor(np.ascontiguousarray(rgb[y : y + height, x : x + width]), cv2.COLOR_RGB2GRAY)
    return centred(negative(grey) * garment.mask[y : y + height, x : x + width])


def negative(grey: np.ndarray) -> np.ndarray:
    """Grey values 0–255 negated to 30–234, float32: the range of the data set's garments.

    The lowest and highest 2 % of each one's pixels end, on average, at 28 and 232; white products were left
    out of it. So a white garment in a photo still differs from the background.
    """
    return np.float32(234.0) - np.float32(0.8) * grey.astype(np.float32)


def _frame(grey: np.ndarray) -> np.ndarray:
    """The outermost pixels, as many deep as one of the 28 would be."""
    deep = max(1, round(min(grey.shape) / SIDE))
    rows = np.concatenate([grey[:deep].ravel(), grey[-deep:].ravel()])
    return np.concatenate([rows, grey[deep:-deep, :deep].ravel(), grey[deep:-deep, -deep:].ravel()])


def centred(negative: np.ndarray) -> np.ndarray:
    """Longest edge to 28 by averaging, centred on black: float32 [h, w], 0–255 → uint8 [28, 28]."""
    height, width = negative.shape
    scale = SIDE / max(height, width)
    high, wide = max(1, round(height * scale)), max(1, round(width * scale))
    small = cv2.resize(negative.astype(np.float32), (wide, high), interpolation=cv2.INTER_AREA)
    canvas = np.zeros((SIDE, SIDE), np.float32)
    top, left = (SIDE - high) // 2, (SIDE - wide) // 2
    canvas[top : top + high, left : left + wide] = small
    return np.clip(np.rint(canvas), 0, 255).astype(np.uint8)
