"""Drives the real window as a person would, without one: drops, waits, screenshots."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from fashion_gui.app import build
from fashion_gui.benchmarks.waiting import PATIENCE_SECONDS, live, wait_for
from fashion_gui.core.prediction import Prediction
from fashion_gui.settings import SettingsStore
from fashion_gui.ui.pages.classify import ClassifyPage


class WindowDriver:
    """The whole program behind its window, on an invisible screen."""

    def __init__(self, home: Path, appearance: str = "light", size: tuple[int, int] = (1280, 800)) -> None:
        """`home` is where the window keeps its settings."""
        settings = SettingsStore(home / "settings.json")
        settings.change(appearance=appearance, width=size[0], height=size[1])
        self.window = build(settings=settings)
        self.page = next(page for page in self.window.pages() if isinstance(page, ClassifyPage))
        self.window.show()
        QTest.qWaitForWindowExposed(self.window)

    def drop(self, paths: Sequence[Path]) -> None:
        """Drag files or folders over the page and let go, through the same events as a file manager's."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path.resolve())) for path in paths])
        place = self.page.rect().center()
        copy, left, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        target = self._drop_target(place)
        enter = QDragEnterEvent(place, copy, data, left, keys)
        QCoreApplication.sendEvent(target, enter)
        if not enter.isAccepted():
            raise RuntimeError("the window does not take what is dragged over it")
        QCoreApplication.sendEvent(target, QDropEvent(QPointF(place), copy, data, left, keys))

    def ask(self, path: Path) -> Prediction:
        """Drop one picture and wait for its answer."""
        before = self.page.prediction
        self.drop([path])
        self.wait_for(lambda: self.page.prediction not in (None, before), f"the answer to {path.name}")
        answer = self.page.prediction
        assert answer is not None
        return answer

    def wait_for(self, happened: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
        """Let the window live until something has happened.

        Raises:
            TimeoutError: naming `what` and what the message bar says.
        """
        try:
            wait_for(happened, seconds)
        except TimeoutError as error:
            said = "; ".join(message.text for message in self.window.message_bar.messages()) or "nothing"
            raise TimeoutError(
                f"{what} did not come within {seconds:.0f} s; the message bar says {said}"
            ) from error

    def save_screenshot(self, path: Path) -> None:
        """A PNG of the window as it stands."""
        live(50)  # what was shown last is painted
        path.parent.mkdir(parents=True, exist_ok=True)
        if not self.window.grab().save(str(path), "PNG"):
            raise OSError(f"“{path}” could not be written")

    def close(self) -> None:
        """Close the window and let go of it."""
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _drop_target(self, place: QPoint) -> QWidget:
        """The widget under a place of the page that takes drops: itself, or the nearest around it."""
        widget: QWidget | None = self.page.childAt(place) or self.page
        while widget is not None and not widget.acceptDrops():
            widget = widget.parentWidget()
        return widget or self.page
