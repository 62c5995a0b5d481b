"""Teaching in words: what was filed, what can be learnt from, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fashion_gui.core.improvement import LEAST_EXAMPLES
from fashion_gui.core.picture_files import picture_count
from fashion_gui.ui.examples_model import class_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fashion_gui.core.improvement import Improvement
    from fashion_gui.core.own_examples import Exported, Filed


def filed(what: Filed, label: int) -> str:
    """What became of pictures that were filed under a class."""
    told = []
    if what.added:
        told.append(f"{picture_count(len(what.added))} filed as {class_words(label)}")
    if what.relabelled:
        others = picture_count(len(what.relabelled))
        told.append(f"{others} moved to {class_words(label)} from another class")
    if what.known:
        told.append(f"{picture_count(what.known)} {'was' if what.known == 1 else 'were'} there already")
    return f"{', '.join(told)}."


def relabelled(count: int, label: int) -> str:
    """That examples got another label."""
    return f"{picture_count(count)} now filed as {class_words(label)}."


def exported(what: Exported, path: Path) -> str:
    """What is in a zip now."""
    told = f"{picture_count(what.pictures)} saved to {path}, with labels."
    if what.unusable:
        verb = "is" if what.unusable == 1 else "are"
        told += f" {what.unusable:,} of them {verb} still to be put right."
    return told


def state(count: int, amiss: Sequence[str], *, download: str = "") -> str:
    """What there is to learn from; `download` is how much of the data set has to be fetched before."""
    if count == 0:
        there = "Teach the program your own clothes: file photos of them by class, and let it learn."
    elif count < LEAST_EXAMPLES:
        left = LEAST_EXAMPLES - count
        there = f"{left} more example{'' if left == 1 else 's'}, and the model in use can learn from them."
    else:
        there = "“Improve” lets the model in use learn from your examples, in a few minutes."
        if download:
            there += f" It fetches Fashion-MNIST before ({download}), so that the model forgets nothing."
    return " ".join((there, *amiss))


def improvement(found: Improvement) -> tuple[str, str]:
    """Headline and details of what came of learning."""
    own = f"{found.right_after} of {found.asked} held-out examples right"
    before = f"{found.right_before} before"
    if found.accepted:
        headline = f"The improved model gets {own}, {before}"
    else:
        worse = ", ".join(map(class_words_of, found.worse_classes))
        where = f"worse at {worse}" if worse else "worse"
        headline = f"The improved model would be {where} and was not kept: {own}, {before}"
    classes = "; ".join(
        f"{class_words_of(name)} {after} of {asked} ({first} before)"
        for name, (asked, first, after) in found.per_class.items()
    )
    tests = f"Fashion-MNIST {found.test_after:.2%} right ({found.test_before:.2%} before)"
    learnt = f"learnt from {found.learnt} examples on top of {found.base}"
    return f"{headline}.", f"{tests}. {classes}. It {learnt}."


def class_words_of(name: str) -> str:
    """A label as a `labels.csv` has it, for a sentence."""
    return "None of the ten" if name.startswith("(") else name
