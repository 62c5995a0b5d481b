"""The ways in which photos come to the Classify page: dialogs, the clipboard, and what is dropped on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence

from fashion_gui.core.picture_formats import PICTURE_SUFFIXES
from fashion_gui.ui.dropped import read_mime
from fashion_gui.ui.widgets.basics import action

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QFileDialog, QWidget


class PictureSources(QObject):
    """Actions of `owner` that ask for photos, and what came of asking.

    Attributes:
        folder: where dialogs start.

    Signals:
        paths_chosen: tuple of Paths of files and folders.
        picture_pasted: bytes of a picture file, or a QImage.
        nothing_usable: a sentence and an advice about what there was instead of a picture.
        folder_used: folder that a dialog was used in.
    """

    paths_chosen = Signal(object)
    picture_pasted = Signal(object)
    nothing_usable = Signal(str, str)
    folder_used = Signal(str)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self.folder = ""
        keys = QKeySequence.StandardKey
        self.open_files = action(
            owner, "Open photos…", "Choose one or more photos", keys.Open, self._ask_files
        )
        self.open_folder = action(
            owner, "Open folder…", "Recognise all photos of a folder", "Ctrl+Shift+O", self._ask_folder
        )
        self.paste = action(
            owner, "Paste", "Recognise the picture on the clipboard", keys.Paste, self._take_clipboard
        )

    def take(self, mime: QMimeData, how: str) -> None:
        """Emit what is in a drop or on the clipboard; `how` it came is a word for the advice."""
        dropped = read_mime(mime)
        if dropped.paths:
            self.paths_chosen.emit(dropped.paths)
        elif dropped.picture is not None:
            self.picture_pasted.emit(dropped.picture)
        elif dropped.link:
            self.nothing_usable.emit(
                f"That is a link, not a picture: {dropped.link[:80]}",
                f"Save the picture first, then {how} the file.",
            )
        else:
            self.nothing_usable.emit(
                "There is no picture in that.", "Copy or drag a picture, a picture file or a folder."
            )

    @Slot()
    def _take_clipboard(self) -> None:
        self.take(QGuiApplication.clipboard().mimeData(), "paste")

    @Slot()
    def _ask_files(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        endings = " ".join(f"*{suffix}" for suffix in sorted(PICTURE_SUFFIXES))
        dialog = self._dialog("Open photos", QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([f"Pictures ({endings})", "All files (*)"])
        dialog.open()

    @Slot()
    def _ask_folder(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        dialog = self._dialog("Open a folder", QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.open()

    def _dialog(self, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._owner, title, self.folder)
        dialog.setFileMode(mode)
        dialog.filesSelected.connect(self._take_names)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    @Slot("QStringList")
    def _take_names(self, names: Sequence[str]) -> None:
        paths = tuple(Path(name) for name in names)
        folder = paths[0] if paths[0].is_dir() else paths[0].parent
        self.folder = str(folder)
        self.folder_used.emit(self.folder)
        self.paths_chosen.emit(paths)
