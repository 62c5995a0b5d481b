"""Several looks at one garment: the same garment, a little otherwise each time."""

from __future__ import annotations

import numpy as np
import pytest

from fashion_gui.core.looks import COUNT, looks
from fashion_gui.core.preprocessing import to_28x28
from fashion_gui.core.segmentation import find_garment
from tests.core.test_segmentation import SHOES, T_SHIRT, TROUSERS, photo


@pytest.mark.parametrize("polygons", [T_SHIRT, TROUSERS, SHOES])
def test_the_first_is_the_garment_as_it_is_and_the_others_are_like_it(polygons: list) -> None:
    rgb = photo(polygons, (40, 60, 130), "tiles")
    garment = find_garment(rgb)
    seen = looks(rgb, garment)
    assert seen.shape == (COUNT, 28, 28)
    assert seen.dtype == np.uint8
    assert np.array_equal(seen[0], to_28x28(rgb, garment))
    assert len(np.unique(seen, axis=0)) == COUNT
    for other in (seen[1], seen[2, :, ::-1]):
        assert np.corrcoef(other.ravel(), seen[0].ravel())[0, 1] > 0.8


def test_the_last_is_smaller_and_in_the_middle() -> None:
    rgb = photo(T_SHIRT, (40, 60, 130), "plain")
    smaller = looks(rgb, find_garment(rgb))[-1]
    frame = np.ones((28, 28), bool)
    frame[2:-2, 2:-2] = False
    assert not smaller[frame].any()
    assert smaller[2:-2].any(axis=1).all()


def test_a_wider_outline_takes_in_what_a_narrower_leaves_out() -> None:
    """Around a black garment on a white ground the wider outline shows a strip of the ground."""
    rgb = np.full((300, 300, 3), 250, np.uint8)
    rgb[60:240, 80:220] = 20
    garment = find_garment(rgb)
    assert garment.found
    plain, wider, narrower, _ = (look[14][look[14] > 0] for look in looks(rgb, garment))
    assert wider[[0, -1]].max() < 0.8 * plain[[0, -1]].min()
    assert np.ptp(narrower) == 0


@pytest.mark.parametrize("shape", [(1, 1), (3, 200), (20, 20), (28, 28), (4000, 30)])
def test_any_picture_can_be_looked_at(shape: tuple[int, int]) -> None:
    rgb = np.full((*shape, 3), 90, np.uint8)
    assert looks(rgb, find_garment(rgb)).shape == (COUNT, 28, 28)
