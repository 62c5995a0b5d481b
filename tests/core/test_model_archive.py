"""A model out of the store as a zip file and back, and every kind of zip file that must not come in."""

from __future__ import annotations

import hashlib
import io
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image

from fashion_gui.core import model_archive
from fashion_gui.core.errors import ModelError
from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.manifest import Manifest, read_manifest, write_manifest
from fashion_gui.core.model_archive import export_model, import_model
from fashion_gui.core.model_store import ModelStore
from fashion_gui.core.stored_model import StoredModel
from fashion_gui.inference.acceptance import check_foreign
from fashion_gui.inference.classifier import Classifier
from tests.support.tiny_model import network

Contents = dict[str, bytes]


@pytest.fixture
def archive(tiny_model: StoredModel, tmp_path: Path) -> Path:
    path = tmp_path / "tiny.zip"
    export_model(tiny_model, path)
    return path


@pytest.fixture
def other_store(tmp_path: Path) -> ModelStore:
    """As on another machine."""
    return ModelStore(tmp_path / "there", tmp_path / "none")


def bring(path: Path, store: ModelStore) -> StoredModel:
    return import_model(path, store, check_foreign)


def test_a_name_as_long_as_may_be_typed_comes_back_whole(
    tiny_model: StoredModel, tmp_path: Path, other_store: ModelStore
) -> None:
    home = ModelStore(tiny_model.folder.parent, tmp_path / "none")
    name = "Wardrobe " * 8 + "of March"
    assert len(name) == 80
    path = tmp_path / "long.zip"
    export_model(home.rename(tiny_model.id, name), path)
    assert bring(path, other_store).name == name
    second = bring(path, other_store).name
    assert second == f"{name[:74]}… (2)"
    assert other_store.rename(bring(path, other_store).id, second).name == second


def test_a_model_goes_to_another_machine_and_answers_the_same(
    archive: Path, tiny_model: StoredModel, other_store: ModelStore, known_samples: np.ndarray
) -> None:
    there = bring(archive, other_store)
    there.check()
    assert there.id != tiny_model.id
    assert (there.name, there.precisions) == (tiny_model.name, tiny_model.precisions)
    assert "tiny.zip" in there.manifest.notes
    np.testing.assert_array_equal(
        Classifier.load(there).predict(known_samples), Classifier.load(tiny_model).predict(known_samples)
    )
    assert bring(archive, other_store).name == "Tiny (2)"


def test_the_sample_program_runs_without_this_program(
    archive: Path, tmp_path: Path, known_samples: np.ndarray
) -> None:
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    assert len((folder / "sample.py").read_text().splitlines()) == 10
    assert "fashion_gui" not in (folder / "sample.py").read_text()
    picture = tmp_path / "bag.png"
    Image.fromarray(known_samples[CLASS_NAMES.index("Bag")]).save(picture)
    done = subprocess.run(
        [sys.executable, str(folder / "sample.py"), str(picture)],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert done.stdout.startswith("Bag ")


def rewrite(archive: Path, change: Callable[[Contents], object]) -> None:
    """Unpack, change, pack again."""
    with zipfile.ZipFile(archive) as opened:
        contents = {name: opened.read(name) for name in opened.namelist()}
    change(contents)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in contents.items():
            packed.writestr(name, content)


def reseal(contents: Contents, folder: Path, **changes: object) -> None:
    """A manifest that fits what was changed, as somebody who means harm would write it."""
    folder.mkdir(exist_ok=True)
    (folder / "manifest.json").write_bytes(contents["manifest.json"])
    manifest: Manifest = read_manifest(folder)
    files = {name: hashlib.sha256(contents[name]).hexdigest() for name in manifest.files if name in contents}
    write_manifest(folder, msgspec.structs.replace(manifest, files=files, **changes))
    contents["manifest.json"] = (folder / "manifest.json").read_bytes()


def pickled() -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, images=np.array([{"a": 1}], dtype=object))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: c.update({"../outside.xml": b"x"}), "holds “../outside.xml”"),
        (lambda c: c.update({"/etc/outside.xml": b"x"}), "outside.xml”, which is no part"),
        (lambda c: c.update({"a\\model.xml": b"x"}), "which is no part"),
        (lambda c: c.update({"folder/": b""}), "folder or a link"),
        (lambda c: c.update({"model.keras": b"x"}), "Keras file, which can hold code"),
        (lambda c: c.update({"weights.pkl": b"x"}), "a pickle, which can hold code"),
        (lambda c: c.update({"setup.py": b"x"}), "which is no part"),
        (lambda c: c.update({"model.bin": c["model.bin"][:-1] + b"\xff"}), "“model.bin” is not what"),
        (lambda c: c.pop("model.bin"), "lacks “model.bin”"),
        (lambda c: c.pop("manifest.json"), "has no manifest.json"),
        (lambda c: c.update({"weights.npz": pickled()}), "“weights.npz” is not what was exported"),
        (lambda c: c.update({"manifest.json": c["manifest.json"].replace(b"Tiny", b"Tony")}), "is damaged"),
        (lambda c: c.update({"weights.npz": bytes(150_000_000)}), "to 1"),
    ],
)
def test_what_is_not_as_exported_stays_outside(
    archive: Path, other_store: ModelStore, change: Callable[[Contents], object], said: str
) -> None:
    rewrite(archive, change)
    with pytest.raises(ModelError) as refused:
        bring(archive, other_store)
    assert said in refused.value.problem
    assert refused.value.advice
    nothing_came_in(other_store)


