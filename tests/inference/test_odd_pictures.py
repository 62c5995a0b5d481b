"""What is no garment, asked of the model that ships with the program: no crash, and no sure answer."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from fashion_gui import paths
from fashion_gui.core.images import Picture, decode_bytes
from fashion_gui.core.model_store import ModelStore
from fashion_gui.inference.classifier import Classifier
from fashion_gui.inference.recognition import recognise


@pytest.fixture(scope="module")
def bundled() -> Classifier:
    bundled_models = paths.bundled_models_dir()
    return Classifier.load(ModelStore(bundled_models.parent / "nobody's", bundled_models).active())


def picture(image: Image.Image) -> Picture:
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return decode_bytes(stream.getvalue(), "image.png")


def page(ink: int, paper: int, size: int) -> Image.Image:
    image = Image.new("L", (420, 560), paper)
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(size)
    for line, y in enumerate(range(30, 520, round(1.5 * size))):
        draw.text((25, y), "Dear Sir, as to the hat"[line % 5 : 380 // size + line % 5], fill=ink, font=font)
    return image


def face(ink: int, paper: int, line: int) -> Image.Image:
    image = Image.new("L", (400, 500), paper)
    draw = ImageDraw.Draw(image)
    draw.ellipse((80, 60, 320, 440), outline=ink, width=line)
    draw.ellipse((140, 180, 180, 210), fill=ink)
    draw.ellipse((220, 180, 260, 210), fill=ink)
    draw.arc((140, 260, 260, 380), 20, 160, fill=ink, width=line)
    return image


def stick_man(ink: int, paper: int, line: int) -> Image.Image:
    image = Image.new("L", (400, 400), paper)
    draw = ImageDraw.Draw(image)
    draw.ellipse((170, 40, 230, 100), outline=ink, width=line)
    for stroke in ((200, 100, 200, 250), (120, 160, 280, 160), (200, 250, 140, 370), (200, 250, 260, 370)):
        draw.line(stroke, fill=ink, width=line)
    return image


@pytest.mark.parametrize(("ink", "paper"), [(255, 0), (0, 255), (180, 10)])
def test_writing_and_drawings_get_no_sure_answer(bundled: Classifier, ink: int, paper: int) -> None:
    pages = [page(ink, paper, size) for size in (16, 24, 40, 90)]
    drawn = [draw(ink, paper, line) for draw in (face, stick_man) for line in (4, 8, 14)]
    for image in (*pages, *drawn):
        answer = recognise(picture(image), bundled)
        assert answer.note
        assert not answer.accepted


@pytest.mark.parametrize("shade", [0, 128, 255])
@pytest.mark.parametrize("size", [(1, 1), (20, 20), (20, 300), (28, 28), (29, 29), (400, 300)])
def test_blank_pictures_of_any_size_get_no_sure_answer(
    bundled: Classifier, shade: int, size: tuple[int, int]
) -> None:
    answer = recognise(picture(Image.new("L", size, shade)), bundled, threshold=0.0)
    assert answer.note
    assert not answer.accepted


def test_what_is_reduced_to_28x28_must_be_familiar_and_the_data_sets_own_pictures_need_not(
    bundled: Classifier,
) -> None:
    assert bundled.least_familiarity > 0
    image = np.zeros((28, 28), np.uint8)
    image[:, 8:20] = 200
    own = recognise(picture(Image.fromarray(image)), bundled)
    reduced = recognise(picture(Image.fromarray(np.kron(image, np.ones((10, 10), np.uint8)))), bundled)
    np.testing.assert_array_equal(own.seen, reduced.seen)
    assert own.least_familiarity == 0
    assert reduced.least_familiarity == bundled.least_familiarity
