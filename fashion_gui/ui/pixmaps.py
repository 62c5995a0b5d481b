"""Arrays of pixels as Qt's pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPixmap, QTransform

if TYPE_CHECKING:
    import numpy as np


def rgb_pixmap(rgb: np.ndarray) -> QPixmap:
    """From uint8 [h, w, 3]; the pixels are copied, so the array may go."""
    height, width = rgb.shape[:2]
    return QPixmap.fromImage(QImage(rgb.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888))


def thumbnail(rgb: np.ndarray, edge: int, ratio: float) -> QPixmap:
    """The middle of uint8 [h, w, 3] as a rounded square of `edge` device-independent pixels."""
    photo = rgb_pixmap(rgb)
    scale = edge / min(photo.width(), photo.height())
    square = QPixmap(round(edge * ratio), round(edge * ratio))
    square.setDevicePixelRatio(ratio)
    square.fill(Qt.GlobalColor.transparent)
    painter = QPainter(square)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    brush = QBrush(photo)  # a brush rounds the corners smoothly, a clip would not
    left, top = (edge - photo.width() * scale) / 2, (edge - photo.height() * scale) / 2
    brush.setTransform(QTransform.fromTranslate(left, top).scale(scale, scale))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawRoundedRect(QRectF(0, 0, edge, edge), 8, 8)
    painter.end()
    return square


def grey_image(grey: np.ndarray) -> QImage:
    """From uint8 [h, w]; the pixels are copied, so the array may go."""
    height, width = grey.shape
    return QImage(grey.tobytes(), width, height, width, QImage.Format.Format_Grayscale8).copy()
