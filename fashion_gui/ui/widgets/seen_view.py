"""What the network saw: 28 × 28 pixels, enlarged without smoothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    import numpy as np
    from PySide6.QtGui import QPaintEvent

    from fashion_gui.core.heat_map import HeatMap

_EDGE = 28


class SeenView(QWidget):
    """A square with crisp pixels; empty while there is nothing to show."""

    def __init__(self, enlarged: int = 4, parent: QWidget | None = None) -> None:
        """`enlarged`: device-independent pixels a pixel."""
        super().__init__(parent)
        self._image: QImage | None = None
        self._heat: HeatMap | None = None
        self.setFixedSize(_EDGE * enlarged + 2, _EDGE * enlarged + 2)
        self.setAccessibleName("What the network saw")
        self.setToolTip("The garment as the network gets it: 28 × 28 grey pixels, light on black")

    def show_seen(self, seen: np.ndarray | None) -> None:
        """uint8 [28, 28], or None for nothing."""
        from fashion_gui.ui.pixmaps import grey_image

        self._image = None if seen is None or seen.size == 0 else grey_image(seen)
        self.show_heat(None)

    def show_heat(self, heat: HeatMap | None, told: str = "") -> None:
        """What mattered in it, laid over it; `told` says the same in words."""
        self._heat = heat
        self.setAccessibleDescription(told)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        palette = QApplication.palette()
        painter = QPainter(self)
        square = self.rect().adjusted(1, 1, -1, -1)
        if self._image is None:
            painter.fillRect(square, palette.color(QPalette.ColorRole.AlternateBase))
        else:
            painter.drawImage(QRect(square), self._image)
            if self._heat is not None:
                from fashion_gui.ui.heat_painting import paint_heat

                paint_heat(painter, QRectF(square), self._heat)
        painter.setPen(palette.color(QPalette.ColorRole.Mid) if self._image is None else QColor(0, 0, 0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
