"""Small data sets in Fashion-MNIST's own format: a slice of the real one where it lies, else drawn shapes."""

from __future__ import annotations

import functools
import gzip
import os
import struct
from pathlib import Path

import numpy as np

from fashion_gui.core.datasets import DATASET_VARIABLE, load


def write_images(path: Path, images: np.ndarray, *, magic: int = 2051, count: int | None = None) -> None:
    """Write uint8 pictures [n, h, w] as a gzip IDX file."""
    rows, columns = images.shape[1:]
    header = struct.pack(">4I", magic, len(images) if count is None else count, rows, columns)
    path.write_bytes(gzip.compress(header + images.tobytes(), compresslevel=1))


def write_labels(path: Path, labels: np.ndarray, *, magic: int = 2049) -> None:
    """Write labels [n] as a gzip IDX file."""
    header = struct.pack(">2I", magic, len(labels))
    path.write_bytes(gzip.compress(header + labels.astype(np.uint8).tobytes(), compresslevel=1))


def small_dataset(folder: Path, train: int = 1_500, test: int = 300) -> Path:
    """Write the four files of a small data set into `folder`; the same ones each time."""
    folder.mkdir(parents=True, exist_ok=True)
    real = os.environ.get(DATASET_VARIABLE)
    for part, count, seed in (("train", train, 1), ("t10k", test, 2)):
        if real:
            images, labels = _real(Path(real), part)
            images, labels = images[:count], labels[:count]
        else:
            images, labels = drawn_shapes(count, seed)
        write_images(folder / f"{part}-images-idx3-ubyte.gz", images)
        write_labels(folder / f"{part}-labels-idx1-ubyte.gz", labels)
    return folder


@functools.cache
def _real(folder: Path, part: str) -> tuple[np.ndarray, np.ndarray]:
    data = load(folder)
    if part == "train":
        return data.train_images, data.train_labels
    return data.test_images, data.test_labels


def drawn_shapes(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Ten kinds of bright rectangles on black, with noise: uint8 [n, 28, 28] and labels [n], balanced."""
    rng = np.random.default_rng(seed)
    labels = rng.permutation(np.arange(count) % 10)
    images = rng.integers(0, 12, (count, 28, 28))
    for image, label in zip(images, labels, strict=True):
        height, width = 6 + 4 * (label % 5), 8 + 12 * (label // 5)
        top, left = rng.integers(0, 28 - height + 1), rng.integers(0, 28 - width + 1)
        image[top : top + height, left : left + width] += rng.integers(120, 240)
    return images.astype(np.uint8), labels
