"""Which photos a model learnt from: figures on those flatter it, and are to be told with that said.

They are known by their contents, so that another name or folder hides none, and tell nothing of what they
show or whose they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fashion_gui.core.photo_doubles import digest_of
from fashion_gui.core.photo_sets import LabelledPhoto
from fashion_gui.core.stored_model import LEARNT_PHOTOS_FILE, StoredModel

_LENGTH = 16  # hexadecimal digits: 64 bits


def photo_ids(photos: Iterable[LabelledPhoto]) -> frozenset[str]:
    """Ids of the photos that can be read."""
    found = set()
    for photo in photos:
        try:
            found.add(digest_of(photo.path)[:_LENGTH])
        except OSError:
            continue
    return frozenset(found)


def learnt_photo_ids(stored: StoredModel) -> frozenset[str]:
    """Ids of all photos a model learnt from, and the models before it; empty if there are none.

    Raises:
        ModelError: if the list is damaged.
    """
    if LEARNT_PHOTOS_FILE not in stored.manifest.files:
        return frozenset()
    return frozenset(stored.read(LEARNT_PHOTOS_FILE).decode("ascii").split())


def write_learnt_photos(folder: Path, ids: Iterable[str]) -> None:
    """Write the list into the folder of a model that is being made; none where there is nothing to list."""
    lines = sorted(ids)
    if lines:
        (folder / LEARNT_PHOTOS_FILE).write_text("\n".join(lines) + "\n", encoding="ascii")


def flattery(stored: StoredModel, photos: Iterable[LabelledPhoto]) -> str:
    """A sentence about photos that the model learnt from itself, empty if there are none.

    Raises:
        ModelError: if the model's list is damaged.
    """
    learnt = learnt_photo_ids(stored)
    count = len(learnt & photo_ids(photos)) if learnt else 0
    if not count:
        return ""
    which = "1 of these photos was" if count == 1 else f"{count:,} of these photos were"
    return f"{which} learnt from by this model, so the figures are better than on photos it never saw."
