"""Evaluations as tables for other programs: the report, and what was answered to every picture."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from fashion_gui.core.labels import CLASS_NAMES, NONE_OF_THE_TEN
from fashion_gui.core.metrics import Evaluation


def report_csv(found: Evaluation) -> Iterator[str]:
    """The classification report: one line a class, then accuracy and the averages; shares from 0 to 1."""
    yield _line(("class", "precision", "recall", "f1", "support"))
    lines = (
        *found.per_class.items(),
        ("macro average", found.macro_average),
        ("weighted average", found.weighted_average),
    )
    for name, figures in lines:
        yield _line((name, figures.precision, figures.recall, figures.f1, figures.support))
    yield _line(("accuracy", "", "", found.accuracy, found.count))


def predictions_csv(
    probabilities: np.ndarray, labels: np.ndarray, names: Sequence[str] = ()
) -> Iterator[str]:
    """One line a picture: its number from 0 or name, its class, the answer and all ten probabilities.

    Args:
        probabilities: float [n, 10].
        labels: int [n], 0–9, or −1 for none of the ten.
        names: of the pictures, if they have any.
    """
    yield _line(("picture", "label", "answer", "confidence", *CLASS_NAMES))
    for number, (row, label) in enumerate(zip(probabilities, labels, strict=True)):
        best = int(row.argmax())
        truth = CLASS_NAMES[label] if label >= 0 else NONE_OF_THE_TEN
        shares = (f"{float(share):.6f}" for share in row)
        picture = names[number] if names else number
        yield _line((picture, truth, CLASS_NAMES[best], f"{float(row[best]):.6f}", *shares))


def _line(cells: Iterable[Any]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
