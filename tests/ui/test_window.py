"""The window itself: what it remembers, its messages, its keys, its colours, and what it leaves behind."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QSlider, QWidget
from pytestqt.qtbot import QtBot

from fashion_gui.app import build
from fashion_gui.settings import Settings, SettingsStore
from fashion_gui.ui import by_name, style
from fashion_gui.ui.main_window import MainWindow
from fashion_gui.ui.page import Page
from fashion_gui.ui.pages.classify import ClassifyPage
from fashion_gui.ui.pages.teach import TeachPage
from fashion_gui.ui.settings_dialog import SettingsDialog
from fashion_gui.ui.widgets.job_rows import Offer
from tests.support.tiny_model import sample
from tests.ui.conftest import WAIT, drop, wait_for_answer

OpenWindow = Callable[..., MainWindow]


def test_the_first_photo_is_answered_with_the_name_of_the_program_on_the_window(window: MainWindow) -> None:
    assert window.windowTitle() == "Fashion GUI"
    assert [page.name for page in window.pages()][:1] == ["classify"]
    assert not QGuiApplication.windowIcon().isNull()


class AnotherPage(Page):
    name = "another"
    title = "Another"
    icon = "models"
    hint = "Something else"


def test_size_page_and_folder_are_remembered(qtbot: QtBot, open_window: OpenWindow, own_home: Path) -> None:
    first = open_window(size=(1010, 707))
    page = first.findChild(ClassifyPage)
    assert isinstance(page, ClassifyPage)
    page.sources._take_names([str(sample("Bag"))])
    first.add_page(AnotherPage())
    count = len(first.pages())
    qtbot.keyClick(first, Qt.Key(Qt.Key.Key_0 + count), Qt.KeyboardModifier.ControlModifier)
    assert isinstance(first.pages()[-1], AnotherPage)
    assert first.pages()[-1].isVisible()
    first.close()
    stored = json.loads((own_home / "settings.json").read_text())
    assert (stored["width"], stored["height"], stored["page"]) == (1010, 707, "another")
    again = SettingsStore(own_home / "settings.json").current
    assert again.folder == str(sample("Bag").parent)
    second = open_window()
    assert (second.pages()[0].isVisible(), second.width()) == (True, 1280)


def test_damaged_settings_are_as_good_as_none(own_home: Path) -> None:
    path = own_home / "settings.json"
    for damaged in (b"{", b"[]", b"\xff\xfe", b'{"width": "wide", "threshold": 7, "appearance": "pink"}'):
        path.write_bytes(damaged)
        assert SettingsStore(path).current == Settings()
    path.write_text('{"threshold": 0.7, "width": -3, "gone": 1}')
    assert SettingsStore(path).current == Settings(threshold=0.7)


def test_the_threshold_is_the_one_that_predictions_have_by_default() -> None:
    from fashion_gui.core.prediction import DEFAULT_THRESHOLD

    assert Settings().threshold == DEFAULT_THRESHOLD


class Paints(QObject):
    """Counts how often a widget has been painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002
        self.count += event.type() == QEvent.Type.Paint
        return False


@pytest.mark.usefixtures("tiny_model")
def test_a_window_that_is_up_has_been_painted_and_loses_no_drop_made_before(qtbot: QtBot) -> None:
    window = build()
    page = window.findChild(ClassifyPage)
    assert isinstance(page, ClassifyPage)
    painted = Paints(page.empty)
    counts: list[int] = []
    window.came_up.connect(lambda: counts.append(painted.count))
    with qtbot.waitSignal(window.came_up, timeout=WAIT):
        window.show()
        drop(page, sample("Bag"))
    assert counts[0] > 0
    wait_for_answer(qtbot, page, "Answer: Bag.")
    window.close()
    window.deleteLater()


def test_what_is_set_by_name_must_be_there(qtbot: QtBot) -> None:
    words = QLabel()
    qtbot.addWidget(words)
    by_name.put(words, alignment="AlignCenter", textFormat="PlainText")
    assert (words.alignment(), words.textFormat()) == (
        Qt.AlignmentFlag.AlignCenter,
        Qt.TextFormat.PlainText,
    )
    for wrong in ({"alignment": "AlignMiddle"}, {"alinement": "AlignCenter"}):
        with pytest.raises(ValueError, match="can't be"):
            by_name.put(words, **wrong)


