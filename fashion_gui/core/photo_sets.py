"""Labelled pictures on the disk: a `labels.csv`, or one sub-folder a class."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from fashion_gui.core.errors import DataSetError
from fashion_gui.core.images import find_pictures
from fashion_gui.core.labels import CLASS_NAMES, NONE, NONE_OF_THE_TEN, class_index

LABELS_FILE = "labels.csv"

_FORM = (
    f"Write a {LABELS_FILE} with the columns file and label (and person, if you know who took it), "
    "or make one sub-folder a class."
)


@dataclass(frozen=True)
class LabelledPhoto:
    """A picture with its class index 0–9, or `NONE`; `group` is who took it, or its own name."""

    path: Path
    label: int
    group: str


@dataclass(frozen=True)
class PhotoSet:
    """Labelled pictures, and one sentence about each thing that had to be left out."""

    folder: Path
    photos: tuple[LabelledPhoto, ...]
    left_out: tuple[str, ...] = ()


def read_photo_set(folder: Path) -> PhotoSet:
    """Find the labelled pictures in `folder`; none is opened.

    Raises:
        DataSetError: if the folder can't be read or nothing in it is labelled.
    """
    if not folder.is_dir():
        raise DataSetError(f"“{folder}” is not a folder.", "Choose a folder of labelled pictures.")
    table = folder / LABELS_FILE
    photos, left_out = _from_table(table) if table.is_file() else _from_sub_folders(folder)
    photos, repeated = _without_repeats(photos)
    if not photos:
        reason = f" {[*left_out, *repeated][0]}" if left_out or repeated else ""
        raise DataSetError(f"“{folder}” holds no labelled pictures.{reason}", _FORM)
    return PhotoSet(folder, tuple(photos), (*left_out, *repeated))


def label_name(label: int) -> str:
    """Name of a class index, or of `NONE`, as a `labels.csv` has it."""
    return NONE_OF_THE_TEN if label == NONE else CLASS_NAMES[label]


def label_index(name: str) -> int | None:
    """The class index, or `NONE`, that a name stands for; None if it is no known name."""
    if name.strip().lower() in {NONE_OF_THE_TEN, NONE_OF_THE_TEN.strip("()"), "none"}:
        return NONE
    try:
        return class_index(name)
    except ValueError:
        return None


def _from_table(table: Path) -> tuple[list[LabelledPhoto], list[str]]:
    photos: list[LabelledPhoto] = []
    missing: list[str] = []
    unknown: Counter[str] = Counter()
    try:
        with table.open(newline="", encoding="utf-8-sig") as stream:
            rows = csv.DictReader(stream)
            lacking = {"file", "label"} - set(rows.fieldnames or ())
            if lacking:
                raise DataSetError(f"“{table}” has no column “{sorted(lacking)[0]}”.", _FORM)
            for row in rows:
                name, label = row["file"] or "", row["label"] or ""
                path = _inside(table.parent, name)
                index = label_index(label)
                if index is None:
                    unknown[label] += 1
                elif path is None:
                    missing.append(name)
                else:
                    photos.append(LabelledPhoto(path, index, row.get("person") or path.stem))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataSetError(f"“{table}” can't be read: {error}.", _FORM) from error
    said = _unknown(unknown)
    if missing:
        are = "is" if len(missing) == 1 else "are"
        said.append(f"{len(missing)} of the files in {LABELS_FILE} {are} not there, “{missing[0]}” first.")
    return photos, said


def _from_sub_folders(folder: Path) -> tuple[list[LabelledPhoto], list[str]]:
    photos: list[LabelledPhoto] = []
    unknown: Counter[str] = Counter()
    for sub_folder in sorted(path for path in folder.iterdir() if path.is_dir()):
        index = label_index(sub_folder.name)
        if index is None:
            unknown[sub_folder.name] += 1
            continue
        found = (path for path in find_pictures([sub_folder]) if path.is_file())
        photos += [LabelledPhoto(path, index, path.stem) for path in found]
    return photos, _unknown(unknown)


def _inside(folder: Path, name: str) -> Path | None:
    """The file of that name in `folder` or in its `photos`, None if there is none."""
    for candidate in (folder / name, folder / "photos" / name):
        if candidate.is_file() and folder.resolve() in candidate.resolve().parents:
            return candidate
    return None


def _without_repeats(photos: list[LabelledPhoto]) -> tuple[list[LabelledPhoto], list[str]]:
    """One entry a file; a file with two different labels is left out whole."""
    by_path: dict[Path, set[int]] = {}
    for photo in photos:
        by_path.setdefault(photo.path, set()).add(photo.label)
    kept = {photo.path: photo for photo in photos if len(by_path[photo.path]) == 1}
    contradictory = [path.name for path, labels in by_path.items() if len(labels) > 1]
    said = []
    if contradictory:
        which = "1 file has" if len(contradictory) == 1 else f"{len(contradictory)} files have"
        said.append(f"{which} labels that contradict each other, “{contradictory[0]}” first.")
    return list(kept.values()), said


def _unknown(names: Counter[str]) -> list[str]:
    if not names:
        return []
    first, count = next(iter(names)), sum(names.values())
    which = "1 entry has" if count == 1 else f"{count} entries have"
    return [
        f"{which} no known class, “{first}” first; "
        f"the classes are {', '.join(CLASS_NAMES)}, {NONE_OF_THE_TEN}."
    ]
