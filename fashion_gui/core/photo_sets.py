"""Labelled pictures on the disk: a `labels.csv`, or one sub-folder a class."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
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
class UnusablePhoto:
    """A picture that doesn't count as it is labelled, and why in a few words; it need not be there."""

    path: Path
    reason: str


@dataclass(frozen=True)
class PhotoSet:
    """Labelled pictures, one sentence about each thing that had to be left out, and what that was."""

    folder: Path
    photos: tuple[LabelledPhoto, ...]
    left_out: tuple[str, ...] = ()
    unusable: tuple[UnusablePhoto, ...] = ()


def read_photo_set(folder: Path) -> PhotoSet:
    """Find the labelled pictures in `folder`; none is opened.

    Raises:
        DataSetError: if the folder can't be read or nothing in it is labelled.
    """
    found = look_for_photos(folder)
    if not found.photos:
        reason = f" {found.left_out[0]}" if found.left_out else ""
        raise DataSetError(f"“{folder}” holds no labelled pictures.{reason}", _FORM)
    return found


def look_for_photos(folder: Path) -> PhotoSet:
    """The same where there may be none that count; raises where the folder can't be read."""
    if not folder.is_dir():
        raise DataSetError(f"“{folder}” is not a folder.", "Choose a folder of labelled pictures.")
    table = folder / LABELS_FILE
    found = _from_table(table) if table.is_file() else _from_sub_folders(folder)
    return _without_repeats(found)


def label_name(label: int) -> str:
    """Name of a class index, or of `NONE`, as a `labels.csv` has it."""
    return NONE_OF_THE_TEN if label == NONE else CLASS_NAMES[label]


def label_words(label: int) -> str:
    """The same for a sentence: without the brackets that tell `NONE` from a class in a table."""
    return label_name(label).strip("()")


def label_index(name: str) -> int | None:
    """The class index, or `NONE`, that a name stands for; None if it is no known name."""
    if name.strip().lower() in {NONE_OF_THE_TEN, NONE_OF_THE_TEN.strip("()"), "none"}:
        return NONE
    try:
        return class_index(name)
    except ValueError:
        return None


def _from_table(table: Path) -> PhotoSet:
    photos: list[LabelledPhoto] = []
    unusable: list[UnusablePhoto] = []
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
                path = file_inside(table.parent, name)
                index = label_index(label)
                if index is None:
                    unknown[label] += 1
                    reason = f"“{label}” is no class" if label.strip() else "No label"
                    unusable.append(UnusablePhoto(path or table.parent / name, reason))
                elif path is None:
                    missing.append(name)
                    unusable.append(UnusablePhoto(table.parent / name, "Not in the folder"))
                else:
                    photos.append(LabelledPhoto(path, index, row.get("person") or path.stem))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataSetError(f"“{table}” can't be read: {error}.", _FORM) from error
    said = _unknown(unknown)
    if missing:
        are = "is" if len(missing) == 1 else "are"
        said.append(
            f"{len(missing)} of the files in {LABELS_FILE} {are} not in the folder, “{missing[0]}” first."
        )
    return PhotoSet(table.parent, tuple(photos), tuple(said), tuple(unusable))


def _from_sub_folders(folder: Path) -> PhotoSet:
    photos: list[LabelledPhoto] = []
    unknown: Counter[str] = Counter()
    for sub_folder in sorted(path for path in folder.iterdir() if path.is_dir()):
        index = label_index(sub_folder.name)
        if index is None:
            unknown[sub_folder.name] += 1
            continue
        found = (path for path in find_pictures([sub_folder]) if path.is_file())
        photos += [LabelledPhoto(path, index, path.stem) for path in found]
    return PhotoSet(folder, tuple(photos), tuple(_unknown(unknown)))


def file_inside(folder: Path, name: str) -> Path | None:
    """The file of that name in `folder` or in its `photos`, None if there is none."""
    for candidate in (folder / name, folder / "photos" / name):
        if not candidate.is_relative_to(folder):
            continue
        if candidate.is_file() and folder.resolve() in candidate.resolve().parents:
            return candidate
    return None


def _without_repeats(found: PhotoSet) -> PhotoSet:
    """One entry a file; a file with two different labels is left out whole."""
    by_path: dict[Path, set[int]] = {}
    for photo in found.photos:
        by_path.setdefault(photo.path, set()).add(photo.label)
    kept = {photo.path: photo for photo in found.photos if len(by_path[photo.path]) == 1}
    contradictory = {path: labels for path, labels in by_path.items() if len(labels) > 1}
    said = []
    if contradictory:
        which = "1 file has" if len(contradictory) == 1 else f"{len(contradictory)} files have"
        first = next(iter(contradictory)).name
        said.append(f"{which} labels that contradict each other, “{first}” first.")
    return replace(
        found,
        photos=tuple(kept.values()),
        left_out=(*found.left_out, *said),
        unusable=(
            *found.unusable,
            *(UnusablePhoto(path, either(labels)) for path, labels in contradictory.items()),
        ),
    )


def either(labels: Iterable[int]) -> str:
    """Labels that contradict each other: `"Coat or Shirt"`."""
    return " or ".join(sorted({label_name(label) for label in labels}))


def _unknown(names: Counter[str]) -> list[str]:
    if not names:
        return []
    first, count = next(iter(names)), sum(names.values())
    which = "1 entry has" if count == 1 else f"{count} entries have"
    return [
        f"{which} no known class, “{first}” first; "
        f"the classes are {', '.join(CLASS_NAMES)}, {NONE_OF_THE_TEN}."
    ]
