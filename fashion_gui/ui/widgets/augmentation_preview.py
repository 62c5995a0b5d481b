"""Twelve pictures as the training would vary them, redrawn while a knob is turned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from fashion_gui.ui.pixmaps import grey_image

if TYPE_CHECKING:
    import numpy as np

    from fashion_gui.core.recipes import Augmentation

COUNT = 12
_COLUMNS = 4
_GAP = 4


class AugmentationPreview(QWidget):
    """A grid of four by three."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: np.ndarray | None = None
        self._augmentation: Augmentation | None = None
        self._seed = 1
        self._images: list[QImage] = []
        self.setAccessibleName("Twelve pictures as they would be varied")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_pictures(self, pictures: np.ndarray) -> None:
        """uint8 [n, 28, 28], 0 is background; up to twelve are taken."""
        self._pictures = pictures[:COUNT]
        self._vary()

    def show_augmentation(self, augmentation: Augmentation) -> None:
        """Vary the pictures so, by the same draws as before."""
        self._augmentation = augmentation
        self._vary()

    def draw_anew(self) -> None:
        """Vary the pictures by other draws."""
        self._seed += 1
        self._vary()

    def images(self) -> list[QImage]:
        """What is shown."""
        return self._images

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(300, self.heightForWidth(300))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(180, self.heightForWidth(180))

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        edge = (width - (_COLUMNS - 1) * _GAP) / _COLUMNS
        rows = COUNT // _COLUMNS
        return round(rows * edge + (rows - 1) * _GAP)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        rows = COUNT // _COLUMNS
        edge = min(
            (self.width() - (_COLUMNS - 1) * _GAP) / _COLUMNS, (self.height() - (rows - 1) * _GAP) / rows
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QApplication.palette().color(QPalette.ColorRole.AlternateBase))
        for index in range(COUNT):
            left, top = index % _COLUMNS * (edge + _GAP), index // _COLUMNS * (edge + _GAP)
            square = QRectF(left, top, edge, edge)
            if index < len(self._images):
                painter.drawImage(square, self._images[index])
            else:
                painter.drawRoundedRect(square, 4, 4)

    def _vary(self) -> None:
        if self._pictures is None or self._augmentation is None:
            return
        from fashion_gui.core.augmentation_preview import preview

        varied = preview(self._pictures, self._augmentation, self._seed)
        self._images = [grey_image(picture) for picture in varied]
        self.update()
