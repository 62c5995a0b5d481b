"""Fashion-MNIST as the four official gzip IDX files, checked before use.

Format: http://yann.lecun.com/exdb/mnist (IDX); checksums: https://github.com/zalandoresearch/fashion-mnist.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from fashion_gui.core.errors import DataSetError

DATASET_VARIABLE = "FASHION_GUI_DATASET"
BASE_URL = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"
DOWNLOAD_BYTES = 30_878_645
"""Size of the four files together, for telling people before they download."""

MD5 = {
    "train-images-idx3-ubyte.gz": "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
    "train-labels-idx1-ubyte.gz": "25c81989df183df01b3e8a0aad5dffbe",
    "t10k-images-idx3-ubyte.gz": "bef4ecab320f06d8554ea6380940ec79",
    "t10k-labels-idx1-ubyte.gz": "bb300cfdad3c16e7a12a480ee83cd310",
}
_GET_IT = "Get the official file again, or move the folder away and let the program download its own copy."
_IMAGES_MAGIC, _LABELS_MAGIC = 2051, 2049
_MAX_COUNT = 60_000
_PUBLISHED_COUNTS = (60_000, 10_000)


def test_images_name(count: int, *, official: bool) -> str:
    """What the test images are called in reports; `official`: whether they are the published files."""
    return "the 10,000 test images" if official else f"{count:,} test images"


@dataclass(frozen=True, eq=False)
class FashionMnist:
    """The data set in memory.

    Attributes:
        train_images, test_images: uint8 [n, 28, 28], 0 is background.
        train_labels, test_labels: int64 [n], 0–9 in the order of `CLASS_NAMES`.
        checksums: MD5 of each file, by file name.
        official: whether all four are the published files, byte for byte.
    """

    train_images: np.ndarray
    train_labels: np.ndarray
    test_images: np.ndarray
    test_labels: np.ndarray
    checksums: dict[str, str]
    official: bool

    @property
    def doubt(self) -> str:
        """A sentence where it is as large as the published data, but not the same bytes; else empty."""
        if self.official or (len(self.train_labels), len(self.test_labels)) != _PUBLISHED_COUNTS:
            return ""
        changed = ", ".join(name for name, published in MD5.items() if self.checksums[name] != published)
        return f"This is not exactly the published Fashion-MNIST ({changed}). Compare figures with care."


@dataclass(frozen=True, eq=False)
class Split:
    """Training images divided into those learnt from and those that choose; uint8 [n, 28, 28], int64 [n]."""

    train_images: np.ndarray
    train_labels: np.ndarray
    validation_images: np.ndarray
    validation_labels: np.ndarray


def locate(explicit: Path | None, user_folder: Path) -> Path | None:
    """Folder that holds the data set: the one named, else `FASHION_GUI_DATASET`, else the user's; or None.

    A folder that was named is returned even when files are missing there, so that `load` can say which.
    """
    if explicit is not None:
        return explicit
    named = os.environ.get(DATASET_VARIABLE)
    if named:
        return Path(named)
    complete = all((user_folder / name).is_file() for name in MD5)
    return user_folder if complete else None


def load(folder: Path, *, require_official: bool = False) -> FashionMnist:
    """Read and check the four files in `folder`.

    Files of the same format but other content (a slice, one's own pictures) are accepted unless
    `require_official`; their checksums are reported and `official` is False.

    Raises:
        DataSetError: naming the file, what was found and what to do.
    """
    contents: dict[str, bytes] = {}
    checksums: dict[str, str] = {}
    for name, published in MD5.items():
        raw = _read(folder / name)
        checksums[name] = hashlib.md5(raw, usedforsecurity=False).hexdigest()
        if require_official and checksums[name] != published:
            raise DataSetError(
                f"“{folder / name}” is not the published file: its MD5 is {checksums[name]}, "
                f"expected {published}.",
                _GET_IT,
            )
        contents[name] = _unpack(folder / name, raw)
    train_images, train_labels = _pair(folder, contents, "train")
    test_images, test_labels = _pair(folder, contents, "t10k")
    return FashionMnist(train_images, train_labels, test_images, test_labels, checksums, checksums == MD5)


def split(data: FashionMnist, *, validation: int = 5_000) -> Split:
    """Put `validation` of the training images aside, the same number of each class as far as there are.

    Always the same ones: a model that goes on from another must not be judged by images that one learnt from.
    At most a fifth of a small data set is put aside. The test images are never touched.
    """
    labels = data.train_labels
    wanted = min(validation, len(labels) // 5)
    order = np.random.default_rng([0, 1]).permutation(len(labels))
    chosen = np.zeros(len(labels), dtype=bool)
    classes = np.unique(labels)
    for value in classes:
        of_class = order[labels[order] == value]
        chosen[of_class[: max(1, wanted // len(classes))]] = True
    return Split(data.train_images[~chosen], labels[~chosen], data.train_images[chosen], labels[chosen])


def download(folder: Path, progress: Callable[[int, int], None] | None = None) -> Path:
    """Fetch the four official files into `folder`; nothing half-fetched is ever left under their names.

    Args:
        progress: told (bytes so far, bytes in all) now and then.

    Raises:
        DataSetError: no network, or a file that came out wrong three times over.
    """
    import pooch

    pooch.get_logger().setLevel("WARNING")
    done = 0
    try:
        for name, md5 in MD5.items():
            reporter = _Progress(done, progress) if progress else False
            downloader = pooch.HTTPDownloader(progressbar=reporter, timeout=30, chunk_size=1 << 16)
            store = pooch.Pooch(folder, BASE_URL, registry={name: f"md5:{md5}"}, retry_if_failed=2)
            store.fetch(name, downloader=downloader)
            done += (folder / name).stat().st_size
    except (OSError, ValueError) as error:  # requests' errors are OSErrors; a wrong checksum is a ValueError
        raise DataSetError(
            f"Fashion-MNIST could not be downloaded: {_first_line(error)}.",
            f"Check the network and try again, or put the four .gz files into “{folder}” yourself.",
        ) from error
    return folder


class _Progress:
    """The part of tqdm's interface that pooch calls."""

    def __init__(self, before: int, tell: Callable[[int, int], None]) -> None:
        self.total = 0
        self._before, self._here, self._tell = before, 0, tell

    def update(self, count: int) -> None:
        self._here = min(self._here + count, self.total)  # pooch counts the last chunk as a whole one
        self._tell(self._before + self._here, DOWNLOAD_BYTES)

    def reset(self) -> None:
        self._here = 0

    def close(self) -> None:
        """pooch closes its bar; there is nothing to close here."""


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")[:300]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise DataSetError(
            f"“{path}” is missing.", "Name a folder that holds the four Fashion-MNIST .gz files."
        ) from None
    except OSError as error:
        raise DataSetError(f"“{path}” can't be read: {error.strerror}.", _GET_IT) from error


