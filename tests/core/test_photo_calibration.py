"""What the answers to held-out photos say."""

from __future__ import annotations

import numpy as np
import pytest

from fashion_gui.core.familiarity import familiarity
from fashion_gui.core.labels import NONE
from fashion_gui.core.metrics import tempered
from fashion_gui.core.photo_calibration import LEAST_OTHERS, LEAST_PHOTOS, calibrate

RNG = np.random.default_rng(4)


def answers(known: int, others: int) -> tuple[np.ndarray, np.ndarray]:
    """Mostly right ones to photos of the ten, and vague ones to other things."""
    labels = RNG.integers(0, 10, known)
    clear = RNG.dirichlet(np.full(10, 0.1), known)
    clear[np.arange(known), labels] += 1.5
    vague = RNG.dirichlet(np.full(10, 6.0), others)
    both = np.concatenate([clear / clear.sum(axis=1, keepdims=True), vague]).astype(np.float32)
    return both, np.concatenate([labels, np.full(others, NONE)])


def test_other_things_are_turned_away_at_the_price_of_few_right_answers() -> None:
    probabilities, labels = answers(400, 100)
    found = calibrate(probabilities, labels)
    known = labels != NONE
    familiar = familiarity(tempered(probabilities, found.temperature)) >= found.least_familiarity
    right = known & (probabilities.argmax(axis=1) == labels)
    assert familiar[right].mean() == pytest.approx(0.98, abs=0.005)
    assert familiar[~known].mean() < 0.1
    assert found.metrics["photo_auroc"] > 0.95
    assert found.metrics["photo_accuracy"] == pytest.approx(right[known].mean())


def test_too_few_photos_say_nothing() -> None:
    few = calibrate(*answers(LEAST_PHOTOS - 1, 100))
    assert (few.temperature, few.least_familiarity) == (1.0, 0.0)
    without_others = calibrate(*answers(400, LEAST_OTHERS - 1))
    assert without_others.temperature != 1.0
    assert without_others.least_familiarity == 0.0
    assert "photo_auroc" not in calibrate(*answers(50, 0)).metrics
