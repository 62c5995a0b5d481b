"""The Teach page: the user's own examples by class, and a model that learns from them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.page import Page
from fashion_gui.ui.picture_sources import PictureSources
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import ActionButton, action, label, row

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from fashion_gui.core.photo_sets import LabelledPhoto, UnusablePhoto

_INVITATION = (
    "No examples yet. Drop photos on the class that they show, or press “No, it is a …” beside an answer on "
    "the Classify or Camera page. Choose a class to add photos with a dialog."
)
_NOTHING_OF_IT = "No examples of this class yet. Drop photos on its picture above, or press “Add photos…”."
_CHOOSE_FIRST = "Choose a class first, by a click on its picture; or drop photos on it"


class TeachPage(Page):
    """Class pictures above, the examples below. Built when it is first shown.

    Attributes:
        sources: the dialogs and the clipboard as ways in, for the class that is chosen.
        tiles, examples, job, results: the parts, see there.
        put_right: shows the pictures that don't count as they are labelled, in place of a class.

    Signals:
        built: the parts are there now; appeared: the page is shown (again).
        paths_given: tuple of Paths of files and folders, class index or `labels.NONE` they show.
        picture_given: bytes of a picture file or a QImage, class index or `NONE` it shows.
        label_wanted: tuple of Paths of examples, class index or `NONE`.
        removal_wanted: tuple of Paths of examples.
        thumbnail_wanted: Path of an example.
        improvement_wanted: let the model in use learn.
        export_wanted: Path of the zip.
    """

    name = "teach"
    title = "Teach"
    icon = "teach"
    hint = "Show the program what your own clothes are"

    built = Signal()
    appeared = Signal()
    paths_given = Signal(object, int)
    picture_given = Signal(object, int)
    label_wanted = Signal(object, int)
    removal_wanted = Signal(object)
    thumbnail_wanted = Signal(object)
    improvement_wanted = Signal()
    export_wanted = Signal(object)

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._artwork = artwork
        self.is_built = False
        self._into: int | None = None
        self._photos: tuple[LabelledPhoto, ...] = ()
        self._unusable: tuple[UnusablePhoto, ...] = ()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if not self.is_built:
            self.is_built = True
            self._build()
            self.built.emit()
        self.appeared.emit()

    def _build(self) -> None:
        from fashion_gui.ui.examples_model import ExamplesModel
        from fashion_gui.ui.widgets.class_tiles import ClassTiles
        from fashion_gui.ui.widgets.examples_view import ExamplesView
        from fashion_gui.ui.widgets.job_rows import JobRows
        from fashion_gui.ui.widgets.job_strip import JobStrip

        self.sources = PictureSources(self)
        self._export = action(
            self, "Export…", "Save all examples as a zip for other programs", "Ctrl+S", self._ask_export
        )
        self.improve = action(
            self,
            "Improve",
            "Let the model in use learn from your examples",
            "Ctrl+Return",
            self.improvement_wanted.emit,
        )
        self.put_right = action(
            self,
            "",
            "Show the pictures that don't count as they are labelled",
            "Ctrl+R",
            self._choose_unusable,
        )
        self.put_right.setCheckable(True)
        self._to_put_right = ActionButton(self.put_right, self._artwork, "notice")
        self._to_put_right.setCheckable(True)
        self._to_put_right.setStyleSheet("QPushButton:checked { background: palette(midlight); }")
        self.put_right.toggled.connect(self._to_put_right.setChecked)
        self.tiles = ClassTiles(self._artwork)
        self.examples = ExamplesView(ExamplesModel(self), self._artwork)
        self.job = JobStrip(self._artwork)
        self.results = JobRows(self._artwork, "Improved models", most=2)
        self._state = label("", "quiet", wrap=True)
        self._invitation = label(_INVITATION, "quiet", wrap=True)
        self._invitation.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._below = QStackedWidget()
        self._below.addWidget(self._invitation)
        self._below.addWidget(self.examples)
        self._adds = {
            self.sources.open_files: ("Add photos…", "Choose photos of the chosen class"),
            self.sources.open_folder: ("Add a folder…", "Choose a folder of the chosen class"),
            self.sources.paste: ("Paste", "File the picture on the clipboard in the chosen class"),
        }
        for does, (text, _) in self._adds.items():
            does.setText(text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GAP, 2 * GAP - 4, 2 * GAP, 2 * GAP)
        layout.setSpacing(GAP + 4)
        layout.addLayout(
            row(
                label(self.title, "title"),
                1,
                ActionButton(self.sources.open_files, self._artwork, "picture"),
                ActionButton(self._export, self._artwork, "export"),
                ActionButton(self.improve, self._artwork, "train", kind="primary"),
            )
        )
        told = row(self._state, self._to_put_right)
        told.setStretch(0, 1)
        layout.addLayout(told)
        layout.addWidget(self.results)
        layout.addWidget(self.job)
        layout.addWidget(self.tiles)
        layout.addWidget(self._below, 1)
        self.tiles.class_chosen.connect(self._take_class)
        self.tiles.pictures_dropped.connect(self._take_drop)
        self.sources.paths_chosen.connect(self._take_paths)
        self.sources.picture_pasted.connect(self._take_picture)
        self.examples.label_wanted.connect(self.label_wanted)
        self.examples.removal_wanted.connect(self.removal_wanted)
        self.examples.model.thumbnail_wanted.connect(self.thumbnail_wanted)
        self._follow()

    def main_part(self) -> QWidget:
        return self.examples.view if self.is_built else self

    # What is shown

    def show_examples(
        self, photos: tuple[LabelledPhoto, ...], unusable: tuple[UnusablePhoto, ...] = ()
    ) -> None:
        """All there are, in the order in which they were filed, and those that are to be put right."""
        self._photos, self._unusable = photos, unusable
        if not unusable:
            self.put_right.setChecked(False)
        self.tiles.show_counts(Counter(photo.label for photo in photos))
        self._follow()

    def show_state(self, text: str, *, can_improve: bool) -> None:
        """What is there, what is amiss, and what Improve would do."""
        self._state.setText(text)
        self.improve.setEnabled(can_improve)

    def state(self) -> str:
        """What is said about the examples."""
        return self._state.text()

    # Inside

    @Slot()
    def _follow(self) -> None:
        from fashion_gui.ui.examples_model import ShownExample, class_words

        chosen = self.tiles.chosen
        if self.put_right.isChecked():
            shown = [ShownExample(photo.path, photo.reason) for photo in self._unusable]
            name = "To put right"
        else:
            shown = [
                ShownExample(photo.path, class_words(photo.label))
                for photo in self._photos
                if chosen in (None, photo.label)
            ]
            name = "All examples" if chosen is None else class_words(chosen)
        self.put_right.setText(f"To put right ({len(self._unusable):,})")
        self.put_right.setEnabled(bool(self._unusable))
        self._to_put_right.setVisible(bool(self._unusable))
        self.examples.show_headline(f"{name} ({len(shown):,})")
        self.examples.model.show(shown)
        self._invitation.setText(_NOTHING_OF_IT if self._photos else _INVITATION)
        self._below.setCurrentWidget(self.examples if shown else self._invitation)
        self._export.setEnabled(bool(self._photos or self._unusable))
        for does, (_, hint) in self._adds.items():
            does.setEnabled(chosen is not None)
            told = _CHOOSE_FIRST if chosen is None else hint
            does.setToolTip(f"{told} ({does.shortcut().toString()})")

    @Slot()
    def _take_class(self) -> None:
        self.put_right.setChecked(False)
        self._follow()

    @Slot()
    def _choose_unusable(self) -> None:
        self.tiles.choose_none()
        self._follow()

    @Slot(object, int)
    def _take_drop(self, mime: QMimeData, index: int) -> None:
        self._into = index
        self.sources.take(mime, "drop")
        self._into = None

    @Slot(object)
    def _take_paths(self, paths: tuple[Path, ...]) -> None:
        index = self.tiles.chosen if self._into is None else self._into
        if index is not None:
            self.paths_given.emit(paths, index)

    @Slot(object)
    def _take_picture(self, content: object) -> None:
        index = self.tiles.chosen if self._into is None else self._into
        if index is not None:
            self.picture_given.emit(content, index)

    @Slot()
    def _ask_export(self) -> None:
        start = str(Path(self.sources.folder) / "my examples.zip")
        dialog = QFileDialog(self, "Export", start, "Zip archives (*.zip)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.export_wanted.emit(Path(name)))
        dialog.open()
