"""The photo with the outline of the garment; a box dragged over it limits where the garment is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPixmap,
    QPolygonF,
    QTransform,
)
from PySide6.QtWidgets import QApplication, QWidget

from fashion_gui.ui.heat_painting import paint_heat
from fashion_gui.ui.pixmaps import rgb_pixmap
from fashion_gui.ui.widgets.picture_box import PictureBox

if TYPE_CHECKING:
    import numpy as np
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from fashion_gui.core.heat_map import HeatMap

_MOST_ENLARGED = 8.0
_CRISP_BELOW = 64
"""Pictures with a longest edge under this (such as the data set's) are enlarged without smoothing."""
_OUTLINE = QColor("#ffffff")
_CASING = QColor(20, 16, 50, 190)
_DIMMED = QColor(12, 12, 20, 64)


class PhotoView(QWidget):
    """Shows one picture as large as fits.

    Signals:
        box_drawn: (x, y, width, height) in pixels of the picture.
    """

    box_drawn = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photo = QPixmap()
        self._scaled = QPixmap()
        self._outline = QPainterPath()
        self._heat: tuple[HeatMap, QRectF] | None = None
        self._box = PictureBox(0, 0)
        self._used_box: tuple[int, int, int, int] | None = None
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setToolTip(
            "Drag a box around the garment to look for it only there. With the keyboard: B for a box, arrows "
            "move it, Shift and arrows change its size, Enter uses it"
        )

    def show_photo(
        self,
        rgb: np.ndarray,
        outlines: tuple[np.ndarray, ...],
        box: tuple[int, int, int, int] | None,
        told: str,
    ) -> None:
        """Show uint8 [h, w, 3] with closed polygons int32 [n, 2] (x, y) on it; `told` is read out."""
        self._photo = rgb_pixmap(rgb)
        self._scaled = QPixmap()
        self._heat = None
        self._outline = QPainterPath()
        for polygon in outlines:
            if len(polygon) > 2:
                self._outline.addPolygon(QPolygonF([QPointF(x + 0.5, y + 0.5) for x, y in polygon.tolist()]))
                self._outline.closeSubpath()
        self._box = PictureBox(self._photo.width(), self._photo.height())
        self._used_box = box
        self._dragging = False
        self.setAccessibleName(told)
        self.update()

    def show_heat(self, heat: HeatMap | None, square: QRectF) -> None:
        """What mattered, laid over the photo; `square`: where the 28×28 pixels lie in it."""
        self._heat = None if heat is None else (heat, square)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(480, 480)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(160, 160)

    def to_widget(self) -> QTransform:
        """From pixels of the picture to those of this widget."""
        if self._photo.isNull():
            return QTransform()
        scale = min(self.width() / self._photo.width(), self.height() / self._photo.height(), _MOST_ENLARGED)
        left = (self.width() - self._photo.width() * scale) / 2
        top = (self.height() - self._photo.height() * scale) / 2
        return QTransform.fromTranslate(left, top).scale(scale, scale)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        if self._photo.isNull():
            return
        place = self.to_widget()
        frame = place.mapRect(QRectF(self._photo.rect()))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_photo(painter, frame)
        outline = place.map(self._outline)
        self._paint_heat(painter, place, frame, outline)
        if not outline.isEmpty():
            rest = QPainterPath()
            rest.addRoundedRect(frame, 10, 10)
            painter.fillPath(rest.subtracted(outline), _DIMMED)
            for colour, width in ((_CASING, 5.0), (_OUTLINE, 2.4)):
                painter.strokePath(
                    outline, QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
                )
        self._paint_box(painter, place)
        if self.hasFocus() and not self._dragging:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QApplication.palette().color(QPalette.ColorRole.Accent), 2))
            painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), 10, 10)

    def _paint_photo(self, painter: QPainter, frame: QRectF) -> None:
        ratio = self.devicePixelRatioF()
        size = (frame.size() * ratio).toSize()
        if self._scaled.size() != size:
            small = max(self._photo.width(), self._photo.height()) < _CRISP_BELOW
            mode = (
                Qt.TransformationMode.FastTransformation
                if small
                else Qt.TransformationMode.SmoothTransformation
            )
            self._scaled = self._photo.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
            self._scaled.setDevicePixelRatio(ratio)
        brush = QBrush(self._scaled)  # a brush rounds the corners smoothly, a clip would not
        brush.setTransform(QTransform.fromTranslate(frame.left(), frame.top()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush)
        painter.drawRoundedRect(frame, 10, 10)

    def _paint_heat(self, painter: QPainter, place: QTransform, frame: QRectF, outline: QPainterPath) -> None:
        """On the garment only: around it there is nothing that the network saw."""
        if self._heat is None:
            return
        heat, square = self._heat
        garment = QPainterPath(outline)
        if garment.isEmpty():
            garment.addRect(frame)
        paint_heat(painter, place.mapRect(square), heat, garment)

    def _paint_box(self, painter: QPainter, place: QTransform) -> None:
        rect = self._box.rect
        if rect is None and self._used_box is not None:
            rect = QRectF(*self._used_box)
        if rect is None:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        on_widget = place.mapRect(rect)
        painter.setPen(QPen(_CASING, 4))
        painter.drawRect(on_widget)
        painter.setPen(QPen(_OUTLINE, 1.6, Qt.PenStyle.DashLine))
        painter.drawRect(on_widget)

    # Drawing a box

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() != Qt.MouseButton.LeftButton or self._photo.isNull():
            return
        self._dragging = True
        self._box.begin(self._in_picture(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._dragging:
            self._box.stretch(self._in_picture(event.position()))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._dragging and event.button() == Qt.MouseButton.LeftButton:
            self._dragging = False
            self._use_box()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        resize = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_B and not self._photo.isNull():
            self._box.centre()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._box.rect is not None:
            self._use_box()
        elif not self._box.take_key(event.key(), resize=resize):
            super().keyPressEvent(event)
            return
        self.update()

    def _in_picture(self, point: QPointF) -> QPointF:
        back, _ = self.to_widget().inverted()
        return back.map(point)

    def _use_box(self) -> None:
        box = self._box.whole_numbers()
        if box is None:
            self._box.rect = None
        else:
            self.box_drawn.emit(box)
        self.update()
