"""Reading, checking, splitting and fetching the data set."""

from __future__ import annotations

import functools
import gzip
import http.server
import shutil
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from fashion_gui.core import datasets
from fashion_gui.core.errors import DataSetError
from tests.support.idx import drawn_shapes, small_dataset, write_images, write_labels

TRAIN_IMAGES = "train-images-idx3-ubyte.gz"
TEST_LABELS = "t10k-labels-idx1-ubyte.gz"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_dataset(tmp_path / "data", train=200, test=50)


def test_pictures_and_labels_come_out_as_they_were_written(tmp_path: Path) -> None:
    images, labels = drawn_shapes(60, seed=3)
    for part in ("train", "t10k"):
        write_images(tmp_path / f"{part}-images-idx3-ubyte.gz", images)
        write_labels(tmp_path / f"{part}-labels-idx1-ubyte.gz", labels)
    data = datasets.load(tmp_path)
    np.testing.assert_array_equal(data.train_images, images)
    np.testing.assert_array_equal(data.test_labels, labels)
    assert not data.official


def test_the_official_files_are_known_by_their_checksums(dataset_dir: Path) -> None:
    data = datasets.load(dataset_dir, require_official=True)
    assert data.official
    assert data.train_images.shape == (60_000, 28, 28)
    assert np.bincount(data.test_labels).tolist() == [1_000] * 10


def test_other_files_are_refused_where_the_official_ones_are_asked_for(folder: Path) -> None:
    with pytest.raises(DataSetError, match=r"not the published file.*8d4fb7e6c68d591d4c3dfef9ec88bf0d"):
        datasets.load(folder, require_official=True)


def _missing(path: Path) -> None:
    path.unlink()


def _torn(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def _not_gzip(path: Path) -> None:
    path.write_bytes(b"<html>not found</html>")


def _bad_magic(path: Path) -> None:
    write_images(path, np.zeros((200, 28, 28), np.uint8), magic=2050)


def _wrong_size(path: Path) -> None:
    write_images(path, np.zeros((200, 32, 32), np.uint8))


def _wrong_count(path: Path) -> None:
    write_images(path, np.zeros((200, 28, 28), np.uint8), count=201)


def _other_number(path: Path) -> None:
    write_images(path, np.zeros((199, 28, 28), np.uint8))


def _too_short(path: Path) -> None:
    path.write_bytes(gzip.compress(b"\0\0\x08"))


def _huge_promise(path: Path) -> None:
    path.write_bytes(gzip.compress(struct.pack(">4I", 2051, 2**31, 28, 28)))


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (_missing, "is missing"),
        (_torn, "can't be unpacked"),
        (_not_gzip, "can't be unpacked"),
        (_bad_magic, "magic number 2050"),
        (_wrong_size, "32×32"),
        (_wrong_count, "promises 201 entries but holds 200"),
        (_other_number, "199 pictures"),
        (_too_short, "too short"),
        (_huge_promise, "promises 2,147,483,648 entries"),
    ],
)
def test_damage_is_named_with_the_file_and_what_was_found(folder: Path, damage: object, found: str) -> None:
    damage(folder / TRAIN_IMAGES)  # type: ignore[operator]
    with pytest.raises(DataSetError, match=found) as caught:
        datasets.load(folder)
    assert TRAIN_IMAGES in caught.value.problem
    assert caught.value.advice


def test_an_unknown_label_is_refused(folder: Path) -> None:
    write_labels(folder / TEST_LABELS, np.full(50, 10))
    with pytest.raises(DataSetError, match="label 10"):
        datasets.load(folder)


def test_the_split_is_balanced_disjoint_and_always_the_same(folder: Path) -> None:
    data = datasets.load(folder)
    once, again = (datasets.split(data) for _ in range(2))
    np.testing.assert_array_equal(once.validation_images, again.validation_images)
    assert len(once.train_images) + len(once.validation_images) == len(data.train_images)
    assert np.ptp(np.bincount(once.validation_labels, minlength=10)) <= 1


def test_it_is_looked_for_where_one_says_then_the_variable_then_the_users_folder(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    users = tmp_path / "users"
    monkeypatch.delenv(datasets.DATASET_VARIABLE, raising=False)
    assert datasets.locate(None, users) is None
    shutil.copytree(folder, users)
    assert datasets.locate(None, users) == users
    monkeypatch.setenv(datasets.DATASET_VARIABLE, str(folder))
    assert datasets.locate(None, users) == folder
    assert datasets.locate(tmp_path / "named", users) == tmp_path / "named"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Serves a folder on loopback in the place of the official address."""
    served = tmp_path / "served"
    served.mkdir()
    handler = functools.partial(_QuietHandler, directory=str(served))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        monkeypatch.setattr(datasets, "BASE_URL", f"http://127.0.0.1:{running.server_port}/")
        yield served
        running.shutdown()


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_download_ends_with_the_official_files(server: Path, dataset_dir: Path, tmp_path: Path) -> None:
    for name in datasets.MD5:
        shutil.copy(dataset_dir / name, server)
    told: list[tuple[int, int]] = []
    folder = datasets.download(tmp_path / "mine", lambda done, total: told.append((done, total)))
    assert datasets.load(folder, require_official=True).official
    assert told[-1] == (datasets.DOWNLOAD_BYTES, datasets.DOWNLOAD_BYTES)
    assert told == sorted(told)


def test_a_wrong_download_leaves_nothing_behind(server: Path, folder: Path, tmp_path: Path) -> None:
    for name in datasets.MD5:
        shutil.copy(folder / name, server)
    with pytest.raises(DataSetError, match="could not be downloaded"):
        datasets.download(tmp_path / "mine")
    assert not list((tmp_path / "mine").glob("*"))


@pytest.mark.usefixtures("server")
def test_a_download_that_finds_nothing_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataSetError, match=r"could not be downloaded.*Check the network"):
        datasets.download(tmp_path / "mine")


def test_altered_files_of_the_published_size_raise_doubt() -> None:
    def read(count: int, checksums: dict[str, str]) -> datasets.FashionMnist:
        images, labels = np.zeros((count, 1, 1), np.uint8), np.zeros(count, np.int64)
        tests = images[: count // 6], labels[: count // 6]
        return datasets.FashionMnist(images, labels, *tests, checksums, checksums == datasets.MD5)

    changed = {**datasets.MD5, "t10k-images-idx3-ubyte.gz": "0" * 32}
    assert "(t10k-images-idx3-ubyte.gz)" in read(60_000, changed).doubt
    assert not read(60_000, datasets.MD5).doubt
    assert not read(600, changed).doubt, "a data set of one's own"
