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
    Row,
    label_table_bytes,
    read_label_table,
    write_label_table,
)
from fashion_gui.core.new_examples import NewExample
from fashion_gui.core.photo_doubles import digest_of, without_doubles
from fashion_gui.core.photo_sets import LABELS_FILE, PhotoSet, label_name, read_photo_set
from fashion_gui.core.whole_files import storage_error, write_whole

_LOCK = ".lock"
_TRASH = ".trash"
_TRASH_KEPT = 30 * 24 * 3600.0


@dataclass(frozen=True)
class Change:
    """What was changed: the rows by file as they were before, None where there was none."""

    before: dict[str, Row | None]

    def __len__(self) -> int:
        return len(self.before)


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
            Change({**later.change.before, **self.change.before}),
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
            return without_doubles(read_photo_set(self.folder))
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
                wrong = [name for name in there if table.rows[name]["label"] != label_name(label)]
                relabelled += wrong
                known += bool(there) and not wrong
                if not there:
                    added[example.file_name] = example
            rows = {name: {**table.rows[name], "label": label_name(label)} for name in relabelled}
            rows |= {name: _row(name, label, example.group) for name, example in added.items()}
            try:
                self._write_files(added)
                change = self._write(table, rows)
            except BaseException:
                for name in added:
                    (self.folder / name).unlink(missing_ok=True)
                raise
            return Filed(change, tuple(added), tuple(relabelled), known)

    def relabel(self, files: Iterable[str], label: int) -> Change:
        """Give files another label; raises as `add`."""
        with exclusive(self.folder / _LOCK):
            table = self._read()
            rows: dict[str, Row | None] = {
                name: {**table.rows[name], "label": label_name(label)} for name in files if name in table.rows
            }
            return self._write(table, rows)

    def remove(self, files: Iterable[str]) -> Change:
        """Take files out; they go to the trash. Raises as `add`."""
        with exclusive(self.folder / _LOCK):
            table = self._read()
            return self._write(table, {name: None for name in files if name in table.rows})

    def undo(self, change: Change) -> Change:
        """Put everything back as it was before a change.

        Raises:
            DataSetError: if a removed file is no longer in the trash; nothing is then changed.
            StorageError: as `add`.
        """
        with exclusive(self.folder / _LOCK):
            return self._write(self._read(), change.before)

    def export(self, path: Path) -> int:
        """Write a zip of table and pictures that other programs can use; returns the number of pictures.

        Raises:
            DataSetError: if there are none.
            StorageError: if it can't be written; an earlier file of that name is untouched.
        """
        photos = self.photo_set().photos
        if not photos:
            raise DataSetError("There are no examples to export.", "File some first.")
        table = self._read()
        rows = {}
        with exclusive(self.folder / _LOCK), write_whole(path) as stream, zipfile.ZipFile(stream, "w") as out:
            for photo in photos:
                name = photo.path.relative_to(self.folder).as_posix()
                rows[name] = table.rows.get(name) or _row(name, photo.label, "")
                out.write(photo.path, name)
            out.writestr(LABELS_FILE, label_table_bytes(replace(table, rows=rows)))
        return len(photos)

    # Inside

    def _read(self) -> LabelTable:
        return read_label_table(self.folder / LABELS_FILE)

    def _lies_here(self, name: str) -> bool:
        """Whether it is a file inside the folder: a table made by hand may name others."""
        path = self.folder / name
        return path.is_file() and self.folder.resolve() in path.resolve().parents

    def _write_files(self, examples: Mapping[str, NewExample]) -> None:
        for name, example in examples.items():
            with write_whole(self.folder / name) as stream:
                stream.write(example.content)

    def _write(self, table: LabelTable, changed: Mapping[str, Row | None]) -> Change:
        """Bring back from the trash what is missing, write the table, put into the trash what left it."""
        trash = self.folder / _TRASH
        back = [name for name, row in changed.items() if row is not None and not self._lies_here(name)]
        gone = [name for name, row in changed.items() if row is None and self._lies_here(name)]
        for name in back:
            if not (trash / name).is_file():
                raise DataSetError(f"“{name}” is no longer in the trash.", "File the picture again.")
        rows = {name: row for name, row in {**table.rows, **changed}.items() if row is not None}
        try:
            for name in back:
                (trash / name).replace(self.folder / name)
            write_label_table(self.folder / LABELS_FILE, replace(table, rows=rows))
            if gone:
                trash.mkdir(exist_ok=True)
                _sweep(trash)
            for name in gone:
                (trash / name).parent.mkdir(parents=True, exist_ok=True)
                os.utime(self.folder / name)  # the trash is emptied by age
                (self.folder / name).replace(trash / name)
        except OSError as error:
            raise storage_error(self.folder, error) from error
        return Change({name: table.rows.get(name) for name in changed})


class _Contents:
    """Finds files of the table by their contents; reads only those of the size in question."""

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        self._folder = folder
        self._by_size: dict[int, list[str]] = defaultdict(list)
        for name in names:
            path = folder / name
            if path.is_file():
                self._by_size[path.stat().st_size].append(name)

    def find(self, example: NewExample) -> list[str]:
        same_size = self._by_size[len(example.content)]
        return [name for name in same_size if digest_of(self._folder / name) == example.digest]


def _row(name: str, label: int, group: str) -> Row:
    return {"file": name, "label": label_name(label), "person": group}


def _sweep(trash: Path) -> None:
    for path in trash.rglob("*"):
        if path.is_file() and time.time() - path.stat().st_mtime > _TRASH_KEPT:
            path.unlink(missing_ok=True)
