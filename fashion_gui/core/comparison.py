"""Whether two models, or two precisions of one, really differ on the same pictures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fashion_gui.core.errors import DataSetError
from fashion_gui.core.labelled_answers import LabelledAnswers


@dataclass(frozen=True, eq=False)
class Comparison:
    """Counts of the pictures that show one of the ten classes.

    Attributes:
        only_first, only_second: right by one of the two alone.
        differing: indices of the pictures answered differently, the surest of either first.
        p_value: of McNemar's test, 0–1: how probable so uneven a split is if both are equally good.
    """

    both_right: int
    only_first: int
    only_second: int
    both_wrong: int
    differing: np.ndarray
    p_value: float


def compare(first: LabelledAnswers, second: LabelledAnswers) -> Comparison:
    """Compare the answers to the same pictures.

    Raises:
        DataSetError: if the pictures are not the same.
    """
    if first.about.data_key != second.about.data_key or not np.array_equal(first.labels, second.labels):
        raise DataSetError(
            "The two evaluations are not about the same pictures.", "Evaluate both on the same ones."
        )
    known = first.known
    right_1 = (first.answers == first.labels) & known
    right_2 = (second.answers == second.labels) & known
    only_first, only_second = int((right_1 & ~right_2).sum()), int((right_2 & ~right_1).sum())
    differing = np.flatnonzero((first.answers != second.answers) & known)
    surest = np.maximum(first.confidence, second.confidence)[differing]
    return Comparison(
        both_right=int((right_1 & right_2).sum()),
        only_first=only_first,
        only_second=only_second,
        both_wrong=int((~right_1 & ~right_2 & known).sum()),
        differing=differing[np.argsort(-surest, kind="stable")],
        p_value=mcnemar(only_first, only_second),
    )


def mcnemar(only_first: int, only_second: int) -> float:
    """Two-sided p-value of McNemar's test in its exact, binomial form.

    If both are equally good, each picture that only one gets right is a fair coin: p is twice the lower tail
    of the binomial distribution, at most 1. McNemar 1947, Psychometrika 12; the exact form as in Fagerland,
    Lydersen & Laake 2013, BMC Medical Research Methodology 13:91.
    """
    n, fewer = only_first + only_second, min(only_first, only_second)
    term = tail = 1  # whole numbers, so that nothing is rounded before the end
    for k in range(1, fewer + 1):
        term = term * (n - k + 1) // k
        tail += term
    return min(1.0, 2 * tail / 2**n)
