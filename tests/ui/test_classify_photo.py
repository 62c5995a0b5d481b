"""One photo on the Classify page: every way in, and everything that is told about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from fashion_gui.core.labels import CLASS_NAMES, class_slug
from fashion_gui.core.stored_model import StoredModel
from fashion_gui.paths import bundled_models_dir
from fashion_gui.ui.main_window import MainWindow
from fashion_gui.ui.pages.classify import ClassifyPage
from fashion_gui.ui.widgets.probability_bars import ProbabilityBars
from tests.support.tiny_model import sample
from tests.ui.conftest import WAIT, drag_over, drop, mime_of, told, wait_for_answer


def texts(page: ClassifyPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_a_dropped_photo_is_answered_with_all_that_belongs_to_it(qtbot: QtBot, page: ClassifyPage) -> None:
    drop(page, sample("Dress"))
    wait_for_answer(qtbot, page, "Dress")
    assert "% sure" in told(page)
    prediction = page.prediction
    assert prediction is not None
    assert prediction.label == "Dress"
    assert prediction.outlines
    assert prediction.milliseconds.segment > 0
    assert page.photo.view.isVisible()
    assert "with the outline" in page.photo.view.accessibleName()
    bars = page.findChild(ProbabilityBars)
    assert bars is not None
    assert bars.accessibleDescription().startswith("Dress ")
    shown = texts(page)
    assert {"Tiny", prediction.tag.device, prediction.tag.precision} <= set(shown)
    assert sum(text.endswith(" ms") for text in shown) == 5


def test_every_sample_gets_its_own_answer(qtbot: QtBot, page: ClassifyPage) -> None:
    for name in CLASS_NAMES:
        drop(page, sample(name))
        wait_for_answer(qtbot, page, f"Answer: {name}.")


@pytest.mark.skipif(
    not any(path.is_dir() for path in bundled_models_dir().glob("*")), reason="no model is bundled yet"
)
def test_the_bundled_model_knows_the_samples(qtbot: QtBot, open_window: Callable[..., MainWindow]) -> None:
    window = open_window()
    page = window.findChild(ClassifyPage)
    assert isinstance(page, ClassifyPage)
    for name in CLASS_NAMES:
        drop(page, sample(name))
        wait_for_answer(qtbot, page, f"Answer: {name}.")


def test_the_page_lights_up_while_something_useful_is_held_over_it(page: ClassifyPage) -> None:
    overlay = page._overlay
    assert drag_over(page, mime_of(sample("Bag"))).isAccepted()
    assert overlay.isVisible()
    assert overlay.size() == page.size()
    words = QMimeData()
    words.setText("just words")
    overlay.hide()
    assert not drag_over(page, words).isAccepted()
    assert not overlay.isVisible()


@pytest.mark.usefixtures("tiny_model")
def test_a_photo_named_on_the_command_line_is_shown(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window(sample("Coat"))
    page = window.findChild(ClassifyPage)
    assert isinstance(page, ClassifyPage)
    wait_for_answer(qtbot, page, "Answer: Coat.")


def test_a_click_on_a_sample_is_as_good_as_a_drop(qtbot: QtBot, page: ClassifyPage) -> None:
    tiles = page.samples.findChildren(QAbstractButton)
    tile = next(tile for tile in tiles if "sneaker" in tile.accessibleName())
    qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    wait_for_answer(qtbot, page, "Answer: Sneaker.")


def test_the_file_dialog_opens_photos_and_its_folder_is_remembered(
    qtbot: QtBot, window: MainWindow, page: ClassifyPage
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.filesSelected.emit([str(sample("Trouser"))])
    dialog.accept()
    wait_for_answer(qtbot, page, "Answer: Trouser.")
    assert page.sources.folder == str(sample("Trouser").parent)


def test_pasted_pictures_are_recognised(qtbot: QtBot, window: MainWindow, page: ClassifyPage) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setImage(QImage(str(sample("Bag"))))
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait_for_answer(qtbot, page, "Answer: Bag.")

    encoded = QMimeData()
    encoded.setData("image/jpeg", sample("Shirt").read_bytes())
    clipboard.setMimeData(encoded)
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait_for_answer(qtbot, page, "Answer: Shirt.")

    clipboard.setMimeData(mime_of(sample("Sandal")))
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait_for_answer(qtbot, page, "Answer: Sandal.")


def test_what_is_no_picture_is_answered_with_a_sentence(
    qtbot: QtBot, window: MainWindow, page: ClassifyPage, tmp_path: Path
) -> None:
    QGuiApplication.clipboard().setText("just words")
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.message_bar.isVisible()
    link = QMimeData()
    link.setUrls([QUrl("https://example.org/shirt.jpg")])
    drop(page, mime=link)
    (tmp_path / "torn.jpg").write_bytes(sample("Coat").read_bytes()[:200])
    drop(page, tmp_path / "torn.jpg")
    qtbot.waitUntil(lambda: len(window.message_bar.messages()) == 3, timeout=WAIT)
    drop(page, tmp_path / ("n" * 300 + ".jpg"))
    qtbot.waitUntil(lambda: len(window.message_bar.messages()) == 4, timeout=WAIT)
    fourth, third, second, first = window.message_bar.messages()
    assert first.text == "There is no picture in that."
    assert "https://example.org/shirt.jpg" in second.text
    assert "torn.jpg" in third.text
    assert "name too long" in fourth.text.lower()
    assert told(page).startswith("Answer: No answer. “nnn")
    assert ".." not in told(page)
    assert all(message.advice for message in (first, second, third, fourth))
    drop(page, sample("Coat"))
    wait_for_answer(qtbot, page, "Answer: Coat.")
    assert not window.message_bar.messages()  # what was wrong before matters no longer
    assert not window.message_bar.isVisible()


def test_a_photo_that_lies_on_its_side_can_be_turned(
    qtbot: QtBot, page: ClassifyPage, tmp_path: Path
) -> None:
    with Image.open(sample("Trouser")) as upright:
        upright.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "lying.png")
    drop(page, tmp_path / "lying.png")
    qtbot.waitUntil(lambda: page.prediction is not None, timeout=WAIT)
    assert "Trouser" not in told(page)
    qtbot.keyClick(page.window(), Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    wait_for_answer(qtbot, page, "Answer: Trouser.")


def test_the_newest_photo_wins(qtbot: QtBot, page: ClassifyPage) -> None:
    shown: list[str] = []
    page.answer.show_prediction = lambda p, _: shown.append(p.label)  # type: ignore[method-assign]
    for name in ("Coat", "Bag", "Trouser", "Dress"):
        drop(page, sample(name))
    qtbot.waitUntil(lambda: bool(shown), timeout=WAIT)
    qtbot.wait(300)
    assert shown == ["Dress"]


def test_a_dragged_box_limits_where_the_garment_is_looked_for(
    qtbot: QtBot, page: ClassifyPage, tmp_path: Path
) -> None:
    left, right = (Image.open(sample(name)).resize((300, 400)) for name in ("Trouser", "Dress"))
    both = Image.new("RGB", (600, 400))
    both.paste(left, (0, 0))
    both.paste(right, (300, 0))
    both.save(tmp_path / "two.png")
    drop(page, tmp_path / "two.png")
    qtbot.waitUntil(lambda: page.prediction is not None, timeout=WAIT)
    before = page.prediction
    view = page.photo.view

    place = view.to_widget()
    start, end = (place.map(QPointF(*corner)).toPoint() for corner in ((310, 10), (590, 390)))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    qtbot.waitUntil(lambda: page.prediction not in (None, before), timeout=WAIT)
    assert page.prediction is not None
    assert np.concatenate(page.prediction.outlines)[:, 0].min() >= 300

    boxed = page.prediction
    qtbot.keyClick(page.window(), Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.prediction not in (None, boxed), timeout=WAIT)


def test_a_box_can_be_made_with_the_keys_alone(qtbot: QtBot, page: ClassifyPage) -> None:
    drop(page, sample("Dress"))
    wait_for_answer(qtbot, page, "Dress")
    boxes: list[tuple[int, int, int, int]] = []
    page.box_drawn.connect(boxes.append)
    view = page.photo.view
    view.setFocus()
    for key in (Qt.Key.Key_B, Qt.Key.Key_Up, Qt.Key.Key_Left):
        qtbot.keyClick(view, key)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert boxes == [(83, 115, 288, 397)]


def test_the_answer_can_be_copied(qtbot: QtBot, window: MainWindow, page: ClassifyPage) -> None:
    drop(page, sample("Ankle boot"))
    wait_for_answer(qtbot, page, "Answer: Ankle boot.")
    qtbot.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(f"{class_slug('Ankle boot')}.jpg: Ankle boot (")
    assert all(name in copied for name in CLASS_NAMES)


def test_below_the_threshold_the_two_best_guesses_are_given(
    qtbot: QtBot, window: MainWindow, page: ClassifyPage
) -> None:
    from fashion_gui.ui.settings_dialog import SettingsDialog

    drop(page, sample("Shirt"))
    wait_for_answer(qtbot, page, "Answer: Shirt.")
    assert page.prediction is not None
    second = page.prediction.ranking()[1][0]
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    dialog._slider.setValue(99)
    assert f"Not sure: Shirt or {second}?" in told(page)
    dialog._slider.setValue(50)
    assert "Answer: Shirt." in told(page)
    dialog.close()


def test_escape_leads_back_to_the_invitation(qtbot: QtBot, window: MainWindow, page: ClassifyPage) -> None:
    drop(page, sample("Bag"))
    wait_for_answer(qtbot, page, "Answer: Bag.")
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert page.empty.isVisible()
    assert page.prediction is None
    assert "No photo yet" in told(page)


def test_without_any_model_the_window_says_so_and_stays_usable(
    qtbot: QtBot, open_window: Callable[..., MainWindow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fashion_gui.paths.bundled_models_dir", lambda: tmp_path)
    window = open_window()
    qtbot.waitUntil(lambda: bool(window.message_bar.messages()), timeout=WAIT)
    assert "no model" in window.message_bar.messages()[0].text
    page = window.findChild(ClassifyPage)
    assert isinstance(page, ClassifyPage)
    drop(page, sample("Bag"))
    wait_for_answer(qtbot, page, "No answer")
    assert QApplication.activeWindow() is window


def test_a_damaged_model_is_told_and_a_bundled_one_answers(
    qtbot: QtBot, open_window: Callable[..., MainWindow], tiny_model: StoredModel
) -> None:
    weights = tiny_model.folder / "model.bin"
    damaged = bytearray(weights.read_bytes())
    damaged[-1] ^= 1
    weights.write_bytes(damaged)
    window = open_window(sample("Bag"))
    qtbot.waitUntil(lambda: bool(window.message_bar.messages()), timeout=WAIT)
    [said] = window.message_bar.messages()
    assert f"“{tiny_model.id}” is damaged" in said.text
    assert "answers instead" in said.text
    page = window.findChild(ClassifyPage)
    assert isinstance(page, ClassifyPage)
    wait_for_answer(qtbot, page, "Answer: Bag.")


def test_a_drop_whose_source_is_gone_is_said(window: MainWindow, page: ClassifyPage) -> None:
    mime = QMimeData()
    mime.setData("text/uri-list", b"")
    assert mime.hasUrls()
    page.sources.take(mime, "drop")
    [said] = window.message_bar.messages()
    assert said.text == "There is no picture in that."
