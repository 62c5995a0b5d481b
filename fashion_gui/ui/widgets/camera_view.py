"""Live pictures with the outline, the box and the label of the garment; or why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPolygonF,
    QTransform,
)
from PySide6.QtWidgets import QApplication, QWidget

from fashion_gui.ui import style

if TYPE_CHECKING:
    import numpy as np
    from PySide6.QtGui import QPaintEvent

_OUTLINE = QColor("#ffffff")
_CASING = QColor(20, 16, 50, 190)
_MARGIN = 12.0


class CameraView(QWidget):
    """Shows one picture after the other as large as fits.

    Signals:
        painted: what was shown last can be seen.
    """

    painted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rgb: np.ndarray | None = None  # the memory behind the image: it must live as long
        self._image = QImage()
        self._outline = QPainterPath()
        self._box = QRectF()
        self._told = ""
        self._headline = ""
        self._detail = ""
        self._guide = ""
        self._mirrored = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Live video")

    @property
    def rgb(self) -> np.ndarray | None:
        """What is shown, uint8 [h, w, 3]."""
        return self._rgb

    def show_frame(self, rgb: np.ndarray) -> None:
        """Show uint8 [h, w, 3]; the array is kept and must not be written to any more."""
        height, width = rgb.shape[:2]
        if self._image.size() != QSize(width, height):
            self.show_garment((), None, "")
        self._image = QImage(rgb.data, width, height, rgb.strides[0], QImage.Format.Format_RGB888)
        self._rgb = rgb
        self._headline = self._detail = ""
        self.update()

    def show_garment(
        self, outlines: tuple[np.ndarray, ...], box: tuple[int, int, int, int] | None, told: str
    ) -> None:
        """Draw closed polygons int32 [n, 2] (x, y), a box, and `told` beside it; empty for no garment."""
        outline = QPainterPath()
        for polygon in outlines:
            if len(polygon) > 2:
                outline.addPolygon(QPolygonF([QPointF(x + 0.5, y + 0.5) for x, y in polygon.tolist()]))
                outline.closeSubpath()
        self._outline = outline
        self._box = QRectF(*box) if box else QRectF()
        self._told = told
        self.update()

    def show_guide(self, text: str) -> None:
        """A frame to hold the garment in, with what to do, the gist before the comma; empty for none."""
        if text != self._guide:
            self._guide = text
            self.update()

    def show_message(self, headline: str, detail: str) -> None:
        """No picture, and why."""
        self._rgb, self._image = None, QImage()
        self._headline, self._detail = headline, detail
        self.show_garment((), None, "")
        self.setAccessibleDescription(f"{headline}. {detail}")

    def show_mirrored(self, mirrored: bool) -> None:
        """As in a mirror; the text on it stays readable."""
        self._mirrored = mirrored
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(640, 480)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(200, 160)

    def to_widget(self) -> QTransform:
        """From pixels of the picture to those of this widget."""
        if self._image.isNull():
            return QTransform()
        width, height = self._image.width(), self._image.height()
        scale = min(self.width() / width, self.height() / height)
        left, top = (self.width() - width * scale) / 2, (self.height() - height * scale) / 2
        if self._mirrored:
            return QTransform.fromTranslate(left + width * scale, top).scale(-scale, scale)
        return QTransform.fromTranslate(left, top).scale(scale, scale)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._image.isNull():
            self._paint_message(painter)
        else:
            self._paint_picture(painter)
        painter.end()
        self.painted.emit()

    def _paint_picture(self, painter: QPainter) -> None:
        place = self.to_widget()
        frame = place.mapRect(QRectF(self._image.rect()))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(place, True)
        painter.drawImage(0, 0, self._image)
        painter.restore()
        self._round_corners(painter, frame)
        if not self._outline.isEmpty():
            self._paint_garment(painter, place, frame)
        elif self._guide:
            self._paint_guide(painter, frame)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QApplication.palette().color(QPalette.ColorRole.Accent), 2))
            painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), 10, 10)

    def _round_corners(self, painter: QPainter, frame: QRectF) -> None:
        """Cover the corners with the card's colour: a clip would not be smooth."""
        corners = QPainterPath()
        corners.addRect(frame.adjusted(-1, -1, 1, 1))
        inside = QPainterPath()
        inside.addRoundedRect(frame, 10, 10)
        painter.fillPath(corners.subtracted(inside), QApplication.palette().color(QPalette.ColorRole.Base))

    def _paint_garment(self, painter: QPainter, place: QTransform, frame: QRectF) -> None:
        outline = place.map(self._outline)
        for colour, width in ((_CASING, 5.0), (_OUTLINE, 2.4)):
            painter.strokePath(outline, QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        if self._box.isNull():
            return
        box = place.mapRect(self._box).intersected(frame.adjusted(2, 2, -2, -2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((_CASING, 3.0), (_OUTLINE, 1.2)):
            painter.setPen(QPen(colour, width, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box, 4, 4)
        if self._told:
            self._paint_label(painter, self._told, box.left(), box.top(), frame)

    def _paint_label(self, painter: QPainter, text: str, left: float, bottom: float, frame: QRectF) -> None:
        font = style.font(self.font(), "strong")
        metrics = QFontMetricsF(font)
        size = QSize(round(metrics.horizontalAdvance(text)) + 20, round(metrics.height()) + 8)
        top = max(bottom - size.height() - 4, frame.top() + 6)
        left = min(max(left, frame.left() + 6), frame.right() - size.width() - 6)
        chip = QRectF(left, top, size.width(), size.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(20, 16, 50, 225))
        painter.drawRoundedRect(chip, 8, 8)
        painter.setFont(font)
        painter.setPen(_OUTLINE)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_guide(self, painter: QPainter, frame: QRectF) -> None:
        high = frame.height() * 0.74
        wide = min(high * 0.9, frame.width() * 0.8)
        box = QRectF(0, 0, wide, high)
        box.moveCenter(frame.center())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((_CASING, 4.0), (_OUTLINE, 1.8)):
            painter.setPen(QPen(colour, width, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box, 14, 14)
        metrics = QFontMetricsF(style.font(self.font(), "strong"))
        room = frame.width() - 40
        for text in (self._guide, self._guide.partition(",")[0]):  # in a small window the gist
            width = metrics.horizontalAdvance(text)
            if width <= room:
                left = frame.center().x() - (width + 20) / 2
                self._paint_label(painter, text, left, box.bottom(), frame)
                return

    def _paint_message(self, painter: QPainter) -> None:
        palette = QApplication.palette()
        surface = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(palette.color(QPalette.ColorRole.AlternateBase))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(surface, 10, 10)
        inside = surface.adjusted(2 * _MARGIN, _MARGIN, -2 * _MARGIN, -_MARGIN)
        middle = inside.center().y()
        wrap = Qt.TextFlag.TextWordWrap
        painter.setFont(style.font(self.font(), "title"))
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        upper = QRectF(inside.left(), inside.top(), inside.width(), middle - inside.top() - 4)
        painter.drawText(upper, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | wrap,
                         self._headline)  # fmt: skip
        painter.setFont(style.font(self.font(), "body"))
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        lower = QRectF(inside.left(), middle + 4, inside.width(), inside.bottom() - middle - 4)
        painter.drawText(
            lower, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | wrap, self._detail
        )
