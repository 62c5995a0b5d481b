"""Doubt, and things that are none of the ten: counted as one would by hand."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from fashion_gui.core.answered_pictures import AnsweredPictures
from fashion_gui.core.familiarity import familiarity
from fashion_gui.core.labelled_answers import LabelledAnswers
from fashion_gui.core.labels import NONE
from fashion_gui.core.photo_figures import photo_figures
from fashion_gui.core.prediction import ModelTag


def answered(labels: list[int], confidence: list[float], withheld: tuple[int, ...] = ()) -> LabelledAnswers:
    """Answers that all say class 0, with these probabilities."""
    shares = np.array(confidence, np.float32)
    probabilities = np.repeat((1 - shares[:, None]) / 9, 10, axis=1)
    probabilities[:, 0] = shares
    pictures = np.zeros((len(labels), 28, 28), np.uint8)
    made = AnsweredPictures(
        probabilities, np.array(labels), pictures, "made up", 1.0, withheld=frozenset(withheld), people=3
    )
    tag, about = ModelTag("Tiny", "CPU", "fp16"), {"key": "", "data_key": "", "model": "tiny"}
    return made.summed_up(tag, **about, precision="fp16", folder="photos", official=False)


def test_doubt_is_counted_apart_for_the_ten_and_the_rest() -> None:
    answers = answered([0, 0, 1, 0, NONE, NONE], [0.9, 0.4, 0.8, 0.95, 0.7, 0.3], withheld=(3,))
    found = photo_figures(answers, 0.5)
    assert (found.not_sure, found.accuracy_when_sure) == (0.5, 0.5)  # the second and the fourth; the first
    assert (found.none_count, found.none_not_sure) == (2, 0.5)
    assert photo_figures(answers, 0.2).not_sure == 0.25  # what is withheld stays so
    assert answers.taken_for_a_class(0.5).tolist() == [4]
    assert answers.taken_for_a_class(0.2).tolist() == [4, 5]
    truth = answers.known.astype(int)
    assert found.auroc == pytest.approx(roc_auc_score(truth, familiarity(answers.probabilities)))
    assert found.auroc_of_confidence == pytest.approx(roc_auc_score(truth, answers.confidence))
    assert (found.people, answers.about.figures.count) == (3, 4)


def test_shares_of_nothing_are_not_made_up() -> None:
    found = photo_figures(answered([0, 1], [0.3, 0.2]), 0.5)
    assert found.not_sure == 1.0
    assert found.accuracy_when_sure is None
    assert (found.none_count, found.none_not_sure) == (0, None)
    assert (found.auroc, found.auroc_of_confidence) == (None, None)
