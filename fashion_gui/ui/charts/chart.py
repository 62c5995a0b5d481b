"""What all charts share: the window's colours in light and dark, quick updates, a text for screen readers.

Importing this imports matplotlib, which takes a while: `charts.loading` does it beside the event loop.
"""

from __future__ import annotations

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication

from fashion_gui.ui.charts.turns import turns

_MARGINS = (44, 10, 30, 24)
"""Left, right, top, bottom of the axes, in device-independent pixels."""
_SERIES = {
    "training": ("#5046c8", "#a89fff"),
    "validation": ("#b45309", "#f5a85b"),
}
"""Colours of what is drawn, for light and for dark; the same thing has the same colour in every chart."""


def colour(role: QPalette.ColorRole) -> str:
    """A colour of the window as #rrggbb."""
    return QApplication.palette().color(role).name()


def series_colour(name: str) -> str:
    """The colour of a known series, readable on the window's present ground."""
    dark = QApplication.palette().color(QPalette.ColorRole.Base).lightnessF() < 0.5
    return _SERIES[name][dark]


class Chart(FigureCanvasQTAgg):
    """One pair of axes on a card.

    Artists given to `animate` are drawn over a kept picture of the rest, which takes a fraction of a
    millisecond; `draw_idle` draws the rest anew, which takes some fifteen.
    """

    def __init__(self, title: str) -> None:
        super().__init__(Figure())
        self.axes: Axes = self.figure.add_subplot()
        self._title = self.axes.set_title(title, loc="left", fontsize=9.5, fontweight="bold")
        self._animated: list[Artist] = []
        self._rest: object = None
        self._resizing = False
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumSize(220, 150)
        self.mpl_connect("draw_event", self._keep_rest)
        self.axes.grid(True, linewidth=0.8)
        self.axes.tick_params(length=0, labelsize=8)
        self.axes.spines[["top", "right", "left"]].set_visible(False)

    def describe(self, text: str) -> None:
        """What the chart shows, in words, for those who can't see it."""
        self.setAccessibleDescription(text)

    def animate(self, *artists: Artist) -> None:
        """Let `refresh` draw these."""
        for artist in artists:
            artist.set_animated(True)
            self._animated.append(artist)

    def refresh(self) -> None:
        """Draw the animated artists as they are now; all else stays."""
        if self._rest is None or not self.isVisible():
            self.draw_idle()
            return
        self.restore_region(self._rest)
        self._draw_animated()
        self.update()

    def draw_idle(self) -> None:
        """Draw anew soon; at once while it is resized, as it has nothing fitting to show then."""
        if self._resizing and self._rest is not None:
            super().draw_idle()
        else:
            turns().ask(self)

    def dress(self) -> None:
        """Take on the window's colours; charts with more than axes add theirs."""
        card, text, quiet, hairline = (
            colour(role)
            for role in (
                QPalette.ColorRole.Base,
                QPalette.ColorRole.Text,
                QPalette.ColorRole.PlaceholderText,
                QPalette.ColorRole.Mid,
            )
        )
        self.figure.set_facecolor(card)
        self.axes.set_facecolor(card)
        self._title.set_color(text)
        self.axes.tick_params(colors=quiet)
        self.axes.xaxis.label.set_color(quiet)
        self.axes.spines["bottom"].set_color(hairline)
        self.axes.grid(color=hairline)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(480, 300)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.minimumSize()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "_rest"):
            self.dress()
            self.draw_idle()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        left, right, top, bottom = _MARGINS
        width, height = max(1, event.size().width()), max(1, event.size().height())
        if width > left + right and height > top + bottom:
            self.figure.subplots_adjust(left / width, bottom / height, 1 - right / width, 1 - top / height)
        self._resizing = True
        super().resizeEvent(event)
        self._resizing = False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self._rest is None:
            QPainter(self).fillRect(event.rect(), QColor(colour(QPalette.ColorRole.Base)))
        else:
            super().paintEvent(event)

    def _keep_rest(self, _event: object) -> None:
        self._rest = self.copy_from_bbox(self.figure.bbox)
        self._draw_animated()

    def _draw_animated(self) -> None:
        for artist in self._animated:
            self.axes.draw_artist(artist)
