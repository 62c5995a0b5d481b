"""Builds the window and what works behind it, wires them, and runs."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from fashion_gui import __version__, paths
from fashion_gui.controllers.classify import ClassifyController
from fashion_gui.controllers.controller import Controller, Program
from fashion_gui.core.errors import FashionGuiError
from fashion_gui.services.unfinished import end_process
from fashion_gui.settings import SettingsStore
from fashion_gui.ui import style
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.main_window import MainWindow


def _camera(program: Program, parent: QObject) -> Controller:
    from fashion_gui.controllers.camera import CameraController

    return CameraController(program, parent)


def _teach(program: Program, parent: QObject) -> Controller:
    from fashion_gui.controllers.teach import TeachController

    return TeachController(program, parent)


def _train(program: Program, parent: QObject) -> Controller:
    from fashion_gui.controllers.training import TrainController

    return TrainController(program, parent)


def _evaluate(program: Program, parent: QObject) -> Controller:
    from fashion_gui.controllers.evaluation import EvaluateController

    return EvaluateController(program, parent)


def _models(program: Program, parent: QObject) -> Controller:
    from fashion_gui.controllers.models import ModelsController

    return ModelsController(program, parent)


LATER_PAGES: tuple[Callable[[Program, QObject], Controller], ...] = (
    _camera,
    _teach,
    _train,
    _evaluate,
    _models,
)
"""Behind the Classify page on the rail, in this order; a new page is one more here.

They are made when the window is up, and import then what they need.
"""


def run(pictures: Sequence[Path] = (), place: BinaryIO | None = None) -> int:
    """Show the window, with some pictures if named, until it is closed; returns the exit status.

    Args:
        place: the lock of `one_window`, if this is the window that other starts hand their pictures to.
    """
    window = build(pictures)

    def heed_the_outside() -> None:
        from fashion_gui.services.interrupts import Interrupts

        Interrupts(window).received.connect(window.close)
        if place is not None:
            _take_other_starts(window, place)
        if sys.platform == "darwin":
            from fashion_gui.services.handover import OpenedFiles

            opened = OpenedFiles(window)
            opened.pictures_brought.connect(window.take_pictures)
            QApplication.instance().installEventFilter(opened)

    window.came_up.connect(heed_the_outside)
    window.show()
    return end_process(QApplication.exec())


def _take_other_starts(window: MainWindow, place: BinaryIO) -> None:
    from fashion_gui.services.handover import Handover

    handover = Handover(paths.home_dir(), window)
    if not handover.listening:
        place.close()  # better another window than one that can't be reached
        return
    handover.pictures_brought.connect(window.take_pictures)
    window.closed.connect(handover.close)


def build(pictures: Sequence[Path] = (), settings: SettingsStore | None = None) -> MainWindow:
    """The whole program behind its window, not shown yet; closing the window stops all of it.

    Work begins when the window is up: the model is loaded, then `pictures` are recognised.
    """
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication([sys.argv[0], "-style", "Fusion"])
    application.setApplicationName("fashion-gui")
    application.setApplicationDisplayName("Fashion GUI")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("fashion-gui")
    store = SettingsStore(paths.settings_file()) if settings is None else settings
    artwork = Artwork(paths.resources_dir())
    scheme = style.colours(application, store.current.appearance)
    application.setPalette(style.palette(scheme))
    window = MainWindow(artwork)
    _Wiring(window, Program(artwork, store), tuple(pictures))
    style.apply(application, scheme, artwork.style_sheet())  # once, for all widgets together
    return window


class _Wiring(QObject):
    """Connects window, pages and services; lives as long as the window."""

    def __init__(self, window: MainWindow, program: Program, pictures: tuple[Path, ...]) -> None:
        super().__init__(window)
        self._window = window
        self._program = program
        self._pictures = pictures
        self._closed = False
        self._controllers: list[Controller] = []
        self._classify = ClassifyController(program, self)
        self._add(self._classify)
        current = program.settings.current
        if current.page not in ("", self._classify.page.name):
            self._add_later_pages()  # at once, as one of them is shown first
        window.resize(current.width, current.height)
        if current.maximised:
            window.setWindowState(window.windowState() | window.windowState().WindowMaximized)
        window.show_page(current.page)
        window.page_shown.connect(self._take_page)
        window.came_up.connect(self._start)
        window.settings_wanted.connect(self._show_settings)
        window.pictures_brought.connect(self._take_pictures)
        window.closed.connect(self._close)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.styleHints().colorSchemeChanged.connect(self._dress)
            application.aboutToQuit.connect(self._close)

    def _add(self, controller: Controller) -> None:
        self._controllers.append(controller)
        self._window.add_page(controller.page)
        controller.problem_found.connect(self._take_problem)
        controller.problem_over.connect(self._take_problem_over)
        controller.notice_given.connect(self._window.show_notice)
        controller.undo_offered.connect(self._window.show_undo)

    def _add_later_pages(self) -> None:
        for make in LATER_PAGES[len(self._controllers) - 1 :]:
            self._add(make(self._program, self))

    @Slot()
    def _start(self) -> None:
        gc.freeze()  # what the start made stays for good: never look through it again
        gc.enable()  # quick_start.py switched it off
        sys.excepthook = self._take_defect
        QApplication.setWindowIcon(self._program.artwork.window_icon())
        self._classify.start()  # the model loads while the other pages are made
        self._add_later_pages()
        for controller in self._controllers[1:]:
            controller.start()
        if self._pictures:
            self._take_pictures(self._pictures)

    @Slot(object)
    def _take_pictures(self, pictures: tuple[Path, ...]) -> None:
        self._window.show_page(self._classify.page.name)
        self._classify.take_paths(pictures)

    @Slot()
    def _close(self) -> None:
        if self._closed:
            return
        self._closed = True
        window = self._window
        self._program.settings.change(
            width=window.normalGeometry().width() or window.width(),
            height=window.normalGeometry().height() or window.height(),
            maximised=window.isMaximized(),
        )
        try:
            self._program.settings.save()
        except FashionGuiError as error:
            import logging  # only here: it would make every start slower

            logging.getLogger(__name__).warning("%s", error)
        for controller in self._controllers:
            controller.close()
        self._program.close()
        sys.excepthook = sys.__excepthook__

    @Slot()
    def _dress(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            scheme = style.colours(application, self._program.settings.current.appearance)
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

    @Slot(object)
    def _take_problem_over(self, error: FashionGuiError) -> None:
        self._window.message_bar.retract(error.problem, error.advice)

    def _take_defect(
        self, kind: type[BaseException], defect: BaseException, trace: TracebackType | None
    ) -> None:
        """A defect of our own in the GUI thread: told, not swallowed, and the window goes on."""
        sys.__excepthook__(kind, defect, trace)
        self._window.show_problem(
            f"Something unexpected went wrong: {kind.__name__}: {defect}.",
            "If it happens again, please report it with what is printed on the console.",
        )
