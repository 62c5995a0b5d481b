"""One model in the store: a folder whose files are only ever handed out after their hash was checked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from fashion_gui.core.errors import ModelError
from fashion_gui.core.manifest import MANIFEST_FILE, Manifest, read_manifest

IR_STEMS = {"fp16": "model", "fp32": "model-fp32", "int8": "model-int8"}
"""File name, without ending, of the OpenVINO IR of each precision (of its weights)."""

GOLDEN_FILE = "golden.npz"
WEIGHTS_FILE = "weights.npz"
EVALUATION_FILE = "evaluation.json"
LEARNT_PHOTOS_FILE = "learnt-photos.txt"

_KEEP = (".xml", ".bin", GOLDEN_FILE, WEIGHTS_FILE, LEARNT_PHOTOS_FILE)
"""What a model consists of; everything else about it can be made again."""


@dataclass(frozen=True, slots=True)
class StoredModel:
    """A model whose manifest was read and found whole.

    Attributes:
        bundled: it came with the program and is read-only.
        note: one sentence when this model stands in for the one that was chosen, else empty.
    """

    folder: Path
    manifest: Manifest
    bundled: bool = False
    note: str = ""

    @property
    def id(self) -> str:
        return self.manifest.id

    @property
    def name(self) -> str:
        return self.manifest.name or self.manifest.id

    @property
    def precisions(self) -> tuple[str, ...]:
        """Precisions of the weights there is an IR of, among `fp16`, `fp32` and `int8`."""
        files = self.manifest.files
        return tuple(p for p, stem in IR_STEMS.items() if f"{stem}.xml" in files and f"{stem}.bin" in files)

    @property
    def size(self) -> int:
        """Bytes on the disk; files that are gone count nothing."""
        paths = (self.folder / name for name in self.manifest.files)
        return sum(path.stat().st_size for path in paths if path.is_file())

    def read(self, name: str) -> bytes:
        """The contents of one of the model's files, after checking that they are what was written.

        Raises:
            ModelError: if the model has no such file, or it is gone or damaged.
        """
        expected = self.manifest.files.get(name)
        if expected is None:
            raise ModelError(f"The model “{self.id}” has no {name}.", "Choose another model.")
        try:
            contents = (self.folder / name).read_bytes()
        except OSError as error:
            raise self._damaged(name, f"can't be read ({error.strerror or error})") from error
        if hashlib.sha256(contents).hexdigest() != expected:
            raise self._damaged(name, "is not the file that was written")
        return contents

    def checked_path(self, name: str) -> Path:
        """Path of one of the model's files, for libraries that open files themselves.

        Raises:
            ModelError: as `read`.
        """
        self.read(name)
        return self.folder / name

    def ir(self, precision: str) -> tuple[bytes, bytes]:
        """The IR of a precision: its XML and its weights, both checked.

        Handed out as bytes so that what was checked is what gets compiled, and no file stays open.

        Raises:
            ModelError: if there is none, or it is damaged.
        """
        if precision not in self.precisions:
            there = ", ".join(self.precisions) or "none"
            raise ModelError(
                f"The model “{self.id}” has no IR of precision {precision} (it has: {there}).",
                "Choose another precision.",
            )
        stem = IR_STEMS[precision]
        return self.read(f"{stem}.xml"), self.read(f"{stem}.bin")

    def ir_paths(self, precision: str) -> tuple[Path, Path]:
        """Where the IR of a precision lies or would lie; neither looked at nor checked."""
        stem = IR_STEMS[precision]
        return self.folder / f"{stem}.xml", self.folder / f"{stem}.bin"

    def check_ir(self) -> None:
        """Check the hashes of every IR.

        Raises:
            ModelError: naming the first file that is gone or damaged, or if there is no IR at all.
        """
        for precision in self.precisions or ("fp16",):
            self.ir(precision)

    def check(self) -> None:
        """Check the hash of every file.

        Raises:
            ModelError: naming the first file that is gone or damaged.
        """
        for name in self.manifest.files:
            self.read(name)

    def _damaged(self, name: str, what: str) -> ModelError:
        cure = "Install the program again" if self.bundled else "Train or import it again"
        return ModelError(
            f"The model “{self.id}” is damaged: {name} {what}.", f"{cure}, or choose another model."
        )


def open_model(folder: Path, *, bundled: bool = False) -> StoredModel:
    """Read a model's manifest.

    Raises:
        ModelError: if it is missing, damaged, made by a newer version, or not the manifest of this folder.
    """
    manifest = read_manifest(folder)
    if manifest.id != folder.name or not all(plain_name(name) for name in manifest.files):
        raise ModelError(
            f"The folder “{folder.name}” holds the manifest of another model, “{manifest.id}”.",
            "Give the folder its old name back, or import the model again.",
        )
    return StoredModel(folder, manifest, bundled)


def replaceable(name: str) -> bool:
    """Whether a file of a model may be made anew: INT8 weights and evaluations, not what it consists of."""
    return name.startswith(f"{IR_STEMS['int8']}.") or not name.endswith(_KEEP)


def plain_name(name: str) -> bool:
    """Whether a file may be called so: inside the model's folder, visible, and not the manifest."""
    return bool(name) and not name.startswith(".") and name != MANIFEST_FILE and not set(name) & set("/\\:\0")
