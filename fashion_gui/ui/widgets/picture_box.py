"""A box inside a picture, drawn with the mouse or moved with the keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt

SMALLEST = 8.0
"""Edge in pixels of the picture under which a box is taken for a slip of the hand."""

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PictureBox:
    """Geometry only, in pixels of the picture; always inside it."""

    def __init__(self, width: int, height: int) -> None:
        self._bounds = QRectF(0, 0, width, height)
        self._anchor = QPointF()
        self.rect: QRectF | None = None

    def begin(self, at: QPointF) -> None:
        """The mouse went down."""
        self._anchor = self._inside(at)
        self.rect = None

    def stretch(self, to: QPointF) -> None:
        """The mouse was moved with the button down."""
        self.rect = QRectF(self._anchor, self._inside(to)).normalized()

    def centre(self) -> None:
        """A box for the keys to start from: the middle of the picture."""
        width, height = self._bounds.width() * 0.6, self._bounds.height() * 0.6
        self.rect = QRectF(0, 0, width, height)
        self.rect.moveCenter(self._bounds.center())

    def take_key(self, key: int, *, resize: bool) -> bool:
        """Move, or with `resize` make larger or smaller; False if the key is not an arrow."""
        if self.rect is None or key not in _STEPS:
            return False
        right, down = _STEPS[Qt.Key(key)]
        step = max(1.0, max(self._bounds.width(), self._bounds.height()) / 50)
        rect = QRectF(self.rect)
        if resize:
            rect.setWidth(max(SMALLEST, rect.width() + right * step))
            rect.setHeight(max(SMALLEST, rect.height() + down * step))
            rect = rect.intersected(self._bounds)
        else:
            rect.translate(
                min(max(right * step, -rect.left()), self._bounds.right() - rect.right()),
                min(max(down * step, -rect.top()), self._bounds.bottom() - rect.bottom()),
            )
        self.rect = rect
        return True

    def whole_numbers(self) -> tuple[int, int, int, int] | None:
        """x, y, width, height; None for no box, or one too small to be meant."""
        if self.rect is None or min(self.rect.width(), self.rect.height()) < SMALLEST:
            return None
        box = self.rect.toRect().intersected(self._bounds.toRect())
        return box.x(), box.y(), box.width(), box.height()

    def _inside(self, point: QPointF) -> QPointF:
        return QPointF(
            min(max(point.x(), 0.0), self._bounds.right()), min(max(point.y(), 0.0), self._bounds.bottom())
        )
