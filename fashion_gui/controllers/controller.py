"""What the program asks of a controller, and what it gives it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from fashion_gui.core.errors import FashionGuiError, PictureError

if TYPE_CHECKING:
    from fashion_gui.core.stored_model import StoredModel
    from fashion_gui.services.classification import Classification, ModelChoice
    from fashion_gui.services.examples import Examples
    from fashion_gui.services.model_manager import ModelManager
    from fashion_gui.settings import SettingsStore
    from fashion_gui.ui.artwork import Artwork
    from fashion_gui.ui.page import Page


class Program:
    """What all pages share. Each service is made when it is first needed: the window is up sooner so."""

    def __init__(self, artwork: Artwork, settings: SettingsStore) -> None:
        self.artwork = artwork
        self.settings = settings

    @cached_property
    def classification(self) -> Classification:
        """Recognises one photo at a time; loads its model first, so what is asked at once waits for it."""
        from fashion_gui.services.classification import Classification
        from fashion_gui.services.model_loading import load_model

        classification = Classification(load_model)
        classification.use_model(self.model_choice())
        return classification

    @cached_property
    def models(self) -> ModelManager:
        """Trains, converts, measures, and keeps the store of models."""
        from fashion_gui.services.classification import ModelChoice
        from fashion_gui.services.model_loading import load_model, open_store
        from fashion_gui.services.model_manager import ModelManager

        return ModelManager(open_store, lambda model: load_model(ModelChoice(model)))

    @cached_property
    def examples(self) -> Examples:
        """Files, corrects and exports the user's own examples."""
        from fashion_gui.services.examples import Examples

        return Examples()

    def model_choice(self) -> ModelChoice:
        """The model in use, on the device and in the precision that the person chose."""
        from fashion_gui.services.classification import ModelChoice

        return ModelChoice(None, self.settings.current.device, self.settings.current.precision)

    def answer_with(self, model: StoredModel) -> None:
        """Let the model that was made the active one answer, in the chosen precision if it has that."""
        from dataclasses import replace

        choice = self.model_choice()
        if choice.precision not in model.precisions:
            choice = replace(choice, precision="fp16")
        self.classification.use_model(choice)

    def close(self) -> None:
        """Stop the services that were made, and wait for them."""
        for service in ("models", "classification", "examples"):
            if service in self.__dict__:
                getattr(self, service).close()


class Controller(QObject):
    """Wires one page to the services it needs.

    Attributes:
        page: what is put on the rail.

    Signals:
        problem_found: FashionGuiError that belongs into the message bar.
        problem_over: one of these that matters no longer.
        notice_given: a sentence that belongs into the message bar.
        undo_offered: a sentence about what was done, and what takes it back.
    """

    page: Page
    problem_found = Signal(object)
    problem_over = Signal(object)
    notice_given = Signal(str)
    undo_offered = Signal(str, object)

    def __init__(self, program: Program, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.program = program

    def start(self) -> None:
        """The window is up; what takes time may begin."""

    def take_settings(self) -> None:
        """The preferences have changed."""

    def close(self) -> None:
        """Stop all that runs, and wait for it."""

    def report(self, error: FashionGuiError) -> None:
        """Put an error into the message bar."""
        self.problem_found.emit(error)

    @Slot(str, str)
    def report_unusable(self, problem: str, advice: str) -> None:
        """What was dropped or pasted holds no picture."""
        self.report(PictureError(problem, advice))

    @Slot(str)
    def remember_folder(self, folder: str) -> None:
        """File dialogs of all pages start there from now on."""
        self.program.settings.change(folder=folder)
