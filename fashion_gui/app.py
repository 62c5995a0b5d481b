"""Builds the window and what works behind it, wires them, and runs."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from fashion_gui import __version__, paths
from fashion_gui.controllers.classify import ClassifyController
from fashion_gui.controllers.controller import Controller, Program
from fashion_gui.controllers.training import TrainController
from fashion_gui.core.errors import FashionGuiError
from fashion_gui.services.classification import Classification, ModelChoice
from fashion_gui.services.model_manager import ModelManager
from fashion_gui.settings import SettingsStore
from fashion_gui.ui import style
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.main_window import MainWindow

if TYPE_CHECKING:
    from fashion_gui.core.model_store import ModelStore
    from fashion_gui.inference.classifier import Classifier

LOG = logging.getLogger(__name__)

CONTROLLERS: tuple[type[Controller], ...] = (ClassifyController, TrainController)
"""The pages of the rail, in their order; a new page is one more controller here."""


def run(pictures: Sequence[Path] = ()) -> int:
    """Show the window, with some pictures if named, until it is closed; returns the exit status."""
    window = build(pictures)
    window.show()
    return QApplication.exec()


def build(pictures: Sequence[Path] = (), settings: SettingsStore | None = None) -> MainWindow:
    """The whole program behind its window, not shown yet; closing the window stops all of it.

    Work begins when the window is up: the model is loaded, then `pictures` are recognised.
    """
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    application.setApplicationName("fashion-gui")
    application.setApplicationDisplayName("Fashion GUI")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("fashion-gui")
    application.setStyle("Fusion")
    store = SettingsStore(paths.settings_file()) if settings is None else settings
    artwork = Artwork(paths.resources_dir())
    scheme = style.colours(store.current.appearance)
    application.setPalette(style.palette(scheme))
    window = MainWindow(artwork)
    models = ModelManager(open_store, lambda model: load_model(ModelChoice(model)))
    program = Program(artwork, store, Classification(load_model), models)
    _Wiring(window, program, tuple(pictures))
    style.apply(application, scheme, artwork.style_sheet())  # once, for all widgets together
    return window


def load_model(choice: ModelChoice) -> Classifier:
    """Find a model in the store, compile and check it; imports what that needs, so not for the GUI thread.

    Raises:
        ModelError: if there is none, it is damaged, or it gives wrong answers here.
    """
    from fashion_gui.inference.classifier import Classifier

    store = open_store()
    stored = store.active() if choice.model is None else store.get(choice.model)
    return Classifier.load(stored, choice.device, choice.precision)


def open_store() -> ModelStore:
    """The user's models and the bundled ones."""
    from fashion_gui.core.model_store import ModelStore

    return ModelStore(paths.user_models_dir(), paths.bundled_models_dir())


class _Wiring(QObject):
    """Connects window, pages and services; lives as long as the window."""

    def __init__(self, window: MainWindow, program: Program, pictures: tuple[Path, ...]) -> None:
        super().__init__(window)
        self._window = window
        self._program = program
        self._pictures = pictures
        self._controllers = [controller(program, self) for controller in CONTROLLERS]
        for controller in self._controllers:
            window.add_page(controller.page)
            controller.problem_found.connect(self._take_problem)
            controller.notice_given.connect(window.show_notice)
        current = program.settings.current
        window.resize(current.width, current.height)
        if current.maximised:
            window.setWindowState(window.windowState() | window.windowState().WindowMaximized)
        window.show_page(current.page)
        window.page_shown.connect(self._take_page)
        window.came_up.connect(self._start)
        window.settings_wanted.connect(self._show_settings)
        window.closed.connect(self._close)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.styleHints().colorSchemeChanged.connect(self._dress)

    @Slot()
    def _start(self) -> None:
        sys.excepthook = self._take_defect
        QApplication.setWindowIcon(self._program.artwork.window_icon())
        self._program.classification.use_model(ModelChoice())
        for controller in self._controllers:
            controller.start()
            if self._pictures and isinstance(controller, ClassifyController):
                controller.take_paths(self._pictures)

    @Slot()
    def _close(self) -> None:
        window = self._window
        self._program.settings.change(
            width=window.normalGeometry().width() or window.width(),
            height=window.normalGeometry().height() or window.height(),
            maximised=window.isMaximized(),
        )
        try:
            self._program.settings.save()
        except FashionGuiError as error:
            LOG.warning("%s", error)
        for controller in self._controllers:
            controller.close()
        self._program.models.close()
        self._program.classification.close()
        sys.excepthook = sys.__excepthook__

    @Slot()
    def _dress(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            scheme = style.colours(self._program.settings.current.appearance)
            style.apply(application, scheme, self._program.artwork.style_sheet())

    @Slot()
    def _show_settings(self) -> None:
        from fashion_gui.ui.settings_dialog import SettingsDialog  # rarely needed

        current = self._program.settings.current
        dialog = SettingsDialog(current.threshold, current.appearance, self._window)
        dialog.threshold_changed.connect(self._take_threshold)
        dialog.appearance_changed.connect(self._take_appearance)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(float)
    def _take_threshold(self, threshold: float) -> None:
        self._program.settings.change(threshold=threshold)
        for controller in self._controllers:
            controller.take_settings()

    @Slot(str)
    def _take_appearance(self, appearance: str) -> None:
        self._program.settings.change(appearance=appearance)
        self._dress()

    @Slot(str)
    def _take_page(self, name: str) -> None:
        self._program.settings.change(page=name)

    @Slot(object)
    def _take_problem(self, error: FashionGuiError) -> None:
        self._window.show_problem(error.problem, error.advice)

    def _take_defect(
        self, kind: type[BaseException], defect: BaseException, trace: TracebackType | None
    ) -> None:
        """A defect of our own in the GUI thread: told, not swallowed, and the window goes on."""
        sys.__excepthook__(kind, defect, trace)
        self._window.show_problem(
            f"Something unexpected went wrong: {kind.__name__}: {defect}.",
            "If it happens again, please report it with what is printed on the console.",
        )
