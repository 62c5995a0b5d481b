"""Answering only when sure enough: what share is answered, and how much of that is right."""

from __future__ import annotations

import numpy as np

THRESHOLDS = np.linspace(0.0, 1.0, 201)


def threshold_curve(
    certainty: np.ndarray, right: np.ndarray, thresholds: np.ndarray = THRESHOLDS
) -> tuple[np.ndarray, np.ndarray]:
    """Share answered and accuracy of the answered at each threshold (El-Yaniv & Wiener 2010).

    Args:
        certainty: float [n], n > 0: the threshold up to which each answer is given; below 0 for never.
        right: bool [n].
        thresholds: float [k], 0–1.

    Returns:
        Two float [k], 0–1; the accuracy is NaN where nothing is answered.
    """
    order = np.argsort(-certainty, kind="stable")
    right_so_far = np.cumsum(right[order])
    answered = np.searchsorted(-certainty[order], -np.asarray(thresholds), side="right")
    accuracy = np.full(len(answered), np.nan)
    some = answered > 0
    accuracy[some] = right_so_far[answered[some] - 1] / answered[some]
    return answered / len(right), accuracy
