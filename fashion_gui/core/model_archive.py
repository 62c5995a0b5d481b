"""A model as one zip file, for other machines and other programs; and back, after looking twice.

Only names from a list are taken, each a plain file with the hash that its sealed manifest tells, so an
archive can neither write elsewhere nor bring along what runs when opened.
"""

from __future__ import annotations

import hashlib
import io
import json
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np

from fashion_gui.core.archive_sample import README, SAMPLE
from fashion_gui.core.errors import ModelError
from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.manifest import MANIFEST_FILE, Manifest, read_manifest, write_manifest
from fashion_gui.core.model_store import LONGEST_NAME, ModelStore
from fashion_gui.core.stored_model import EVALUATION_FILE, GOLDEN_FILE, IR_STEMS, WEIGHTS_FILE, StoredModel
from fashion_gui.core.whole_files import storage_error, write_whole

LARGEST = 200_000_000
"""Bytes that an archive may hold, packed or unpacked; this program's models have a few million."""
_HIGHEST_RATIO = 200
"""Times a file of more than a million bytes may have shrunk; nothing but an empty one shrinks like that."""
_NAMES_FILE = "class_names.json"
_ADDED = {_NAMES_FILE, "sample.py", "README.md"}
"""What the export adds for people; the import leaves it where it is."""
MODEL_FILES = frozenset(
    {f"{stem}{ending}" for stem in IR_STEMS.values() for ending in (".xml", ".bin")}
    | {GOLDEN_FILE, WEIGHTS_FILE, EVALUATION_FILE}
)
_CODE = {
    **dict.fromkeys(
        (".keras", ".h5", ".hdf5"), "a Keras file, which can hold code that runs when it is opened"
    ),
    **dict.fromkeys(
        (".pkl", ".pickle", ".joblib", ".pt", ".pth"),
        "a pickle, which can hold code that runs when it is opened",
    ),
}
_GET_IT = "Export it again on the other machine, or train a model here."


def export_model(model: StoredModel, path: Path) -> None:
    """Write a model as a zip: IR, class names, manifest, a sample program of ten lines, and how to use it.

    Raises:
        ModelError: if the model is damaged.
        StorageError: if the file can't be written; an earlier one of that name is untouched.
    """
    contents = {name: model.read(name) for name in sorted(MODEL_FILES & set(model.manifest.files))}
    if not model.precisions:
        raise ModelError(f"The model “{model.name}” has no IR.", "Choose another model.")
    contents[MANIFEST_FILE] = _sealed(model.manifest, set(contents))
    contents[_NAMES_FILE] = json.dumps(model.manifest.class_names, indent=1).encode()
    stem = IR_STEMS["fp16" if "fp16" in model.precisions else model.precisions[0]]
    contents["sample.py"] = SAMPLE.format(ir=f"{stem}.xml").encode()
    right = model.manifest.accuracy
    contents["README.md"] = README.format(
        name=model.name,
        recipe=model.manifest.recipe,
        created=model.manifest.created[:10],
        accuracy="was not measured" if right is None else f"{right:.2%}",
    ).encode()
    with write_whole(path) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)


def import_model(path: Path, store: ModelStore, accept: Callable[[StoredModel], object]) -> StoredModel:
    """Publish the model of an archive in the user's store, under an id of its own.

    Args:
        accept: is given the unpacked model before it is seen in the store; raises ModelError where its
            networks are of another form or answer wrongly.

    Raises:
        ModelError: saying what is wrong with the file; nothing is then seen in the store.
        StorageError: if the store can't be written to.
    """
    contents = _read_archive(path)
    manifest = _checked_manifest(path, contents)
    note = f"Imported from {path.name}; made {manifest.created[:10]} as {manifest.id}."
    name = _free_name(manifest.name or manifest.id, store)
    with store.build_folder() as folder:
        try:
            for file in MODEL_FILES & set(contents):
                (folder / file).write_bytes(contents[file])
        except OSError as error:
            raise storage_error(folder, error) from error
        accept(StoredModel(folder, manifest))
        return store.publish(
            folder,
            msgspec.structs.replace(manifest, name=name, notes=f"{manifest.notes} {note}".strip(), seal=""),
        )


def _sealed(manifest: Manifest, names: set[str]) -> bytes:
    """The manifest's file, telling of these files only."""
    files = {name: digest for name, digest in manifest.files.items() if name in names}
    with tempfile.TemporaryDirectory(prefix="fashion-gui-") as temporary:
        write_manifest(Path(temporary), msgspec.structs.replace(manifest, files=files))
        return (Path(temporary) / MANIFEST_FILE).read_bytes()


