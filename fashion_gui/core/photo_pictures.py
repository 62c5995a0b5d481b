"""Photos turned into what a network learns from: many variations of each, classes balanced."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from fashion_gui.core.errors import PictureError
from fashion_gui.core.images import decode
from fashion_gui.core.ordered_map import ordered_map
from fashion_gui.core.photo_sets import LabelledPhoto
from fashion_gui.core.photo_variations import vary
from fashion_gui.core.preprocessing import dataset_style, to_28x28
from fashion_gui.core.segmentation import find_garment

MOST_VARIATIONS = 60
"""Of one photo; more of the same show nothing new."""


@dataclass(frozen=True, eq=False)
class PhotoPictures:
    """uint8 [n, 28, 28] with their labels int64 [n] (0–9 or `NONE`), and the photos that can't be read."""

    images: np.ndarray
    labels: np.ndarray
    unreadable: tuple[LabelledPhoto, ...]


def plain_pictures(
    photos: Sequence[LabelledPhoto], progress: Callable[[int, int], None] | None = None
) -> PhotoPictures:
    """Every photo once, as it is answered when dropped on the window."""
    return _pictures([(photo, 0) for photo in photos], 0, progress)


def varied_pictures(
    photos: Sequence[LabelledPhoto],
    per_class: int,
    seed: int,
    progress: Callable[[int, int], None] | None = None,
) -> PhotoPictures:
    """Every photo once plain and then varied, so often that each class has about `per_class` pictures.

    Args:
        per_class: a class of few photos stays below it, see `MOST_VARIATIONS`.
        seed: the same one gives the same pictures.
        progress: told (photos so far, photos in all) now and then.
    """
    counts = Counter(photo.label for photo in photos)
    wanted = [
        (photo, min(MOST_VARIATIONS, max(1, round(per_class / counts[photo.label])))) for photo in photos
    ]
    return _pictures(wanted, seed, progress)


def held_out(
    photos: Sequence[LabelledPhoto], folds: int, fold: int, seed: int = 0
) -> tuple[list[LabelledPhoto], list[LabelledPhoto]]:
    """Photos to learn from and photos to ask about, with no person in both.

    Args:
        folds: how many parts the people are divided into, about equal in photos.
        fold: which part is asked about, from 0.
    """
    sizes = Counter(photo.group for photo in photos)
    people = sorted(sizes)
    np.random.default_rng([seed, folds]).shuffle(people)
    people.sort(key=lambda person: -sizes[person])  # stable, so people of equal size stay shuffled
    parts: list[set[str]] = [set() for _ in range(folds)]
    loads = [0] * folds
    for person in people:
        lightest = loads.index(min(loads))
        parts[lightest].add(person)
        loads[lightest] += sizes[person]
    asked = parts[fold]
    learnt_from = [photo for photo in photos if photo.group not in asked]
    return learnt_from, [photo for photo in photos if photo.group in asked]


def _pictures(
    wanted: list[tuple[LabelledPhoto, int]], seed: int, progress: Callable[[int, int], None] | None
) -> PhotoPictures:
    """A plain picture of each photo, and all but one of the given number varied."""

    def work(item: tuple[int, tuple[LabelledPhoto, int]]) -> list[np.ndarray]:
        number, (photo, count) = item
        try:
            picture = decode(photo.path)
        except PictureError:
            return []
        own = dataset_style(picture)
        if own is not None:
            return [own]
        garment = find_garment(picture.rgb)
        rng = np.random.default_rng([seed, number])
        return [
            to_28x28(picture.rgb, garment),
            *(vary(picture.rgb, garment, rng) for _ in range(count - 1)),
        ]

    images: list[np.ndarray] = []
    labels: list[int] = []
    unreadable = []
    results = ordered_map(work, enumerate(wanted), workers=os.cpu_count() or 1)
    for done, (made, (photo, _)) in enumerate(zip(results, wanted, strict=True), start=1):
        images += made
        labels += [photo.label] * len(made)
        if not made:
            unreadable.append(photo)
        if progress is not None and (done % 20 == 0 or done == len(wanted)):
            progress(done, len(wanted))
    stacked = np.stack(images) if images else np.zeros((0, 28, 28), np.uint8)
    return PhotoPictures(stacked, np.array(labels, np.int64), tuple(unreadable))
