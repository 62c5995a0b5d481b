"""Evaluations in words: cells of the confusion matrix, pictures with their answers, tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.ui import words

if TYPE_CHECKING:
    from fashion_gui.core.comparison import Comparison
    from fashion_gui.core.labelled_answers import LabelledAnswers
    from fashion_gui.core.photo_figures import PhotoFigures

_ONE = (
    "T-shirt",
    "pair of trousers",
    "pullover",
    "dress",
    "coat",
    "sandal",
    "shirt",
    "sneaker",
    "bag",
    "ankle boot",
)
_MANY = (
    "T-shirts",
    "pairs of trousers",
    "pullovers",
    "dresses",
    "coats",
    "sandals",
    "shirts",
    "sneakers",
    "bags",
    "ankle boots",
)


_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")


def some(count: int, index: int) -> str:
    """A number of garments of a class: "91 shirts", "1 ankle boot", "no bags"."""
    if count == 1:
        return f"1 {_ONE[index]}"
    return f"{count:,} {_MANY[index]}" if count else f"no {_MANY[index]}"


def cell(matrix: np.ndarray, true: int, answer: int) -> str:
    """One cell of the confusion matrix: "91 shirts taken for T-shirts"."""
    count, support = int(matrix[true, answer]), int(matrix[true].sum())
    if true == answer:
        said = f"{count:,} of {some(support, true)} recognised"
    else:
        what = f"a {_ONE[answer]}" if count == 1 else _MANY[answer]
        if count == 1 and _ONE[answer][0] in "aeiou":
            what = f"an {_ONE[answer]}"
        said = f"{some(count, true)} taken for {what}"
    share = f" ({words.percent(count / support)})" if support else ""
    return said[0].upper() + said[1:] + share


def picture(answers: LabelledAnswers, index: int) -> str:
    """One picture with all its probabilities."""
    label = int(answers.labels[index])
    truth = CLASS_NAMES[label] if label >= 0 else "none of the ten"
    name = answers.paths[index].replace("\\", "/").rsplit("/", 1)[-1] if answers.paths else f"No. {index:,}"
    return f"{name}, labelled {truth}: {probabilities(answers, index)}"


def probabilities(answers: LabelledAnswers, index: int) -> str:
    """All ten, most probable first: "Shirt 93%, Coat 6%, the other eight under 1%"."""
    row = answers.probabilities[index]
    order = [int(place) for place in np.argsort(-row, kind="stable")]
    told = [
        f"{CLASS_NAMES[place]} {words.percent(float(row[place]))}" for place in order if row[place] >= 0.005
    ]
    rest = len(order) - len(told)
    if rest == 1:
        told.append(f"{CLASS_NAMES[order[-1]]} under 1%")
    elif rest:
        told.append(f"the other {_NUMBERS[rest - 2]} under 1%")
    return ", ".join(told)


def photo_figures(found: PhotoFigures) -> tuple[str, ...]:
    """Not sure, right of the others, AUROC of familiarity, of probability; none of the ten, not sure."""
    return (
        f"{found.not_sure:.2%}",
        "–" if found.accuracy_when_sure is None else f"{found.accuracy_when_sure:.2%}",
        "–" if found.auroc is None else f"{found.auroc:.3f}",
        "–" if found.auroc_of_confidence is None else f"{found.auroc_of_confidence:.3f}",
        f"{found.none_count:,}",
        "–" if found.none_not_sure is None else f"{found.none_not_sure:.2%}",
    )


def marked(count: int) -> str:
    """How many labels look wrong to the person, and that this changes no figure; empty for none."""
    if not count:
        return ""
    which = "1 picture is" if count == 1 else f"{count:,} pictures are"
    return (
        f"{which} marked as wrongly labelled; the figures count {'it' if count == 1 else 'them'} as labelled."
    )


def mcnemar(found: Comparison, first: str, second: str) -> str:
    """What McNemar's test says about two models."""
    one, other = found.only_first, found.only_second
    if one == other:
        split = f"Each is right on {one:,} pictures that the other gets wrong."
    else:
        split = f"{first} alone is right on {one:,} pictures, {second} alone on {other:,}."
    p = f"p\u00a0=\u00a0{found.p_value:.3f}" if found.p_value >= 0.001 else "p\u00a0<\u00a00.001"
    if found.p_value < 0.05:
        better = first if one > other else second
        verdict = f"Chance alone would hardly split them so: {better} is better on pictures like these"
    else:
        verdict = "Chance alone could split them so: neither is shown to be better"
    return f"{split} {verdict} (McNemar’s exact test, {p})."
