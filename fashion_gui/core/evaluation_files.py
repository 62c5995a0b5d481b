"""Evaluations as tables for other programs: the report, and what was answered to every picture."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from fashion_gui.core.labelled_answers import LabelledAnswers
from fashion_gui.core.labels import CLASS_NAMES, NONE_OF_THE_TEN
from fashion_gui.core.metrics import Evaluation
from fashion_gui.core.whole_files import write_whole


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


def predictions_csv(answers: LabelledAnswers, marked: Collection[int] = ()) -> Iterator[str]:
    """One line a picture: its number from 0 or name, its class, the answer and all ten probabilities.

    `marked` are the indices of the pictures whose label looks wrong to the user.
    """
    yield _line(("picture", "label", "answer", "confidence", "label_looks_wrong", *CLASS_NAMES))
    for number, (row, label) in enumerate(zip(answers.probabilities, answers.labels, strict=True)):
        best = int(row.argmax())
        truth = CLASS_NAMES[label] if label >= 0 else NONE_OF_THE_TEN
        shares = (f"{float(share):.6f}" for share in row)
        picture = answers.paths[number] if answers.paths else number
        doubt = "yes" if number in marked else ""
        yield _line((picture, truth, CLASS_NAMES[best], f"{float(row[best]):.6f}", doubt, *shares))


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write a table whole or not at all.

    Raises:
        StorageError: if it can't be written.
    """
    with write_whole(path) as stream:
        for line in lines:
            stream.write(line.encode("utf-8", "backslashreplace"))


def _line(cells: Iterable[Any]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
