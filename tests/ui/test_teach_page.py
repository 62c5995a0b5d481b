"""Teaching on the real window: correcting an answer, dropping on a class, changing labels, taking back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from fashion_gui import paths
from fashion_gui.core.labels import CLASS_NAMES, NONE
from fashion_gui.core.model_store import ModelStore
from fashion_gui.core.new_examples import from_file, from_pixels
from fashion_gui.core.own_examples import OwnExamples
from fashion_gui.core.stored_model import StoredModel
from fashion_gui.ui.main_window import MainWindow
from fashion_gui.ui.pages.classify import ClassifyPage
from fashion_gui.ui.pages.teach import TeachPage
from fashion_gui.ui.widgets.class_button import ClassButton
from fashion_gui.ui.widgets.photo_view import PhotoView
from fashion_gui.worker.job_requests import Train
from fashion_gui.worker.messages import Done
from tests.support.garments import draw_photos
from tests.support.idx import small_dataset
from tests.support.tiny_model import sample
from tests.support.worker import work
from tests.ui.conftest import WAIT, drop, wait_for_answer

TROUSER, PULLOVER, SHIRT = 1, 2, 6


@pytest.fixture
def own() -> OwnExamples:
    return OwnExamples(paths.own_photos_dir())


def labels(own: OwnExamples) -> list[int]:
    return [photo.label for photo in own.photo_set().photos]


def teach_page(window: MainWindow) -> TeachPage:
    window.show_page("teach")
    found = window.findChild(TeachPage)
    assert isinstance(found, TeachPage)
    return found


def until(qtbot: QtBot, holds: Callable[[], object]) -> None:
    def check() -> None:
        assert holds()

    qtbot.waitUntil(check, timeout=WAIT)


def said(window: MainWindow) -> str:
    return " ".join(f"{message.text} {message.advice}" for message in window.message_bar.messages())


def choose_by_key(qtbot: QtBot, button: ClassButton, key: Qt.Key) -> None:
    """Press the letter of a class in the menu that is open."""
    until(qtbot, lambda: button.menu_shown is not None)
    qtbot.keyClick(button.menu_shown, key)
    until(qtbot, lambda: button.menu_shown is None)
    button.window().activateWindow()  # a screen with a window manager does so by itself


def correction(page: ClassifyPage) -> ClassButton:
    (button,) = page.findChildren(ClassButton)
    return button


def test_an_answer_is_corrected_and_taken_back_with_the_keyboard(
    qtbot: QtBot, window: MainWindow, page: ClassifyPage, own: OwnExamples
) -> None:
    assert not correction(page).isEnabled()
    drop(page, sample("Shirt"))
    wait_for_answer(qtbot, page, "Shirt")
    assert correction(page).text().strip() == "No, it is a …"
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    choose_by_key(qtbot, correction(page), Qt.Key.Key_P)
    until(qtbot, lambda: labels(own) == [PULLOVER])
    (photo,) = own.photo_set().photos
    assert photo.path.read_bytes() == sample("Shirt").read_bytes()
    until(qtbot, lambda: "1 picture filed as Pullover." in said(window))
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: labels(own) == [])
    assert not window.message_bar.messages()


def test_a_pasted_picture_and_one_with_a_box_can_be_filed_as_none_of_the_ten(
    qtbot: QtBot, page: ClassifyPage, own: OwnExamples
) -> None:
    QGuiApplication.clipboard().setImage(QImage(str(sample("Bag"))))
    page.sources.paste.trigger()
    wait_for_answer(qtbot, page, "Bag")
    correction(page).class_chosen.emit(NONE)
    until(qtbot, lambda: labels(own) == [NONE])
    view = page.findChild(PhotoView)
    assert isinstance(view, PhotoView)
    with qtbot.waitSignal(page.box_drawn, timeout=WAIT):
        page.box_drawn.emit((80, 80, 120, 160))
    before = page.prediction
    until(qtbot, lambda: page.prediction is not before)
    correction(page).class_chosen.emit(NONE)
    until(qtbot, lambda: labels(own) == [NONE, NONE])
    whole, part = (QImage(str(photo.path)) for photo in own.photo_set().photos)
    assert whole.size() == QImage(str(sample("Bag"))).size()
    assert (part.width(), part.height()) == (180, 240)


def test_photos_are_dropped_on_a_class_and_what_is_no_photo_is_said(
    qtbot: QtBot, window: MainWindow, own: OwnExamples, tmp_path: Path
) -> None:
    page = teach_page(window)
    assert "Drop photos on the class" in page._invitation.text()
    (tmp_path / "letter.jpg").write_text("Dear Sir")
    drop(page.tiles.tile(TROUSER), sample("Trouser"), sample("Coat"), tmp_path / "letter.jpg")
    until(qtbot, lambda: labels(own) == [TROUSER, TROUSER])
    until(qtbot, lambda: page.tiles.tile(TROUSER).accessibleName() == "Trouser, 2 examples")
    until(qtbot, lambda: "letter.jpg" in said(window))
    assert "2 pictures filed as Trouser." in said(window)
    for number in range(60):  # more than are read at a time, and those that are no photos first
        (tmp_path / "many").mkdir(exist_ok=True)
        (tmp_path / "many" / f"{number:02}.jpg").write_text("Dear Sir")
    (tmp_path / "many" / "z.jpg").write_bytes(sample("Bag").read_bytes())
    drop(page.tiles.tile(8), tmp_path / "many")
    until(qtbot, lambda: labels(own) == [TROUSER, TROUSER, 8])
    until(qtbot, lambda: "59 others could not be filed either" in said(window))
    window.message_bar.dismiss()
    own.remove([photo.path.name for photo in own.photo_set().photos if photo.label == 8])
    drop(page.tiles.tile(NONE), sample("Coat"))
    until(qtbot, lambda: labels(own) == [TROUSER, NONE])
    until(qtbot, lambda: "moved to None of the ten from another class" in said(window))
    drop(page.tiles.tile(NONE), sample("Coat"))
    until(qtbot, lambda: "1 picture was there already." in said(window))


def test_labels_are_changed_and_photos_removed_and_both_are_taken_back(
    qtbot: QtBot, window: MainWindow, own: OwnExamples
) -> None:
    own.add([from_file(sample(name)) for name in ("Shirt", "Coat", "Dress")], SHIRT)
    page = teach_page(window)
    view = page.examples.view
    until(qtbot, lambda: page.examples.model.rowCount() == 3)
    assert not page.examples.remove.isEnabled()
    view.setFocus()
    view.selectionModel().select(page.examples.model.index(0), QItemSelectionModel.SelectionFlag.Select)
    qtbot.keyClick(view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    choose_by_key(qtbot, page.examples.change, Qt.Key.Key_D)
    until(qtbot, lambda: labels(own) == [SHIRT, SHIRT, 3])
    until(qtbot, lambda: page.tiles.tile(3).accessibleName() == "Dress, 1 example")

    page.tiles.tile(SHIRT).click()
    until(qtbot, lambda: page.examples.model.rowCount() == 2)
    view.selectAll()
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    until(qtbot, lambda: labels(own) == [3])
    until(qtbot, lambda: "No examples of this class yet" in page._invitation.text())
    until(qtbot, lambda: "2 pictures removed from your examples." in said(window))
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: sorted(labels(own)) == [3, SHIRT, SHIRT])
    until(qtbot, lambda: page.examples.model.rowCount() == 2)


def test_thumbnails_come_and_an_export_is_told(
    qtbot: QtBot, window: MainWindow, own: OwnExamples, tmp_path: Path
) -> None:
    own.add([from_file(sample("Shirt"))], SHIRT)
    page = teach_page(window)
    model = page.examples.model
    until(qtbot, lambda: model.rowCount() == 1)
    picture = Qt.ItemDataRole.DecorationRole
    until(qtbot, lambda: model.data(model.index(0), picture).cacheKey() != model.blank.cacheKey())
    page.export_wanted.emit(tmp_path / "mine.zip")
    until(qtbot, lambda: f"1 picture saved to {tmp_path / 'mine.zip'}, with labels." in said(window))
    assert (tmp_path / "mine.zip").stat().st_size > sample("Shirt").stat().st_size


def test_the_page_tells_how_many_more_it_takes_and_what_is_amiss(
    qtbot: QtBot, window: MainWindow, own: OwnExamples
) -> None:
    own.add([from_file(sample(name)) for name in CLASS_NAMES[:9]], SHIRT)
    page = teach_page(window)
    until(qtbot, lambda: "1 more example, and the model in use can learn" in page.state())
    assert not page.improve.isEnabled()
    table = own.folder / "labels.csv"
    table.write_text(table.read_text() + "gone.jpg,Coat,\n", encoding="utf-8")
    drop(page.tiles.tile(NONE), sample("Ankle boot"))
    until(qtbot, page.improve.isEnabled)
    assert "“gone.jpg” first" in page.state()


def test_what_does_not_count_is_shown_and_put_right_with_the_keyboard(
    qtbot: QtBot, window: MainWindow, own: OwnExamples, tmp_path: Path
) -> None:
    names = own.add([from_file(sample(name)) for name in ("Shirt", "Coat", "Dress")], SHIRT).added
    table = own.folder / "labels.csv"
    table.write_text(
        f"{table.read_text()}{names[0]},Coat,\n{names[1]},Hat,\ngone.jpg,Coat,\n", encoding="utf-8"
    )
    page = teach_page(window)
    model, view = page.examples.model, page.examples.view
    until(qtbot, lambda: page.put_right.text() == "To put right (3)")
    page.tiles.tile(TROUSER).click()
    qtbot.keyClick(page, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert page.tiles.chosen is None
    texts = [model.data(model.index(row)) for row in range(model.rowCount())]
    assert sorted(texts) == ["Coat or Shirt", "Not in the folder", "“Hat” is no class"]

    page.export_wanted.emit(tmp_path / "mine.zip")
    until(qtbot, lambda: "2 of them are still to be put right." in said(window))

    def select(text: str) -> None:
        row = next(row for row in range(model.rowCount()) if model.data(model.index(row)) == text)
        view.selectionModel().select(model.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        view.setFocus()

    select("Not in the folder")
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    until(qtbot, lambda: page.put_right.text() == "To put right (2)")
    view.selectAll()
    qtbot.keyClick(view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    choose_by_key(qtbot, page.examples.change, Qt.Key.Key_D)
    until(qtbot, lambda: labels(own) == [3, 3, SHIRT])
    until(qtbot, lambda: not page.put_right.isEnabled())
    assert not page.put_right.isChecked()
    assert model.rowCount() == 3


@pytest.mark.timeout(600)
def test_a_model_that_cannot_go_on_is_said_and_the_button_comes_back(
    qtbot: QtBot, window: MainWindow, own: OwnExamples, tiny_model: StoredModel
) -> None:
    own.add([from_pixels(np.full((30, 30, 3), number, np.uint8), "x") for number in range(10)], SHIRT)
    page = teach_page(window)
    until(qtbot, page.improve.isEnabled)
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, page.job.isVisible)
    assert not page.improve.isEnabled()
    qtbot.waitUntil(page.job.isHidden, timeout=240_000)
    assert f"“{tiny_model.name}” does not tell how it was trained" in said(window)
    assert page.improve.isEnabled()


@pytest.mark.slow
@pytest.mark.timeout(2400)
def test_a_model_learns_is_offered_with_its_figures_and_made_active(
    qtbot: QtBot,
    open_window: Callable[..., MainWindow],
    own: OwnExamples,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = small_dataset(tmp_path / "data", train=1_500, test=100)
    monkeypatch.setenv("FASHION_GUI_DATASET", str(data))
    first, _ = work(Train(settings={"recipe": "quick", "epochs": 1, "batch_size": 32, "limit": 64}))
    assert isinstance(first[-1], Done), first[-1]
    store = ModelStore(paths.user_models_dir(), paths.bundled_models_dir())
    store.activate(first[-1].model)
    for label, name in ((TROUSER, "trouser"), (PULLOVER, "pullover")):
        drawn = draw_photos(tmp_path / name, [f"{name} {number}" for number in range(6)])
        own.add([from_file(path) for path in drawn], label)
    window = open_window()
    page = teach_page(window)
    until(qtbot, page.improve.isEnabled)
    page.improve.trigger()
    qtbot.waitUntil(page.job.isHidden, timeout=2_000_000)
    (told,) = page.results.texts()
    assert "of 4 held-out examples right" in told
    assert "Fashion-MNIST" in told
    page.results.button("Make it active").click()  # type: ignore[union-attr]
    until(qtbot, lambda: store.active().name.endswith(", improved"))
    until(qtbot, lambda: ", improved answers from now on." in said(window))
    assert page.results.isHidden()


@pytest.mark.parametrize("size", [(1280, 800), (900, 600)])
@pytest.mark.usefixtures("tiny_model")
def test_it_fits_and_everything_has_a_name_a_hint_and_a_key(
    qtbot: QtBot, open_window: Callable[..., MainWindow], own: OwnExamples, size: tuple[int, int]
) -> None:
    own.add([from_file(sample("Shirt"))], SHIRT)
    window = open_window(size=size)
    page = teach_page(window)
    until(qtbot, lambda: page.examples.model.rowCount() == 1)
    page.job.begin("Improving")
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    for tile in (page.tiles.tile(label) for label in (*range(10), NONE)):
        until(qtbot, lambda tile=tile: page.tiles.rect().contains(tile.geometry()))
        assert tile.accessibleName()
    for button in page.findChildren(QAbstractButton):
        if button.objectName().startswith("qt_") or isinstance(button.parent(), QLineEdit):
            continue
        assert button.accessibleName(), button
        assert any(key in button.toolTip() for key in ("Ctrl", "Space", "Del")), button.toolTip()
