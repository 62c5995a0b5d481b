"""The same picture under two names: found by contents, and said."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from fashion_gui.core.photo_sets import (
    LabelledPhoto,
    PhotoSet,
    UnusablePhoto,
    either,
    label_name,
    read_photo_set,
)


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_distinct_photos(folder: Path) -> PhotoSet:
    """The labelled pictures in `folder`, each once: a copy would be learnt from and asked about at once.

    Raises:
        DataSetError: if the folder can't be read or nothing in it is labelled.
    """
    return without_doubles(read_photo_set(folder))


def without_doubles(photo_set: PhotoSet) -> PhotoSet:
    """The set with one of several files of the same contents, and none where their labels differ."""
    doubled = _doubled(photo_set.photos)
    contradictory = [photos for photos in doubled if len({photo.label for photo in photos}) > 1]
    alike = [photos for photos in doubled if photos not in contradictory]
    said = []
    if alike:
        count = sum(map(len, alike)) - len(alike)
        which = "1 file is" if count == 1 else f"{count} files are"
        said.append(f"{which} there twice, “{alike[0][1].path.name}” first; each counts once.")
    if contradictory:
        first = contradictory[0]
        names = " and ".join(sorted({label_name(photo.label) for photo in first}))
        count = len(contradictory)
        which = "1 picture is" if count == 1 else f"{count} pictures are"
        said.append(
            f"{which} there under labels that contradict each other, "
            f"“{first[0].path.name}” first ({names}); such pictures don't count until they are put right."
        )
    unusable = {photo.path: "There twice" for photos in alike for photo in photos[1:]}
    for photos in contradictory:
        unusable |= {photo.path: either(double.label for double in photos) for photo in photos}
    return replace(
        photo_set,
        photos=tuple(photo for photo in photo_set.photos if photo.path not in unusable),
        left_out=(*photo_set.left_out, *said),
        unusable=(*photo_set.unusable, *(UnusablePhoto(*item) for item in unusable.items())),
    )


def _doubled(photos: Sequence[LabelledPhoto]) -> list[list[LabelledPhoto]]:
    """Photos of the same contents together, where there are several.

    A file that can't be read, or that somebody just takes away, is no double of any: who opens it says why.
    """
    sizes: dict[int, list[LabelledPhoto]] = defaultdict(list)
    for photo in photos:
        with suppress(OSError):
            sizes[photo.path.stat().st_size].append(photo)
    contents: dict[str, list[LabelledPhoto]] = defaultdict(list)
    for same_size in sizes.values():
        for photo in same_size if len(same_size) > 1 else ():  # others need not be read
            with suppress(OSError):
                contents[digest_of(photo.path)].append(photo)
    return [alike for alike in contents.values() if len(alike) > 1]
