"""What teaching brings: some of one person's photos of a class filed as examples, the others asked about."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from fashion_gui.core.errors import DataSetError
from fashion_gui.core.labels import NONE
from fashion_gui.core.model_store import ModelStore
from fashion_gui.core.new_examples import from_file
from fashion_gui.core.own_examples import OwnExamples
from fashion_gui.core.photo_sets import LabelledPhoto, label_name
from fashion_gui.inference.classifier import Classifier
from fashion_gui.inference.improvement_check import right
from fashion_gui.worker.job_requests import AnyRequest, Improve
from fashion_gui.worker.messages import AnyMessage, Done, Figures

LEAST_OTHERS = 10


class TeachingFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Shares of right answers, 0–1, by the model before and after.

    Attributes:
        person, label: whose photos of which class were filed; `examples` of them.
        others: photos of the same person and class that were not filed.
        rest: the person's photos of other classes, of which none was filed.
        held_out: of the examples, as the program itself compares them.
        accepted: whether the program offers the new model; if not, nothing is known of others and rest.
        seconds: from the wish to the finished model.
    """

    model: str
    person: str
    label: str
    examples: int
    others: int
    others_before: float
    others_after: float | None
    rest: int
    rest_before: float
    rest_after: float | None
    held_out_before: float
    held_out_after: float
    test_before: float
    test_after: float
    accepted: bool
    seconds: float


@dataclass(frozen=True, eq=False)
class Pupil:
    """Photos of one person, and whether the model gets each right: bool [n]."""

    person: str
    label: int
    photos: list[LabelledPhoto]
    right: np.ndarray


def choose_pupils(
    photos: Sequence[LabelledPhoto], classifier: Classifier, examples: int, person: str, label: int | None
) -> list[Pupil]:
    """Persons and classes with photos enough, the one that the model errs on most first.

    Args:
        person, label: only these, if named.

    Raises:
        DataSetError: if there is none.
    """
    counts = Counter((photo.group, photo.label) for photo in photos if photo.label != NONE)
    wanted = [
        key
        for key, count in counts.items()
        if count >= examples + LEAST_OTHERS and person in ("", key[0]) and label in (None, key[1])
    ]
    if not wanted:
        raise DataSetError(
            f"Nobody took {examples + LEAST_OTHERS} photos of one class that the model has not learnt from.",
            "Name a person and a class with photos enough, or fewer examples.",
        )
    pupils = []
    for whose in sorted({key[0] for key in wanted}):
        own = [photo for photo in photos if photo.group == whose and photo.label != NONE]
        flags = right(own, classifier)
        pupils += [Pupil(whose, key[1], own, flags) for key in wanted if key[0] == whose]
    return sorted(pupils, key=lambda pupil: float(pupil.right[_of_class(pupil)].mean()))


def measure(
    pupil: Pupil,
    classifier: Classifier,
    examples: int,
    seed: int,
    *,
    data: str,
    work: Callable[[AnyRequest, Callable[[AnyMessage], None]], None],
) -> TeachingFigures:
    """File some of a pupil's photos, have the model learn from them, ask about the others.

    Args:
        data: folder of the data set.
        work: has a worker do a job, and hands over each of its messages.
    """
    of_class = _of_class(pupil)
    chosen = np.zeros(len(pupil.photos), bool)
    chosen[np.random.default_rng(seed).choice(np.flatnonzero(of_class), examples, replace=False)] = True
    others = of_class & ~chosen
    base = classifier.stored
    with tempfile.TemporaryDirectory(prefix="fashion-gui-") as temporary:
        home, folder = Path(temporary) / "home", Path(temporary) / "examples"
        picked = [photo for photo, flag in zip(pupil.photos, chosen, strict=True) if flag]
        OwnExamples(folder).add([from_file(photo.path) for photo in picked], pupil.label)
        if not base.bundled:
            shutil.copytree(base.folder, home / "models" / base.id)
        started = time.perf_counter()
        request = Improve(home=str(home), model=base.id, examples=str(folder), data=data)
        found: dict[str, Any] = {}

        def take(message: AnyMessage) -> None:
            if isinstance(message, Figures) and message.kind == "improvement":
                found.update(message.values)
            elif isinstance(message, Done):
                found["model"] = message.model

        work(request, take)
        seconds = time.perf_counter() - started
        after = None
        if found["model"]:
            store = ModelStore(home / "models", base.folder.parent)
            after = right(pupil.photos, Classifier.load(store.get(found["model"])))
    return TeachingFigures(
        model=base.name,
        person=pupil.person,
        label=label_name(pupil.label),
        examples=examples,
        others=int(others.sum()),
        others_before=float(pupil.right[others].mean()),
        others_after=None if after is None else float(after[others].mean()),
        rest=int((~of_class).sum()),
        rest_before=float(pupil.right[~of_class].mean()),
        rest_after=None if after is None else float(after[~of_class].mean()),
        held_out_before=found["right_before"] / found["asked"],
        held_out_after=found["right_after"] / found["asked"],
        test_before=found["test_before"],
        test_after=found["test_after"],
        accepted=found["accepted"],
        seconds=seconds,
    )


def _of_class(pupil: Pupil) -> np.ndarray:
    return np.array([photo.label == pupil.label for photo in pupil.photos])
