"""The store of models: one folder each, whole or not at all.

A model is put together in a temporary folder inside the store; its manifest, which names the hash of
every file, is written last, and then the folder is renamed. So no half-written model is ever seen,
and a program that dies leaves a good store behind. Names of temporary folders begin with a dot.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import msgspec

from fashion_gui.core.errors import ModelError
from fashion_gui.core.file_lock import exclusive
from fashion_gui.core.manifest import Manifest
from fashion_gui.core.model_folders import (
    forget_choice,
    hash_and_sync,
    model_folders,
    read_choice,
    sweep,
    write_choice,
)
from fashion_gui.core.model_writing import move_in, rewrite
from fashion_gui.core.stored_model import StoredModel, open_model
from fashion_gui.core.whole_files import storage_error, sync_folder

LONGEST_NAME = 80
"""Characters of what people call a model."""
_LOCK = ".lock"
_TRASH = ".trash"
_BUILD = ".build-"
_BUILD_LEFT_BEHIND = 24 * 3600.0
"""Seconds after which a temporary folder belongs to a program that died."""
_TRASH_KEPT = 30 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class DamagedModel:
    """A folder of the store that can't be used, and why, in words for people."""

    folder: Path
    error: ModelError


@dataclass(frozen=True, slots=True)
class Survey:
    """What lies in the store: the models that can be used, and the ones that can't."""

    models: tuple[StoredModel, ...]
    damaged: tuple[DamagedModel, ...]


