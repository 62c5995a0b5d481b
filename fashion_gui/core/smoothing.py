"""A steady answer from unsteady frames: probabilities averaged over time, a lead before the label changes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

SETTLE_SECONDS = 0.1
"""Time constant of the averages: after 300 ms, 95 % of what counts is from those 300 ms."""

_LEAD = 0.3  # of probability at which another class takes over at once: a new garment
_LONG_SECONDS, _LONG_LEAD = 0.5, 0.12  # time constant and lead for one that is only a little ahead
_SLACK = 0.05  # of probability by which an answer may fall under the threshold before it is "not sure" again
_COME, _GONE = 0.6, 0.4  # share of recent frames with a garment from which there is one, under which none


@dataclass(frozen=True, eq=False)
class SteadyAnswer:
    """What is to be shown.

    Attributes:
        probabilities: float32 [10], sums to 1; None as long as nothing is there.
        index: class that is shown; not always the most probable one, but close to it.
        sure: whether it is to be given as the answer.
    """

    probabilities: np.ndarray | None = None
    index: int = 0
    sure: bool = False

    @property
    def there(self) -> bool:
        return self.probabilities is not None


class Smoother:
    """Exponential averages over time, so that their pace does not depend on the frame rate."""

    def __init__(self) -> None:
        self._seconds: float | None = None
        self._presence = 0.0
        self._average: np.ndarray | None = None
        self._long_average = np.zeros(0, np.float32)
        self._shown = SteadyAnswer()

    def update(self, probabilities: np.ndarray | None, seconds: float, threshold: float) -> SteadyAnswer:
        """Take one frame's answer and say what to show.

        Args:
            probabilities: float32 [10] of this frame; None if no garment was found in it.
            seconds: when the frame was taken, on any clock that never goes back.
            threshold: probability under which an answer is "not sure".
        """
        passed = math.inf if self._seconds is None else max(0.0, seconds - self._seconds)
        self._seconds = seconds
        weight = 1.0 - math.exp(-passed / SETTLE_SECONDS)
        self._presence += weight * ((probabilities is not None) - self._presence)
        if probabilities is not None:
            if self._average is None:
                self._average = self._long_average = probabilities
            long_weight = 1.0 - math.exp(-passed / _LONG_SECONDS)
            self._average = _moved(self._average, probabilities, weight)
            self._long_average = _moved(self._long_average, probabilities, long_weight)
        if self._presence < (_GONE if self._shown.there else _COME):
            if self._presence < _GONE:
                self._average = None  # what comes next is another garment
            self._shown = SteadyAnswer()
        elif self._average is not None:
            self._shown = self._steady(self._average, threshold)
        return self._shown

    def _steady(self, average: np.ndarray, threshold: float) -> SteadyAnswer:
        shown, best = self._shown, int(np.argmax(average))
        if not shown.there:
            return SteadyAnswer(average, best, bool(average[best] >= threshold))
        slack = _SLACK if shown.sure else 0.0
        held = shown.index
        if average[best] > average[held] + _LEAD:
            held, self._long_average = best, average  # another garment: what was before it no longer counts
        elif self._long_average.max() > self._long_average[held] + _LONG_LEAD:
            held = int(np.argmax(self._long_average))
        return SteadyAnswer(average, held, bool(average[held] >= threshold - slack))


def _moved(average: np.ndarray, towards: np.ndarray, weight: float) -> np.ndarray:
    return (average + weight * (towards - average)).astype(np.float32)
