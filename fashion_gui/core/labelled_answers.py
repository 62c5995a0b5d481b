"""What a model answered to every one of a set of labelled pictures, and how to find those one looks for."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import numpy as np

from fashion_gui.core.held_out import HeldOut
from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.metrics import Evaluation


class AnswersAbout(msgspec.Struct, frozen=True, kw_only=True):
    """Where answers come from.

    Attributes:
        key: of the same model, precision and pictures; see `evaluation_store`.
        data_key: of the pictures alone.
        model: id of the model; its name is in `figures`.
        precision: of the weights: `fp16`, `fp32` or `int8`.
        folder: of the labelled pictures; empty for the test images of Fashion-MNIST.
        official: whether these are the published 10,000 test images.
        figures: over the pictures that show one of the ten classes.
        people: how many took the pictures; 0 for the test images.
        held_out: the part of the people that was asked about; None for all of them.
        left_out: one sentence about each thing that could not be evaluated, or makes the figures flatter.
        created: UTC, ISO 8601.
    """

    key: str
    data_key: str
    model: str
    precision: str
    folder: str
    official: bool
    figures: Evaluation
    people: int = 0
    held_out: HeldOut | None = None
    left_out: tuple[str, ...] = ()
    created: str = ""


@dataclass(frozen=True, eq=False)
class LabelledAnswers:
    """Answers beside the truth.

    Attributes:
        probabilities: float32 [n, 10], calibrated.
        labels: int64 [n], 0–9, or −1 for pictures that show none of the ten classes.
        pictures: uint8 [n, 28, 28], what the network saw.
        paths: the files they came from; empty for the test images.
        withheld: indices of the answers that are "not sure" however probable: see `Prediction`.
    """

    about: AnswersAbout
    probabilities: np.ndarray
    labels: np.ndarray
    pictures: np.ndarray
    paths: tuple[str, ...] = ()
    withheld: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if self.probabilities.shape != (len(self.labels), 10) or len(self.pictures) != len(self.labels):
            raise ValueError("answers, labels and pictures differ in number")

    @property
    def answers(self) -> np.ndarray:
        """Class index of each answer, int64 [n]."""
        return self.probabilities.argmax(axis=1)

    @property
    def confidence(self) -> np.ndarray:
        """Highest probability of each answer, float32 [n]."""
        return self.probabilities.max(axis=1)

    @property
    def known(self) -> np.ndarray:
        """Whether a picture shows one of the ten classes, bool [n]."""
        return self.labels >= 0

    @property
    def right(self) -> np.ndarray:
        """Whether the answer is the label, bool [n]."""
        return self.answers == self.labels

    @property
    def certainty(self) -> np.ndarray:
        """Threshold up to which each answer is given, float64 [n]: its confidence; −1 if it is withheld."""
        certainty = self.confidence.astype(np.float64)
        certainty[list(self.withheld)] = -1
        return certainty

    def sure(self, threshold: float) -> np.ndarray:
        """Whether each answer is given at this threshold (0–1), bool [n]; else it is "not sure"."""
        return self.certainty >= threshold

    def cell(self, true: int, answer: int) -> np.ndarray:
        """Indices of the pictures in a cell of the confusion matrix, most confident first."""
        return self._by_confidence((self.labels == true) & (self.answers == answer))

    def mistakes(self, true: int | None = None) -> np.ndarray:
        """Indices of the wrong answers, of one class or all, most confident first."""
        wrong = self.known & (self.answers != self.labels)
        return self._by_confidence(wrong if true is None else wrong & (self.labels == true))

    def taken_for_a_class(self, threshold: float) -> np.ndarray:
        """Indices of the pictures of none of the ten that are given a class, most confident first."""
        return self._by_confidence(~self.known & self.sure(threshold))

    def _by_confidence(self, chosen: np.ndarray) -> np.ndarray:
        indices = np.flatnonzero(chosen)
        return indices[np.argsort(-self.confidence[indices], kind="stable")]


def missing_classes(labels: np.ndarray) -> str:
    """A sentence about classes that no picture shows; empty if there are none.

    `labels`: int [n], 0–9, or −1 for none of the ten.
    """
    there = [name for index, name in enumerate(CLASS_NAMES) if (labels == index).any()]
    if len(there) == 1:
        return f"All pictures are of one class, {there[0]}: the averages over the classes mean nothing."
    missing = [name for name in CLASS_NAMES if name not in there]
    if not missing:
        return ""
    return f"There are no pictures of {', '.join(missing)}; the averages over the classes count them as 0."
