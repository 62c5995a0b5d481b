"""How far an answer is from the uniform one."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.stats

from fashion_gui.core.familiarity import familiarity
from fashion_gui.core.prediction import ModelTag, Prediction

SEEN = np.zeros((28, 28), np.uint8)


def prediction(probabilities: np.ndarray, least: float) -> Prediction:
    return Prediction(probabilities, SEEN, ModelTag("m", "CPU", "f32"), least_familiarity=least)


def test_it_is_the_divergence_from_the_uniform_answer() -> None:
    probabilities = np.random.default_rng(2).dirichlet(np.ones(10), (3, 4))
    expected = scipy.stats.entropy(np.full(10, 0.1)[:, None], probabilities.reshape(-1, 10).T)
    np.testing.assert_allclose(familiarity(probabilities).ravel(), expected, rtol=1e-6)


def test_the_uniform_answer_knows_nothing_and_a_certain_one_is_finite() -> None:
    assert familiarity(np.full(10, 0.1)) == pytest.approx(0, abs=1e-12)
    assert np.isfinite(familiarity(np.eye(10))).all()


def test_a_picture_between_two_classes_is_more_familiar_than_one_that_could_be_anything() -> None:
    between = np.array([0.49, 0.5, *[0.00125] * 8])
    anything = np.array([0.5, *[0.5 / 9] * 9])
    assert between.max() == anything.max()
    assert familiarity(between) > 2 * familiarity(anything)


def test_an_unfamiliar_answer_is_never_given_however_probable() -> None:
    anything = np.array([0.6, *[0.4 / 9] * 9], np.float32)
    clear = np.array([0.6, 0.39, *[0.00125] * 8], np.float32)
    least = float(familiarity(np.stack([anything, clear])).mean())
    assert prediction(clear, least).accepted
    assert not prediction(anything, least).accepted
    assert not prediction(anything, least).accepted_at(0.1)
    assert prediction(anything, 0).accepted, "a model that learnt nothing of other things can't tell"
