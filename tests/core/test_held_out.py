"""People are divided, never one person's photos."""

from __future__ import annotations

from pathlib import Path

import pytest

from fashion_gui.core.held_out import HeldOut
from fashion_gui.core.photo_sets import LabelledPhoto

PHOTOS = [LabelledPhoto(Path(f"{n}.jpg"), n % 10, f"person {n * n % 23}") for n in range(200)]


def test_every_photo_is_asked_about_once_and_no_person_is_on_both_sides() -> None:
    asked_about: list[LabelledPhoto] = []
    for part in range(1, 6):
        learnt, asked = HeldOut(part, 5).divide(PHOTOS)
        assert not {photo.group for photo in learnt} & {photo.group for photo in asked}
        assert len(learnt) + len(asked) == len(PHOTOS)
        assert 20 <= len(asked) <= 60
        asked_about += asked
    assert sorted(photo.path.name for photo in asked_about) == sorted(photo.path.name for photo in PHOTOS)


def test_the_order_of_the_photos_does_not_matter() -> None:
    there, back = (HeldOut(2, 5).divide(photos)[1] for photos in (PHOTOS, PHOTOS[::-1]))
    assert {photo.path for photo in there} == {photo.path for photo in back}


def test_few_people_are_fewer_parts() -> None:
    three = [LabelledPhoto(Path(f"{n}.jpg"), n % 10, f"person {n % 3}") for n in range(30)]
    for part in (1, 2, 3):
        learnt, asked = HeldOut(part, 10).divide(three)
        assert (len(learnt), len({photo.group for photo in asked})) == (20, 1)
    assert HeldOut(4, 10).divide(three) == (three, [])


def test_photos_of_one_person_are_all_learnt_from() -> None:
    alone = [LabelledPhoto(Path(f"{n}.jpg"), n % 10, "one") for n in range(9)]
    assert HeldOut().divide(alone) == (alone, [])


def test_a_part_is_written_like_a_fraction() -> None:
    assert HeldOut.from_text("2/5") == HeldOut(2, 5)
    assert str(HeldOut(2, 5)) == "2/5"
    for text in ("0/5", "6/5", "1/1", "2", "a/b", "1/500", "-1/5"):
        with pytest.raises(ValueError, match="is not a part"):
            HeldOut.from_text(text)