class ModelStore:
    """The bundled models, which are read-only, and the user's own.

    It keeps nothing in memory, so several threads and programs may use one store at the same time.
    """

    def __init__(self, user_dir: Path, bundled_dir: Path) -> None:
        self.user_dir = user_dir
        self.bundled_dir = bundled_dir

    # Looking

    def survey(self, *, check_files: bool = True) -> Survey:
        """Every model there is, own ones first, newest first, and the damaged ones with the reason.

        Args:
            check_files: also check the hash of every file, not only the manifests.
        """
        models, damaged = [], []
        for root in (self.user_dir, self.bundled_dir):
            for folder in model_folders(root):
                try:
                    model = open_model(folder, bundled=root is self.bundled_dir)
                    if check_files:
                        model.check()
                    models.append(model)
                except ModelError as error:
                    damaged.append(DamagedModel(folder, error))
        models.sort(key=lambda model: (not model.bundled, model.manifest.created), reverse=True)
        return Survey(tuple(models), tuple(damaged))

    def models(self) -> list[StoredModel]:
        """Every model whose files are all whole; `survey` tells about the others, too."""
        return list(self.survey().models)

    def get(self, model_id: str) -> StoredModel:
        """The model of that id; its files are checked as they are read.

        Raises:
            ModelError: if there is none, or its manifest is damaged.
        """
        for root in (self.user_dir, self.bundled_dir):
            if root / model_id in model_folders(root):
                return open_model(root / model_id, bundled=root is self.bundled_dir)
        known = ", ".join(model.id for model in self.survey(check_files=False).models) or "none"
        raise ModelError(f"There is no model “{model_id}”.", f"There are: {known}.")

    # The model in use

    def active(self) -> StoredModel:
        """The model in use: the chosen one, or a bundled one with a `note` that says why.

        Its IR was checked; other files are when they are read.

        Raises:
            ModelError: if neither the chosen nor any bundled model is whole.
        """
        try:
            chosen = read_choice(self.user_dir)
            if chosen is None:
                return self.fallback()
            model = self.get(chosen)
            model.check_ir()
        except ModelError as error:
            return self.fallback(error)
        return model

    def fallback(self, because: ModelError | None = None) -> StoredModel:
        """The bundled model that answers when no other was chosen, or the chosen one can't be used.

        Raises:
            ModelError: `because`, or what is wrong with the bundled models, if none of them is whole.
        """
        named, why_not = None, because
        with contextlib.suppress(ModelError):
            named = read_choice(self.bundled_dir)
        for folder in sorted(model_folders(self.bundled_dir), key=lambda folder: folder.name != named):
            try:
                model = open_model(folder, bundled=True)
                model.check_ir()
            except ModelError as error:
                why_not = why_not or error
                continue
            return replace(
                model, note=f"{because.problem} “{model.name}” answers instead." if because else ""
            )
        raise why_not or ModelError(
            f"There is no model in “{self.bundled_dir}”.", "Train one, or install the program again."
        )

    def activate(self, model_id: str) -> StoredModel:
        """Make a model the one in use, after checking all its files.

        Raises:
            ModelError: if there is none of that id, or it is damaged; the one in use stays.
            StorageError: if the choice can't be written down.
        """
        model = self.get(model_id)
        model.check()
        write_choice(self.user_dir, model_id)
        return model

    # Adding

    @contextlib.contextmanager
    def build_folder(self) -> Iterator[Path]:
        """A temporary folder inside the store to put a model together in; gone afterwards unless published.

        Raises:
            StorageError: if the store can't be written to.
        """
        folder = self.user_dir / f"{_BUILD}{secrets.token_hex(8)}"
        try:
            folder.mkdir(parents=True)
            sweep(self.user_dir, _BUILD, _BUILD_LEFT_BEHIND)
        except OSError as error:
            raise storage_error(self.user_dir, error) from error
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def publish(self, build_folder: Path, manifest: Manifest) -> StoredModel:
        """Make a model of the files in `build_folder`: hash them, write the manifest, rename the folder.

        `id`, `created`, `files` and, where empty, `name` of the manifest are filled in here.

        Args:
            build_folder: from `build_folder()` of this store; flat, with plain files only.

        Raises:
            StorageError: if it can't be written; nothing is then seen in the store.
        """
        created = datetime.now(timezone.utc)
        try:
            files = {path.name: hash_and_sync(path) for path in sorted(build_folder.iterdir())}
            manifest = msgspec.structs.replace(
                manifest, created=created.isoformat(timespec="seconds"), files=files
            )
            model_id = move_in(build_folder, self.user_dir, manifest, created, self._taken)
            sync_folder(self.user_dir)
        except OSError as error:
            raise storage_error(self.user_dir, error) from error
        return self.get(model_id)

    def extend(self, model_id: str, files: Mapping[str, Path | bytes], **changes: Any) -> StoredModel:
        """Add files to a model, or replace such as can be made again, and change fields of its manifest.

        A program that dies in between leaves a whole model, which may lack files that were to be replaced.

        Args:
            files: contents, or the path of a file to copy, by file name.
            changes: new values of fields of the manifest; a dict is merged into the old one.

        Raises:
            ModelError: if the model is bundled, gone or damaged, or a file is part of what it consists of.
            StorageError: if it can't be written.
        """
        folder = self._own_folder(model_id)
        try:
            contents = {name: s if isinstance(s, bytes) else s.read_bytes() for name, s in files.items()}
        except OSError as error:
            raise storage_error(folder, error) from error
        with exclusive(self.user_dir / _LOCK):
            rewrite(folder, contents, changes)
        return self.get(model_id)

    def rename(self, model_id: str, name: str) -> StoredModel:
        """Give one of the user's models another name; its id stays.

        Raises:
            ModelError: if it is bundled, gone or damaged, or the name is empty.
            StorageError: if it can't be written.
        """
        name = " ".join(name.split())[:LONGEST_NAME]
        if not name:
            raise ModelError("A model needs a name.", "Type at least one letter.")
        return self.extend(model_id, {}, name=name)

    # Removing

    def delete(self, model_id: str) -> None:
        """Move one of the user's models to the store's trash; `restore` brings it back within 30 days.

        Damaged models can be deleted, too. If it was the one in use, a bundled one is from now on.

        Raises:
            ModelError: if it is bundled or gone.
            StorageError: if the store can't be written to.
        """
        folder = self._own_folder(model_id)
        trash = self.user_dir / _TRASH
        with exclusive(self.user_dir / _LOCK):
            try:
                trash.mkdir(exist_ok=True)
                sweep(trash, "", _TRASH_KEPT)
                os.utime(folder)  # the trash is emptied by age
                folder.rename(trash / model_id)
                sync_folder(self.user_dir)
                forget_choice(self.user_dir, model_id)
            except OSError as error:
                raise storage_error(folder, error) from error

    def restore(self, model_id: str, *, in_use: bool = False) -> StoredModel:
        """Bring a deleted model back.

        Args:
            in_use: it was the one in use, and is again unless another was chosen since.

        Raises:
            ModelError: if it is no longer in the trash, or was damaged already.
            StorageError: if the store can't be written to.
        """
        with exclusive(self.user_dir / _LOCK):
            try:
                (self.user_dir / _TRASH / model_id).rename(self.user_dir / model_id)
                sync_folder(self.user_dir)
            except FileNotFoundError as error:
                raise ModelError(
                    f"The model “{model_id}” is no longer in the trash.", "Train it again."
                ) from error
            except OSError as error:
                raise storage_error(self.user_dir, error) from error
        model = self.get(model_id)
        if in_use and read_choice(self.user_dir) is None:
            write_choice(self.user_dir, model_id)
        return model

    # Inside

    def _taken(self, model_id: str) -> bool:
        places = (self.user_dir, self.bundled_dir, self.user_dir / _TRASH)
        return any(os.path.lexists(place / model_id) for place in places)

    def _own_folder(self, model_id: str) -> Path:
        folder = self.user_dir / model_id
        if folder not in model_folders(self.user_dir):
            name = self.get(model_id).name
            raise ModelError(
                f"The model “{name}” ships with the program and can't be changed.", "Train your own."
            )
        return folder
