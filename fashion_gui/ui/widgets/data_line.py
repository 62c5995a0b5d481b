"""Where the data set lies, or that it has to be fetched."""

from __future__ import annotations

import os

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLabel, QVBoxLayout, QWidget

from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import ActionButton, Card, action, label, row

LEAST_PHOTOS = 30
"""Own photos without which learning from them makes no sense."""


class DataLine(Card):
    """One line about the data set with a way to name another folder, and one about own photos.

    Signals:
        folder_chosen: path of a folder.
    """

    folder_chosen = Signal(str)

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._artwork = artwork
        self._icon = "notice"
        self._folder = ""
        self._mark = QLabel()
        self._headline = label("Looking for the data set …", "strong", wrap=True)
        self._detail = label("", "quiet", wrap=True)
        self._detail.hide()
        choose = action(
            self,
            "Choose folder…",
            "Name the folder of the four Fashion-MNIST files",
            "Ctrl+Shift+O",
            self._ask,
        )
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._headline)
        words.addWidget(self._detail)
        line = row(self._mark, spacing=GAP + 2)
        line.addLayout(words, 1)
        line.addWidget(ActionButton(choose, artwork, "folder"), 0, Qt.AlignmentFlag.AlignVCenter)
        self._photos = QCheckBox("&Learn from your own photos as well")
        self._photos.setToolTip("So the model knows things like yours better (Alt+L)")
        self._photo_note = label("", "small", wrap=True)
        self.body.setContentsMargins(2 * GAP, GAP + 2, GAP + 2, GAP + 2)
        self.body.addLayout(line)
        photos = row(self._photos, self._photo_note, spacing=2 * GAP)
        photos.setStretch(1, 1)
        photos.setContentsMargins(20 + GAP + 2, 0, 0, 0)  # below the words of the line
        self.body.addLayout(photos)
        self.show_photos(0)

    def show_found(self, folder: str) -> None:
        """The data set is there."""
        self._folder = folder
        self._show("done", "Fashion-MNIST is there", folder)

    def show_missing(self, headline: str, detail: str) -> None:
        """It is not, and what will be done about it."""
        self._show("problem", headline, detail)

    def show_photos(self, count: int) -> None:
        """How many own photos there are; of too few none could be kept apart to check with."""
        enough = count >= LEAST_PHOTOS
        self._photos.setEnabled(enough)
        self._photos.setChecked(enough and self._photos.isChecked())
        self._photo_note.setText(
            f"{count} labelled" if enough else f"{count} of at least {LEAST_PHOTOS} labelled"
        )

    @property
    def with_photos(self) -> bool:
        """Whether own photos shall be learnt from, too."""
        return self._photos.isChecked()

    def photo_note(self) -> str:
        """What it says about own photos."""
        return self._photo_note.text()

    def text(self) -> str:
        """What the line says."""
        return f"{self._headline.text()} {self._detail.text()}".replace("\u200b", "")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_mark"):
            self._draw_mark()

    def _show(self, icon: str, headline: str, detail: str) -> None:
        self._icon = icon
        self._headline.setText(headline)
        self._detail.setText(detail.replace(os.sep, f"{os.sep}\u200b"))  # a long path may be broken there
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(self.text())
        self._draw_mark()

    def _draw_mark(self) -> None:
        role = QPalette.ColorRole.BrightText if self._icon == "problem" else QPalette.ColorRole.Accent
        icon = self._artwork.icon(self._icon, QApplication.palette().color(role))
        self._mark.setPixmap(icon.pixmap(QSize(20, 20), self.devicePixelRatioF()))

    @Slot()
    def _ask(self) -> None:
        dialog = QFileDialog(self, "Folder of the Fashion-MNIST files", self._folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(self.folder_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
