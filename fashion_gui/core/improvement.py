"""What a model may learn from a person's own examples, and when the result is worth having."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np

from fashion_gui.core.errors import ModelError, TrainingError
from fashion_gui.core.photo_sets import LabelledPhoto, label_words
from fashion_gui.core.recipes import Augmentation, TrainingSettings

LEAST_EXAMPLES = 10
MOST_LOST = 0.003
"""Share of the test images that a better model may get wrong in addition."""
MOST_LOST_OF_A_CLASS = 1
"""Held-out own examples of one class that it may get wrong in addition: so few are held out of each."""

_ASKED_SHARE = 0.25
_HOW_TO_ADD = "Drop pictures on a class of the Teach page, or correct answers with “No, it is a …”."


class Improvement(msgspec.Struct, frozen=True, kw_only=True):
    """A model that learnt from own examples, beside the one it goes on from.

    Attributes:
        base: name of the model before.
        learnt, asked: own examples that were learnt from, and that were only asked about.
        right_before, right_after: how many of those asked about are right; one that is none of the ten is
            right if the answer is "not sure".
        per_class: asked, right before, right after, by class name.
        test_images: of Fashion-MNIST; test_before, test_after: shares of them that are right, 0–1.
    """

    base: str
    learnt: int
    asked: int
    right_before: int
    right_after: int
    per_class: dict[str, tuple[int, int, int]]
    test_images: int
    test_before: float
    test_after: float

    @property
    def accepted(self) -> bool:
        """Whether it is not worse: on the own examples, altogether and by class, and on the test images."""
        return (
            self.right_after >= self.right_before
            and not self.worse_classes
            and round(self.test_before - self.test_after, 6) <= MOST_LOST
        )

    @property
    def worse_classes(self) -> tuple[str, ...]:
        """Classes of which it gets too many more own examples wrong, whatever it gains in others."""
        return tuple(
            name
            for name, (_, before, after) in self.per_class.items()
            if before - after > MOST_LOST_OF_A_CLASS
        )


@dataclass(frozen=True)
class ExampleSplit:
    """Examples to learn from and to ask about; one sentence about each thing to know about that."""

    learnt: tuple[LabelledPhoto, ...]
    asked: tuple[LabelledPhoto, ...]
    notices: tuple[str, ...]


def split_examples(photos: Sequence[LabelledPhoto], seed: int = 0) -> ExampleSplit:
    """Hold out about a quarter of the examples of each class, no group being in both parts.

    A class whose examples can't be divided is learnt from only.

    Raises:
        TrainingError: if there are too few examples, or none can be held out.
    """
    if len(photos) < LEAST_EXAMPLES:
        there = "is only one example" if len(photos) == 1 else f"are only {len(photos)} examples"
        problem = f"There {there} to learn from; it takes {LEAST_EXAMPLES}."
        raise TrainingError(problem if photos else "There are no examples to learn from yet.", _HOW_TO_ADD)
    notices = []
    groups = {photo.path: photo.group for photo in photos}
    if len(set(groups.values())) == 1:
        groups = {photo.path: str(photo.path) for photo in photos}
        notices.append(
            "All examples come from one person or one video, so how well the model does on those held out "
            "says little about others."
        )
    asked = _asked_groups([(photo.label, groups[photo.path]) for photo in photos], seed)
    if not asked:
        raise TrainingError(
            "No class has two examples, so none can be held out to see whether the model gets better.",
            f"File more of the same classes. {_HOW_TO_ADD}",
        )
    held = tuple(photo for photo in photos if groups[photo.path] in asked)
    unasked = sorted({photo.label for photo in photos} - {photo.label for photo in held})
    if unasked:
        names = ", ".join(label_words(label) for label in unasked)
        notices.append(f"Too few examples to hold some out and see what learning brings: {names}.")
    labels = {photo.label for photo in photos}
    if len(labels) == 1:
        notices.append(
            f"All examples are of one class ({label_words(labels.pop())}); a few of what it is mistaken for "
            "would help to tell them apart."
        )
    learnt = tuple(photo for photo in photos if groups[photo.path] not in asked)
    return ExampleSplit(learnt, held, tuple(notices))


def _asked_groups(examples: list[tuple[int, str]], seed: int) -> set[str]:
    """Groups to ask about; every class keeps at least one example to learn from."""
    of_class: dict[int, Counter[str]] = defaultdict(Counter)
    for label, group in examples:
        of_class[label][group] += 1
    left = {label: sum(groups.values()) for label, groups in of_class.items()}
    wanted = {label: max(1, round(_ASKED_SHARE * count)) for label, count in left.items()}
    asked: set[str] = set()
    rng = np.random.default_rng([seed, len(examples)])
    for label in sorted(of_class, key=lambda label: (left[label], label)):
        candidates = sorted(of_class[label])
        rng.shuffle(candidates)
        candidates.sort(key=lambda group: of_class[label][group])  # the small ones first, else as shuffled
        for group in candidates:
            held = sum(of_class[label][name] for name in asked)
            most = wanted[label] if held else max(wanted[label], of_class[label].total() // 2)
            costs = {name: groups[group] for name, groups in of_class.items() if group in groups}
            if group in asked or held + costs[label] > most:
                continue
            if all(left[name] > cost for name, cost in costs.items()):
                asked.add(group)
                for name, cost in costs.items():
                    left[name] -= cost
    return asked


def improvement_settings(name: str, made_by: Mapping[str, Any]) -> TrainingSettings:
    """How a model goes on with own examples: little at a time, beside some of what it knows already.

    Args:
        name: what the model is called.
        made_by: its settings, out of its manifest.

    Raises:
        ModelError: if they do not tell how it was made.
    """
    try:
        base = msgspec.convert(dict(made_by), TrainingSettings)
    except msgspec.ValidationError as error:
        raise ModelError(
            f"“{name}” does not tell how it was trained, so it can't go on learning.",
            "Make another model active, such as one that ships with the program.",
        ) from error
    return msgspec.structs.replace(
        base,
        recipe="improve",
        epochs=3,
        batch_size=128,
        learning_rate=4e-4,
        label_smoothing=0.05,
        warmup_epochs=0.2,
        averaging=0.99,
        kept_first=0.0,
        kept_last=0.0,
        remembered=0.0,
        limit=10_000,
        photos_per_class=1_200,
        augmentation=Augmentation(warped=0.3),
        calibration=None,
    )


def improved_name(name: str) -> str:
    """`"X"` → `"X, improved"` → `"X, improved 2"`."""
    found = re.fullmatch(r"(.*), improved(?: (\d+))?", name)
    return f"{found[1]}, improved {int(found[2] or 1) + 1}" if found else f"{name}, improved"
