"""Whether the data set is there, and a dozen of its pictures for showing."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from fashion_gui import paths
from fashion_gui.core import datasets
from fashion_gui.core.errors import DataSetError, FashionGuiError
from fashion_gui.core.label_table import read_label_table
from fashion_gui.core.model_store import ModelStore
from fashion_gui.core.photo_sets import LABELS_FILE

_COUNT = 12
_CHOSEN_FROM = 60
"""The first so many pictures are unpacked, which takes a millisecond."""


@dataclass(frozen=True, eq=False)
class DataPlace:
    """Where the data set is, or is not.

    Attributes:
        folder: that holds it, or None.
        problem: where it was looked for and what is missing, if it is not there.
        home: the user's folder, into which it would be downloaded.
        may_download: whether that can help.
        pictures: uint8 [n, 28, 28] to show the variations on, as many different classes as there are.
        photos: the user's own labelled photos; photo_count: how many there are.
    """

    folder: Path | None
    problem: str
    home: Path
    may_download: bool
    pictures: np.ndarray
    photos: Path
    photo_count: int


def look(chosen: str, store: ModelStore) -> DataPlace:
    """Look for the data set, in the folder that was chosen if one was, without reading all of it.

    Args:
        store: whose golden pictures are shown where there is no data set.
    """
    home = paths.user_dataset_dir()
    own = (paths.own_photos_dir(), _own_photos(paths.own_photos_dir()))
    folder = datasets.locate(Path(chosen) if chosen else None, home)
    if folder is None:
        problem = f"{datasets.DATASET_VARIABLE} is not set, and the four files are not in “{home}”."
        return DataPlace(None, problem, home, True, _golden_pictures(store), *own)
    missing = [name for name in datasets.MD5 if not (folder / name).is_file()]
    if missing:
        problem = f"“{folder}” has no {missing[0]}."
        return DataPlace(None, problem, home, False, _golden_pictures(store), *own)
    try:
        return DataPlace(folder, "", home, False, _first_pictures(folder), *own)
    except (OSError, EOFError, ValueError, zlib.error):  # the training will say exactly what is wrong
        return DataPlace(folder, "", home, False, _golden_pictures(store), *own)


def _own_photos(folder: Path) -> int:
    try:
        return len(read_label_table(folder / LABELS_FILE).rows)
    except DataSetError:  # the Teach page tells what is wrong with it
        return 0


def _first_pictures(folder: Path) -> np.ndarray:
    with gzip.open(folder / "train-labels-idx1-ubyte.gz") as stream:
        labels = np.frombuffer(stream.read(8 + _CHOSEN_FROM)[8:], np.uint8)
    with gzip.open(folder / "train-images-idx3-ubyte.gz") as stream:
        pixels = np.frombuffer(stream.read(16 + 784 * len(labels))[16:], np.uint8)
    return _varied(pixels.reshape(-1, 28, 28), labels)


def _golden_pictures(store: ModelStore) -> np.ndarray:
    from fashion_gui.inference.verification import read_golden

    try:
        golden = read_golden(store.active())
    except FashionGuiError:
        return np.zeros((0, 28, 28), np.uint8)
    return _varied(golden.images, golden.probabilities.argmax(axis=1))


def _varied(pictures: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """A dozen, one of each class first."""
    rank = [np.sum(labels[:index] == label) for index, label in enumerate(labels)]
    return pictures[np.lexsort((labels, rank))[:_COUNT]]
