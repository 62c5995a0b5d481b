"""Heat maps of a network whose reasons are known, and where they belong on a photo."""

from __future__ import annotations

import numpy as np
import pytest

from fashion_gui.core import preprocessing
from fashion_gui.core.heat_map import GRID, Predict, explain, square_in_photo
from fashion_gui.core.segmentation import Garment


def looks_at(rows: slice, columns: slice) -> tuple[Predict, list[int]]:
    """A network that is the surer of class 3 the lighter one area is, and answers 7 else."""
    asked: list[int] = []

    def predict(pictures: np.ndarray) -> np.ndarray:
        asked.append(len(pictures))
        light = pictures[:, rows, columns].mean(axis=(1, 2)) / 255
        answers = np.zeros((len(pictures), 10), np.float32)
        answers[:, 3], answers[:, 7] = 0.05 + 0.9 * light, 0.95 - 0.9 * light
        return answers

    return predict, asked


def test_the_area_that_decides_is_found_in_one_batch() -> None:
    predict, asked = looks_at(slice(2, 8), slice(18, 26))
    heat = explain(np.full((28, 28), 220, np.uint8), predict)
    assert asked == [GRID * GRID + 1]
    assert heat.index == 3
    x, y = heat.place
    assert 16 <= x <= 27
    assert 0 <= y <= 10
    assert heat.values.max() == pytest.approx(1.0)
    assert heat.values[5, 22] > 0.8
    assert abs(heat.values[24, 4]) < 0.02
    assert heat.before == pytest.approx(0.05 + 0.9 * 220 / 255, abs=1e-5)
    assert heat.after < heat.before - 0.3


def test_what_speaks_against_a_class_is_negative() -> None:
    predict, _ = looks_at(slice(2, 8), slice(18, 26))
    heat = explain(np.full((28, 28), 220, np.uint8), predict, index=7)
    assert heat.index == 7
    assert heat.values[5, 22] < -0.8


def test_what_hardly_matters_is_shown_faintly() -> None:
    def indifferent(pictures: np.ndarray) -> np.ndarray:
        answers = np.full((len(pictures), 10), 0.04, np.float32)
        answers[:, 0] = 0.64 + pictures.mean(axis=(1, 2)) / 255 * 0.01
        return answers

    heat = explain(np.full((28, 28), 220, np.uint8), indifferent)
    assert 0 < np.abs(heat.values).max() < 0.1


@pytest.mark.parametrize(
    ("left", "top", "wide", "high"), [(40, 10, 90, 180), (5, 60, 140, 50), (30, 30, 84, 84)]
)
def test_the_square_is_where_preprocessing_takes_the_pixels_from(
    left: int, top: int, wide: int, high: int
) -> None:
    """Light up one place of the garment; it must be seen where the square says."""
    mask = np.zeros((220, 160), bool)
    mask[top : top + high, left : left + wide] = True
    x, y = left + wide // 4, top + high // 3
    rgb = np.full((220, 160, 3), 250, np.uint8)
    rgb[y - 6 : y + 7, x - 6 : x + 7] = 0  # becomes the lightest place
    corners = np.array(
        [(left, top), (left + wide - 1, top), (left + wide - 1, top + high - 1), (left, top + high - 1)]
    )
    seen = preprocessing.to_28x28(rgb, Garment(mask, (corners,), (left, top, wide, high), found=True))
    rows, columns = np.nonzero(seen > 150)
    assert len(rows)
    at_left, at_top, edge = square_in_photo((corners,), None, 160, 220)
    assert edge == max(wide, high)
    pixel = edge / 28
    assert at_left + (columns.mean() + 0.5) * pixel == pytest.approx(x + 0.5, abs=pixel)
    assert at_top + (rows.mean() + 0.5) * pixel == pytest.approx(y + 0.5, abs=pixel)


def test_without_a_garment_the_box_or_the_whole_photo_is_the_square() -> None:
    assert square_in_photo((), (10, 20, 56, 56), 400, 300) == (10, 20, 56)
    assert square_in_photo((), None, 28, 28) == (0, 0, 28)
