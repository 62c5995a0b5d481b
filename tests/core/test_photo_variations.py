"""Variations stay the garment, differ from each other, and repeat with their seed."""

from __future__ import annotations

import numpy as np

from fashion_gui.core.photo_variations import vary
from fashion_gui.core.preprocessing import to_28x28
from fashion_gui.core.segmentation import find_garment
from tests.core.test_segmentation import SHOES, T_SHIRT, photo


def variations(rgb: np.ndarray, count: int, seed: int = 0) -> np.ndarray:
    garment, rng = find_garment(rgb), np.random.default_rng(seed)
    return np.stack([vary(rgb, garment, rng) for _ in range(count)])


def test_variations_look_like_the_photo_but_not_alike() -> None:
    rgb = photo(T_SHIRT, (40, 60, 130), "tiles")
    seen = to_28x28(rgb, find_garment(rgb)).astype(float)
    varied = variations(rgb, 40)
    assert varied.dtype == np.uint8
    assert varied.shape == (40, 28, 28)
    assert len(np.unique(varied, axis=0)) == 40
    likeness = [np.corrcoef(image.ravel(), seen.ravel())[0, 1] for image in varied]
    assert np.mean(likeness) > 0.75
    assert min(likeness) > 0.4
    longest = [max(np.ptp(np.flatnonzero(image.any(axis))) for axis in (0, 1)) for image in varied]
    assert min(longest) >= 26


def test_the_seed_decides() -> None:
    rgb = photo(T_SHIRT, (40, 60, 130), "plain")
    assert np.array_equal(variations(rgb, 5, seed=3), variations(rgb, 5, seed=3))
    assert not np.array_equal(variations(rgb, 5, seed=3), variations(rgb, 5, seed=4))


def test_a_pair_of_shoes_is_sometimes_one() -> None:
    wide = [image.any(0).sum() for image in variations(photo(SHOES, (120, 30, 35), "plain"), 40)]
    assert 5 <= sum(width < 22 for width in wide) <= 30


def test_pictures_without_a_garment_vary_too() -> None:
    for shape in ((1, 1), (3, 200), (200, 200)):
        assert variations(np.full((*shape, 3), 90, np.uint8), 3).any((1, 2)).all()
