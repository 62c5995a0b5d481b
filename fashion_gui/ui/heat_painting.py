"""Heat maps as colours over a picture, and in words.

Orange and blue are told apart by all common kinds of colour blindness; the place that matters most has a ring
and is named in words, so that nothing is told by colour alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.ui.words import percent

if TYPE_CHECKING:
    from fashion_gui.core.heat_map import HeatMap

FOR, AGAINST = QColor(255, 118, 28), QColor(52, 132, 255)
_STRONGEST = 0.74
"""Opacity where the map is at its strongest: the picture still shines through."""
_SIDE = 28
_RING = 3.4
"""Radius, in pixels of the 28."""
_MATTERS = 0.005
_PARTS = ((1 / 3, "upper", "left"), (2 / 3, "", ""), (1.0, "lower", "right"))


def heat_image(values: np.ndarray) -> QImage:
    """float32 [h, w], −1 to 1, as colours that are the more opaque the stronger they are."""
    strength = np.abs(values)[..., np.newaxis] ** 0.8 * _STRONGEST
    warm, cool = (np.array([c.red(), c.green(), c.blue()], np.float32) for c in (FOR, AGAINST))
    colours = np.where(values[..., np.newaxis] > 0, warm, cool) * strength
    rgba = np.rint(np.concatenate([colours, strength * 255], axis=-1)).astype(np.uint8)
    height, width = values.shape
    return QImage(
        rgba.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888_Premultiplied
    ).copy()


def paint_heat(painter: QPainter, square: QRectF, heat: HeatMap, inside: QPainterPath | None = None) -> None:
    """Lay a heat map over the square where the 28×28 pixels are; its colours only `inside` a shape."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if inside is not None:
        painter.setClipPath(inside)
    painter.drawImage(square, heat_image(heat.values))
    painter.setClipping(False)
    pixel = square.width() / _SIDE
    centre = square.topLeft() + QPointF(heat.place[0] + 0.5, heat.place[1] + 0.5) * pixel
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((QColor(20, 16, 50, 200), 4.0), (QColor("#ffffff"), 1.8)):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(centre, _RING * pixel, _RING * pixel)
    painter.restore()


def heat_words(heat: HeatMap) -> str:
    """What the map shows: "Orange speaks for Shirt, blue against it. …"."""
    name = CLASS_NAMES[heat.index]
    colours = f"Orange speaks for {name}, blue against it."
    before, after = percent(heat.before), percent(heat.after)
    if heat.before - heat.after < _MATTERS:
        return f"{colours} No place alone decides: {before}, and {after} with the ringed one dark."
    return (
        f"{colours} What is shown here gives {before} alone, "
        f"and {after} with the ringed place ({_where(heat.place)}) dark."
    )


def _where(place: tuple[float, float]) -> str:
    """A place of the 28×28 pixels: "upper left", "middle", "lower"."""
    x, y = (next(number for number, part in enumerate(_PARTS) if at < part[0] * _SIDE) for at in place)
    return f"{_PARTS[y][1]} {_PARTS[x][2]}".strip() or "middle"
