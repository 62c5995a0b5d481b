"""Garments drawn on every kind of ground, with the true mask known."""

from __future__ import annotations

import time

import numpy as np
import pytest

from fashion_gui.core.foreground import cut_out
from fashion_gui.core.opencv import cv2
from fashion_gui.core.segmentation import FLAT, LINES, NOTHING_FOUND, NOTHING_IN_BOX, SEVERAL, find_garment

HEIGHT, WIDTH = 533, 400

T_SHIRT = [[(110, 130), (165, 110), (235, 110), (290, 130), (350, 220), (305, 250), (280, 220), (280, 430),
            (120, 430), (120, 220), (95, 250), (50, 220)]]  # fmt: skip
TROUSERS = [[(140, 60), (260, 60), (290, 480), (225, 480), (200, 180), (175, 480), (110, 480)]]
SHOES = [[(60, 200), (150, 180), (180, 300), (170, 390), (90, 390), (70, 300)],
         [(220, 300), (250, 180), (340, 200), (330, 300), (310, 390), (230, 390)]]  # fmt: skip
BAG = [[(80, 250), (320, 250), (340, 460), (60, 460)]]


def true_mask(polygons: list[list[tuple[int, int]]]) -> np.ndarray:
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.fillPoly(mask, [np.array(polygon, np.int32) for polygon in polygons], 1)
    return mask.astype(bool)


def ground(kind: str) -> np.ndarray:
    """float32 [h, w, 3] background of one kind, RGB 0–255."""
    rng = np.random.default_rng(6)
    ys, xs = np.mgrid[:HEIGHT, :WIDTH].astype(np.float32)
    if kind == "plain":
        return np.full((HEIGHT, WIDTH, 3), (225, 220, 210), np.float32)
    if kind == "light falling off":
        return np.array([215, 205, 190]) * (1.05 - 0.5 * xs / WIDTH * ys / HEIGHT)[..., None]
    if kind == "planks":
        tone = 150 + 25 * np.sin(xs / 9 + np.sin(ys / 60)) - 60 * (xs % 80 < 4)
        return tone[..., None] * np.array([1.1, 0.85, 0.6])
    if kind == "tiles":
        joint = ((xs % 110 < 5) | (ys % 110 < 5)).astype(np.float32)
        return (220 - 90 * joint)[..., None] * np.array([1.0, 0.98, 0.93])
    carpet = cv2.GaussianBlur(rng.normal(0, 1, (HEIGHT, WIDTH, 3)), (0, 0), 4) * 180
    return np.array([170, 140, 110]) + carpet


def photo(polygons: list, colour: tuple[int, int, int], kind: str) -> np.ndarray:
    """A garment with creases and a soft shadow on a ground, noise over all: uint8 [h, w, 3]."""
    rng = np.random.default_rng(7)
    rgb = ground(kind).astype(np.float64)
    mask = true_mask(polygons)
    shadow = cv2.GaussianBlur(np.roll(mask, (8, 6), (0, 1)).astype(np.float64), (0, 0), 5)
    rgb *= 1 - 0.35 * shadow[..., None]
    creases = cv2.GaussianBlur(rng.normal(0, 1, (HEIGHT, WIDTH)), (0, 0), 12) * 150
    rgb[mask] = (np.array(colour) + creases[..., None])[mask]
    return np.clip(rgb + rng.normal(0, 4, rgb.shape), 0, 255).astype(np.uint8)


def overlap(ours: np.ndarray, truth: np.ndarray) -> float:
    return float((ours & truth).sum() / (ours | truth).sum())


@pytest.mark.parametrize("kind", ["plain", "light falling off", "planks", "tiles", "carpet"])
@pytest.mark.parametrize(
    ("polygons", "colour"),
    [(T_SHIRT, (40, 60, 130)), (TROUSERS, (35, 35, 40)), (SHOES, (120, 30, 35)), (BAG, (60, 110, 60))],
    ids=["t-shirt", "trousers", "pair of shoes", "bag"],
)
def test_garments_are_found_on_every_ground(kind: str, polygons: list, colour: tuple) -> None:
    garment = find_garment(photo(polygons, colour, kind))
    assert garment.found
    assert not garment.note
    assert overlap(garment.mask, true_mask(polygons)) > 0.9


