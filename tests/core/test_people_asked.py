"""Only the photos by some of the people."""

from __future__ import annotations

from pathlib import Path

import pytest

from fashion_gui.core.errors import DataSetError
from fashion_gui.core.held_out import HeldOut
from fashion_gui.core.people_asked import photos_by
from fashion_gui.core.photo_sets import LabelledPhoto, PhotoSet


def photo_set(people: int) -> PhotoSet:
    photos = (LabelledPhoto(Path(f"{n}.jpg"), n % 10, f"person {n % people}") for n in range(30))
    return PhotoSet(Path("photos"), tuple(photos), ("Something was left out.",))


def test_a_part_is_what_was_held_out() -> None:
    whole = photo_set(7)
    assert photos_by(whole, None) is whole
    part = photos_by(whole, HeldOut(2, 3))
    assert list(part.photos) == HeldOut(2, 3).divide(whole.photos)[1]
    assert part.left_out == whole.left_out


@pytest.mark.parametrize(("people", "said"), [(3, "by 3 people only"), (1, "by one person only")])
def test_a_part_without_people_says_how_many_there_are(people: int, said: str) -> None:
    whole, parts = photo_set(people), [HeldOut(part, 10) for part in range(1, 11)]
    empty = [part for part in parts if not part.divide(whole.photos)[1]]
    assert len(empty) == (10 - people if people > 1 else 10)  # of one alone, nobody can be held out
    for part in empty:
        with pytest.raises(DataSetError, match=said):
            photos_by(whole, part)
