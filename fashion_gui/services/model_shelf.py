"""What one does to the models of the store by hand; all of it happens in the model manager's thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fashion_gui.services.model_manager import ModelManager

if TYPE_CHECKING:
    from fashion_gui.core.model_rows import ModelRow, PrecisionCheck
    from fashion_gui.core.stored_model import StoredModel


class ModelShelf(QObject):
    """Lists, names, moves, checks; errors come as `ModelManager.failed`.

    Signals:
        listed: tuple of ModelRow.
        devices_found: full name by device.
        examined: id of a model, device, tuple of PrecisionCheck.
        activated: StoredModel, device, precision; it gave the right answers there.
        changed: nothing is left as it was listed.
        deleted: id and name of a model that can be brought back.
        restored: whether the model that was brought back had been the one in use.
        exported: Path of the file.
        imported: StoredModel.
    """

    listed = Signal(object)
    devices_found = Signal(object)
    examined = Signal(str, str, object)
    activated = Signal(object, str, str)
    changed = Signal()
    deleted = Signal(str, str)
    restored = Signal(bool)
    exported = Signal(object)
    imported = Signal(object)

    def __init__(self, manager: ModelManager, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._store = manager.store

    def list_models(self) -> None:
        """Read the store anew, every file; `listed` answers."""

        def look() -> tuple[ModelRow, ...]:
            from fashion_gui.core.model_rows import model_rows

            return model_rows(self._store())

        self._manager.ask(look, self.listed.emit)

    def find_devices(self) -> None:
        """Ask OpenVINO what it can compute on; `devices_found` answers."""

        def look() -> dict[str, str]:
            from fashion_gui.inference import devices

            return devices.devices()

        self._manager.ask(look, self.devices_found.emit)

    def examine(self, model_id: str, device: str) -> None:
        """Check and time each precision of a model on a device; `examined` answers."""

        def look() -> tuple[PrecisionCheck, ...]:
            from fashion_gui.core.errors import ModelError
            from fashion_gui.inference.examination import examine

            try:
                return examine(self._store().get(model_id), device)
            except ModelError:  # it was deleted meanwhile
                return ()

        self._manager.ask(look, lambda checks: self.examined.emit(model_id, device, checks))

    def activate(self, model_id: str, device: str, precision: str) -> None:
        """Make a model the one in use, if it gives the right answers; `activated` answers."""

        def activate() -> StoredModel:
            from fashion_gui.inference.classifier import Classifier

            store = self._store()
            Classifier.load(store.get(model_id), device, precision)
            return store.activate(model_id)

        self._manager.ask(activate, lambda model: self.activated.emit(model, device, precision))

    def rename(self, model_id: str, name: str) -> None:
        """Give one of the user's models another name; `changed` answers."""
        self._manager.ask(lambda: self._store().rename(model_id, name), lambda _: self.changed.emit())

    def delete(self, model_id: str, name: str) -> None:
        """Move one of the user's models to the trash; `deleted` answers."""
        self._manager.ask(lambda: self._store().delete(model_id), lambda _: self.deleted.emit(model_id, name))

    def restore(self, model_id: str, *, in_use: bool) -> None:
        """Bring a deleted model back, `in_use` if it was the one in use; `restored` answers."""
        self._manager.ask(
            lambda: self._store().restore(model_id, in_use=in_use), lambda _: self.restored.emit(in_use)
        )

    def export_model(self, model_id: str, path: Path) -> None:
        """Write a model as a zip; `exported` answers."""

        def export() -> Path:
            from fashion_gui.core.model_archive import export_model

            export_model(self._store().get(model_id), path)
            return path

        self._manager.ask(export, self.exported.emit)

    def import_model(self, path: Path) -> None:
        """Take a zip into the store; `imported` answers."""

        def bring() -> StoredModel:
            from fashion_gui.core.model_archive import import_model
            from fashion_gui.inference.acceptance import check_foreign

            return import_model(path, self._store(), check_foreign)

        self._manager.ask(bring, self.imported.emit)
