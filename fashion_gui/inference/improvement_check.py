"""A model that learnt from own examples beside the one it goes on from, on the very same pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from fashion_gui.core.improvement import ExampleSplit, Improvement
from fashion_gui.core.labels import NONE
from fashion_gui.core.photo_sets import LabelledPhoto, label_name
from fashion_gui.inference.classifier import Classifier
from fashion_gui.inference.photo_evaluation import answer_photos

if TYPE_CHECKING:
    from fashion_gui.core.datasets import FashionMnist
    from fashion_gui.core.stored_model import StoredModel


def compare(
    base: StoredModel, classifier: Classifier, split: ExampleSplit, fashion: FashionMnist, accuracy: float
) -> Improvement:
    """Both are asked about the held-out examples, on the road that a dropped photo takes.

    Args:
        classifier: the new model.
        accuracy: share of the test images that it gets right, 0–1.

    Raises:
        ModelError: if the model before can't be loaded.
    """
    old = Classifier.load(base)
    before, after = right(split.asked, old), right(split.asked, classifier)
    labels = np.array([photo.label for photo in split.asked])

    def counts(label: int) -> tuple[int, int, int]:
        of_it = labels == label
        return int(of_it.sum()), int(before[of_it].sum()), int(after[of_it].sum())

    tested = old.predict_many(fashion.test_images).argmax(axis=1) == fashion.test_labels
    return Improvement(
        base=base.name,
        learnt=len(split.learnt),
        asked=len(split.asked),
        right_before=int(before.sum()),
        right_after=int(after.sum()),
        per_class={label_name(label): counts(label) for label in sorted(set(labels.tolist()))},
        test_images=len(fashion.test_labels),
        test_before=float(np.mean(tested)),
        test_after=accuracy,
    )


def right(photos: Sequence[LabelledPhoto], classifier: Classifier) -> np.ndarray:
    """Whether each photo is answered rightly, bool [n]: of none of the ten classes "not sure" is.

    All of them must be readable.
    """
    return np.array(
        [
            not answer.accepted if photo.label == NONE else answer.index == photo.label
            for photo, answer in answer_photos(photos, classifier)
        ],
        bool,
    )
