"""Asks a model about labelled pictures, unless the answers are kept already."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from fashion_gui import __version__, paths
from fashion_gui.core import datasets
from fashion_gui.core.answered_pictures import AnsweredPictures
from fashion_gui.core.errors import DataSetError
from fashion_gui.core.evaluation_store import EvaluationStore, key_of
from fashion_gui.core.labelled_answers import LabelledAnswers
from fashion_gui.core.people_asked import photos_by
from fashion_gui.core.photo_doubles import read_distinct_photos
from fashion_gui.core.photo_sets import PhotoSet
from fashion_gui.core.stored_model import IR_STEMS, StoredModel

if TYPE_CHECKING:
    from fashion_gui.core.held_out import HeldOut
    from fashion_gui.core.model_store import ModelStore
    from fashion_gui.inference.classifier import Classifier

_DEVICE = "CPU"
_CHUNK = 1024
"""Test images between two looks at whether to stop."""

Progress = Callable[[int, int], None]


class Cancelled(Exception):  # noqa: N818
    """The evaluation was asked to stop; nothing of it is kept."""


@dataclass(frozen=True)
class EvaluationChoice:
    """What shall be evaluated: a model of the store by id, on the pictures in `folder` or the test images.

    Attributes:
        held_out: the part of the people whose pictures in `folder` are asked about; None for all of them.
    """

    model: str
    precision: str = "fp16"
    folder: str = ""
    held_out: HeldOut | None = None


class Evaluator:
    """Evaluates one choice after another, off the GUI thread.

    Args:
        progress: told (done, in all) now and then.
        cancelled: asked now and then; True ends the work with `Cancelled`.
    """

    def __init__(
        self,
        models: ModelStore,
        kept: EvaluationStore,
        progress: Progress = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._models = models
        self._kept = kept
        self._progress = progress
        self._cancelled = cancelled

    def find(self, choice: EvaluationChoice) -> LabelledAnswers | None:
        """What is kept for this choice.

        Raises:
            FashionGuiError: if the model or the pictures are not there.
        """
        stored = self._models.get(choice.model)
        return self._kept.find(_key(stored, choice.precision, _data(choice).key))

    def evaluate(self, choice: EvaluationChoice) -> LabelledAnswers:
        """What is kept, else asked now and kept.

        Raises:
            FashionGuiError: if the model or the pictures are not there or can't be used.
            Cancelled: if it was asked to stop.
        """
        stored, data = self._models.get(choice.model), _data(choice)
        key = _key(stored, choice.precision, data.key)
        found = self._kept.find(key)
        if found is None:
            found = self._ask(stored, choice, data, key)
            self._kept.keep(found)
        return found

    def _ask(self, stored: StoredModel, choice: EvaluationChoice, data: _Data, key: str) -> LabelledAnswers:
        from fashion_gui.inference.classifier import Classifier

        self._progress(0, 0)
        classifier = Classifier.load(stored, _DEVICE, choice.precision)
        self._check()
        if data.photos is None:
            answered = self._about_tests(classifier, data)
        else:
            answered = self._about_photos(classifier, data.photos, choice.held_out)
        return answered.summed_up(
            classifier.tag,
            key=key,
            data_key=data.key,
            model=stored.id,
            precision=choice.precision,
            folder=choice.folder,
            official=data.official,
            held_out=choice.held_out,
        )

    def _about_tests(self, classifier: Classifier, data: _Data) -> AnsweredPictures:
        images, labels = self._kept.find_pictures(data.key) or _read_test_images(data.folder)
        self._check()
        answers = np.empty((len(images), 10), np.float32)
        classifier.predict_many(images[:_CHUNK])  # compiles for throughput, which is not counted as answering
        begun = time.perf_counter()
        for start in range(0, len(images), _CHUNK):
            self._check()
            answers[start : start + _CHUNK] = classifier.predict_many(images[start : start + _CHUNK])
            self._progress(min(start + _CHUNK, len(images)), len(images))
        name = datasets.test_images_name(len(images), official=data.official)
        return AnsweredPictures(answers, labels, images, name, time.perf_counter() - begun)

    def _about_photos(
        self, classifier: Classifier, photo_set: PhotoSet, held_out: HeldOut | None
    ) -> AnsweredPictures:
        from fashion_gui.inference.photo_evaluation import evaluate_photos

        def go_on(done: int, total: int) -> None:
            self._check()
            self._progress(done, total)

        return evaluate_photos(photo_set, classifier, held_out, go_on)

    def _check(self) -> None:
        if self._cancelled():
            raise Cancelled


@dataclass(frozen=True, eq=False)
class _Data:
    """Labelled pictures, not opened yet; without `photos` the test images in `folder`."""

    key: str
    folder: Path
    official: bool
    photos: PhotoSet | None = None


def _key(stored: StoredModel, precision: str, data_key: str) -> str:
    """Of the network as it is computed here; a new name of the model changes nothing."""
    files, stem = stored.manifest.files, IR_STEMS[precision]
    network = (files.get(f"{stem}.xml"), files.get(f"{stem}.bin"))
    photos = (stored.manifest.photo_temperature, stored.manifest.least_familiarity)
    program = (_DEVICE, __version__, version("openvino"))
    return key_of(stored.id, *network, *photos, precision, data_key, *program)


def _data(choice: EvaluationChoice) -> _Data:
    if not choice.folder:
        return _test_images()
    photo_set = photos_by(read_distinct_photos(Path(choice.folder)), choice.held_out)
    entries = [(photo.path, photo.label, photo.group, *_state(photo.path)) for photo in photo_set.photos]
    return _Data(key_of(__version__, choice.held_out, *entries), Path(choice.folder), False, photo_set)


def _state(path: Path) -> tuple[int, int]:
    """Size and time of change, which stand for the contents: reading thousands of photos takes too long."""
    try:
        state = path.stat()
    except OSError:  # it went away meanwhile, and will be told as one that can't be read
        return 0, 0
    return state.st_size, state.st_mtime_ns


def _read_test_images(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    data = datasets.load(folder)
    return data.test_images, data.test_labels


def _test_images() -> _Data:
    home = paths.user_dataset_dir()
    folder = datasets.locate(None, home)
    if folder is None:
        raise DataSetError(
            f"Fashion-MNIST is not there: {datasets.DATASET_VARIABLE} is not set, and “{home}” is empty.",
            "The Train page or “fashion-gui evaluate” downloads it.",
        )
    sums = {}
    for name in (name for name in datasets.MD5 if name.startswith("t10k")):
        try:
            sums[name] = hashlib.md5((folder / name).read_bytes(), usedforsecurity=False).hexdigest()
        except OSError as error:
            raise DataSetError(
                f"“{folder / name}” can't be read: {error.strerror}.",
                "Name a folder that holds the four Fashion-MNIST .gz files.",
            ) from error
    official = all(datasets.MD5[name] == found for name, found in sums.items())
    return _Data(key_of(*sums.values()), folder, official)
