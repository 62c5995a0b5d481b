"""The window: a rail of pages, the page that is shown, and the message bar."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.page import Page
from fashion_gui.ui.widgets.rail import Rail

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QPaintEvent, QShowEvent

    from fashion_gui.ui.widgets.message_bar import MessageBar


class MainWindow(QMainWindow):
    """Holds pages and shows messages; knows nothing of what the pages do.

    Signals:
        came_up: the window has been painted for the first time.
        page_shown: name of the page.
        settings_wanted: the user asked for the settings.
        pictures_brought: tuple of Paths that came from outside the window.
        closed: the window is about to go; everything that runs must stop.
    """

    came_up = Signal()
    page_shown = Signal(str)
    settings_wanted = Signal()
    pictures_brought = Signal(object)
    closed = Signal()

    def __init__(self, artwork: Artwork) -> None:
        super().__init__()
        self.setWindowTitle("Fashion GUI")
        self.setMinimumSize(880, 560)
        self._is_up = False
        self._rail = Rail(artwork)
        self._pages = QStackedWidget()
        self._artwork = artwork
        self._right = QVBoxLayout()
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(0)
        self._right.addWidget(self._pages, 1)
        centre = QWidget()
        layout = QHBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._rail)
        layout.addLayout(self._right, 1)
        self.setCentralWidget(centre)
        self._rail.page_chosen.connect(self._show_index)
        self._rail.settings_wanted.connect(self.settings_wanted)

    @cached_property
    def message_bar(self) -> MessageBar:
        """Made for the first message; most windows never have one."""
        from fashion_gui.ui.widgets.message_bar import MessageBar

        bar = MessageBar(self._artwork)
        self._right.addWidget(bar)
        return bar

    def add_page(self, page: Page) -> None:
        """Append a page to the rail; the first one is shown."""
        self._pages.addWidget(page)
        self._rail.add_page(page)
        if self._pages.count() == 1:
            self._rail.show_chosen(0)

    def pages(self) -> list[Page]:
        """The pages in the order of the rail."""
        found = (self._pages.widget(index) for index in range(self._pages.count()))
        return [page for page in found if isinstance(page, Page)]

    def show_page(self, name: str) -> None:
        """Show the page of that name; an unknown name changes nothing."""
        for index, page in enumerate(self.pages()):
            if page.name == name:
                self._rail.show_chosen(index)

    @Slot(object)
    def take_pictures(self, pictures: tuple[Path, ...]) -> None:
        """Another start of the program brought pictures, or none: the window is wanted in any case."""
        state = self.windowState()
        self.setWindowState(state & ~state.WindowMinimized)
        self.raise_()
        self.activateWindow()
        if pictures:
            self.pictures_brought.emit(pictures)

    @Slot(str, str)
    def show_problem(self, problem: str, advice: str) -> None:
        """Say in the message bar what went wrong and what to do."""
        self.message_bar.show_problem(problem, advice)

    @Slot(str)
    def show_notice(self, text: str) -> None:
        """Say in the message bar that something was done."""
        self.message_bar.show_notice(text)

    @Slot(str, object)
    def show_undo(self, text: str, undo: Callable[[], object]) -> None:
        """Say in the message bar that something was done, with a button that takes it back."""
        self.message_bar.show_undo(text, undo)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        page = self._pages.currentWidget()
        if not self._is_up and page is not None:
            page.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if not self._is_up:
            self._is_up = True
            QTimer.singleShot(0, self.came_up.emit)  # when all that is inside has been painted, too

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self.hide()  # at once; what still runs is given its time behind the curtain
        self.closed.emit()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and "message_bar" in self.__dict__:
            self.message_bar.redraw()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab; and Qt itself, where the control that has the keyboard is disabled or hidden.

        Whatever is next then may be far away and do something else, so the page's main part gets it.
        """
        held, page = self.focusWidget(), self._pages.currentWidget()
        if held is not None and not _usable(held) and isinstance(page, Page):
            for part in (page.main_part(), page):
                if _usable(part):  # neither is while the page itself makes room for another
                    part.setFocus()
                    return True
        return super().focusNextPrevChild(forward)

    @Slot(int)
    def _show_index(self, index: int) -> None:
        self._pages.setCurrentIndex(index)
        page = self._pages.currentWidget()
        if isinstance(page, Page):
            self.page_shown.emit(page.name)


def _usable(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled()