def _read_archive(path: Path) -> dict[str, bytes]:
    """Every file in the archive by name; none is unpacked before all were found harmless."""
    what = _CODE.get(path.suffix.lower())
    if what:
        raise ModelError(f"“{path.name}” is {what}; it is not opened.", _GET_IT)
    try:
        if path.stat().st_size > LARGEST:
            raise _refused(path, "is larger than 200 MB")
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_entries(path, entries)
            return {entry.filename: _unpacked(path, archive, entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error) as error:
        raise _refused(path, "is no whole zip file") from error
    except OSError as error:
        raise ModelError(
            f"“{path.name}” can't be read: {error.strerror or error}.", "Choose another file."
        ) from error


def _check_entries(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    seen = set()
    for entry in entries:
        name = entry.filename
        ending = Path(name).suffix.lower()
        if ending in _CODE:
            raise _refused(path, f"holds “{name}”, {_CODE[ending]}")
        if entry.is_dir() or stat.S_ISLNK(entry.external_attr >> 16):
            raise _refused(path, f"holds a folder or a link, “{name}”")
        if name not in MODEL_FILES | _ADDED | {MANIFEST_FILE}:
            raise _refused(path, f"holds “{name[:80]}”, which is no part of a model")
        if name in seen:
            raise _refused(path, f"holds “{name}” twice")
        if entry.flag_bits & 1:
            raise _refused(path, "is protected by a password")
        shrunk = entry.file_size / max(1, entry.compress_size)
        if entry.file_size > 1_000_000 and shrunk > _HIGHEST_RATIO:
            raise _refused(path, f"holds “{name}”, which is packed {shrunk:,.0f} to 1")
        seen.add(name)
    if sum(entry.file_size for entry in entries) > LARGEST:
        raise _refused(path, "holds more than 200 MB")
    if MANIFEST_FILE not in seen:
        raise _refused(path, f"has no {MANIFEST_FILE}")


def _unpacked(path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as stream:
        content = stream.read(entry.file_size + 1)  # what the archive says of its sizes may be wrong
    if len(content) != entry.file_size:
        raise _refused(path, f"holds “{entry.filename}” with another size than it says")
    return content


def _checked_manifest(path: Path, contents: dict[str, bytes]) -> Manifest:
    """The manifest, after it and every file were found to be what was exported."""
    with tempfile.TemporaryDirectory(prefix="fashion-gui-") as temporary:
        folder = Path(temporary) / path.stem  # errors name the folder
        folder.mkdir()
        (folder / MANIFEST_FILE).write_bytes(contents[MANIFEST_FILE])
        manifest = read_manifest(folder)
    if manifest.class_names != CLASS_NAMES:
        raise _refused(path, "knows other classes than this program")
    brought = MODEL_FILES & set(contents)
    for name in sorted(brought | set(manifest.files)):
        if name not in brought:
            raise _refused(path, f"lacks “{name[:80]}”")
        if hashlib.sha256(contents[name]).hexdigest() != manifest.files.get(name):
            raise _refused(path, f"is damaged: “{name}” is not what was exported")
    if GOLDEN_FILE not in brought or not StoredModel(path, manifest).precisions:
        raise _refused(path, f"lacks a network, or {GOLDEN_FILE} to check it by")
    for name in brought:
        if name.endswith(".npz"):
            _check_arrays(path, name, contents[name])
    return manifest


def _check_arrays(path: Path, name: str, content: bytes) -> None:
    """Refuse arrays that would need a pickle, or are far larger than they look."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as inner:
            size = sum(entry.file_size for entry in inner.infolist())
        if size > LARGEST:
            raise _refused(path, f"holds “{name}”, which unpacks to more than 200 MB")
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            kinds = {arrays[key].dtype.kind for key in arrays.files}
    except (ValueError, OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise _refused(path, f"holds “{name}”, which is more than plain arrays") from error
    if not kinds <= set("fiu"):
        raise _refused(path, f"holds “{name}”, which is more than plain numbers")


def _free_name(name: str, store: ModelStore) -> str:
    """The name, told from those of other models by a number."""
    name = _fitting(" ".join(name.split()))
    taken = {model.name for model in store.survey(check_files=False).models}
    number = 2
    free = name
    while free in taken:
        free, number = _fitting(name, f" ({number})"), number + 1
    return free


def _fitting(name: str, end: str = "") -> str:
    """The name with that end, shortened where that would be too long."""
    room = LONGEST_NAME - len(end)
    return f"{name}{end}" if len(name) <= room else f"{name[: room - 1].rstrip()}…{end}"


def _refused(path: Path, why: str) -> ModelError:
    return ModelError(f"“{path.name}” was not imported: it {why}.", _GET_IT)
