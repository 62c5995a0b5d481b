"""Random variations in the TensorFlow graph."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from fashion_gui.core.recipes import NONE, Augmentation
from tests.support.idx import drawn_shapes

SEED = (3, 14)


def _augment(images: np.ndarray, settings: Augmentation, seed: tuple[int, int] = SEED) -> np.ndarray:
    import tensorflow as tf

    from fashion_gui.training.augmentation import augment

    scaled = tf.constant(images[..., np.newaxis] / np.float32(255))
    return augment(scaled, settings, tf.constant(seed)).numpy()[..., 0]


def test_whole_pictures_are_varied_as_batches_are(images: np.ndarray) -> None:
    from fashion_gui.training.augmentation import varied

    np.testing.assert_array_equal(varied(images, NONE, 3), images)
    once, again, other = (varied(images, Augmentation(), seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(once, again)
    assert once.dtype == np.uint8
    assert not np.array_equal(once, other)
    assert not (once == images).all(axis=(1, 2)).all()


@pytest.fixture(scope="module")
def images() -> np.ndarray:
    return drawn_shapes(400, seed=9)[0]


def _only(**ranges: float | bool) -> Augmentation:
    return msgspec.structs.replace(NONE, **ranges)


def test_nothing_asked_changes_nothing(images: np.ndarray) -> None:
    np.testing.assert_allclose(_augment(images, NONE), images / 255, atol=1e-6)


def test_the_same_seed_gives_the_same_pictures_and_another_seed_others(images: np.ndarray) -> None:
    once, again = (_augment(images, Augmentation()) for _ in range(2))
    np.testing.assert_array_equal(once, again)
    assert not np.array_equal(once, _augment(images, Augmentation(), (3, 15)))


def test_half_the_pictures_are_mirrored(images: np.ndarray) -> None:
    flipped = _augment(images, _only(flip=True))
    plain = images / 255
    mirrored = np.isclose(flipped, plain[:, :, ::-1], atol=1e-6).all(axis=(1, 2))
    same = np.isclose(flipped, plain, atol=1e-6).all(axis=(1, 2))
    assert (mirrored | same).all()
    assert 0.4 < mirrored.mean() < 0.6


def test_unwarped_pictures_move_by_whole_pixels_within_the_range(images: np.ndarray) -> None:
    moved = _augment(images, _only(shift=0.075))
    offsets = set()
    for before, after in zip(images / 255, moved, strict=True):
        padded = np.pad(before, 2)
        matches = [
            (y, x)
            for y in range(5)
            for x in range(5)
            if np.allclose(padded[y : y + 28, x : x + 28], after, atol=1e-5)
        ]
        assert matches
        offsets.update(matches)
    assert len(offsets) == 25


def test_rotation_turns_about_the_centre_and_keeps_within_the_range() -> None:
    bar = np.zeros((200, 28, 28), np.uint8)
    bar[:, 13:15, 2:26] = 255
    turned = _augment(bar, _only(rotation=30, warped=1))
    rows, columns = np.mgrid[:28, :28] - 13.5
    angles = []
    for image in turned:
        covariance = np.cov(np.stack([columns.ravel(), rows.ravel()]), aweights=image.ravel())
        angles.append(np.degrees(np.linalg.eigh(covariance)[1][:, 1]))
        assert abs((image * rows).sum() / image.sum()) < 0.6
    slopes = np.abs(np.degrees(np.arctan2(np.array(angles)[:, 1], np.array(angles)[:, 0])))
    slopes = np.minimum(slopes, 180 - slopes)
    assert slopes.max() < 31
    assert slopes.max() > 24
    assert slopes.min() < 5


def test_erasing_puts_noise_into_the_asked_share_of_the_pictures(images: np.ndarray) -> None:
    erased = _augment(images, _only(erasing=0.5, erasing_area=0.3))
    changed = ~np.isclose(erased, images / 255, atol=1e-6)
    touched = changed.any(axis=(1, 2))
    assert 0.4 < touched.mean() < 0.6
    assert changed[touched].mean(axis=(1, 2)).max() <= 0.36
    assert erased.min() >= 0
    assert erased.max() <= 1
