"""Asking only about the photos by some of the people who took them."""

from __future__ import annotations

from dataclasses import replace

from fashion_gui.core.errors import DataSetError
from fashion_gui.core.held_out import HeldOut
from fashion_gui.core.photo_sets import PhotoSet


def photos_by(photo_set: PhotoSet, held_out: HeldOut | None) -> PhotoSet:
    """Only the photos by the people of this part; all of them without one.

    Raises:
        DataSetError: if there are too few people for anybody to be in it.
    """
    if held_out is None:
        return photo_set
    asked = held_out.divide(photo_set.photos)[1]
    if not asked:
        count = len({photo.group for photo in photo_set.photos})
        people = "one person" if count == 1 else f"{count} people"
        raise DataSetError(
            f"Part {held_out.part} of {held_out.parts} is empty: "
            f"the photos in “{photo_set.folder}” are by {people} only.",
            f"Choose one of at most {count} parts." if count > 1 else "Ask about all photos.",
        )
    return replace(photo_set, photos=tuple(asked))
