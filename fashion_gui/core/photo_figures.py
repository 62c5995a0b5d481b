"""What only photos have: answers that are "not sure", and things that are none of the ten classes."""

from __future__ import annotations

import msgspec
import numpy as np

from fashion_gui.core.familiarity import familiarity
from fashion_gui.core.labelled_answers import LabelledAnswers
from fashion_gui.core.metrics import auroc


class PhotoFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Figures over labelled photos beside those of their `Evaluation`; None where there is nothing to count.

    Attributes:
        people: how many took them.
        threshold: under which an answer is "not sure", 0–1.
        not_sure: share of the photos of the ten classes that got "not sure", 0–1.
        accuracy_when_sure: share of right answers among the others, 0–1.
        none_count: photos that show none of the ten; none_not_sure: share of them that got "not sure".
        auroc: how well the familiarity of the answer tells the ten from the rest, 0–1.
        auroc_of_confidence: the same of the highest probability.
    """

    people: int
    threshold: float
    not_sure: float
    accuracy_when_sure: float | None
    none_count: int
    none_not_sure: float | None
    auroc: float | None
    auroc_of_confidence: float | None


def photo_figures(answers: LabelledAnswers, threshold: float) -> PhotoFigures:
    """Count; some of the photos must show one of the ten classes."""
    known, sure = answers.known, answers.sure(threshold)

    def told_apart(scores: np.ndarray) -> float | None:
        return None if known.all() else auroc(scores[known], scores[~known])

    return PhotoFigures(
        people=answers.about.people,
        threshold=threshold,
        not_sure=float(np.mean(~sure[known])),
        accuracy_when_sure=_share(answers.right[known & sure]),
        none_count=int((~known).sum()),
        none_not_sure=_share(~sure[~known]),
        auroc=told_apart(familiarity(answers.probabilities)),
        auroc_of_confidence=told_apart(answers.confidence),
    )


def _share(flags: np.ndarray) -> float | None:
    return float(flags.mean()) if len(flags) else None
