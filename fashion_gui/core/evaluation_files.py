"""Evaluations as tables for other programs: the report, and what was answered to every picture."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from fashion_gui.core.labelled_answers import LabelledAnswers
from fashion_gui.core.labels import CLASS_NAMES, NONE_OF_THE_TEN
from fashion_gui.core.metrics import Evaluation
from fashion_gui.core.photo_figures import PhotoFigures
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


def photos_csv(found: PhotoFigures) -> Iterator[str]:
    """What only photos have, one line a figure: shares and areas from 0 to 1, empty where there is none."""
    yield _line(("figure", "value"))
    for name, value in msgspec.structs.asdict(found).items():
        yield _line((name, "" if value is None else value))


def predictions_csv(
    answers: LabelledAnswers, threshold: float, marked: Collection[int] = ()
) -> Iterator[str]:
    """One line a picture: its number from 0 or name, its class, the answer and all ten probabilities.

    Args:
        threshold: under which an answer is "not sure", 0–1.
        marked: indices of the pictures whose label looks wrong to the user.
    """
    head = ("picture", "label", "answer", "confidence", "not_sure", "label_looks_wrong")
    yield _line((*head, *CLASS_NAMES))
    sure = answers.sure(threshold)
    for number, (row, label) in enumerate(zip(answers.probabilities, answers.labels, strict=True)):
        best = int(row.argmax())
        truth = CLASS_NAMES[label] if label >= 0 else NONE_OF_THE_TEN
        shares = (f"{float(share):.6f}" for share in row)
        picture = answers.paths[number] if answers.paths else number
        told = (picture, truth, CLASS_NAMES[best], f"{float(row[best]):.6f}")
        flags = ("" if sure[number] else "yes", "yes" if number in marked else "")
        yield _line((*told, *flags, *shares))


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
