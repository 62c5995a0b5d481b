"""A cell that shows a probability as a bar with its figure."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem

_FIGURE = 52
_SHORTEST_BAR = 24


class CertaintyDelegate(QStyledItemDelegate):
    """Paints the number in `UserRole` (0–1) as a bar beside the text."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """As QStyledItemDelegate does, without its text, and a bar with a figure on top."""
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        text, bare.text = bare.text, ""
        widget = option.widget
        style = widget.style() if widget is not None else QApplication.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, bare, painter, widget)
        value = index.data(Qt.ItemDataRole.UserRole)
        if value is None:
            return
        palette = QApplication.palette()
        cell = QRectF(option.rect).adjusted(10, 0, -10, 0)
        line = QRectF(cell.left() + _FIGURE, cell.center().y() - 3, max(0.0, cell.width() - _FIGURE), 6)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(cell, Qt.AlignmentFlag.AlignVCenter, text)
        if line.width() < _SHORTEST_BAR:
            painter.restore()
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.AlternateBase))
        painter.drawRoundedRect(line, 3, 3)
        painter.setBrush(palette.color(QPalette.ColorRole.Accent))
        painter.drawRoundedRect(QRectF(line.left(), line.top(), line.width() * value, 6), 3, 3)
        painter.restore()
