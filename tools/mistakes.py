"""What a model takes for what: in words, and as pictures to look at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageOps

from fashion_gui.core.images import decode
from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.metrics import confusion_matrix
from fashion_gui.core.photo_sets import LabelledPhoto
from tools.contact_sheet import contact_sheet, enlarged

_TIMES = 5
_COLUMNS = 5


def commonest_confusions(answers: np.ndarray, labels: np.ndarray, most: int = 6) -> list[str]:
    """Lines like `12 Shirt → Pullover`, for answers and labels int [n], 0–9; the commonest first."""
    matrix = confusion_matrix(answers, labels)
    np.fill_diagonal(matrix, 0)
    order = np.argsort(-matrix, axis=None, kind="stable")[:most]
    pairs = [divmod(int(place), len(CLASS_NAMES)) for place in order if matrix.flat[place]]
    return [f"{matrix[true, said]:4} {CLASS_NAMES[true]} → {CLASS_NAMES[said]}" for true, said in pairs]


def failure_sheet(
    photos: Sequence[LabelledPhoto], seen: np.ndarray, probabilities: np.ndarray, most: int = 60
) -> Image.Image | None:
    """Photos of the ten classes that were answered wrongly, each beside what the network saw of it.

    Args:
        photos: n of them, with their labels.
        seen: uint8 [n, 28, 28].
        probabilities: float [n, 10].
        most: how many are shown, the most confident ones first.

    Returns:
        None if every answer is right.
    """
    labels = np.array([photo.label for photo in photos])
    confidence, answers = probabilities.max(axis=1), probabilities.argmax(axis=1)
    wrong = np.flatnonzero((labels >= 0) & (answers != labels))
    shown = wrong[np.argsort(-confidence[wrong], kind="stable")][:most]
    if not len(shown):
        return None
    pictures, captions = [], []
    for place in shown:
        small = enlarged(seen[place], _TIMES)
        photo = Image.fromarray(decode(photos[place].path).rgb)
        beside = np.asarray(ImageOps.pad(photo, small.shape[::-1], color="white"))
        pictures.append(np.hstack([beside, np.repeat(small[..., None], 3, axis=2)]))
        captions.append(
            f"{CLASS_NAMES[labels[place]]} → {CLASS_NAMES[answers[place]]}, {confidence[place]:.0%}"
        )
    return contact_sheet(pictures, captions, _COLUMNS)
