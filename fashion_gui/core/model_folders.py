"""The folders of a store of models: finding them, naming new ones, hashing, clearing away."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import time
from datetime import datetime
from pathlib import Path

import msgspec

from fashion_gui.core.errors import ModelError, StorageError
from fashion_gui.core.whole_files import write_whole

_ACTIVE_FILE = "active.json"


def model_folders(root: Path) -> list[Path]:
    """Folders of models in `root`, sorted; none where `root` is not there or can't be read."""
    try:
        return sorted(
            path for path in root.iterdir() if not path.name.startswith((".", "_")) and path.is_dir()
        )
    except OSError:
        return []


def new_id(recipe: str, created: datetime) -> str:
    """Short, readable and most likely unique: `accurate-20261123-4f2a`."""
    slug = re.sub(r"[^a-z0-9]+", "-", recipe.lower()).strip("-")[:24] or "model"
    return f"{slug}-{created:%Y%m%d}-{secrets.token_hex(2)}"


def hash_and_sync(path: Path) -> str:
    """SHA-256 of a file, which is safely on the disk afterwards.

    Raises:
        StorageError: if it is a folder, a link or anything but a plain file.
        OSError: if it can't be read or synced.
    """
    if path.is_symlink() or not path.is_file():
        raise StorageError(f"“{path}” is not a plain file.", "Only plain files can be part of a model.")
    with path.open("rb+") as stream:
        digest = hashlib.sha256(stream.read()).hexdigest()
        os.fsync(stream.fileno())
    return digest


def sweep(root: Path, prefix: str, age: float) -> None:
    """Remove folders of `root` with that prefix that were last changed more than `age` seconds ago."""
    for folder in root.iterdir():
        if folder.name.startswith(prefix) and folder.is_dir() and time.time() - folder.stat().st_mtime > age:
            shutil.rmtree(folder, ignore_errors=True)


def read_choice(root: Path) -> str | None:
    """Id of the model chosen in `root`, or None where none was.

    Raises:
        ModelError: if the choice can't be read.
    """
    try:
        return msgspec.json.decode((root / _ACTIVE_FILE).read_bytes(), type=dict[str, str])["id"]
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, KeyError) as error:
        raise ModelError(
            "The file that names the model in use is damaged.", "Choose a model, and it is written anew."
        ) from error


def write_choice(root: Path, model_id: str) -> None:
    """Write down which model is chosen in `root`.

    Raises:
        StorageError: if it can't be written; the earlier choice stays.
    """
    with write_whole(root / _ACTIVE_FILE) as stream:
        stream.write(msgspec.json.encode({"id": model_id}))


def forget_choice(root: Path, model_id: str) -> None:
    """Withdraw the choice in `root` if it is this model, or can't be read."""
    try:
        chosen = read_choice(root)
    except ModelError:
        chosen = model_id
    if chosen == model_id:
        (root / _ACTIVE_FILE).unlink(missing_ok=True)