def test_the_scheme_follows_the_palette_of_the_system(qapp: QApplication) -> None:
    qapp.setPalette(style.palette(style.DARK))  # as the program dressed it before: not the system's own
    assert style.colours(qapp, "system") == style.LIGHT
    assert style.colours(qapp, "dark") == style.DARK


def test_the_latest_message_is_shown_and_the_others_come_back(qtbot: QtBot, window: MainWindow) -> None:
    bar = window.message_bar
    window.show_problem("One went wrong.", "Do this.")
    window.show_problem("Two went wrong.", "Do that.")
    window.show_problem("One went wrong.", "Do this.")
    window.show_notice("Three was done.")
    assert [message.text for message in bar.messages()] == [
        "Three was done.",
        "One went wrong.",
        "Two went wrong.",
    ]
    assert bar.accessibleName() == "Three was done."
    qtbot.keyClick(
        window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert bar.accessibleName() == "One went wrong. Do this."
    bar.dismiss()
    assert bar.accessibleName() == "Two went wrong. Do that."
    bar.dismiss()
    assert bar.isHidden()


def test_everything_one_can_use_has_a_name_and_a_hint(
    qtbot: QtBot, window: MainWindow, page: ClassifyPage
) -> None:
    drop(page, sample("Bag"), sample("Coat"))
    qtbot.waitUntil(lambda: page.results.model.total == 2, timeout=WAIT)
    assert page.photo is not None  # made, so that its buttons are looked at as well
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    kinds = (QAbstractButton, QComboBox, QLineEdit, QSlider)
    inside = (QComboBox, QLineEdit)  # which have buttons of their own
    nameless = [
        widget
        for kind in kinds
        for widget in window.findChildren(kind)
        if not isinstance(widget.parent(), inside)
        and not type(widget.parent()).__name__.startswith(("QTable", "QDialogButtonBox"))
        and not (widget.accessibleName() and widget.toolTip())
    ]
    assert not nameless
    without_keys = [
        button.accessibleName()
        for button in window.findChildren(QAbstractButton)
        if button.accessibleName()
        and "Ctrl" not in button.toolTip()
        and "Alt" not in button.toolTip()
        and "Esc" not in button.toolTip()
        and not button.accessibleName().startswith("Sample picture")
    ]
    assert not without_keys
    dialog.close()


def click(qtbot: QtBot, button: QWidget) -> None:
    """With the mouse, so that the keyboard is there afterwards."""
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert button.window().focusWidget() is button
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_keyboard_stays_with_the_page_when_its_control_goes(
    qtbot: QtBot, window: MainWindow, page: ClassifyPage, tmp_path: Path
) -> None:
    drop(page, sample("Bag"))
    wait_for_answer(qtbot, page, "Bag")
    click(qtbot, page.answer.seen.why)
    page.show_no_answer("Not read", "It is torn.")
    assert page.isAncestorOf(window.focusWidget())
    drop(page, sample("Bag"))
    wait_for_answer(qtbot, page, "Bag")
    page.answer.seen.why.setFocus()
    shutil.copy(sample("Bag"), tmp_path)
    drop(page, tmp_path)
    assert window.focusWidget() is page.results.table
    qtbot.waitUntil(lambda: page.results.model.total == 1, timeout=WAIT)
    assert window.focusWidget() is page.results.table

    qtbot.keyClick(page.results.table, Qt.Key.Key_Tab)
    assert window.focusWidget() is not page.results.table

    window.show_undo("Something was done.", page.update)
    (undo,) = (b for b in window.message_bar.findChildren(QAbstractButton) if b.text() == " Undo")
    click(qtbot, undo)
    assert window.message_bar.isHidden()
    assert window.focusWidget() is page.results.table

    window.show_page("teach")
    teach = window.findChild(TeachPage)
    assert isinstance(teach, TeachPage)
    offer = Offer("Make it active", "Let it answer", "", partial(teach.results.remove, 1))
    teach.results.put(1, "done", "It learnt", "", (offer,))
    accept = teach.results.button("Make it active")
    assert accept is not None
    click(qtbot, accept)
    assert window.focusWidget() is teach  # no examples yet


def test_no_two_actions_of_a_page_share_a_key(window: MainWindow, page: ClassifyPage) -> None:
    assert page.photo is not None
    assert page.results is not None
    owners: list[QWidget] = [window, *window.findChildren(QWidget)]
    for shown in window.pages():
        hidden = [other for other in window.pages() if other is not shown]
        at_work = [o for o in owners if not any(h is o or h.isAncestorOf(o) for h in hidden)]
        keys = [action.shortcut().toString() for owner in at_work for action in owner.actions()]
        keys = [key for key in keys if key]
        assert len(keys) == len(set(keys)), shown.title


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [style.LIGHT, style.DARK], ids=["light", "dark"])
def test_all_text_stands_out_as_wcag_aa_asks(scheme: style.Colours) -> None:
    for text, grounds in (
        (scheme.text, (scheme.ground, scheme.card, scheme.fill, scheme.tint)),
        (scheme.text, (scheme.problem_ground, scheme.notice_ground)),
        (scheme.quiet, (scheme.ground, scheme.card, scheme.fill)),
        (scheme.accent, (scheme.ground, scheme.card, scheme.tint)),
        (scheme.on_accent, (scheme.accent, scheme.accent_strong)),
        (scheme.problem, (scheme.problem_ground, scheme.card)),
        (scheme.notice, (scheme.notice_ground,)),
    ):
        assert min(contrast(text, ground) for ground in grounds) >= 4.5, (text, grounds)
    for edge in (scheme.edge, scheme.accent):  # borders of controls and focus rings
        assert min(contrast(edge, ground) for ground in (scheme.ground, scheme.card)) >= 3


