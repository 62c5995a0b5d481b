"""Answering only when sure enough: what share is answered, and how much of that is right."""

from __future__ import annotations

import numpy as np

THRESHOLDS = np.linspace(0.0, 1.0, 201)


def threshold_curve(
    probabilities: np.ndarray, labels: np.ndarray, thresholds: np.ndarray = THRESHOLDS
) -> tuple[np.ndarray, np.ndarray]:
    """Share answered and accuracy of the answered at each threshold (El-Yaniv & Wiener 2010).

    Args:
        probabilities: float [n, 10], n > 0.
        labels: int [n].
        thresholds: float [k], 0–1; an answer whose probability reaches it is given.

    Returns:
        Two float [k], 0–1; the accuracy is NaN where nothing is answered.
    """
    confidence = probabilities.max(axis=1)
    order = np.argsort(-confidence, kind="stable")
    right = np.cumsum((probabilities.argmax(axis=1) == labels)[order])
    answered = np.searchsorted(-confidence[order], -np.asarray(thresholds, confidence.dtype), side="right")
    accuracy = np.full(len(answered), np.nan)
    some = answered > 0
    accuracy[some] = right[answered[some] - 1] / answered[some]
    return answered / len(labels), accuracy
