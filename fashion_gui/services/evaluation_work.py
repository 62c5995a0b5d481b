"""Asks a model about labelled pictures, unless the answers are kept already."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from fashion_gui import __version__, paths
from fashion_gui.core import datasets
from fashion_gui.core.errors import DataSetError
from fashion_gui.core.evaluation_store import EvaluationStore, key_of
from fashion_gui.core.labelled_answers import AnswersAbout, LabelledAnswers, missing_classes
from fashion_gui.core.photo_sets import PhotoSet, read_photo_set
from fashion_gui.core.stored_model import IR_STEMS, StoredModel

if TYPE_CHECKING:
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
    """What shall be evaluated: a model of the store by id, on the pictures in `folder` or the test images."""

    model: str
    precision: str = "fp16"
    folder: str = ""


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
        return self._kept.find(_key(stored, choice.precision, _data(choice.folder).key))

    def evaluate(self, choice: EvaluationChoice) -> LabelledAnswers:
        """What is kept, else asked now and kept.

        Raises:
            FashionGuiError: if the model or the pictures are not there or can't be used.
            Cancelled: if it was asked to stop.
        """
        stored, data = self._models.get(choice.model), _data(choice.folder)
        key = _key(stored, choice.precision, data.key)
        found = self._kept.find(key)
        if found is None:
            found = self._ask(stored, choice, data, key)
            self._kept.keep(found)
        return found

    def _ask(self, stored: StoredModel, choice: EvaluationChoice, data: _Data, key: str) -> LabelledAnswers:
        from fashion_gui.core.metrics import evaluation
        from fashion_gui.inference.classifier import Classifier

        self._progress(0, 0)
        classifier = Classifier.load(stored, _DEVICE, choice.precision)
        self._check()
        if data.photos is None:
            answered = self._about_tests(classifier, data)
        else:
            answered = self._about_photos(classifier, data.photos)
        known = answered.labels >= 0
        if not known.any():
            raise DataSetError(
                f"No picture in “{data.folder}” could be evaluated.",
                "Label pictures that show one of the ten classes, and check that they can be opened.",
            )
        figures = evaluation(
            answered.probabilities[known],
            answered.labels[known],
            data=answered.data,
            model=classifier.tag.model,
            device=classifier.tag.device,
            precision=classifier.tag.precision,
            seconds=answered.seconds,
        )
        about = AnswersAbout(
            key=key,
            data_key=data.key,
            model=stored.id,
            precision=choice.precision,
            folder=choice.folder,
            official=data.official,
            figures=figures,
            left_out=answered.left_out,
            created=datetime.now(timezone.utc).isoformat(timespec="seconds"),
        )
        return LabelledAnswers(
            about, answered.probabilities, answered.labels, answered.pictures, answered.paths
        )

    def _about_tests(self, classifier: Classifier, data: _Data) -> _Answered:
        images, labels = self._kept.find_pictures(data.key) or _read_test_images(data.folder)
        self._check()
        answers = np.empty((len(images), 10), np.float32)
        classifier.predict_many(images[:_CHUNK])  # compiles for throughput, which is not counted as answering
        begun = time.perf_counter()
        for start in range(0, len(images), _CHUNK):
            self._check()
            answers[start : start + _CHUNK] = classifier.predict_many(images[start : start + _CHUNK])
            self._progress(min(start + _CHUNK, len(images)), len(images))
        name = "the 10,000 test images" if data.official else f"{len(images):,} test images"
        return _Answered(answers, labels, images, (), name, time.perf_counter() - begun)

    def _about_photos(self, classifier: Classifier, photo_set: PhotoSet) -> _Answered:
        from fashion_gui.inference.photo_evaluation import answer_photos

        def go_on(done: int, total: int) -> None:
            self._check()
            self._progress(done, total)

        begun = time.perf_counter()
        answered = answer_photos(photo_set.photos, classifier, go_on)
        seconds = time.perf_counter() - begun
        read = {photo.path for photo, _ in answered}
        unread = [photo.path.name for photo in photo_set.photos if photo.path not in read]
        left_out = list(photo_set.left_out)
        if unread:
            left_out.append(f"Pictures that could not be read: {len(unread)}, “{unread[0]}” first.")
        labels = np.array([photo.label for photo, _ in answered], np.int64)
        missing = missing_classes(labels)
        left_out += [missing] if missing else []
        return _Answered(
            np.array([found.probabilities for _, found in answered], np.float32).reshape(-1, 10),
            labels,
            np.array([found.seen for _, found in answered], np.uint8).reshape(-1, 28, 28),
            tuple(str(photo.path) for photo, _ in answered),
            f"{int((labels >= 0).sum()):,} pictures in “{photo_set.folder.name}”",
            seconds,
            tuple(left_out),
        )

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


@dataclass(frozen=True, eq=False)
class _Answered:
    probabilities: np.ndarray
    labels: np.ndarray
    pictures: np.ndarray
    paths: tuple[str, ...]
    data: str
    seconds: float
    left_out: tuple[str, ...] = ()


def _key(stored: StoredModel, precision: str, data_key: str) -> str:
    """Of the network as it is computed here; a new name of the model changes nothing."""
    files, stem = stored.manifest.files, IR_STEMS[precision]
    network = (files.get(f"{stem}.xml"), files.get(f"{stem}.bin"), stored.manifest.photo_temperature)
    return key_of(stored.id, *network, precision, _DEVICE, data_key, __version__, version("openvino"))


def _data(folder: str) -> _Data:
    if not folder:
        return _test_images()
    photo_set = read_photo_set(Path(folder))
    entries = [(photo.path, photo.label, *_state(photo.path)) for photo in photo_set.photos]
    return _Data(key_of(__version__, *entries), Path(folder), False, photo_set)


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
