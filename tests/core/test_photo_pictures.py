"""Pictures to learn from: classes balanced, each photo varied or repeated."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fashion_gui.core.labels import NONE
from fashion_gui.core.photo_pictures import MOST_VARIATIONS, varied_pictures
from fashion_gui.core.photo_sets import LabelledPhoto
from tests.core.test_segmentation import T_SHIRT, photo


@pytest.fixture
def photos(tmp_path: Path) -> list[LabelledPhoto]:
    """Two of one class, one of another, one of none of the ten, and one that can't be read."""
    labels = {"a.png": 0, "b.png": 0, "c.png": 2, "d.png": NONE}
    for number, name in enumerate(labels):
        Image.fromarray(photo(T_SHIRT, (40 + 9 * number, 60, 130), "plain")).save(tmp_path / name)
    (tmp_path / "torn.png").write_bytes((tmp_path / "a.png").read_bytes()[:200])
    found = {**labels, "torn.png": 2}
    return [LabelledPhoto(tmp_path / name, label, name) for name, label in found.items()]


def test_each_class_has_as_many_and_what_is_none_of_them_twice_as_many(photos: list[LabelledPhoto]) -> None:
    made = varied_pictures(photos[:4], 10, seed=1)
    assert made.images.shape == (40, 28, 28)
    assert np.bincount(made.labels - NONE).tolist() == [20, 10, 0, 10]
    assert len(np.unique(made.images, axis=0)) == 40
    assert len(varied_pictures(photos[2:3], 1_000, seed=1).labels) == MOST_VARIATIONS


def test_what_is_not_varied_is_repeated(photos: list[LabelledPhoto]) -> None:
    varied, repeated = (varied_pictures(photos[:4], 10, 1, vary_photos=vary) for vary in (True, False))
    assert np.array_equal(varied.labels, repeated.labels)
    assert len(np.unique(repeated.images, axis=0)) == 4
    assert np.array_equal(varied.images[0], repeated.images[4])


def test_a_photo_that_cannot_be_read_is_named(photos: list[LabelledPhoto]) -> None:
    made = varied_pictures(photos, 10, seed=1)
    assert made.unreadable == (photos[4],)
    assert np.count_nonzero(made.labels == 2) == 5
