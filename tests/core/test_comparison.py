"""McNemar's test, the curve of thresholds, and what the cells of the confusion matrix hold."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from scipy.stats import binomtest

from fashion_gui.core.comparison import compare, mcnemar
from fashion_gui.core.errors import DataSetError
from fashion_gui.core.labelled_answers import AnswersAbout, LabelledAnswers
from fashion_gui.core.metrics import evaluation
from fashion_gui.core.selective import threshold_curve


def answers(seed: int, count: int = 500, data_key: str = "same", skill: float = 3.0) -> LabelledAnswers:
    """Answers of a made-up model, right mostly, about the same labels each time."""
    labels = np.random.default_rng(0).integers(0, 10, count)
    logits = np.random.default_rng(seed).normal(size=(count, 10))
    logits[np.arange(count), labels] += skill
    probabilities = (np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)).astype(np.float32)
    figures = evaluation(probabilities, labels, data="made up")
    about = AnswersAbout(
        key=f"{seed}",
        data_key=data_key,
        model="m",
        precision="fp16",
        folder="",
        official=False,
        figures=figures,
    )
    return LabelledAnswers(about, probabilities, labels, np.zeros((count, 28, 28), np.uint8))


@pytest.mark.parametrize(
    ("b", "c"), [(0, 0), (1, 0), (10, 12), (3, 20), (152, 97), (900, 1000), (4000, 4010)]
)
def test_mcnemar_is_the_exact_binomial_test(b: int, c: int) -> None:
    expected = binomtest(b, b + c).pvalue if b + c else 1.0
    assert mcnemar(b, c) == pytest.approx(expected, rel=1e-9)


def test_a_comparison_counts_every_picture_once() -> None:
    first, second = answers(1), answers(2)
    found = compare(first, second)
    assert found.both_right + found.only_first + found.only_second + found.both_wrong == 500
    assert set(found.differing) == set(np.flatnonzero(first.answers != second.answers))
    assert compare(first, first).p_value == 1.0
    assert compare(first, answers(3, skill=0.5)).p_value < 1e-6
    with pytest.raises(DataSetError, match="same pictures"):
        compare(first, answers(1, data_key="others"))


def test_cells_and_mistakes_add_up_to_the_confusion_matrix() -> None:
    one = answers(1)
    matrix = np.array(one.about.figures.confusion_matrix)
    for true in range(10):
        for answer in range(10):
            cell = one.cell(true, answer)
            assert len(cell) == matrix[true, answer]
            assert (np.diff(one.confidence[cell]) <= 0).all()
        assert len(one.mistakes(true)) == matrix[true].sum() - matrix[true, true]
    assert len(one.mistakes()) == 500 - np.trace(matrix)


def test_the_threshold_curve_is_what_counting_gives() -> None:
    one = answers(4)
    thresholds = np.array([0.0, 0.3, 0.5, 0.9, 1.0])
    share, accuracy = threshold_curve(one.certainty, one.right, thresholds)
    for at, threshold in enumerate(thresholds):
        given = one.confidence >= threshold
        assert share[at] == pytest.approx(given.mean())
        if given.any():
            assert accuracy[at] == pytest.approx((one.answers == one.labels)[given].mean())
        else:
            assert np.isnan(accuracy[at])


def test_withheld_answers_are_given_at_no_threshold() -> None:
    one = dataclasses.replace(answers(4), withheld=frozenset(range(0, 500, 4)))
    share, accuracy = threshold_curve(one.certainty, one.right, np.array([0.0, 0.5]))
    assert share[0] == 0.75
    kept = np.arange(500) % 4 > 0
    assert accuracy[0] == pytest.approx(one.right[kept].mean())
    assert share[1] == pytest.approx((kept & (one.confidence >= 0.5)).mean())
    assert (one.sure(0.5) == (kept & (one.confidence >= 0.5))).all()
    share, accuracy = threshold_curve(np.full(3, -1.0), np.ones(3, bool))
    assert not share.any()
    assert np.isnan(accuracy).all()
