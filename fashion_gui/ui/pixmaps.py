"""Arrays of pixels as Qt's pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage, QPixmap

if TYPE_CHECKING:
    import numpy as np


def rgb_pixmap(rgb: np.ndarray) -> QPixmap:
    """From uint8 [h, w, 3]; the pixels are copied, so the array may go."""
    height, width = rgb.shape[:2]
    return QPixmap.fromImage(QImage(rgb.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888))


def grey_image(grey: np.ndarray) -> QImage:
    """From uint8 [h, w]; the pixels are copied, so the array may go."""
    height, width = grey.shape
    return QImage(grey.tobytes(), width, height, width, QImage.Format.Format_Grayscale8).copy()
