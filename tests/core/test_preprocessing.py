"""What reaches the network: the data set's own pictures untouched, photos in its style."""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fashion_gui.core.images import Picture, decode, decode_bytes
from fashion_gui.core.preprocessing import dataset_style, to_28x28
from fashion_gui.core.segmentation import Garment, find_garment


def dataset_images() -> np.ndarray:
    """The real test images where `FASHION_GUI_DATASET` names them; else drawn ones of the same form."""
    folder = os.environ.get("FASHION_GUI_DATASET")
    if folder:
        data = gzip.decompress((Path(folder) / "t10k-images-idx3-ubyte.gz").read_bytes())
        return np.frombuffer(data, np.uint8, offset=16).reshape(-1, 28, 28)
    rng = np.random.default_rng(5)
    images = np.zeros((200, 28, 28), np.uint8)
    for image in images:
        high, wide = 28, int(rng.integers(8, 26))
        left = (28 - wide) // 2
        image[:high, left : left + wide] = rng.integers(1, 256, (high, wide))
    return images


def picture(array: np.ndarray, kind: str = "PNG", **options: object) -> Picture:
    stream = io.BytesIO()
    Image.fromarray(array).save(stream, kind, **options)
    return decode_bytes(stream.getvalue(), f"image.{kind.lower()}")


def test_test_images_as_png_files_give_the_arrays_to_the_byte(tmp_path: Path) -> None:
    for image in dataset_images():
        assert np.array_equal(dataset_style(picture(image)), image)
    Image.fromarray(image).save(tmp_path / "last.png")
    assert np.array_equal(dataset_style(decode(tmp_path / "last.png")), image)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "P", "I;16"])
def test_any_mode_of_28x28_gives_the_same_bytes(mode: str) -> None:
    for image in dataset_images()[:40]:
        if mode == "I;16":
            stored = picture(image.astype(np.uint16) * 257)
        else:
            stored = picture(np.asarray(Image.fromarray(image).convert(mode)))
        assert np.array_equal(dataset_style(stored), image)


@pytest.mark.parametrize("factor", [2, 10])
def test_enlarged_images_come_back_exactly(factor: int) -> None:
    images = [image for image in dataset_images()[:300] if (image[[0, -1]] <= 24).mean() > 0.3]
    images = [image for image in images if (image[0] > 24).any() and (image[-1] > 24).any()]
    assert len(images) > 50
    for image in images:
        enlarged = np.kron(image, np.ones((factor, factor), np.uint8))
        assert np.array_equal(dataset_style(picture(enlarged)), image)


def test_enlarged_jpeg_comes_back_nearly() -> None:
    image = np.zeros((28, 28), np.uint8)
    image[:, 8:20] = 180
    large = np.asarray(Image.fromarray(image).resize((300, 300), Image.Resampling.BICUBIC))
    seen = dataset_style(picture(large, "JPEG", quality=85))
    assert seen is not None
    assert np.abs(seen.astype(int) - image).mean() < 6


def test_dark_on_white_is_negated() -> None:
    image = np.zeros((28, 28), np.uint8)
    image[:, 8:20] = 200
    image[0] = 0
    assert np.array_equal(dataset_style(picture(255 - image)), image)


def test_photos_are_not_taken_for_the_data_set() -> None:
    white_room = np.full((400, 300), 240, np.uint8)
    white_room[80:300, 80:220] = 60
    colour = np.zeros((300, 300, 3), np.uint8)
    colour[50:250, 80:220] = (200, 30, 40)
    for photo in (white_room, colour, np.zeros((300, 300), np.uint8), np.zeros((10, 10), np.uint8)):
        assert dataset_style(picture(photo)) is None


def test_light_on_black_that_is_not_trimmed_to_a_square_is_a_photo() -> None:
    """Such as a chalk drawing, a text on a dark screen, a face in the dark."""
    garment = np.zeros((280, 280), np.uint8)
    garment[:, 80:200] = 180
    assert dataset_style(picture(garment)) is not None
    assert dataset_style(picture(garment[:275])) is not None  # cut out of a screenshot by hand
    assert dataset_style(picture(np.pad(garment, 12))) is None
    assert dataset_style(picture(np.pad(garment, ((0, 0), (40, 40))))) is None


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_a_blank_picture_of_any_size_shows_no_garment(shade: int) -> None:
    for side in (20, 28, 29, 280):
        assert dataset_style(picture(np.full((side, side), shade, np.uint8))) is None


def test_photo_fills_the_square_like_the_data_set() -> None:
    rgb = np.full((533, 400, 3), (235, 230, 220), np.uint8)
    rgb[100:400, 150:250] = (30, 40, 90)  # three times as high as wide
    seen = to_28x28(rgb, find_garment(rgb))
    assert seen.shape == (28, 28)
    assert seen.dtype == np.uint8
    rows, columns = np.flatnonzero(seen.any(1)), np.flatnonzero(seen.any(0))
    assert (rows[0], rows[-1]) == (0, 27)
    assert 8 <= np.ptp(columns) <= 10
    assert columns[0] + columns[-1] in (26, 27, 28)
    grey = round(234 - 0.8 * (0.299 * 30 + 0.587 * 40 + 0.114 * 90))
    assert abs(int(seen[14, 14]) - grey) <= 2  # dark garments are light
    assert not seen[:, :7].any()


def test_thin_and_tiny_garments() -> None:
    for shape in ((1, 1), (1, 900), (900, 1), (3, 5)):
        mask = np.ones(shape, bool)
        whole = Garment(mask, (), (0, 0, shape[1], shape[0]), found=False)
        seen = to_28x28(np.zeros((*shape, 3), np.uint8), whole)
        assert seen.max() == 234
        assert (seen > 0).any(0).sum() == 28 or (seen > 0).any(1).sum() == 28
