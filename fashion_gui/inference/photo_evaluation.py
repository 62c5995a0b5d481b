"""How a model does on a folder of labelled photos, on the very road a dropped photo takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from fashion_gui.core.errors import PictureError
from fashion_gui.core.familiarity import familiarity
from fashion_gui.core.labels import NONE
from fashion_gui.core.metrics import Evaluation, auroc, evaluation
from fashion_gui.core.ordered_map import ordered_map
from fashion_gui.core.photo_sets import LabelledPhoto, PhotoSet
from fashion_gui.core.prediction import Prediction
from fashion_gui.inference.recognition import recognise_file

if TYPE_CHECKING:
    from fashion_gui.inference.classifier import Classifier


class PhotoEvaluation(msgspec.Struct, frozen=True, kw_only=True):
    """Figures over labelled photos.

    Attributes:
        figures: of the photos that show one of the ten classes.
        people: how many took them.
        not_sure: share of these photos that got "not sure", 0–1.
        accuracy_when_sure: share of right answers among the others, 0–1.
        none_count: photos that show none of the ten; none_not_sure: share of them that got "not sure".
        auroc: how well the familiarity of the answer tells the ten from the rest, 0–1; None without photos of
            the rest. auroc_of_confidence: the same of the highest probability.
        unreadable: photos that could not be read.
    """

    figures: Evaluation
    people: int
    not_sure: float
    accuracy_when_sure: float
    none_count: int
    none_not_sure: float
    auroc: float | None
    auroc_of_confidence: float | None
    unreadable: int


def evaluate_photos(
    photo_set: PhotoSet, classifier: Classifier, progress: Callable[[int, int], None] | None = None
) -> PhotoEvaluation:
    """Recognise every photo, on all cores, and sum up; `progress` is told (done, in all).

    Raises:
        DataSetError: if no photo shows one of the ten classes.
    """
    started = time.perf_counter()
    answered = answer_photos(photo_set.photos, classifier, progress)
    return summed_up(photo_set, answered, classifier, time.perf_counter() - started)


def answer_photos(
    photos: Sequence[LabelledPhoto],
    classifier: Classifier,
    progress: Callable[[int, int], None] | None = None,
) -> list[tuple[LabelledPhoto, Prediction]]:
    """Recognise every photo, on all cores; those that can't be read are left out.

    An exception out of `progress`, which is told (done, in all), ends it.
    """
    answered: list[tuple[LabelledPhoto, Prediction]] = []

    def answer(photo: LabelledPhoto) -> Prediction | None:
        try:
            return recognise_file(photo.path, classifier)[1]
        except PictureError:
            return None

    for done, found in enumerate(ordered_map(answer, photos), start=1):
        if found is not None:
            answered.append((photos[done - 1], found))
        if progress is not None:
            progress(done, len(photos))
    return answered


def summed_up(
    photo_set: PhotoSet,
    answered: list[tuple[LabelledPhoto, Prediction]],
    classifier: Classifier,
    seconds: float,
) -> PhotoEvaluation:
    """The figures over photos and their answers."""
    labels = np.array([photo.label for photo, _ in answered], int)
    probabilities = np.array([found.probabilities for _, found in answered]).reshape(-1, 10)
    sure = np.array([found.accepted for _, found in answered], bool)
    known = labels != NONE
    right = probabilities.argmax(axis=1) == labels
    confidence = probabilities.max(axis=1, initial=0.0)

    def told_apart(scores: np.ndarray) -> float | None:
        return auroc(scores[known], scores[~known]) if known.any() and not known.all() else None

    tag = classifier.tag
    return PhotoEvaluation(
        figures=evaluation(
            probabilities[known],
            labels[known],
            data=f"{int(known.sum()):,} photos in “{photo_set.folder.name}”",
            model=tag.model,
            device=tag.device,
            precision=tag.precision,
            seconds=seconds,
        ),
        people=len({photo.group for photo, _ in answered}),
        not_sure=_share(~sure[known]),
        accuracy_when_sure=_share(right[known & sure]),
        none_count=int((~known).sum()),
        none_not_sure=_share(~sure[~known]),
        auroc=told_apart(familiarity(probabilities)),
        auroc_of_confidence=told_apart(confidence),
        unreadable=len(photo_set.photos) - len(answered),
    )


def _share(flags: np.ndarray) -> float:
    return float(flags.mean()) if len(flags) else 0.0
