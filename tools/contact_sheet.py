"""Many small pictures on one sheet, with a line of text below each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from fashion_gui.core.opencv import cv2

_GAP = 8
_LINE = 18
_LETTERS = 12
_PAPER, _INK = 255, 0


def contact_sheet(pictures: Sequence[np.ndarray], captions: Sequence[str], columns: int) -> Image.Image:
    """A sheet of pictures of one size, row by row.

    Args:
        pictures: uint8 [h, w, 3] or [h, w].
        captions: one for each; what is wider than its picture is cut off.
        columns: pictures in a row.
    """
    font = ImageFont.truetype(Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf"), _LETTERS)
    high, wide = pictures[0].shape[:2]
    rows = -(-len(pictures) // columns)
    across, down = wide + _GAP, high + _LINE + _GAP
    sheet = Image.new("RGB", (columns * across + _GAP, rows * down + _GAP), (_PAPER,) * 3)
    for place, (picture, caption) in enumerate(zip(pictures, captions, strict=True)):
        row, column = divmod(place, columns)
        cell = Image.new("RGB", (wide, high + _LINE), (_PAPER,) * 3)
        cell.paste(Image.fromarray(picture))
        ImageDraw.Draw(cell).text((wide // 2, high + 2), caption, (_INK,) * 3, font, anchor="ma")
        sheet.paste(cell, (column * across + _GAP, row * down + _GAP))
    return sheet


def enlarged(seen: np.ndarray, times: int) -> np.ndarray:
    """What a network sees, uint8 [28, 28], for the eye: smoothly, because it reads little from squares."""
    return cv2.resize(seen, None, fx=times, fy=times, interpolation=cv2.INTER_CUBIC)
