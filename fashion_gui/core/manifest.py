"""What is written about a model: how it was made, what it reaches, and the hash of every file.

The manifest seals itself: `seal` is the SHA-256 of the very bytes of the file with the seal left empty,
so that a flipped byte is noticed in the manifest as well as in the files it names.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec

from fashion_gui.core.errors import ModelError
from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.prediction import DEFAULT_THRESHOLD
from fashion_gui.core.whole_files import write_whole

SCHEMA = 1
"""Version of the manifest's form; a higher one was written by a newer program."""

MANIFEST_FILE = "manifest.json"

_LARGEST = 16 * 1024 * 1024
_RETRAIN = "Choose another model, or train or import this one again."


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """How a model was made and what belongs to it.

    Attributes:
        id: name of its folder; given when it is published.
        name: what people call it; may be changed.
        created: UTC, ISO 8601; given when it is published.
        settings: every setting of the recipe as it was used.
        history: one dict of figures an epoch.
        metrics: figures from 0 to 1 by name: `test_accuracy`, `validation_accuracy`, `ece`, …
        timings: seconds by name.
        temperature: divisor of the logits that calibrates the softmax (it is inside the IR already).
        photo_temperature: divides the logarithms of the IR's probabilities where the picture is a photo.
        threshold: calibrated probability under which the answer is "not sure".
        least_familiarity: nats (see `familiarity`) under which the answer to a photo is "not sure"; 0 where
            that tells nothing.
        parameters: number of trained weights.
        versions: packages by name, and the system.
        data_checksums: MD5 of the data files by name.
        held_out: part K/N of the people whose photos were only asked about; empty without photos.
        files: SHA-256 by file name; filled in when it is published.
    """

    recipe: str
    name: str = ""
    id: str = ""
    created: str = ""
    settings: dict[str, Any] = {}
    seed: int = 0
    parameters: int = 0
    temperature: float = 1.0
    photo_temperature: float = 1.0
    threshold: float = DEFAULT_THRESHOLD
    least_familiarity: float = 0.0
    class_names: tuple[str, ...] = CLASS_NAMES
    metrics: dict[str, Any] = {}
    history: list[dict[str, Any]] = []
    timings: dict[str, float] = {}
    versions: dict[str, str] = {}
    data_checksums: dict[str, str] = {}
    held_out: str = ""
    notes: str = ""
    files: dict[str, str] = {}
    schema: int = SCHEMA
    seal: str = ""

    @property
    def accuracy(self) -> float | None:
        """Share of the 10,000 test images that are right, 0–1; None where it was never measured."""
        value = self.metrics.get("test_accuracy")
        return float(value) if isinstance(value, int | float) else None


class _Header(msgspec.Struct):
    """The part of a manifest that every version of the program understands."""

    schema: int
    seal: str


def write_manifest(folder: Path, manifest: Manifest) -> Manifest:
    """Seal the manifest and write it whole into the model's folder; returns it as written.

    Raises:
        StorageError: if it can't be written; an earlier one is untouched.
    """
    seal = hashlib.sha256(_encode(msgspec.structs.replace(manifest, seal=""))).hexdigest()
    sealed = msgspec.structs.replace(manifest, seal=seal)
    with write_whole(folder / MANIFEST_FILE) as stream:
        stream.write(_encode(sealed))
    return sealed


def read_manifest(folder: Path) -> Manifest:
    """Read and check the manifest of a model's folder.

    Raises:
        ModelError: if it is missing, damaged or made by a newer version of the program.
    """
    path = folder / MANIFEST_FILE
    try:
        with path.open("rb") as stream:
            raw = stream.read(_LARGEST + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ModelError(
            f"The model “{folder.name}” has no readable {path.name}: {reason}.", _RETRAIN
        ) from error
    damaged = ModelError(
        f"The model “{folder.name}” is damaged: {path.name} is not what was written.", _RETRAIN
    )
    try:
        header = msgspec.json.decode(raw, type=_Header)
        if hashlib.sha256(raw.replace(header.seal.encode(), b"", 1)).hexdigest() != header.seal:
            raise damaged
        if header.schema > SCHEMA:
            raise ModelError(
                f"The model “{folder.name}” was made by a newer version of this program.",
                "Update the program, or choose another model.",
            )
        return msgspec.json.decode(raw, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise damaged from error


def _encode(manifest: Manifest) -> bytes:
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1)
