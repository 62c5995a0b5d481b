"""The user's own labelled examples: a folder of plain picture files and a `labels.csv`.

It has the form that `photo_sets` reads, so training and evaluation take it as it is. Every change is written
whole or not at all, and gives back what undoes it; what is removed lies in a trash inside the folder for 30
days.
"""

from __future__ import annotations

import os
import time
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fashion_gui.core.errors import DataSetError
from fashion_gui.core.file_lock import exclusive
from fashion_gui.core.label_table import (
    LabelTable,
    Rows,
    label_table_bytes,
    read_label_table,
    write_label_table,
)
from fashion_gui.core.new_examples import NewExample
from fashion_gui.core.photo_doubles import digest_of, without_doubles
from fashion_gui.core.photo_sets import LABELS_FILE, PhotoSet, file_inside, label_name, look_for_photos
from fashion_gui.core.whole_files import storage_error, write_whole

_LOCK = ".lock"
_TRASH = ".trash"
_TRASH_KEPT = 30 * 24 * 3600.0


@dataclass(frozen=True)
class Change:
    """What was changed: the rows by file as they were before, none where there was none.

    Attributes:
        before: rows by file.
        removed: of these, files that went to the trash.
    """

    before: dict[str, Rows]
    removed: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self.before)


@dataclass(frozen=True)
class Exported:
    """How many pictures were written, and how many of those don't count until they are put right."""

    pictures: int
    unusable: int


@dataclass(frozen=True)
class Filed:
    """What became of pictures that were to be filed.

    Attributes:
        change: undoes it.
        added, relabelled: files that are new, and that were there with another label.
        known: how many were there with this label already.
    """

    change: Change
    added: tuple[str, ...]
    relabelled: tuple[str, ...]
    known: int

    def with_more(self, later: Filed) -> Filed:
        """Both together."""
        return Filed(
            Change({**later.change.before, **self.change.before}, self.change.removed | later.change.removed),
            (*self.added, *later.added),
            (*self.relabelled, *later.relabelled),
            self.known + later.known,
        )


