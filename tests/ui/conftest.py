"""The real window with a real model, shown offscreen; dropping, pasting and waiting as a person would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QThread, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fashion_gui.app import build
from fashion_gui.core.stored_model import StoredModel
from fashion_gui.ui.main_window import MainWindow
from fashion_gui.ui.pages.classify import ClassifyPage
from fashion_gui.ui.widgets.answer_card import AnswerCard

WAIT = 30_000
"""Milliseconds; far more than anything takes, for machines with much else to do."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Only the offscreen plugin says these: the smallest size changes, a window is raised, a menu opens."""
    only_offscreen = "does not support (propagateSizeHints|raise|grabbing the keyboard)"
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(only_offscreen))


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Callable[..., MainWindow]]:
    """Opens windows; they are closed, and must leave nothing running."""
    windows: list[MainWindow] = []

    def open_one(*pictures: Path, size: tuple[int, int] = (1280, 800)) -> MainWindow:
        window = build(pictures)
        windows.append(window)
        window.resize(*size)
        with qtbot.waitSignal(window.came_up, timeout=WAIT):
            window.show()
        return window

    yield open_one
    for window in windows:
        window.close()
        assert not [thread for thread in window.findChildren(QThread) if thread.isRunning()]
        window.deleteLater()
    QApplication.sendPostedEvents()


@pytest.fixture
def window(open_window: Callable[..., MainWindow], tiny_model: StoredModel) -> MainWindow:  # noqa: ARG001
    """The window with a model that knows the sample pictures."""
    return open_window()


@pytest.fixture
def page(window: MainWindow) -> ClassifyPage:
    found = window.findChild(ClassifyPage)
    assert isinstance(found, ClassifyPage)
    return found


def mime_of(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drag_over(widget: QWidget, mime: QMimeData) -> QDragEnterEvent:
    event = QDragEnterEvent(
        QPoint(200, 200),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)
    return event


def drop(widget: QWidget, *paths: Path, mime: QMimeData | None = None) -> None:
    """Drag files (or `mime`) over a widget and let go."""
    held = mime_of(*paths) if mime is None else mime
    assert drag_over(widget, held).isAccepted()
    event = QDropEvent(
        QPointF(200, 200),
        Qt.DropAction.CopyAction,
        held,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)
    assert event.isAccepted()


def told(page: ClassifyPage) -> str:
    """What the answer card says, as a screen reader hears it."""
    card = page.findChild(AnswerCard)
    assert isinstance(card, AnswerCard)
    return card.accessibleName()


def wait_for_answer(qtbot: QtBot, page: ClassifyPage, text: str) -> None:
    qtbot.waitUntil(lambda: text in told(page), timeout=WAIT)
