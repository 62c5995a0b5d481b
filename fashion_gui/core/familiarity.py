"""How much an answer differs from what was taught for pictures that show none of the ten classes."""

from __future__ import annotations

import numpy as np

from fashion_gui.core.probabilities import logarithms


def familiarity(probabilities: np.ndarray) -> np.ndarray:
    """Kullback-Leibler divergence from the uniform answer, in nats: 0 for it, more the clearer the answer.

    Where pictures of other things are learnt from, their target is the uniform answer, so that is what
    unknown things come near to (Hendrycks et al. 2019, “Deep Anomaly Detection with Outlier Exposure”). This
    tells them from the ten classes better than the highest probability does, which is low as well for a
    picture between two classes: there the other eight are out of the question.

    Args:
        probabilities: float [..., n], each summing to 1.

    Returns:
        float [...].
    """
    mean = logarithms(probabilities).mean(axis=-1)
    divergence: np.ndarray = -np.log(probabilities.shape[-1]) - mean
    return divergence
