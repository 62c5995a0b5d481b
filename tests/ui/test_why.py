"""What mattered for an answer, on the Classify page of the real window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from fashion_gui.ui.pages.classify import ClassifyPage
from fashion_gui.ui.widgets.seen_view import SeenView
from tests.support.tiny_model import sample
from tests.ui.conftest import WAIT, drop, wait_for_answer


def painted(page: ClassifyPage) -> QImage:
    return page.photo.view.grab().toImage()


def test_a_key_shows_and_hides_the_heat_map(qtbot: QtBot, page: ClassifyPage) -> None:
    seen = page.answer.seen
    assert not seen.why.isEnabled()
    drop(page, sample("Shirt"))
    wait_for_answer(qtbot, page, "Shirt")
    without = painted(page)
    qtbot.keyClick(
        page, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    qtbot.waitUntil(lambda: "speaks for Shirt" in seen.told(), timeout=WAIT)
    assert painted(page) != without
    view = seen.findChild(SeenView)
    assert isinstance(view, SeenView)
    assert view.accessibleDescription() == seen.told()
    seen.why.click()
    assert seen.told() == ""
    assert view.accessibleDescription() == ""
    assert painted(page) == without


def test_it_goes_with_the_answer(qtbot: QtBot, page: ClassifyPage) -> None:
    seen = page.answer.seen
    drop(page, sample("Shirt"))
    wait_for_answer(qtbot, page, "Shirt")
    seen.why.click()
    qtbot.waitUntil(lambda: "Shirt" in seen.told(), timeout=WAIT)
    drop(page, sample("Bag"))
    wait_for_answer(qtbot, page, "Bag")
    qtbot.waitUntil(lambda: "speaks for Bag" in seen.told(), timeout=WAIT)
    qtbot.keyClick(page.photo, Qt.Key.Key_Escape)
    assert seen.told() == ""
    assert not seen.why.isEnabled()
