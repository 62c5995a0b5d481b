from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from fashion_gui.core.errors import PictureError
from fashion_gui.core.images import Picture, decode
from fashion_gui.core.looks import looks
from fashion_gui.core.segmentation import find_garment
from fashion_gui.inference.classifier import Classifier
from fashion_gui.inference.recognition import recognise, recognise_file


@pytest.fixture(scope="module")
def classifier(prototype) -> Classifier:
    return Classifier.load(prototype)


@pytest.fixture
def photo(tmp_path):
    """A dark shape on a light wall, and a smaller one beside it."""
    image = Image.new("RGB", (400, 533), (225, 222, 215))
    draw = ImageDraw.Draw(image)
    draw.rectangle((120, 150, 260, 400), fill=(40, 60, 120))
    path = tmp_path / "photo.jpg"
    Image.fromarray(as_by_a_lens(image)).save(path, quality=92)
    return path


def as_by_a_lens(image: Image.Image) -> np.ndarray:
    """With the noise that every photo has, uint8 [h, w, 3]."""
    rgb = np.asarray(image, np.int16)
    noise = np.random.default_rng(1).integers(-6, 7, rgb.shape[:2])[..., np.newaxis]
    return np.clip(rgb + noise, 0, 255).astype(np.uint8)


def test_a_photo_goes_the_whole_road(classifier, photo):
    picture, answer = recognise_file(photo, classifier, request=7)
    assert picture.rgb.shape == (533, 400, 3)
    assert answer.request == 7
    assert answer.threshold == classifier.threshold
    assert answer.tag is classifier.tag
    assert answer.probabilities.shape == (10,)
    assert answer.probabilities.sum() == pytest.approx(1, abs=1e-5)
    assert answer.seen.shape == (28, 28)
    assert answer.seen.dtype == np.uint8
    assert answer.outlines
    times = answer.milliseconds
    assert min(times.decode, times.segment, times.prepare, times.infer) > 0
    looked = looks(picture.rgb, find_garment(picture.rgb))
    np.testing.assert_array_equal(answer.seen, looked[0])
    np.testing.assert_allclose(classifier.predict_looks(looked), answer.probabilities, atol=1e-6)


def test_a_picture_of_the_data_set_passes_unharmed(classifier, tiny_network, tmp_path):
    """Saved as PNG files, pictures get the very labels that their arrays get in bulk."""
    labels = classifier.predict_many(tiny_network.images[:300]).argmax(axis=1)
    for number, image in enumerate(tiny_network.images[:300]):
        path = tmp_path / f"{number}.png"
        Image.fromarray(image).save(path)
        _, answer = recognise_file(path, classifier)
        np.testing.assert_array_equal(answer.seen, image)
        assert answer.index == labels[number]
        assert answer.outlines == ()


def test_a_drawn_box_is_respected(classifier, photo):
    picture = decode(photo)
    free, boxed = recognise(picture, classifier), recognise(picture, classifier, box=(90, 130, 200, 150))
    assert not np.array_equal(free.seen, boxed.seen)
    ys = np.concatenate([outline[:, 1] for outline in boxed.outlines])
    assert ys.min() >= 130
    assert ys.max() <= 280


def test_the_threshold_of_the_asker_counts(classifier, photo):
    assert recognise(decode(photo), classifier, threshold=0.0).accepted
    assert not recognise(decode(photo), classifier, threshold=1.1).accepted


def test_what_is_no_picture_is_said(classifier, tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"no picture")
    with pytest.raises(PictureError):
        recognise_file(tmp_path / "a.jpg", classifier)


@pytest.mark.parametrize("shade", [0, 255])
def test_where_no_garment_was_found_no_answer_is_sure(classifier, shade: int) -> None:
    """However probable: a blank picture looks to the network like a garment that fills its 28 pixels."""
    rgb = np.full((200, 150, 3), shade, np.uint8)
    picture = Picture(rgb, grey=True, path=None, original_size=(150, 200))
    answer = recognise(picture, classifier, threshold=0.0)
    assert answer.note
    assert not answer.outlines
    assert not answer.accepted


def test_of_several_garments_no_answer_is_sure(classifier) -> None:
    image = Image.new("RGB", (500, 400), (225, 222, 215))
    draw = ImageDraw.Draw(image)
    draw.rectangle((60, 90, 220, 310), fill=(40, 60, 120))
    draw.rectangle((320, 90, 430, 310), fill=(150, 40, 40))
    picture = Picture(as_by_a_lens(image), grey=False, path=None, original_size=(500, 400))
    answer = recognise(picture, classifier, threshold=0.0)
    assert len(answer.outlines) == 2
    assert "draw a box around one" in answer.note
    assert not answer.accepted
    alone = recognise(picture, classifier, threshold=0.0, box=(40, 70, 200, 260))
    assert not alone.note
    assert alone.accepted


@pytest.mark.parametrize("ending", ["png", "jpg"])
def test_a_shape_that_is_drawn_filled_gets_no_sure_answer(classifier, tmp_path, ending: str) -> None:
    image = Image.new("RGB", (400, 500), (235, 235, 230))
    ImageDraw.Draw(image).polygon([(200, 60), (80, 440), (320, 440)], fill=(30, 140, 60))
    image.save(tmp_path / f"drawn.{ending}")
    drawn = recognise(decode(tmp_path / f"drawn.{ending}"), classifier, threshold=0.0)
    assert "no shades" in drawn.note
    assert not drawn.accepted
    photo = Picture(as_by_a_lens(image), grey=False, path=None, original_size=(400, 500))
    assert recognise(photo, classifier, threshold=0.0).accepted