@pytest.mark.parametrize(
    ("colour", "kind"),
    [((250, 250, 252), "light falling off"), ((75, 60, 45), "carpet"), ((190, 185, 180), "plain")],
)
def test_light_on_light_and_dull_on_dull(colour: tuple[int, int, int], kind: str) -> None:
    garment = find_garment(photo(T_SHIRT, colour, kind))
    assert garment.found
    assert overlap(garment.mask, true_mask(T_SHIRT)) > 0.85


def test_trousers_that_run_out_of_the_picture() -> None:
    polygons = [[(120, -10), (280, -10), (300, 560), (220, 560), (200, 200), (180, 560), (100, 560)]]
    garment = find_garment(photo(polygons, (40, 60, 130), "planks"))
    assert overlap(garment.mask, true_mask(polygons)) > 0.85


def test_a_print_of_the_grounds_colour_leaves_no_hole() -> None:
    rgb = photo(T_SHIRT, (40, 60, 130), "plain")
    rgb[220:255, 178:226] = (225, 220, 210)  # 3 % of the garment
    assert find_garment(rgb).mask[225:250, 183:221].all()


def test_a_hangers_hook_is_left_out() -> None:
    rgb = photo(T_SHIRT, (40, 60, 130), "plain")
    cv2.line(rgb, (200, 112), (200, 60), (30, 40, 100), 9)
    cv2.ellipse(rgb, (215, 60), (15, 20), 0, 180, 360, (30, 40, 100), 9)
    garment = find_garment(rgb)
    assert garment.box[1] > 95
    assert overlap(garment.mask, true_mask(T_SHIRT)) > 0.9


def laid(polygons: list, scale: float, left: int, top: int) -> list:
    """Garments smaller and elsewhere."""
    return [[(round(x * scale + left), round(y * scale + top)) for x, y in polygon] for polygon in polygons]


SMALL_SHIRT, SMALL_TROUSERS = laid(T_SHIRT, 0.55, 0, 60), laid(TROUSERS, 0.6, 170, 60)


@pytest.mark.parametrize("kind", ["plain", "light falling off", "planks", "tiles", "carpet"])
@pytest.mark.parametrize(
    "polygons",
    [
        [*SMALL_SHIRT, *SMALL_TROUSERS],
        [*laid(T_SHIRT, 0.6, 80, -50), *laid(TROUSERS, 0.5, 100, 240)],
        [*SMALL_SHIRT, *SMALL_TROUSERS, *laid(SHOES, 0.35, 130, 360)],
        [*laid(T_SHIRT, 0.4, -15, 150), *laid(T_SHIRT, 0.4, 120, 150), *laid(T_SHIRT, 0.4, 255, 150)],
    ],
    ids=["side by side", "one above the other", "with shoes", "three alike"],
)
def test_several_garments_are_said(kind: str, polygons: list) -> None:
    garment = find_garment(photo(polygons, (40, 60, 130), kind))
    assert garment.found
    assert garment.note == SEVERAL
    assert len(garment.outlines) > 1


def test_two_of_one_shape_and_two_colours_are_several() -> None:
    rgb = photo([*laid(T_SHIRT, 0.55, -10, 120), *laid(T_SHIRT, 0.55, 190, 120)], (40, 60, 130), "plain")
    assert not find_garment(rgb).note
    rgb[:, 200:] = photo([*laid(T_SHIRT, 0.55, 190, 120)], (150, 40, 40), "plain")[:, 200:]
    assert find_garment(rgb).note == SEVERAL


def test_a_box_around_one_of_several_is_enough() -> None:
    rgb = photo([*SMALL_SHIRT, *SMALL_TROUSERS], (40, 60, 130), "planks")
    garment = find_garment(rgb, (15, 110, 185, 195))
    assert garment.found
    assert not garment.note
    assert overlap(garment.mask, true_mask(SMALL_SHIRT)) > 0.85


