"""Which examples are held out, how a model goes on, and when the result is worth having."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec
import pytest

from fashion_gui.core.errors import ModelError, TrainingError
from fashion_gui.core.improvement import (
    Improvement,
    improved_name,
    improvement_settings,
    split_examples,
)
from fashion_gui.core.labels import NONE
from fashion_gui.core.photo_sets import LabelledPhoto
from fashion_gui.core.recipes import RECIPES, check


def photos(*classes: tuple[int, int], group: str = "") -> list[LabelledPhoto]:
    """So many photos of each class, each a group of its own unless named."""
    return [
        LabelledPhoto(Path(f"{group}-{label}-{number}.jpg"), label, group or f"{label}-{number}")
        for label, count in classes
        for number in range(count)
    ]


def test_a_quarter_of_each_class_is_held_out_and_the_same_ones_each_time() -> None:
    given = photos((1, 20), (6, 8), (NONE, 4))
    split = split_examples(given)
    assert Counter(photo.label for photo in split.asked) == {1: 5, 6: 2, NONE: 1}
    assert set(split.asked) | set(split.learnt) == set(given)
    assert not set(split.asked) & set(split.learnt)
    assert split.notices == ()
    assert split_examples(given) == split


def test_pictures_of_one_video_stay_together() -> None:
    given = photos((1, 12)) + photos((1, 4), (6, 6), group="video 1") + photos((6, 3), group="video 2")
    split = split_examples(given)
    for part in (split.asked, split.learnt):
        assert sum(photo.group == "video 1" for photo in part) in (0, 10)
    for label in (1, 6):
        assert any(photo.label == label for photo in split.learnt)


def test_what_is_all_of_one_group_is_divided_anyway_and_that_is_said() -> None:
    split = split_examples(photos((1, 10), (2, 10), group="p7"))
    assert len(split.asked) in (4, 5, 6)
    assert "one person or one video" in split.notices[0]


def test_a_single_class_and_a_class_with_one_example_are_said() -> None:
    assert "All examples are of one class (Trouser)" in split_examples(photos((1, 12))).notices[0]
    split = split_examples(photos((1, 12), (8, 1)))
    assert "Too few examples to hold some out and see what learning brings: Bag." in split.notices[0]
    assert 8 not in {photo.label for photo in split.asked}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "no examples to learn from yet"),
        (photos((1, 1)), "is only one example to learn from; it takes 10"),
        (photos((1, 5), (2, 4)), "are only 9 examples"),
        (photos(*((label, 1) for label in range(10))), "No class has two examples"),
    ],
)
def test_too_little_to_learn_from_is_refused_in_words(given: list[LabelledPhoto], said: str) -> None:
    with pytest.raises(TrainingError, match=said) as refused:
        split_examples(given)
    assert "Teach page" in refused.value.advice


def _found(**figures: object) -> Improvement:
    values = {"right_before": 1, "right_after": 4, "test_before": 0.9456, "test_after": 0.9450, **figures}
    return msgspec.convert(
        {
            "base": "A", "learnt": 15, "asked": 5, "per_class": {"Bag": [5, 1, 4]}, "test_images": 10_000,
            **values,
        },
        Improvement,
    )  # fmt: skip


def test_what_is_worse_anywhere_is_not_offered() -> None:
    assert _found().accepted
    assert _found(test_after=0.9426).accepted
    assert not _found(test_after=0.9425).accepted
    assert _found(right_after=1).accepted
    assert not _found(right_after=0).accepted


def test_a_class_is_not_given_up_for_another() -> None:
    gained = _found(per_class={"Pullover": [5, 1, 4], "Coat": [3, 3, 2]})
    assert gained.accepted
    lost = _found(per_class={"Pullover": [5, 1, 4], "Coat": [3, 3, 1]})
    assert (lost.accepted, lost.worse_classes) == (False, ("Coat",))


@pytest.mark.parametrize("recipe", sorted(RECIPES))
def test_every_recipe_can_be_gone_on_from(recipe: str) -> None:
    settings = improvement_settings("A", msgspec.to_builtins(RECIPES[recipe]))
    check(settings)
    assert settings.network == RECIPES[recipe].network


def test_a_model_that_does_not_tell_how_it_was_made_is_refused() -> None:
    with pytest.raises(ModelError, match="“Tiny” does not tell how it was trained"):
        improvement_settings("Tiny", {})


def test_names_are_counted_on() -> None:
    assert improved_name("Accurate") == "Accurate, improved"
    assert improved_name("Accurate, improved") == "Accurate, improved 2"
    assert improved_name("Accurate, improved 9") == "Accurate, improved 10"
