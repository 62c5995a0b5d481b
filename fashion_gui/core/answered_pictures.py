"""Answers beside the truth as they come from a model, before they are summed up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

import numpy as np

from fashion_gui.core.labelled_answers import AnswersAbout, LabelledAnswers
from fashion_gui.core.metrics import evaluation
from fashion_gui.core.prediction import ModelTag


@dataclass(frozen=True, eq=False)
class AnsweredPictures:
    """Some of them show one of the ten classes; arrays, `paths` and `withheld` as in `LabelledAnswers`.

    Attributes:
        data: which pictures, in words.
        seconds: spent on the answers.
        people: how many took them; 0 for the test images.
        unreadable: pictures that could not be read, and are not among these.
        left_out: one sentence about each thing that could not be evaluated, or makes the figures flatter.
    """

    probabilities: np.ndarray
    labels: np.ndarray
    pictures: np.ndarray
    data: str
    seconds: float
    paths: tuple[str, ...] = ()
    withheld: frozenset[int] = frozenset()
    people: int = 0
    unreadable: int = 0
    left_out: tuple[str, ...] = ()

    def summed_up(self, tag: ModelTag, **about: Any) -> LabelledAnswers:
        """With their figures; `tag` is who answered, `about` what else `AnswersAbout` tells."""
        known = self.labels >= 0
        figures = evaluation(
            self.probabilities[known],
            self.labels[known],
            data=self.data,
            model=tag.model,
            device=tag.device,
            precision=tag.precision,
            seconds=self.seconds,
        )
        made = AnswersAbout(
            figures=figures,
            people=self.people,
            left_out=self.left_out,
            created=datetime.now(timezone.utc).isoformat(timespec="seconds"),
            **about,
        )
        return LabelledAnswers(
            made, self.probabilities, self.labels, self.pictures, self.paths, self.withheld
        )
