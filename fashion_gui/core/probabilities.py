"""Arithmetic with probabilities."""

from __future__ import annotations

import numpy as np

_LEAST = 1e-12


def logarithms(probabilities: np.ndarray) -> np.ndarray:
    """Natural logarithms of probabilities, float of the same shape.

    One that has become 0 in rounding says no more than a very small one, so it counts as 1e-12.
    """
    found: np.ndarray = np.log(np.maximum(probabilities, _LEAST))
    return found