@pytest.mark.parametrize("top", [200, 230, 260])
@pytest.mark.parametrize("width", [15, 30, 60, 90])
def test_a_garment_that_a_stripe_of_the_grounds_colour_cuts_in_two_is_one(top: int, width: int) -> None:
    rgb = photo(T_SHIRT, (40, 60, 130), "plain")
    rgb[top : top + width] = (225, 220, 210)
    garment = find_garment(rgb)
    assert len(garment.outlines) > 1
    assert not garment.note


def test_a_strap_and_a_belt_leave_one_garment() -> None:
    strapped = photo(BAG, (60, 110, 60), "plain")
    strapped[:, 150:175] = (225, 220, 210)
    belted = photo(TROUSERS, (35, 35, 40), "plain")
    belted[250:275] = (225, 220, 210)  # below it are the two legs: three parts
    two_coloured = photo(T_SHIRT, (40, 60, 130), "plain")
    two_coloured[260:] = photo(T_SHIRT, (150, 40, 40), "plain")[260:]
    two_coloured[255:262] = (225, 220, 210)
    for rgb in (strapped, belted, two_coloured):
        assert not find_garment(rgb).note


def test_outlines_and_box_belong_to_the_mask() -> None:
    garment = find_garment(photo(SHOES, (120, 30, 35), "plain"))
    assert len(garment.outlines) == 2
    x, y, width, height = garment.box
    for outline in garment.outlines:
        assert outline.dtype == np.int32
        assert outline.ndim == 2
        assert outline.min(0)[0] >= x
        assert outline.max(0)[1] < y + height
    drawn = np.zeros(garment.mask.shape, np.uint8)
    cv2.fillPoly(drawn, list(garment.outlines), 1)
    assert overlap(drawn.astype(bool), garment.mask) > 0.98
    assert garment.mask[y : y + height, x : x + width].sum() == garment.mask.sum()


def test_a_drawn_box_chooses_the_garment() -> None:
    both = [*T_SHIRT, [(20, 450), (380, 450), (380, 530), (20, 530)]]
    rgb = photo(both, (40, 60, 130), "planks")
    garment = find_garment(rgb, (40, 100, 320, 340))
    assert garment.found
    assert overlap(garment.mask, true_mask(T_SHIRT)) > 0.9
    assert not garment.mask[445:].any()


def test_nothing_to_find_is_said_and_everything_used() -> None:
    rng = np.random.default_rng(8)
    empty = [
        np.zeros((300, 200, 3), np.uint8),
        np.full((300, 200, 3), 255, np.uint8),
        np.full((20, 9, 3), 90, np.uint8),
        rng.integers(0, 256, (1, 1, 3), dtype=np.uint8),
        rng.integers(0, 256, (2, 700, 3), dtype=np.uint8),
        rng.integers(0, 256, (300, 200, 3), dtype=np.uint8),
    ]
    for rgb in empty:
        garment = find_garment(rgb)
        assert not garment.found
        assert garment.note == NOTHING_FOUND
        assert garment.mask.all()
        assert garment.box == (0, 0, rgb.shape[1], rgb.shape[0])
        assert garment.outlines == ()


@pytest.mark.parametrize("box", [(50, 60, 70, 80), (-20, -20, 100, 90), (150, 250, 900, 900), (10, 10, 1, 1)])
def test_nothing_in_the_box(box: tuple[int, int, int, int]) -> None:
    garment = find_garment(np.full((300, 200, 3), 200, np.uint8), box)
    assert garment.note == NOTHING_IN_BOX
    x, y, width, height = garment.box
    assert garment.mask.sum() == garment.mask[y : y + height, x : x + width].sum() == width * height
    assert 0 <= x < x + width <= 200


@pytest.mark.parametrize("box", [(500, 500, 10, 10), (20, 20, 0, 5), (0, 0, 4000, 4000)])
def test_a_box_without_area_or_of_everything_means_the_picture(box: tuple[int, int, int, int]) -> None:
    rgb = photo(T_SHIRT, (40, 60, 130), "plain")
    assert np.array_equal(find_garment(rgb, box).mask, find_garment(rgb).mask)


