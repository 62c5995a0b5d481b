"""The buttons of the Camera page and the actions behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.widgets.basics import ActionButton, action, row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

    from fashion_gui.ui.video_dialogs import VideoDialogs


class CameraControls:
    """Actions of the page; whoever needs one connects to its `triggered`.

    Attributes:
        start, stop, freeze, snapshot, record, mirror, background, full_screen: the actions.
    """

    def __init__(self, owner: QWidget, artwork: Artwork) -> None:
        self._artwork = artwork
        self.start = action(owner, "Start", "Start the video", "F5")
        self.stop = action(owner, "Stop", "Stop the video", "F5")
        self.freeze = QAction("Freeze", owner)  # the page takes its key: buttons need Space, too
        self.freeze.setToolTip("Hold the picture and its answer (Space)")
        self.snapshot = action(owner, "Snapshot", "Save the picture and its answer", "S")
        self.record = action(owner, "Record", "Write the answers down as a table", "R")
        self.mirror = action(owner, "Mirror", "Show the video as in a mirror, or not", "M")
        self.background = action(
            owner, "Learn background", "Nothing in the picture? Learn what the empty scene looks like", "B"
        )
        self.full_screen = action(owner, "Full screen", "Fill the screen, or not", "F11")
        self._start_button = self._button(self.start, "play", "primary")
        self._stop_button = self._button(self.stop, "stop", "primary")

    def source_row(self, title: QLabel, picker: QWidget, dialogs: VideoDialogs) -> QHBoxLayout:
        """The page's head: what is watched."""
        made = row(title, 1, picker, self._start_button, self._stop_button)
        made.addWidget(self._button(dialogs.open_file, "video"))
        made.addWidget(self._button(dialogs.open_address, "network"))
        return made

    def view_row(self, *before: QWidget) -> QHBoxLayout:
        """Above the picture: what it is, and how it is shown."""
        icons = ((self.mirror, "mirror"), (self.background, "empty-scene"), (self.full_screen, "full-screen"))
        return row(*before, 1, *(self._button(does, icon, "bare") for does, icon in icons))

    def answer_row(self) -> QHBoxLayout:
        """Below the picture: what is done with it and its answer."""
        icons = ((self.freeze, "pause"), (self.snapshot, "camera"), (self.record, "record"))
        return row(*(self._button(does, icon) for does, icon in icons), 1)

    def show_running(self, running: bool) -> None:
        """Offer what can be done with or without video."""
        self.start.setEnabled(not running)  # they share a key: only one of them has it
        self.stop.setEnabled(running)
        self._start_button.setVisible(not running)
        self._stop_button.setVisible(running)
        for does in (self.freeze, self.record, self.background):
            does.setEnabled(running)

    def _button(self, does: QAction, icon: str, kind: str = "") -> ActionButton:
        made = ActionButton(does, self._artwork, icon, kind=kind, words=kind != "bare")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # or Space would press what was clicked last
        return made
