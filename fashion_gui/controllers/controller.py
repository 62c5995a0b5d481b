"""What the program asks of a controller, and what it gives it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from fashion_gui.core.errors import FashionGuiError
from fashion_gui.services.classification import Classification
from fashion_gui.services.model_manager import ModelManager
from fashion_gui.settings import SettingsStore
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.page import Page


@dataclass(frozen=True)
class Program:
    """What all pages share."""

    artwork: Artwork
    settings: SettingsStore
    classification: Classification
    models: ModelManager


class Controller(QObject):
    """Wires one page to the services it needs.

    Attributes:
        page: what is put on the rail.

    Signals:
        problem_found: FashionGuiError that belongs into the message bar.
        notice_given: a sentence that belongs into the message bar.
    """

    page: Page
    problem_found = Signal(object)
    notice_given = Signal(str)

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