def test_the_same_picture_gives_the_same_answer() -> None:
    rgb = photo(T_SHIRT, (40, 60, 130), "carpet")
    first = find_garment(rgb).mask
    cv2.setRNGSeed(12345)
    find_garment(photo(SHOES, (120, 30, 35), "tiles"))
    assert np.array_equal(find_garment(rgb).mask, first)


def test_the_time_hardly_grows_with_the_picture() -> None:
    rgb = cv2.resize(photo(T_SHIRT, (40, 60, 130), "plain"), (3000, 4000))
    begun = time.process_time()
    garment = find_garment(rgb)
    assert time.process_time() - begun < 1.0
    assert garment.mask.shape == (4000, 3000)


def test_wide_stripes_that_contain_the_grounds_colour() -> None:
    rgb = photo(T_SHIRT, (35, 35, 40), "plain")
    mask = true_mask(T_SHIRT)
    rows = np.arange(HEIGHT)[:, None] // 12 % 2 == 0
    rgb[mask & rows] = (225, 220, 210)
    garment = find_garment(rgb)
    assert garment.found
    assert overlap(garment.mask, mask) > 0.75


@pytest.mark.parametrize("background", [0, 200])
def test_drawings_of_exact_colours_take_no_longer(background: int) -> None:
    rgb = np.full((300, 200, 3), background, np.uint8)
    rgb[:20, :20] = 90
    begun = time.thread_time()
    find_garment(rgb)
    assert time.thread_time() - begun < 0.4


def test_no_small_picture_or_box_raises() -> None:
    rng = np.random.default_rng(9)
    for _ in range(150):
        height, width = (int(edge) for edge in rng.integers(1, 60, 2))
        rgb = np.full((height, width, 3), rng.integers(0, 256), np.uint8)
        x, y, wide, high = (int(edge) for edge in rng.integers(0, 60, 4))
        rgb[y : y + high, x : x + wide] = rng.integers(0, 256, 3)
        for box in (None, (x, y, wide, high), tuple(int(edge) for edge in rng.integers(-20, 60, 4))):
            garment = find_garment(rgb, box)
            assert garment.mask.shape == (height, width)
            assert garment.mask.any()
            assert garment.note in (("", FLAT) if garment.found else (NOTHING_FOUND, NOTHING_IN_BOX))


def test_an_area_of_hardly_any_pixels_is_nothing_found() -> None:
    rgb = np.random.default_rng(10).integers(0, 256, (40, 40, 3), dtype=np.uint8)
    area = np.zeros((40, 40), bool)
    area[20, 20] = True
    for few in (area, ~area):
        mask, score = cut_out(rgb, few)
        assert mask.shape == (40, 40)
        assert score < 0.5


@pytest.mark.parametrize(("ink", "paper"), [(0, 255), (255, 0), (60, 190)])
def test_lines_are_no_garment(ink: int, paper: int) -> None:
    page = np.full((500, 400, 3), paper, np.uint8)
    for y in range(60, 470, 34):
        cv2.putText(page, "Dear Sir, as to the hat", (20, y), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (ink,) * 3, 2)
    bag = np.full((500, 400, 3), paper, np.uint8)
    cv2.rectangle(bag, (80, 200), (320, 420), (ink,) * 3, 8)
    cv2.ellipse(bag, (200, 200), (70, 90), 0, 180, 360, (ink,) * 3, 8)
    for drawn in (page, bag):
        garment = find_garment(drawn)
        assert garment.note in (LINES, NOTHING_FOUND)
    assert find_garment(bag).note == LINES


def test_a_striped_and_a_small_garment_are_no_lines() -> None:
    striped = photo(T_SHIRT, (35, 35, 40), "plain")
    rows = np.arange(HEIGHT)[:, None] // 24 % 2 == 0
    striped[true_mask(T_SHIRT) & rows] = (225, 220, 210)
    small = photo(laid(TROUSERS, 0.5, 100, 150), (35, 35, 40), "plain")
    assert not find_garment(striped).note
    assert not find_garment(small).note