class OwnExamples:
    """Keeps nothing in memory, so several windows and commands may use one folder at the same time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def photo_set(self) -> PhotoSet:
        """All usable examples in the order in which they were filed; a sentence about each thing amiss."""
        table = self.folder / LABELS_FILE
        try:
            if not read_label_table(table).rows:
                return PhotoSet(self.folder, ())
            return without_doubles(look_for_photos(self.folder))
        except DataSetError as error:
            return PhotoSet(self.folder, (), (str(error),))

    def add(self, examples: Sequence[NewExample], label: int) -> Filed:
        """File pictures under a class index, or `NONE`.

        A picture that is there already, by its contents, only gets the label.

        Raises:
            DataSetError: if the table can't be read.
            StorageError: if something can't be written; nothing is then filed.
        """
        with exclusive(self.folder / _LOCK):
            table = self._read()
            present = _Contents(self.folder, table.rows)
            added: dict[str, NewExample] = {}
            relabelled: list[str] = []
            known = 0
            for example in {example.digest: example for example in examples}.values():
                there = present.find(example)
                wrong = [
                    name
                    for name in there
                    if any(row["label"] != label_name(label) for row in table.rows[name])
                ]
                relabelled += wrong
                known += bool(there) and not wrong
                if not there:
                    added[example.file_name] = example
            rows = {name: _settled(table.rows[name], label) for name in relabelled}
            rows |= {name: _new(name, label, example.group) for name, example in added.items()}
            try:
                self._write_files(added)
                change = self._write(table, rows)
            except BaseException:
                for name in added:
                    (self.folder / name).unlink(missing_ok=True)
                raise
            return Filed(change, tuple(added), tuple(relabelled), known)

    def relabel(self, files: Iterable[str], label: int) -> Change:
        """Give files another label, and only that one; raises as `add`."""
        with exclusive(self.folder / _LOCK):
            table = self._read()
            return self._write(
                table, {name: _settled(table.rows[name], label) for name in self._meant(table, files)}
            )

    def remove(self, files: Iterable[str]) -> Change:
        """Take files out; they go to the trash. Raises as `add`."""
        with exclusive(self.folder / _LOCK):
            table = self._read()
            return self._write(table, dict.fromkeys(self._meant(table, files), ()))

    def undo(self, change: Change) -> Change:
        """Put everything back as it was before a change.

        Raises:
            DataSetError: if a removed file is no longer in the trash; nothing is then changed.
            StorageError: as `add`.
        """
        with exclusive(self.folder / _LOCK):
            return self._write(self._read(), change.before, change.removed)

    def export(self, path: Path) -> Exported:
        """Write a zip of table and pictures that other programs can use; those to put right are in it too.

        Raises:
            DataSetError: if there are none.
            StorageError: if it can't be written; an earlier file of that name is untouched.
        """
        table = self._read()
        files = {file: None for name in table.rows if (file := file_inside(self.folder, name))}
        if not files:
            raise DataSetError("There are no examples to export.", "File some first.")
        unusable = {photo.path for photo in self.photo_set().unusable}
        with exclusive(self.folder / _LOCK), write_whole(path) as stream, zipfile.ZipFile(stream, "w") as out:
            for file in files:
                out.write(file, file.relative_to(self.folder).as_posix())
            out.writestr(LABELS_FILE, label_table_bytes(table))
        return Exported(len(files), len(unusable & files.keys()))

    # Inside

    def _read(self) -> LabelTable:
        return read_label_table(self.folder / LABELS_FILE)

    def _meant(self, table: LabelTable, files: Iterable[str]) -> list[str]:
        """What the table calls these files: one may stand there under several names, in `photos`, too."""
        asked = {self.folder / name for name in files}
        found = []
        for name in table.rows:
            path = self.folder / name
            if path in asked or self.folder / "photos" / name in asked:  # so that few need be looked for
                found += [name] * ((file_inside(self.folder, name) or path) in asked)
        return found

    def _write_files(self, examples: Mapping[str, NewExample]) -> None:
        for name, example in examples.items():
            with write_whole(self.folder / name) as stream:
                stream.write(example.content)

    def _write(self, table: LabelTable, changed: Mapping[str, Rows], back: Iterable[str] = ()) -> Change:
        """Bring back files from the trash, write the table, put into the trash what left it."""
        trash = self.folder / _TRASH
        gone = {
            name: file
            for name, rows in changed.items()
            if not rows and (file := file_inside(self.folder, name)) is not None
        }
        returning: dict[Path, str] = {}
        for name in back:
            if file_inside(self.folder, name) is None:
                file = file_inside(trash, name)
                if file is None:
                    raise DataSetError(f"“{name}” is no longer in the trash.", "File the picture again.")
                returning[file] = name
        rows = {name: rows for name, rows in {**table.rows, **changed}.items() if rows}
        try:
            for file in returning:
                file.replace(self._made(self.folder / file.relative_to(trash)))
            write_label_table(self.folder / LABELS_FILE, replace(table, rows=rows))
            if gone:
                trash.mkdir(exist_ok=True)
                _sweep(trash)
            for file in set(gone.values()):
                os.utime(file)  # the trash is emptied by age
                file.replace(self._made(trash / file.relative_to(self.folder)))
        except OSError as error:
            raise storage_error(self.folder, error) from error
        return Change({name: table.rows.get(name, ()) for name in changed}, frozenset(gone))

    @staticmethod
    def _made(path: Path) -> Path:
        """A path whose folder is there."""
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


class _Contents:
    """Finds files of the table by their contents; reads only those of the size in question."""

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        self._by_size: dict[int, list[tuple[str, Path]]] = defaultdict(list)
        for name in names:
            path = file_inside(folder, name)
            if path is not None:
                self._by_size[path.stat().st_size].append((name, path))

    def find(self, example: NewExample) -> list[str]:
        same_size = self._by_size[len(example.content)]
        return [name for name, path in same_size if digest_of(path) == example.digest]


def _new(name: str, label: int, group: str) -> Rows:
    return ({"file": name, "label": label_name(label), "person": group},)


def _settled(rows: Rows, label: int) -> Rows:
    """One row instead of those that may contradict each other."""
    return ({**rows[-1], "label": label_name(label)},)


def _sweep(trash: Path) -> None:
    for path in trash.rglob("*"):
        if path.is_file() and time.time() - path.stat().st_mtime > _TRASH_KEPT:
            path.unlink(missing_ok=True)
