"""Icons, class drawings and sample pictures, as the widgets need them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from fashion_gui.core.labels import CLASS_NAMES, class_slug


class Artwork:
    """Finds the drawings below one folder and paints them; what was painted once is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._painted = lru_cache(maxsize=256)(self._paint)

    def icon(self, name: str, colour: QColor, checked: QColor | None = None) -> QIcon:
        """A line icon of `icons/` in `colour`, and in `checked` for buttons that are on."""
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
        icon = QIcon(self.symbol(name, 24, ratio, colour))
        if checked is not None:
            icon.addPixmap(self.symbol(name, 24, ratio, checked), QIcon.Mode.Normal, QIcon.State.On)
        return icon

    def garment(self, class_name: str, edge: int, ratio: float) -> QPixmap:
        """The drawing of a class, `edge` device-independent pixels square, for a screen of that ratio."""
        return self._painted(f"classes/{class_slug(class_name)}.svg", edge, ratio, "")

    def symbol(self, name: str, edge: int, ratio: float, colour: QColor) -> QPixmap:
        """A line icon of `icons/`, for a label."""
        return self._painted(f"icons/{name}.svg", edge, ratio, colour.name())

    def mark(self, edge: int, ratio: float) -> QPixmap:
        """The program's own icon, for a label."""
        return self._painted("icons/fashion-gui.svg", edge, ratio, "")

    def window_icon(self) -> QIcon:
        """The program's own icon."""
        icon = QIcon()
        for edge in (16, 32, 48, 64, 128, 256):
            icon.addPixmap(self.mark(edge, 1.0))
        return icon

    def samples(self) -> list[Path]:
        """The sample pictures, in the order of the classes they show."""
        named = (self._folder / "samples" / f"{class_slug(name)}.jpg" for name in CLASS_NAMES)
        return [path for path in named if path.is_file()]

    def style_sheet(self) -> str:
        """The style sheet, with names of colours still in it."""
        sheet = (self._folder / "style.qss").read_text(encoding="utf-8")
        return sheet.replace("@icons@", (self._folder / "icons").as_posix())

    def _paint(self, name: str, edge: int, ratio: float, colour: str) -> QPixmap:
        drawing = (self._folder / name).read_bytes()
        renderer = QSvgRenderer(QByteArray(drawing.replace(b"currentColor", colour.encode())))
        pixmap = QPixmap(round(edge * ratio), round(edge * ratio))
        pixmap.fill(QColor("transparent"))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter, QRectF(0, 0, edge * ratio, edge * ratio))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
