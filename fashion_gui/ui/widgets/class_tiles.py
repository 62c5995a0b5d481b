"""The ten classes and "none of the ten" as pictures to choose from, and to drop photos on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QGridLayout, QSizePolicy, QWidget

from fashion_gui.core.labels import CLASS_NAMES, NONE
from fashion_gui.ui import style
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.dropped import may_hold_pictures
from fashion_gui.ui.examples_model import class_words

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPaintEvent, QResizeEvent

_LABELS = (*range(len(CLASS_NAMES)), NONE)
_LEAST_WIDTH, _GAP, _MARGIN = 94, 6, 8
_TALL, _FLAT = 96, 52
"""Heights of a tile: the drawing above the words where all stand in one row, else before them."""


class ClassTiles(QWidget):
    """One tile a class, in one row or two.

    Signals:
        class_chosen: class index or `NONE`; Python's None where none is chosen any longer.
        pictures_dropped: QMimeData, class index or `NONE`.
    """

    class_chosen = Signal(object)
    pictures_dropped = Signal(object, int)

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = {label: _Tile(label, artwork) for label in _LABELS}
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for tile in self._tiles.values():
            tile.clicked.connect(self._take_click)
            tile.pictures_dropped.connect(self.pictures_dropped)
        self._arrange(len(_LABELS))

    @property
    def chosen(self) -> int | None:
        """The class that is chosen."""
        return next((label for label, tile in self._tiles.items() if tile.isChecked()), None)

    def choose_none(self) -> None:
        """Let go of the class that is chosen; says nothing."""
        for tile in self._tiles.values():
            tile.setChecked(False)

    def show_counts(self, counts: Mapping[int, int]) -> None:
        """How many examples there are of each class."""
        for label, tile in self._tiles.items():
            tile.show_count(counts.get(label, 0))

    def tile(self, label: int) -> QAbstractButton:
        """The tile of a class."""
        return self._tiles[label]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        needed = sum(tile.minimumSizeHint().width() + _GAP for tile in self._tiles.values()) - _GAP
        in_one_row = self.width() >= needed
        self._arrange(len(_LABELS) if in_one_row else -(-len(_LABELS) // 2))

    def _arrange(self, columns: int) -> None:
        if columns != self._columns:
            self._columns = columns
            for index, tile in enumerate(self._tiles.values()):
                tile.setFixedHeight(_TALL if columns == len(_LABELS) else _FLAT)
                last_of_two_rows = index == len(_LABELS) - 1 and columns < len(_LABELS)
                wide = 2 if last_of_two_rows else 1  # there is one place more than tiles
                self._grid.addWidget(tile, index // columns, index % columns, 1, wide)

    @Slot()
    def _take_click(self) -> None:
        clicked = self.sender()
        for tile in self._tiles.values():
            if tile is not clicked:
                tile.setChecked(False)
        self.class_chosen.emit(self.chosen)


class _Tile(QAbstractButton):
    pictures_dropped = Signal(object, int)

    def __init__(self, label: int, artwork: Artwork) -> None:
        super().__init__()
        self._label = label
        self._artwork = artwork
        self._count = 0
        self._held_over = False
        self.setCheckable(True)
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        name = class_words(label)
        self.setToolTip(f"Drop photos here to file them as {name}; click to see only those (Space)")
        self.show_count(0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        self.ensurePolished()  # the style sheet chooses the font
        name = QFontMetrics(style.font(self.font(), "small")).horizontalAdvance(class_words(self._label))
        return QSize(max(_LEAST_WIDTH, name + 2 * _MARGIN), 0)

    def show_count(self, count: int) -> None:
        self._count = count
        plural = "" if count == 1 else "s"
        self.setAccessibleName(f"{class_words(self._label)}, {count} example{plural}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        palette, role = QApplication.palette(), QPalette.ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = self._held_over or self.isChecked()
        painter.setBrush(palette.color(role.Midlight if marked else role.Base))
        edge = role.Accent if marked or self.hasFocus() or self.underMouse() else role.Mid
        dashes = Qt.PenStyle.DashLine if self._held_over else Qt.PenStyle.SolidLine
        painter.setPen(QPen(palette.color(edge), 2 if marked or self.hasFocus() else 1, dashes))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        painter.setFont(style.font(self.font(), "small"))
        line = painter.fontMetrics().lineSpacing()
        if self.height() == _TALL:
            where = Qt.AlignmentFlag.AlignCenter
            drawing = QRect((self.width() - 44) // 2, 7, 44, 44)
            name = QRect(2, _TALL - 2 * line - 6, self.width() - 4, line)
        else:
            where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            drawing = QRect(6, (_FLAT - 32) // 2, 32, 32)
            name = QRect(44, _FLAT // 2 - line, self.width() - 46, line)
        painter.setPen(palette.color(role.Text))
        painter.drawText(name, where, class_words(self._label))
        painter.setPen(palette.color(role.Accent if self._count else role.PlaceholderText))
        painter.drawText(name.translated(0, line), where, f"{self._count:,}")
        self._draw_garment(painter, drawing)

    def _draw_garment(self, painter: QPainter, place: QRect) -> None:
        if self._label == NONE:
            painter.setFont(style.font(self.font(), "answer"))
            painter.setPen(QApplication.palette().color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "?")
        else:
            drawing = self._artwork.garment(CLASS_NAMES[self._label], place.width(), self.devicePixelRatioF())
            painter.drawPixmap(place.topLeft(), drawing)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if may_hold_pictures(event.mimeData()):
            event.acceptProposedAction()
            self._hold(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802, ARG002
        self._hold(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        self._hold(False)
        event.acceptProposedAction()
        self.pictures_dropped.emit(event.mimeData(), self._label)

    def _hold(self, held: bool) -> None:
        self._held_over = held
        self.update()
