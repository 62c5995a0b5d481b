"""Figures of how well a network does: accuracy, per-class report, confusion matrix, calibration."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from fashion_gui.core.labels import CLASS_NAMES

CALIBRATION_BINS = 15


class ClassFigures(msgspec.Struct, frozen=True):
    """One line of the classification report; precision, recall and F1 from 0 to 1, support in pictures."""

    precision: float
    recall: float
    f1: float
    support: int


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """How a model does on labelled pictures: what `evaluation.json` and `evaluate --json` hold.

    Attributes:
        data: which pictures, in words.
        count: how many.
        accuracy, balanced_accuracy: share of right answers, and its mean over the classes there are, 0–1.
        per_class: the classification report by class name.
        confusion_matrix: rows are the true classes, columns the answers, in pictures.
        ece: expected calibration error, 0–1.
        seconds: spent on the answers.
        model, device, precision: who answered, and where.
    """

    data: str
    count: int
    accuracy: float
    balanced_accuracy: float
    per_class: dict[str, ClassFigures]
    macro_average: ClassFigures
    weighted_average: ClassFigures
    confusion_matrix: list[list[int]]
    ece: float
    seconds: float = 0.0
    model: str = ""
    device: str = ""
    precision: str = ""


def evaluation(probabilities: np.ndarray, labels: np.ndarray, *, data: str, **who: Any) -> Evaluation:
    """All figures about the answers to labelled pictures.

    Args:
        probabilities: float [n, 10].
        labels: int [n], 0–9.
        data: which pictures, in words.
        who: `model`, `device`, `precision`, `seconds` of the `Evaluation`.
    """
    answers = probabilities.argmax(axis=1)
    per_class, macro, weighted = classification_report(answers, labels)
    return Evaluation(
        data=data,
        count=len(labels),
        accuracy=float(np.mean(answers == labels)),
        balanced_accuracy=balanced_accuracy(answers, labels),
        per_class=per_class,
        macro_average=macro,
        weighted_average=weighted,
        confusion_matrix=confusion_matrix(answers, labels).tolist(),
        ece=expected_calibration_error(probabilities, labels),
        **who,
    )


def confusion_matrix(answers: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """int64 [10, 10]: how many pictures of each class (row) were taken for each class (column)."""
    count = len(CLASS_NAMES)
    return np.bincount(labels * count + answers, minlength=count * count).reshape(count, count)


def classification_report(
    answers: np.ndarray, labels: np.ndarray
) -> tuple[dict[str, ClassFigures], ClassFigures, ClassFigures]:
    """Precision, recall, F1 and support by class name, and their macro and weighted averages.

    The figures of scikit-learn's `classification_report`, classes without a picture included: they count 0.
    """
    matrix = confusion_matrix(answers, labels)
    right, said, support = matrix.diagonal(), matrix.sum(axis=0), matrix.sum(axis=1)
    figures = np.stack([_ratio(right, said), _ratio(right, support), _ratio(2 * right, said + support)])
    per_class = {
        name: ClassFigures(float(p), float(r), float(f), int(s))
        for name, (p, r, f), s in zip(CLASS_NAMES, figures.T, support, strict=True)
    }
    weights = support if support.any() else None
    means = np.average(figures, axis=1), np.average(figures, axis=1, weights=weights)
    macro, weighted = (ClassFigures(float(p), float(r), float(f), len(labels)) for p, r, f in means)
    return per_class, macro, weighted


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """part / whole, and 0 where the whole is 0."""
    return np.divide(part, whole, out=np.zeros(len(whole)), where=whole > 0)


def balanced_accuracy(answers: np.ndarray, labels: np.ndarray) -> float:
    """Mean of the recalls of the classes that have pictures, 0–1."""
    recalls = [np.mean(answers[labels == c] == c) for c in np.unique(labels)]
    return float(np.mean(recalls)) if recalls else 0.0


def calibration_bins(
    probabilities: np.ndarray, labels: np.ndarray, bins: int = CALIBRATION_BINS
) -> list[tuple[float, float, int]]:
    """The reliability diagram: mean confidence, accuracy (both 0–1) and count of each bin of equal width."""
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    place = np.clip(np.ceil(confidence * bins).astype(int) - 1, 0, bins - 1)
    result = []
    for number in range(bins):
        inside = place == number
        count = int(inside.sum())
        means = (float(confidence[inside].mean()), float(right[inside].mean())) if count else (0.0, 0.0)
        result.append((*means, count))
    return result


def expected_calibration_error(
    probabilities: np.ndarray, labels: np.ndarray, bins: int = CALIBRATION_BINS
) -> float:
    """Mean gap between confidence and accuracy over the bins, weighted by their counts, 0–1.

    Guo et al. 2017, “On Calibration of Modern Neural Networks”, equation 3; bins (a, b] of equal width.
    """
    gaps = [abs(conf - acc) * count for conf, acc, count in calibration_bins(probabilities, labels, bins)]
    return sum(gaps) / max(1, len(labels))


def tempered(probabilities: np.ndarray, temperature: float) -> np.ndarray:
    """softmax(log p / temperature), float32 [..., n]: as if the logits had been divided by it.

    Args:
        probabilities: float [..., n], each summing to 1.
    """
    logits = np.log(np.maximum(probabilities.astype(np.float64), 1e-30)) / temperature
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    made: np.ndarray = (raised / raised.sum(axis=-1, keepdims=True)).astype(np.float32)
    return made


def fit_temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """The T that makes softmax(logits / T) fit the labels best (least negative log-likelihood).

    Guo et al. 2017, section 4.2. In β = 1/T the likelihood is convex, so Newton's method, kept inside
    a bracket, finds the one minimum.

    Args:
        logits: float [n, classes], from pictures that were not trained on.
        labels: int [n].

    Returns:
        T, from 0.05 to 20.
    """
    scores = logits.astype(np.float64)
    scores = scores - scores.max(axis=1, keepdims=True)
    true_scores = scores[np.arange(len(labels)), labels]
    low, high, beta = 1 / 20, 1 / 0.05, 1.0
    for _ in range(100):
        weights = np.exp(beta * scores)
        weights /= weights.sum(axis=1, keepdims=True)
        mean = (weights * scores).sum(axis=1)
        slope = float(np.mean(mean - true_scores))
        curvature = float(np.mean((weights * scores**2).sum(axis=1) - mean**2))
        low, high = (low, beta) if slope > 0 else (beta, high)
        following = beta - slope / curvature if curvature > 0 else (low + high) / 2
        if not low < following < high:
            following = (low + high) / 2
        if abs(following - beta) < 1e-10:
            break
        beta = following
    return 1.0 / beta


def auroc(positive: np.ndarray, negative: np.ndarray) -> float:
    """Probability that a random score of `positive` is above one of `negative` (ties count half), 0–1."""
    ordered = np.sort(negative)
    below = np.searchsorted(ordered, positive, "left")
    not_above = np.searchsorted(ordered, positive, "right")
    return float((below + not_above).mean() / (2 * len(negative)))
