"""What a training learns from and is checked on: Fashion-MNIST, and labelled photos if there are any."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from fashion_gui import paths
from fashion_gui.core import datasets
from fashion_gui.core.errors import DataSetError
from fashion_gui.core.labels import NONE
from fashion_gui.core.learnt_photos import photo_ids
from fashion_gui.core.photo_doubles import read_distinct_photos
from fashion_gui.core.photo_pictures import PhotoPictures, photo_looks, varied_pictures
from fashion_gui.core.photo_sets import LabelledPhoto
from fashion_gui.core.recipes import TrainingSettings
from fashion_gui.worker.context import JobContext
from fashion_gui.worker.job_requests import Train


@dataclass(frozen=True, eq=False)
class Material:
    """Everything one training needs.

    Attributes:
        fashion: the data set; split: its training images, divided.
        images: uint8 [n, 28, 28] to learn from; targets: the distribution to answer with, float32 [n, 10],
            uniform for pictures that show none of the ten classes.
        of_data_set: how many of the images are the data set's; they come first.
        photos: held-out photos by people nobody learnt from, each in several looks, or None without photos.
        checksums: of all the data, by name.
        learnt_photos: ids of the photos among the images, see `learnt_photos`.
        held_out: part of the people whose photos are only asked about, as K/N.
    """

    fashion: datasets.FashionMnist
    split: datasets.Split
    images: np.ndarray
    targets: np.ndarray
    photos: PhotoPictures | None
    checksums: dict[str, str]
    of_data_set: int = 0
    learnt_photos: frozenset[str] = frozenset()
    held_out: str = ""


def read_fashion_mnist(data: str, download: bool, context: JobContext) -> datasets.FashionMnist:
    """Find, if need be fetch, and check the data set.

    Raises:
        DataSetError: if it is nowhere, damaged, or can't be downloaded.
    """
    context.stage("Reading the data set")
    folder = datasets.locate(Path(data) if data else None, paths.user_dataset_dir())
    if folder is None and download:
        context.stage("Downloading Fashion-MNIST")
        folder = datasets.download(paths.user_dataset_dir(), context.progress)
    if folder is None:
        raise DataSetError(
            f"Fashion-MNIST was not found: {datasets.DATASET_VARIABLE} is not set, "
            f"and the four files are not in “{paths.user_dataset_dir()}”.",
            "Name its folder, or let the program download it (31 MB).",
        )
    fashion = datasets.load(folder)
    if fashion.doubt:
        context.notice(fashion.doubt)
    return fashion


def gather(request: Train, settings: TrainingSettings, context: JobContext) -> Material:
    """Read everything the request names.

    Raises:
        DataSetError: if the data set or the photos can't be used.
    """
    fashion = read_fashion_mnist(request.data, request.download, context)
    split = datasets.split(fashion)
    count = settings.limit or len(split.train_images)
    images, targets = split.train_images[:count], target_distributions(split.train_labels[:count])
    if not request.photos:
        return Material(fashion, split, images, targets, None, fashion.checksums, len(images))
    found = read_distinct_photos(Path(request.photos))
    for sentence in found.left_out:
        context.notice(sentence)
    learnt_from, asked = request.held_out.divide(found.photos)
    checksums = {**fashion.checksums, "photos": photos_checksum(found.photos)}
    photo_images, photo_targets = learn_from_photos(learnt_from, settings, context)
    checked = _to_check_with(asked, context)
    return Material(
        fashion,
        split,
        np.concatenate([images, photo_images]),
        np.concatenate([targets, photo_targets]),
        checked,
        checksums,
        len(images),
        photo_ids(learnt_from),
        str(request.held_out),
    )


def _to_check_with(photos: list[LabelledPhoto], context: JobContext) -> PhotoPictures | None:
    """Held-out photos in their looks; None, and a notice, where there are none that can be read."""
    context.stage("Preparing the photos to check with")
    pictures = photo_looks(photos, context.progress)
    if len(pictures.labels):
        return pictures
    context.notice(
        "No photos by other people are left to check with, so how well the model does on photos is not "
        "known; a column person in labels.csv tells whose each one is."
    )
    return None


def learn_from_photos(
    photos: list[LabelledPhoto], settings: TrainingSettings, context: JobContext
) -> tuple[np.ndarray, np.ndarray]:
    """Variations of the photos, classes balanced: uint8 [n, 28, 28] and targets float32 [n, 10]."""
    context.stage("Preparing the photos")
    varied = varied_pictures(
        photos,
        settings.photos_per_class,
        settings.seed,
        context.progress,
        vary_photos=settings.vary_photos,
    )
    if varied.unreadable:
        first = varied.unreadable[0].path.name
        context.notice(f"{len(varied.unreadable)} photos could not be read, “{first}” first.")
    return varied.images, target_distributions(varied.labels)


def target_distributions(labels: np.ndarray) -> np.ndarray:
    """float32 [n, 10]: 1 for the class of the label; uniform for `NONE`, as no class should be believed."""
    targets = np.eye(10, dtype=np.float32)[np.maximum(labels, 0)]
    targets[labels == NONE] = 0.1
    return targets


def photos_checksum(photos: tuple[LabelledPhoto, ...]) -> str:
    """SHA-256 over names, labels and sizes of the photos."""
    digest = hashlib.sha256()
    for photo in sorted(photos, key=lambda photo: photo.path.name):
        digest.update(f"{photo.path.name}\t{photo.label}\t{photo.path.stat().st_size}\n".encode())
    return digest.hexdigest()
