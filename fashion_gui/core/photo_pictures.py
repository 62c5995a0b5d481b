"""Photos turned into what a network learns from: many variations of each, classes balanced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from fashion_gui.core.errors import PictureError
from fashion_gui.core.images import Picture, decode
from fashion_gui.core.labels import NONE
from fashion_gui.core.looks import COUNT, looks
from fashion_gui.core.ordered_map import ordered_map
from fashion_gui.core.photo_sets import LabelledPhoto
from fashion_gui.core.photo_variations import vary
from fashion_gui.core.preprocessing import SIDE, dataset_style, to_28x28
from fashion_gui.core.segmentation import find_garment

MOST_VARIATIONS = 60
"""Of one photo; more of the same show nothing new."""

_SHARES = {NONE: 2}  # what is none of the ten is many kinds of things: hats, shorts, skirts, …


@dataclass(frozen=True, eq=False)
class PhotoPictures:
    """Pictures uint8 with their labels int64 [n] (0–9 or `NONE`), and the photos that can't be read.

    `images` is [n, 28, 28], or [n, COUNT, 28, 28] where each stands for itself in several looks.
    """

    images: np.ndarray
    labels: np.ndarray
    unreadable: tuple[LabelledPhoto, ...]


def photo_looks(
    photos: Sequence[LabelledPhoto], progress: Callable[[int, int], None] | None = None
) -> PhotoPictures:
    """Every photo once, in the several looks it is answered by when dropped on the window."""

    def make(_: int, picture: Picture) -> list[np.ndarray]:
        own = dataset_style(picture)
        if own is not None:
            return [np.stack([own] * COUNT)]
        return [looks(picture.rgb, find_garment(picture.rgb))]

    return _pictures(photos, make, (COUNT, SIDE, SIDE), progress)


def varied_pictures(
    photos: Sequence[LabelledPhoto],
    per_class: int,
    seed: int,
    progress: Callable[[int, int], None] | None = None,
    *,
    vary_photos: bool = True,
) -> PhotoPictures:
    """Every photo once plain and then varied, so often that each class has about `per_class` pictures.

    Args:
        per_class: a class of few photos stays below it, see `MOST_VARIATIONS`; what is none of the ten gets
            twice as many.
        seed: the same one gives the same pictures.
        progress: told (photos so far, photos in all) now and then.
        vary_photos: if not, the plain picture is repeated instead.
    """
    counts = Counter(photo.label for photo in photos)
    wanted = [
        min(MOST_VARIATIONS, max(1, round(per_class * _SHARES.get(photo.label, 1) / counts[photo.label])))
        for photo in photos
    ]

    def make(number: int, picture: Picture) -> list[np.ndarray]:
        own = dataset_style(picture)
        if own is not None:
            return [own]
        garment = find_garment(picture.rgb)
        rng = np.random.default_rng([seed, number])
        plain = to_28x28(picture.rgb, garment)
        more = range(wanted[number] - 1)
        return [plain, *(vary(picture.rgb, garment, rng) if vary_photos else plain for _ in more)]

    return _pictures(photos, make, (SIDE, SIDE), progress)


def _pictures(
    photos: Sequence[LabelledPhoto],
    make: Callable[[int, Picture], list[np.ndarray]],
    shape: tuple[int, ...],
    progress: Callable[[int, int], None] | None,
) -> PhotoPictures:
    """What `make` makes of the number of a photo and its picture, on all cores."""

    def work(item: tuple[int, LabelledPhoto]) -> list[np.ndarray]:
        number, photo = item
        try:
            return make(number, decode(photo.path))
        except PictureError:
            return []

    images: list[np.ndarray] = []
    labels: list[int] = []
    unreadable = []
    results = ordered_map(work, enumerate(photos))
    for done, (made, photo) in enumerate(zip(results, photos, strict=True), start=1):
        images += made
        labels += [photo.label] * len(made)
        if not made:
            unreadable.append(photo)
        if progress is not None and (done % 20 == 0 or done == len(photos)):
            progress(done, len(photos))
    stacked = np.stack(images) if images else np.zeros((0, *shape), np.uint8)
    return PhotoPictures(stacked, np.array(labels, np.int64), tuple(unreadable))
