"""The answer to one picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fashion_gui.core.familiarity import familiarity
from fashion_gui.core.labels import CLASS_NAMES

DEFAULT_THRESHOLD = 0.5
"""Calibrated probability under which the answer is "not sure"."""


@dataclass(frozen=True, slots=True)
class Milliseconds:
    """How long each step from file to answer took, in milliseconds."""

    decode: float = 0.0
    segment: float = 0.0
    prepare: float = 0.0
    infer: float = 0.0

    @property
    def total(self) -> float:
        return self.decode + self.segment + self.prepare + self.infer


@dataclass(frozen=True, slots=True)
class ModelTag:
    """Which network answered, and where it ran."""

    model: str
    device: str
    precision: str


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """Calibrated probabilities for one picture and how they came about.

    Attributes:
        probabilities: float32 [10], sums to 1, in the order of `CLASS_NAMES`.
        seen: uint8 [28, 28], what the network saw (0 is background).
        outlines: closed polygons of the garment in pixels of the decoded picture,
            int32 [n, 2] each (x, y); empty where the picture was taken whole.
        note: one sentence where no garment was found ("no garment stood out, so the whole picture was used"),
            or several, or it seems to be drawn, else empty. Such an answer is never sure, however probable.
        threshold: probability under which the answer counts as "not sure".
        least_familiarity: nats (see `familiarity`) under which the picture may well show none of the ten
            classes, and the answer counts as "not sure" too.
        request: number of the request that asked; late answers are dropped by it.
    """

    probabilities: np.ndarray
    seen: np.ndarray
    tag: ModelTag
    milliseconds: Milliseconds = Milliseconds()
    outlines: tuple[np.ndarray, ...] = ()
    note: str = ""
    threshold: float = DEFAULT_THRESHOLD
    least_familiarity: float = 0.0
    request: int = 0

    @property
    def index(self) -> int:
        return int(np.argmax(self.probabilities))

    @property
    def label(self) -> str:
        return CLASS_NAMES[self.index]

    @property
    def confidence(self) -> float:
        return float(self.probabilities[self.index])

    @property
    def accepted(self) -> bool:
        """Whether the answer is sure enough to be given."""
        return self.accepted_at(self.threshold)

    def accepted_at(self, threshold: float) -> bool:
        """The same with another threshold."""
        return self.confidence >= threshold and self.familiar and not self.note

    @property
    def familiar(self) -> bool:
        """Whether it seems to be about one of the ten classes at all."""
        return self.least_familiarity <= 0 or bool(familiarity(self.probabilities) >= self.least_familiarity)

    @property
    def from_photo(self) -> bool:
        """Whether it is about a photo; else about a picture that was in the data set's style already."""
        return bool(self.outlines or self.note)

    def ranking(self) -> list[tuple[str, float]]:
        """Class names with their probabilities, most probable first."""
        order = np.argsort(-self.probabilities, kind="stable")
        return [(CLASS_NAMES[i], float(self.probabilities[i])) for i in order]