def nothing_came_in(store: ModelStore) -> None:
    assert not store.survey().models
    left = list(store.user_dir.iterdir()) if store.user_dir.exists() else []
    assert not left
    assert not (store.user_dir.parent / "outside.xml").exists()


def test_a_seal_that_fits_does_not_let_everything_in(
    archive: Path, other_store: ModelStore, tmp_path: Path, known_samples: np.ndarray
) -> None:
    """Well-formed archives of what is wrong: pickled arrays, another form, other answers or classes."""
    good = archive.read_bytes()

    def refused(change: Callable[[Contents], object], **fields: object) -> str:
        archive.write_bytes(good)

        def change_and_seal(contents: Contents) -> None:
            change(contents)
            reseal(contents, tmp_path / "sealed", **fields)

        rewrite(archive, change_and_seal)
        with pytest.raises(ModelError) as error:
            bring(archive, other_store)
        nothing_came_in(other_store)
        return error.value.problem

    assert "more than plain arrays" in refused(lambda c: c.update({"golden.npz": pickled()}))
    assert "other classes" in refused(dict, class_names=CLASS_NAMES[::-1])
    assert "newer version" in refused(dict, schema=99)
    assert "lacks a network" in refused(lambda c: [c.pop(name) for name in list(c) if name[:5] == "model"])

    wrong = network(known_samples, np.roll(np.arange(10), 1))
    assert "computes wrongly" in refused(lambda c: c.update(ir_of(wrong, tmp_path)))
    wrong.reshape([1, 28, 28, 1])
    assert "another form" in refused(lambda c: c.update(ir_of(wrong, tmp_path)))
    assert "can't be read" in refused(lambda c: c.update({"model.xml": b"<net"}))


def ir_of(model: object, folder: Path) -> Contents:
    import openvino as ov

    ov.save_model(model, folder / "model.xml", compress_to_fp16=True)
    return {name: (folder / name).read_bytes() for name in ("model.xml", "model.bin")}


def test_files_that_are_no_archive(
    tmp_path: Path, other_store: ModelStore, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, content, said in (
        ("model.keras", archive.read_bytes(), "is a Keras file, which can hold code that runs"),
        ("model.h5", b"\x89HDF\r\n\x1a\n", "is a Keras file"),
        ("model.pkl", b"\x80\x04.", "is a pickle"),
        ("torn.zip", archive.read_bytes()[:-300], "is no whole zip file"),
        ("empty.zip", b"", "is no whole zip file"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(ModelError) as refused:
            bring(path, other_store)
        assert said in refused.value.problem, name
    with pytest.raises(ModelError, match=r"can't be read: No such file"):
        bring(tmp_path / "nowhere.zip", other_store)

    link = zipfile.ZipInfo("model-int8.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(archive, "a") as packed:
        packed.writestr(link, "/etc/passwd")
    with pytest.raises(ModelError, match="a folder or a link"):
        bring(archive, other_store)
    with zipfile.ZipFile(archive, "a") as packed, pytest.warns(UserWarning, match="Duplicate"):
        packed.writestr("model.xml", "again")
    monkeypatch.setattr(model_archive, "LARGEST", 1000)
    with pytest.raises(ModelError, match="200 MB"):
        bring(archive, other_store)
    nothing_came_in(other_store)
