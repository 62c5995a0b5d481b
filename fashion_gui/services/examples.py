"""The user's own examples as the window files, corrects, takes back and exports them, off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fashion_gui import paths
from fashion_gui.core.errors import FashionGuiError
from fashion_gui.services.classification import Pasted, picture_bytes
from fashion_gui.services.one_at_a_time import OneAtATime

if TYPE_CHECKING:
    import numpy as np

    from fashion_gui.core.images import Picture
    from fashion_gui.core.new_examples import Box, NewExample
    from fashion_gui.core.own_examples import Change, Filed, OwnExamples

_PORTION = 50
"""Pictures read before they are filed: a folder of thousands would not fit into memory."""


class Examples(OneAtATime):
    """Does one thing after the other.

    Signals:
        listed: PhotoSet of all examples; after every change, too.
        filed: Filed, class index or `labels.NONE`.
        relabelled: Change, class index or `NONE` they have now.
        removed: Change.
        exported: Path of the zip, Exported.
    """

    listed = Signal(object)
    filed = Signal(object, int)
    relabelled = Signal(object, int)
    removed = Signal(object)
    exported = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closed = False

    def list_examples(self) -> None:
        """Read the folder anew; `listed` answers."""
        self._start(self._tell)

    def file_paths(self, chosen: Sequence[Path], label: int) -> None:
        """File picture files, and all those in folders; `filed` answers, and `failed` about a bad one."""

        def task() -> None:
            from fashion_gui.core.picture_files import find_pictures

            found = find_pictures(chosen)
            bad: list[FashionGuiError] = []
            filed: Filed | None = None
            try:
                while not self._closed and (portion := list(islice(found, _PORTION))):
                    examples = _readable(portion, bad)
                    if examples:
                        part = self._store().add(examples, label)
                        filed = part if filed is None else filed.with_more(part)
                        self._tell()
            finally:  # where a later portion fails, the earlier ones are filed all the same
                if filed is not None:
                    self.filed.emit(filed, label)
                if bad:
                    others = "1 other" if len(bad) == 2 else f"{len(bad) - 1:,} others"
                    more = f" {others} could not be filed either." if len(bad) > 1 else ""
                    self.failed.emit(FashionGuiError(f"{bad[0].problem}{more}", bad[0].advice))

        self._start(task)

    def file_pasted(self, pasted: Pasted, label: int) -> None:
        """File a picture off the clipboard; `filed` answers."""

        def task() -> None:
            from fashion_gui.core.images import decode_bytes
            from fashion_gui.core.new_examples import NewExample

            content = picture_bytes(pasted)
            decode_bytes(content, pasted.name)
            self._file(NewExample(content, "pasted"), label)

        self._start(task)

    def file_picture(self, picture: Picture, name: str, box: Box | None, label: int) -> None:
        """File a picture that was decoded: its file as it is, or the part around the box; `filed` answers."""

        def task() -> None:
            from fashion_gui.core.new_examples import around, from_file, from_pixels

            if picture.path is not None and box is None and picture.path.is_file():
                self._file(from_file(picture.path), label)
            else:
                self._file(from_pixels(around(picture.rgb, box) if box else picture.rgb, name), label)

        self._start(task)

    def file_frame(self, rgb: np.ndarray, box: Box | None, video: str, label: int) -> None:
        """File a frame uint8 [h, w, 3], or the part around the garment; `video` names what it is of."""

        def task() -> None:
            from fashion_gui.core.new_examples import around, from_pixels

            self._file(from_pixels(around(rgb, box) if box else rgb, "camera", video), label)

        self._start(task)

    def relabel(self, files: Sequence[Path], label: int) -> None:
        """Give files another label; `relabelled` answers."""

        def task() -> None:
            self.relabelled.emit(self._store().relabel(_names(files), label), label)
            self._tell()

        self._start(task)

    def remove(self, files: Sequence[Path]) -> None:
        """Take files out; `removed` answers."""

        def task() -> None:
            self.removed.emit(self._store().remove(_names(files)))
            self._tell()

        self._start(task)

    def undo(self, change: Change) -> None:
        """Put everything back as it was before a change; `listed` answers."""

        def task() -> None:
            self._store().undo(change)
            self._tell()

        self._start(task)

    def export(self, path: Path) -> None:
        """Write all of them into a zip; `exported` answers."""
        self._start(lambda: self.exported.emit(path, self._store().export(path)))

    def close(self) -> None:
        """Drop what waits, and finish what is being done; of many pictures the first ones are filed."""
        self._closed = True
        self._pool.clear()
        super().close()

    # Inside

    def _store(self) -> OwnExamples:
        from fashion_gui.core.own_examples import OwnExamples

        return OwnExamples(paths.own_photos_dir())

    def _tell(self) -> None:
        self.listed.emit(self._store().photo_set())

    def _file(self, example: NewExample, label: int) -> None:
        self.filed.emit(self._store().add([example], label), label)
        self._tell()


def _names(files: Sequence[Path]) -> list[str]:
    """What the table calls these files; one that it names elsewhere has its whole path."""
    folder = paths.own_photos_dir()
    return [(file.relative_to(folder) if file.is_relative_to(folder) else file).as_posix() for file in files]


def _readable(files: Sequence[Path], bad: list[FashionGuiError]) -> list[NewExample]:
    """Those that are pictures; what is wrong with the others goes into `bad`."""
    from fashion_gui.core.new_examples import from_file

    examples = []
    for file in files:
        try:
            examples.append(from_file(file))
        except FashionGuiError as error:
            bad.append(error)
    return examples