def test_light_and_dark_follow_the_choice_at_once(
    qtbot: QtBot, window: MainWindow, page: ClassifyPage, tmp_path: Path
) -> None:
    drop(page, sample("Shirt"))
    wait_for_answer(qtbot, page, "Answer: Shirt.")
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    grabbed = {}
    for name, scheme in (("Dark", style.DARK), ("Light", style.LIGHT)):
        dialog._appearance.setCurrentText(name)
        assert QApplication.palette().color(QPalette.ColorRole.Window) == QColor(scheme.ground)
        qtbot.wait(50)
        image = window.grab().toImage()
        image.save(str(tmp_path / f"{name}.png"))
        grabbed[name] = image
        corner = image.pixelColor(image.width() - 4, image.height() - 4)
        assert corner == QColor(scheme.ground)
    assert len({colour_of_texts(image) for image in grabbed.values()}) == 2
    dialog.close()


def colour_of_texts(image: QImage) -> str:
    """The colour farthest from the ground along the headline of the page."""
    ground = image.pixelColor(image.width() - 4, image.height() - 4)
    colours = {image.pixelColor(x, y).name() for x in range(108, 200) for y in range(18, 42)}
    return max(colours, key=lambda colour: contrast(colour, ground.name()))


@pytest.mark.parametrize("size", [(1280, 800), (900, 600)])
def test_nothing_is_cut_off(open_window: OpenWindow, qtbot: QtBot, size: tuple[int, int]) -> None:
    window = open_window(size=size)
    qtbot.wait(50)
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.accessibleName():
            assert button.width() >= button.minimumSizeHint().width(), button.accessibleName()
            corner = button.mapTo(window, button.rect().bottomRight())
            assert window.rect().contains(corner), button.accessibleName()


@pytest.mark.usefixtures("tiny_model")
def test_closing_leaves_nothing_running(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    before = {thread.ident for thread in threading.enumerate()}
    for number in range(300):
        (tmp_path / f"{number}.jpg").symlink_to(sample("Bag"))
    window = open_window(tmp_path)
    page = window.findChild(ClassifyPage)
    assert isinstance(page, ClassifyPage)
    qtbot.waitUntil(lambda: page.results.model.total > 0, timeout=WAIT)
    window.close()
    left = [thread.name for thread in threading.enumerate() if thread.ident not in before]
    assert not [name for name in left if not name.startswith("Dummy")]


@pytest.mark.skipif(sys.platform == "win32", reason="there Ctrl+C reaches the whole console")
@pytest.mark.usefixtures("tiny_model")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_closes_the_window_in_good_order(
    qtbot: QtBot, own_home: Path, number: signal.Signals
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "fashion_gui", str(sample("Bag"))], stderr=subprocess.PIPE, text=True
    )
    qtbot.waitUntil((own_home / "verified.json").exists, timeout=WAIT)  # it has come as far as a model
    process.send_signal(number)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, "")
