"""Sample pictures to click, or to drag onto the page like any other file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QRectF, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDrag, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QGridLayout, QSizePolicy, QWidget

from fashion_gui.ui.style import GAP

if TYPE_CHECKING:
    import numpy as np
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

_EDGE = 64


class SampleRow(QWidget):
    """As many tiles in a row as fit, in rows of equal length.

    Signals:
        thumbnail_wanted: Path of a sample picture.
        sample_chosen: Path of the one that was clicked.
    """

    thumbnail_wanted = Signal(object)
    sample_chosen = Signal(object)

    def __init__(self, samples: list[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = {path: _Tile(path) for path in samples}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._columns = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for tile in self._tiles.values():
            tile.clicked.connect(self._take_click)
        self._arrange(len(samples))

    def ask_for_thumbnails(self) -> None:
        """Want all of them; once, when the window is up."""
        for path in reversed(self._tiles):  # the newest wish is fulfilled first
            self.thumbnail_wanted.emit(path)

    def show_thumbnail(self, path: Path, rgb: np.ndarray | None) -> None:
        """uint8 [h, w, 3] of a picture; of one that is no sample nothing is shown."""
        if path in self._tiles and rgb is not None:
            self._tiles[path].show_thumbnail(rgb)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        count = len(self._tiles)
        fit = max(1, (self.width() + GAP) // (_EDGE + GAP))
        rows = -(-count // fit) or 1
        self._arrange(-(-count // rows))

    @Slot()
    def _take_click(self) -> None:
        tile = self.sender()
        if isinstance(tile, _Tile):
            self.sample_chosen.emit(tile.path)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for index, tile in enumerate(self._tiles.values()):
            self._grid.addWidget(tile, index // columns, index % columns, Qt.AlignmentFlag.AlignCenter)


class _Tile(QAbstractButton):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._thumbnail = QPixmap()
        self._pressed_at = QPoint()
        name = path.stem.replace("-", " ")
        self.setAccessibleName(f"Sample picture: {name}")
        self.setToolTip(f"Sample picture “{name}”: click it, or drag it onto the page")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(_EDGE, _EDGE)

    def show_thumbnail(self, rgb: np.ndarray) -> None:
        from fashion_gui.ui.pixmaps import thumbnail

        self._thumbnail = thumbnail(rgb, _EDGE - 4, self.devicePixelRatioF())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        palette = QApplication.palette()
        role = QPalette.ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        square = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        if self._thumbnail.isNull():
            painter.setBrush(palette.color(role.AlternateBase))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(square, 8, 8)
        else:
            painter.drawPixmap(2, 2, self._thumbnail)
        chosen = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(palette.color(role.Accent if chosen else role.Mid), 2 if chosen else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(square, 9, 9)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        far = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if not event.buttons() & Qt.MouseButton.LeftButton or far < QApplication.startDragDistance():
            super().mouseMoveEvent(event)
            return
        self.setDown(False)
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(self.path))])
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.setPixmap(self._thumbnail)
        drag.setHotSpot(self._pressed_at)
        drag.exec(Qt.DropAction.CopyAction)
