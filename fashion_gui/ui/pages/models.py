"""The Models page: the store as a table, and what can be done with a model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPalette, QShowEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout, QWidget

from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.page import Page
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import ActionButton, Card, action, label, row

if TYPE_CHECKING:
    from fashion_gui.core.model_rows import ModelRow
    from fashion_gui.ui.models_table import Checks

_FILTER = "Exported models (*.zip)"


class ModelsPage(Page):
    """The store, with the selected model and what answers below; and the benchmarks. Built when first shown.

    Attributes:
        table: ModelsTable; view: QTableView on it.
        details, answering: the parts below it, see there.
        answering_speed, training_speed: BenchmarkViews; tabs: the ViewTabs that hold all of these.
        job, measuring: what is under way for a model, and for a benchmark.
        notices: JobRows: what was deleted and can be brought back.

    Signals:
        built: the parts are there now; appeared: the page is shown (again).
        model_chosen: id of the selected model, or empty.
        rename_wanted: id, new name.
        activate_wanted, int8_wanted: id.
        delete_wanted: id, name.
        export_wanted: id, Path of the zip.
        import_wanted: Path of the zip.
    """

    name = "models"
    title = "Models"
    icon = "models"
    hint = "Choose which model answers; keep, share and check models"

    built = Signal()
    appeared = Signal()
    model_chosen = Signal(str)
    rename_wanted = Signal(str, str)
    activate_wanted = Signal(str)
    int8_wanted = Signal(str)
    delete_wanted = Signal(str, str)
    export_wanted = Signal(str, object)
    import_wanted = Signal(object)

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._artwork = artwork
        self.is_built = False
        self._chosen = ""
        self._making = ""
        self._checks: Checks = {}
        self.folder = ""

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if not self.is_built:
            self.is_built = True
            self._build()
            self.built.emit()
        self.appeared.emit()

    def _build(self) -> None:
        from fashion_gui.ui.models_table import ModelsTable
        from fashion_gui.ui.pages.models_benchmark import INFERENCE, TRAINING, BenchmarkView
        from fashion_gui.ui.widgets.answering_card import AnsweringCard
        from fashion_gui.ui.widgets.job_rows import JobRows
        from fashion_gui.ui.widgets.job_strip import JobStrip
        from fashion_gui.ui.widgets.model_details import ModelDetails
        from fashion_gui.ui.widgets.models_view import ModelsView
        from fashion_gui.ui.widgets.view_tabs import ViewTabs

        self.table = ModelsTable(self._tick)
        self.view = ModelsView(self.table)
        self.details = ModelDetails(self._artwork)
        self.answering = AnsweringCard()
        self.job = JobStrip(self._artwork)
        self.measuring = JobStrip(self._artwork, "Ctrl+Shift+.")
        self.answering_speed = BenchmarkView(INFERENCE, self._artwork)
        self.training_speed = BenchmarkView(TRAINING, self._artwork)
        self.notices = JobRows(self._artwork, "Deleted models")
        bring = action(self, "Import…", "Take in a model that was exported", "Ctrl+I", self._ask_import)
        card = Card()
        card.body.setContentsMargins(GAP, GAP, GAP, GAP)
        card.body.addWidget(self.view)
        below = row(spacing=GAP + 4)
        below.addWidget(self.details, 3)
        below.addWidget(self.answering, 2)
        self._store = QWidget()
        inside = QVBoxLayout(self._store)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GAP + 4)
        inside.addWidget(card, 1)
        inside.addLayout(below)
        self.tabs = ViewTabs()
        for title, hint, view in (
            ("Store", "All models, and what can be done with them", self._store),
            ("Speed of answers", "Keras against OpenVINO on this machine", self.answering_speed),
            ("Speed of training", "Without ITEX and with it on this machine", self.training_speed),
        ):
            self.tabs.add(title, hint, view)
        self.tabs.cover(self._store, "One moment … Looking at every file of the models.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GAP, 2 * GAP - 4, 2 * GAP, 2 * GAP)
        layout.setSpacing(GAP + 4)
        layout.addLayout(row(label(self.title, "title"), 1, ActionButton(bring, self._artwork, "import")))
        layout.addWidget(self.notices)
        layout.addWidget(self.job)
        layout.addWidget(self.measuring)
        layout.addWidget(self.tabs, 1)
        self.table.name_typed.connect(self.rename_wanted)
        self.view.row_chosen.connect(self._take_chosen)
        self.view.row_opened.connect(self._ask_activation)
        self.details.activate_wanted.connect(self._ask_activation)
        self.details.rename_wanted.connect(self.view.edit_name)
        self.details.export_wanted.connect(self._ask_export)
        self.details.int8_wanted.connect(self._ask_int8)
        self.details.delete_wanted.connect(self._ask_deletion)

    def main_part(self) -> QWidget:
        return self.view if self.is_built else self

    # What is shown

    def show_rows(self, rows: tuple[ModelRow, ...]) -> None:
        """The models of the store; the selected one stays selected, else it is the one in use."""
        self.tabs.uncover(self._store)
        self.table.show_rows(rows)
        place = self.table.place(self._chosen)
        if place < 0:
            place = next((self.table.place(row.id) for row in rows if row.active), 0)
        self.view.choose(place)
        self._show_details()

    def choose(self, model_id: str) -> None:
        """Select a model, now or once it is listed."""
        self._chosen = model_id
        place = self.table.place(model_id)
        if place >= 0:
            self.view.choose(place)

    def chosen(self) -> ModelRow | None:
        """The selected model."""
        place = self.table.place(self._chosen)
        return self.table.row(place) if place >= 0 else None

    def show_checks(self, checks: Checks, precision: str) -> None:
        """What is known of each model on the device in use; `precision` is the one in use."""
        self._checks = checks
        self.table.show_checks(checks, precision)
        self._show_details()

    def show_making(self, model_id: str) -> None:
        """INT8 weights of this model are being made; empty: of none."""
        self._making = model_id
        self._show_details()

    def show_deleted(self, model_id: str, name: str, restore: Callable[[str], object]) -> None:
        """A model is in the trash; `restore` is called with its id if it shall come back."""
        from fashion_gui.ui.widgets.job_rows import Offer

        def undo() -> None:
            self.notices.remove(model_id)
            restore(model_id)

        self.notices.put(
            model_id,
            "notice",
            f"{name} was deleted",
            "It stays in the trash for 30 days.",
            (
                Offer("Undo", "Bring it back", "Ctrl+Shift+Z", undo),
                Offer("Dismiss", "Put this away", "Ctrl+Shift+X", lambda: self.notices.remove(model_id)),
            ),
        )

    # Inside

    def _tick(self) -> QIcon:
        return self._artwork.icon("done", QApplication.palette().color(QPalette.ColorRole.Accent))

    def _show_details(self) -> None:
        chosen = self.chosen()
        checks = self._checks.get(chosen.id, ()) if chosen else ()
        self.details.show_model(chosen, checks, making=bool(chosen and chosen.id == self._making))

    @Slot(int)
    def _take_chosen(self, place: int) -> None:
        self._chosen = self.table.row(place).id
        self._show_details()
        self.model_chosen.emit(self._chosen)

    @Slot()
    def _ask_activation(self) -> None:
        chosen = self.chosen()
        if chosen and not chosen.problem and not chosen.active:
            self.activate_wanted.emit(chosen.id)

    @Slot()
    def _ask_int8(self) -> None:
        self.int8_wanted.emit(self._chosen)

    @Slot()
    def _ask_deletion(self) -> None:
        chosen = self.chosen()
        if chosen and not chosen.bundled:
            self.delete_wanted.emit(chosen.id, chosen.name)

    @Slot()
    def _ask_export(self) -> None:
        chosen = self.chosen()
        if chosen is None:
            return
        dialog = QFileDialog(self, "Export", str(Path(self.folder) / f"{chosen.id}.zip"), _FILTER)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        _open(dialog, lambda name: self.export_wanted.emit(chosen.id, Path(name)))

    @Slot()
    def _ask_import(self) -> None:
        dialog = QFileDialog(self, "Import a model", self.folder, f"{_FILTER};;All files (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        _open(dialog, lambda name: self.import_wanted.emit(Path(name)))


def _open(dialog: QFileDialog, take: Callable[[str], object]) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(take)
    dialog.open()
