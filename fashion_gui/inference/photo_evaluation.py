"""What a model answers to a folder of labelled photos, on the very road a dropped photo takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from fashion_gui.core.answered_pictures import AnsweredPictures
from fashion_gui.core.errors import DataSetError, PictureError
from fashion_gui.core.labelled_answers import missing_classes
from fashion_gui.core.learnt_photos import flattery
from fashion_gui.core.ordered_map import ordered_map
from fashion_gui.core.photo_sets import LabelledPhoto, PhotoSet
from fashion_gui.inference.recognition import recognise_file

if TYPE_CHECKING:
    from fashion_gui.core.held_out import HeldOut
    from fashion_gui.core.prediction import Prediction
    from fashion_gui.inference.classifier import Classifier

Progress = Callable[[int, int], None]


def evaluate_photos(
    photo_set: PhotoSet,
    classifier: Classifier,
    held_out: HeldOut | None = None,
    progress: Progress | None = None,
) -> AnsweredPictures:
    """Recognise every photo, on all cores.

    Args:
        held_out: the part of the people whose photos these are; it is only told.
        progress: told (done, in all); an exception out of it ends the work.

    Raises:
        DataSetError: if none that shows one of the ten classes could be read.
    """
    begun = time.perf_counter()
    answered = answer_photos(photo_set.photos, classifier, progress)
    seconds = time.perf_counter() - begun
    read = {photo.path for photo, _ in answered}
    unread = [photo.path.name for photo in photo_set.photos if photo.path not in read]
    labels = np.array([photo.label for photo, _ in answered], np.int64)
    count = int((labels >= 0).sum())
    if not count:
        raise DataSetError(
            f"No picture in “{photo_set.folder}” could be evaluated.",
            "Label pictures that show one of the ten classes, and check that they can be opened.",
        )
    left_out = list(photo_set.left_out)
    if unread:
        left_out.append(f"Pictures that could not be read: {len(unread)}, “{unread[0]}” first.")
    missing = missing_classes(labels)
    known_before = flattery(classifier.stored, photo_set.photos)
    left_out += filter(None, (missing, known_before))
    whose = f", part {held_out.part} of {held_out.parts} of the people" if held_out else ""
    return AnsweredPictures(
        np.array([found.probabilities for _, found in answered], np.float32),
        labels,
        np.array([found.seen for _, found in answered], np.uint8),
        f"{count:,} photos in “{photo_set.folder.name}”{whose}",
        seconds,
        tuple(str(photo.path) for photo, _ in answered),
        # At a threshold of nothing, answers are "not sure" for other reasons than their probability.
        frozenset(index for index, (_, found) in enumerate(answered) if not found.accepted_at(0)),
        people=len({photo.group for photo, _ in answered}),
        unreadable=len(unread),
        left_out=tuple(left_out),
    )


def answer_photos(
    photos: Sequence[LabelledPhoto],
    classifier: Classifier,
    progress: Progress | None = None,
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
