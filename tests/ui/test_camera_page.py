"""The Camera page on the real window, with a film, a network camera, and with nothing at all."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from fashion_gui import paths
from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.own_examples import OwnExamples
from fashion_gui.core.stored_model import StoredModel
from fashion_gui.core.video_sources import VideoSource
from fashion_gui.settings import SettingsStore
from fashion_gui.ui.main_window import MainWindow
from fashion_gui.ui.pages.camera import CameraPage
from fashion_gui.ui.widgets.answer_card import AnswerCard
from fashion_gui.ui.widgets.class_button import ClassButton
from tests.support.video import cutting, empty_scene, network_camera, scripted_frames, write_video

WAIT = 60_000


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> CameraPage:
    def is_there() -> bool:
        return any(isinstance(page, CameraPage) for page in window.pages())

    qtbot.waitUntil(is_there, timeout=WAIT)
    window.show_page("camera")
    found = next(page for page in window.pages() if isinstance(page, CameraPage))
    qtbot.waitUntil(found.isVisible, timeout=WAIT)
    return found


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return write_video(tmp_path / "bag.avi", scripted_frames(["Bag"], 300))


def told(page: CameraPage) -> str:
    card = page.findChild(AnswerCard)
    assert isinstance(card, AnswerCard)
    return card.accessibleName()


def wait_for_answer(qtbot: QtBot, page: CameraPage, text: str) -> None:
    qtbot.waitUntil(lambda: text in told(page), timeout=WAIT)


def button(page: CameraPage, name: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.accessibleName() == name and b.isVisible())


def group_filed(qtbot: QtBot, page: CameraPage) -> str:
    """File what the camera shows, see which group it belongs to, and take it out again."""
    own = OwnExamples(paths.own_photos_dir())
    (correction,) = page.findChildren(ClassButton)
    correction.asked.emit()
    correction.class_chosen.emit(2)
    qtbot.waitUntil(lambda: len(own.photo_set().photos) == 1, timeout=WAIT)
    (example,) = own.photo_set().photos
    own.remove([example.path.name])
    return example.group


def test_without_a_camera_it_says_so_and_offers_ways_on(
    page: CameraPage, window: MainWindow, qtbot: QtBot
) -> None:
    page.show_cameras([])
    assert "No camera found" in page.view.accessibleDescription()
    assert button(page, "Open video…").isEnabled()
    assert button(page, "Network camera…").isEnabled()
    assert not button(page, "Freeze").isEnabled()
    qtbot.mouseClick(button(page, "Start"), Qt.MouseButton.LeftButton)
    assert any("No camera was found" in message.text for message in window.message_bar.messages())
    page.show_cameras([VideoSource("camera", "0", "Eye of the shop")])  # somebody plugs one in
    assert "Eye of the shop" in page.view.accessibleDescription()
    assert page.picker.chosen is not None


def test_a_film_is_answered_frozen_saved_and_recorded(
    page: CameraPage, film: Path, own_home: Path, qtbot: QtBot
) -> None:
    page.dialogs.source_entered.emit(str(film))
    wait_for_answer(qtbot, page, "Bag")
    qtbot.keyClick(page, Qt.Key.Key_R)
    assert page.recording
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert page.frozen
    frozen = page.view.rgb
    assert frozen is not None
    before = page.view.grab().toImage()
    qtbot.wait(300)
    assert page.view.rgb is frozen
    assert page.view.grab().toImage() == before
    qtbot.keyClick(page, Qt.Key.Key_S)
    folder = own_home / "camera"
    qtbot.waitUntil(lambda: bool(list(folder.glob("*.png"))), timeout=WAIT)
    (picture,) = folder.glob("*.png")
    assert np.array_equal(np.asarray(Image.open(picture)), frozen)
    with qtbot.waitSignal(page.corrected, timeout=WAIT):
        qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        (correction,) = page.findChildren(ClassButton)
        qtbot.waitUntil(lambda: correction.menu_shown is not None, timeout=WAIT)
        qtbot.keyClick(correction.menu_shown, Qt.Key.Key_P)
    page.window().activateWindow()
    own = OwnExamples(paths.own_photos_dir())
    qtbot.waitUntil(lambda: len(own.photo_set().photos) == 1, timeout=WAIT)
    (example,) = own.photo_set().photos
    assert (CLASS_NAMES[example.label], example.group[:8]) == ("Pullover", "video 20")
    filed = np.asarray(Image.open(example.path))
    assert filed.shape[1] < frozen.shape[1]  # the part around the garment
    assert any((filed[0, 0] == line).all(axis=1).any() for line in frozen)
    record = json.loads(picture.with_suffix(".json").read_text(encoding="utf-8"))
    assert (record["label"], record["picture"]) == ("Bag", picture.name)
    assert record["outlines"]
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.view.rgb is not frozen, timeout=WAIT)
    qtbot.keyClick(page, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: bool(list(folder.glob("*.csv"))), timeout=WAIT)
    (table,) = folder.glob("*.csv")
    assert {row["label"] for row in csv.DictReader(table.open(encoding="utf-8"))} == {"Bag"}
    qtbot.mouseClick(button(page, "Stop"), Qt.MouseButton.LeftButton)
    assert not page.running
    assert button(page, "Start").isVisible()


def test_the_mirror_turns_the_picture_and_not_the_words(page: CameraPage, qtbot: QtBot) -> None:
    frame = empty_scene()
    frame[:, :320] = (200, 30, 30)
    page.view.show_frame(frame)
    page.view.show_mirrored(False)
    left = page.view.to_widget().map(10.0, 240.0)
    page.view.show_mirrored(True)
    assert page.view.to_widget().map(630.0, 240.0) == pytest.approx(left)
    image = page.view.grab().toImage()
    ratio = image.devicePixelRatio()
    x, y = page.view.to_widget().map(100.0, 240.0)
    assert x > page.view.width() / 2
    assert image.pixelColor(round(x * ratio), round(y * ratio)).red() > 180
    assert page.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_M)


def test_leaving_the_page_frees_the_camera_and_the_next_time_it_is_offered(
    page: CameraPage, window: MainWindow, qtbot: QtBot, open_window: Callable[..., MainWindow], own_home: Path
) -> None:
    with network_camera([cutting("Dress").before(empty_scene())]) as source:
        page.dialogs.source_entered.emit(source.url)
        wait_for_answer(qtbot, page, "Dress")
        window.show_page("classify")
        assert not page.running
        qtbot.waitUntil(lambda: source.viewers == 0, timeout=WAIT)
        window.close()
        assert SettingsStore(own_home / "settings.json").current.video == source.url
        again = open_window()
        again.show_page("camera")
        following = next(page for page in again.pages() if isinstance(page, CameraPage))
        qtbot.waitUntil(lambda: following.picker.chosen is not None, timeout=WAIT)
        assert following.picker.currentText() == source.url
        assert not following.running  # it waits to be asked


def test_a_source_that_stops_is_waited_for_until_it_is_back(
    page: CameraPage, window: MainWindow, qtbot: QtBot
) -> None:
    with network_camera([cutting("Dress").before(empty_scene())]) as source:
        page.dialogs.source_entered.emit(source.url)
        wait_for_answer(qtbot, page, "Dress")
        video = group_filed(qtbot, page)
        source.closing.set()
        qtbot.waitUntil(lambda: "Waiting" in page.view.accessibleDescription(), timeout=WAIT)
        assert "No more pictures come" in page.view.accessibleDescription()
        qtbot.wait(300)  # an answer that was under way comes too late
        assert "No answer" in told(page)
        assert not button(page, "Snapshot").isEnabled()
        assert page.running
        source.closing.clear()
        wait_for_answer(qtbot, page, "Dress")
        assert group_filed(qtbot, page) == video  # it is the same scene
        assert page.picture.shown is not None
        qtbot.keyClick(page.view, Qt.Key.Key_Space)
        frozen = page.view.rgb
        source.closing.set()
        qtbot.wait(1500)
        assert page.view.rgb is frozen  # what is looked at stays
        qtbot.keyClick(page.view, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: "Waiting" in page.view.accessibleDescription(), timeout=WAIT)
        qtbot.mouseClick(button(page, "Stop"), Qt.MouseButton.LeftButton)
        assert not page.running
        assert not any("No more pictures" in message.text for message in window.message_bar.messages())


def test_what_does_not_open_is_said_and_the_page_goes_on(
    page: CameraPage, window: MainWindow, film: Path, qtbot: QtBot
) -> None:
    page.dialogs.source_entered.emit("http://127.0.0.1:9/")
    qtbot.waitUntil(lambda: bool(window.message_bar.messages()), timeout=WAIT)
    assert "Nothing that can be shown" in page.view.accessibleDescription()
    assert not page.running
    page.dialogs.source_entered.emit("ftp://somewhere/")
    assert any("no kind of address" in message.text for message in window.message_bar.messages())
    page.dialogs.source_entered.emit(str(film))
    wait_for_answer(qtbot, page, "Bag")


def test_closing_the_window_in_the_middle_leaves_nothing_running(
    open_window: Callable[..., MainWindow], tiny_model: StoredModel, qtbot: QtBot
) -> None:
    assert tiny_model.name
    window = open_window()
    qtbot.waitUntil(lambda: len(window.pages()) > 1, timeout=WAIT)
    window.show_page("camera")
    page = next(page for page in window.pages() if isinstance(page, CameraPage))
    with network_camera([empty_scene()]) as source:
        page.dialogs.source_entered.emit(source.url)
        qtbot.waitUntil(lambda: page.view.rgb is not None, timeout=WAIT)
        window.close()
        qtbot.waitUntil(lambda: source.viewers == 0, timeout=WAIT)