def _unpack(path: Path, raw: bytes) -> bytes:
    try:
        return gzip.decompress(raw)
    except (OSError, EOFError, zlib.error) as error:
        raise DataSetError(
            f"“{path}” is damaged: {len(raw):,} bytes that can't be unpacked ({_first_line(error)}).", _GET_IT
        ) from error


def _pair(folder: Path, contents: dict[str, bytes], part: str) -> tuple[np.ndarray, np.ndarray]:
    images_name, labels_name = f"{part}-images-idx3-ubyte.gz", f"{part}-labels-idx1-ubyte.gz"
    images = _images(folder / images_name, contents[images_name])
    labels = _labels(folder / labels_name, contents[labels_name])
    if len(images) != len(labels):
        raise DataSetError(
            f"“{folder / images_name}” holds {len(images):,} pictures, but there are {len(labels):,} labels.",
            _GET_IT,
        )
    return images, labels


def _images(path: Path, content: bytes) -> np.ndarray:
    if len(content) < 16:
        raise DataSetError(f"“{path}” is too short to be an IDX file ({len(content)} bytes).", _GET_IT)
    magic, count, rows, columns = struct.unpack(">4I", content[:16])
    if magic != _IMAGES_MAGIC or (rows, columns) != (28, 28):
        raise DataSetError(
            f"“{path}” holds no 28×28 pictures: magic number {magic} (expected {_IMAGES_MAGIC}), "
            f"size {rows}×{columns}.",
            _GET_IT,
        )
    _check_count(path, count, (len(content) - 16) / 784)
    return np.frombuffer(content, np.uint8, offset=16).reshape(count, 28, 28)


def _labels(path: Path, content: bytes) -> np.ndarray:
    if len(content) < 8:
        raise DataSetError(f"“{path}” is too short to be an IDX file ({len(content)} bytes).", _GET_IT)
    magic, count = struct.unpack(">2I", content[:8])
    if magic != _LABELS_MAGIC:
        raise DataSetError(
            f"“{path}” holds no labels: magic number {magic} (expected {_LABELS_MAGIC}).", _GET_IT
        )
    _check_count(path, count, len(content) - 8)
    labels = np.frombuffer(content, np.uint8, offset=8)
    if labels.max() > 9:
        raise DataSetError(f"“{path}” holds the label {labels.max()}; only 0 to 9 are known.", _GET_IT)
    return labels.astype(np.int64)


def _check_count(path: Path, promised: int, found: float) -> None:
    if promised != found or not 0 < promised <= _MAX_COUNT:
        raise DataSetError(f"“{path}” promises {promised:,} entries but holds {found:,.0f}.", _GET_IT)
