"""The dialogs that ask for a video: a file, or the address of a network camera."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QKeySequence

from fashion_gui.ui.widgets.basics import action

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_VIDEOS = "*.avi *.m4v *.mjpeg *.mjpg *.mkv *.mov *.mp4 *.mpeg *.mpg *.ogv *.webm *.wmv"


class VideoDialogs(QObject):
    """Actions of `owner` that ask for a video, and what came of asking.

    Attributes:
        folder: where the dialog for files starts.
        address: what the dialog for addresses proposes.

    Signals:
        source_entered: path or address that a person chose.
        folder_used: folder that a dialog was used in.
    """

    source_entered = Signal(str)
    folder_used = Signal(str)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self.folder = ""
        self.address = "http://"
        self.open_file = action(
            owner, "Open video…", "Watch a video file", QKeySequence.StandardKey.Open, self._ask_file
        )
        self.open_address = action(
            owner, "Network camera…", "Watch a network camera, by its address", "Ctrl+L", self._ask_address
        )

    @Slot()
    def _ask_file(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._owner, "Open a video", self.folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"Videos ({_VIDEOS})", "All files (*)"])
        dialog.fileSelected.connect(self._take_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _take_file(self, name: str) -> None:
        self.folder = str(Path(name).parent)
        self.folder_used.emit(self.folder)
        self.source_entered.emit(name)

    @Slot()
    def _ask_address(self) -> None:
        from PySide6.QtWidgets import QInputDialog

        dialog = QInputDialog(self._owner)
        dialog.setWindowTitle("Network camera")
        dialog.setLabelText("Address, such as http://192.168.0.20/video.mjpg or rtsp://…")
        dialog.setTextValue(self.address)
        dialog.resize(460, dialog.sizeHint().height())
        dialog.textValueSelected.connect(self.source_entered)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
