"""What the answers to held-out photos say about a network: how good it is, and how sure one may be of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fashion_gui.core.familiarity import familiarity
from fashion_gui.core.labels import NONE
from fashion_gui.core.metrics import auroc, balanced_accuracy, fit_temperature, tempered
from fashion_gui.core.probabilities import logarithms

LEAST_PHOTOS = 100
"""Fewer of the ten classes than this say too little about how sure one may be."""
LEAST_OTHERS = 20
"""Fewer of none of the ten classes than this say too little about how they are answered."""
RIGHT_BUT_UNFAMILIAR = 0.02
"""Share of the right answers that are given up for not being fooled by other things."""


@dataclass(frozen=True)
class PhotoCalibration:
    """Of photos by people nobody learnt from.

    Attributes:
        metrics: `photo_accuracy`, `photo_balanced_accuracy`, `photo_auroc`, 0–1, as far as they can be told.
        temperature: on top of the one inside the IR, as photos are less clear than the data set; 1 if it is
            not known.
        least_familiarity: nats that an answer needs to be given; 0 if it is not known.
    """

    metrics: dict[str, float]
    temperature: float = 1.0
    least_familiarity: float = 0.0


def calibrate(answers: np.ndarray, labels: np.ndarray) -> PhotoCalibration:
    """Look at the answers to photos.

    Args:
        answers: float32 [n, 10], probabilities.
        labels: int [n], 0–9 or `NONE`.
    """
    known = labels != NONE
    right = answers.argmax(axis=1) == labels
    metrics: dict[str, float] = {}
    if known.any():
        metrics["photo_accuracy"] = float(np.mean(right[known]))
        metrics["photo_balanced_accuracy"] = balanced_accuracy(answers[known].argmax(axis=1), labels[known])
    enough = known.sum() >= LEAST_PHOTOS
    logits = logarithms(answers[known])
    temperature = fit_temperature(logits, labels[known]) if enough else 1.0
    familiar = familiarity(tempered(answers, temperature))
    if known.any() and not known.all():
        metrics["photo_auroc"] = auroc(familiar[known], familiar[~known])
    if not enough or (~known).sum() < LEAST_OTHERS:
        return PhotoCalibration(metrics, temperature)
    return PhotoCalibration(metrics, temperature, float(np.quantile(familiar[right], RIGHT_BUT_UNFAMILIAR)))
