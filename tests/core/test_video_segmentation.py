"""Garments with known outlines move before walls: found, followed, told from the empty scene."""

from __future__ import annotations

import numpy as np
import pytest

from fashion_gui.core.segmentation import Garment
from fashion_gui.core.video_segmentation import VideoSegmenter
from tests.support.video import BACKGROUNDS, cutting, empty_scene


def overlap(garment: Garment, name: str, left: int = 0) -> float:
    """Intersection over union with where the garment really is."""
    black, white = np.zeros((480, 640, 3), np.uint8), cutting(name)
    white.rgb = np.full_like(white.rgb, 255)
    truth = white.before(black, left)[..., 0] > 127
    return float((truth & garment.mask).sum() / (truth | garment.mask).sum())


@pytest.mark.parametrize("name", ["T-shirt/top", "Trouser", "Ankle boot", "Bag"])
def test_a_moving_garment_is_followed(name: str) -> None:
    segmenter, held = VideoSegmenter(), cutting(name)
    for number in range(40):
        left = round(70 * np.sin(number / 6))
        garment = segmenter.find(held.before(empty_scene(seed=number), left))
        assert garment.found
        assert garment.outlines
        x, _, width, _ = garment.box
        assert abs(x + width / 2 - 320 - left) < 40
    assert overlap(garment, name, left) > 0.8


def test_what_stands_still_keeps_its_outline() -> None:
    segmenter, held = VideoSegmenter(), cutting("Dress")
    first = segmenter.find(held.before(empty_scene(seed=0)))
    assert all(segmenter.find(held.before(empty_scene(seed=seed))) is first for seed in range(1, 20))


def test_another_garment_is_seen_at_once() -> None:
    segmenter = VideoSegmenter()
    for index, name in enumerate(("Shirt", "Sneaker", "Trouser")):
        held = cutting(name)
        for seed in range(5):
            garment = segmenter.find(held.before(empty_scene(BACKGROUNDS[index], seed)))
        assert overlap(garment, name) > 0.8, name


def test_an_empty_scene_is_empty_and_becomes_the_background() -> None:
    segmenter, held = VideoSegmenter(), cutting("Bag")
    for seed in range(60):
        garment = segmenter.find(empty_scene(seed=seed))
        assert not garment.found
        assert garment.note
    assert segmenter.knows_background
    assert overlap(segmenter.find(held.before(empty_scene(seed=61))), "Bag") > 0.8
    assert not segmenter.find(empty_scene(seed=62)).found


def test_a_learnt_background_may_be_full_of_things() -> None:
    """Without it the striped cloth on the wall would be taken for a garment."""
    wall = empty_scene()
    wall[60:420, 40:200:40] = (120, 40, 40)
    wall[60:420, 60:200:40] = (30, 60, 120)
    segmenter, held = VideoSegmenter(), cutting("Bag", 240)
    segmenter.learn_background()
    for _ in range(12):
        garment = segmenter.find(wall)
    assert not garment.found
    garment = segmenter.find(held.before(wall, left=140))
    assert garment.found
    assert garment.box[0] > 200
    darker = (held.before(wall, left=140) * 0.93).astype(np.uint8)  # a cloud
    assert segmenter.find(darker).box[0] > 200


def test_a_camera_that_is_moved_loses_its_background_and_finds_garments_all_the_same() -> None:
    segmenter, held = VideoSegmenter(), cutting("Coat")
    segmenter.learn_background()
    for seed in range(10):
        segmenter.find(empty_scene(BACKGROUNDS[0], seed))
    assert segmenter.knows_background
    elsewhere = np.ascontiguousarray(empty_scene((60, 110, 70)))
    elsewhere[:240] = (90, 60, 120)
    for _ in range(15):
        segmenter.find(elsewhere)
    assert not segmenter.knows_background
    plain = empty_scene(BACKGROUNDS[2])
    for _ in range(5):
        garment = segmenter.find(held.before(plain))
    assert garment.found


def test_the_size_may_change_and_need_not_be_sensible() -> None:
    segmenter = VideoSegmenter()
    scene = cutting("Dress").before(empty_scene())
    for shape in ((480, 640), (240, 320), (640, 480), (3, 200), (1, 1), (480, 640)):
        frame = np.resize(scene, (*shape, 3)) if min(shape) < 100 else scene[: shape[0], : shape[1]]
        garment = segmenter.find(np.ascontiguousarray(frame))
        assert garment.mask.shape == frame.shape[:2]
