"""Writing the folder of a model so that whoever looks, at any moment, sees a whole one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from fashion_gui.core.errors import ModelError
from fashion_gui.core.manifest import Manifest, write_manifest
from fashion_gui.core.model_folders import new_id
from fashion_gui.core.stored_model import open_model, plain_name, replaceable
from fashion_gui.core.whole_files import write_whole


def move_in(
    build_folder: Path, root: Path, manifest: Manifest, created: datetime, taken: Callable[[str], bool]
) -> str:
    """Write the manifest and rename the folder to an id in `root` that nobody has; returns the id.

    Raises:
        OSError, StorageError: if that can't be done.
    """
    while True:
        model_id = new_id(manifest.recipe, created)
        if taken(model_id):
            continue
        name = manifest.name or model_id
        write_manifest(build_folder, msgspec.structs.replace(manifest, id=model_id, name=name))
        try:
            build_folder.rename(root / model_id)
        except OSError:
            if taken(model_id):  # another program took this id in the same moment
                continue
            raise
        return model_id


def rewrite(folder: Path, contents: Mapping[str, bytes], changes: Mapping[str, Any]) -> None:
    """Add or replace files of a model, and change fields of its manifest; a dict is merged into the old one.

    What is replaced is taken out of the manifest first, and the new manifest is written last: a program
    that dies in between leaves a whole model that lacks these files.

    Raises:
        ModelError: if the model is damaged, or a file can't be part of it or is what it consists of.
        StorageError: if it can't be written.
    """
    manifest = open_model(folder).manifest
    for name in contents:
        if not plain_name(name) or (name in manifest.files and not replaceable(name)):
            raise ModelError(
                f"{name} of the model “{manifest.id}” can't be replaced.", "Publish a new model."
            )
    kept = {name: digest for name, digest in manifest.files.items() if name not in contents}
    if len(kept) < len(manifest.files):
        manifest = write_manifest(folder, msgspec.structs.replace(manifest, files=kept))
    for name, data in contents.items():
        with write_whole(folder / name) as stream:
            stream.write(data)
    added = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
    merged = {
        field: {**getattr(manifest, field), **value} if isinstance(value, dict) else value
        for field, value in changes.items()
    }
    write_manifest(folder, msgspec.structs.replace(manifest, **merged, files={**kept, **added}))
