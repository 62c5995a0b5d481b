"""The Train page on the real window: settings, samples under the knobs, and real trainings of small data."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fashion_gui import paths
from fashion_gui.core.datasets import DATASET_VARIABLE
from fashion_gui.core.recipes import RECIPES, Augmentation
from fashion_gui.core.stored_model import StoredModel
from fashion_gui.services.model_loading import open_store
from fashion_gui.ui import style
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.main_window import MainWindow
from fashion_gui.ui.pages.train import TrainPage
from tests.support.idx import small_dataset
from tests.ui.conftest import WAIT

LONG = 600_000


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_dataset(tmp_path_factory.mktemp("data"), train=300, test=100)


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> TrainPage:
    """The Train page of a window that knows of no data set."""
    monkeypatch.delenv(DATASET_VARIABLE, raising=False)
    window.show_page("train")
    page = window.findChild(TrainPage)
    assert isinstance(page, TrainPage)
    qtbot.waitUntil(lambda: bool(page.setup.preview.images()), timeout=WAIT)
    return page


def button(page: QWidget, words: str) -> QAbstractButton:
    found = [b for b in page.findChildren(QAbstractButton) if b.text().strip() == words and b.isVisible()]
    assert found, words
    return found[0]


def choose_data(page: TrainPage, folder: Path, qtbot: QtBot) -> None:
    page.setup.data.folder_chosen.emit(str(folder))
    qtbot.waitUntil(lambda: str(folder) in page.setup.data.text(), timeout=WAIT)


def workers() -> list[psutil.Process]:
    return [p for p in psutil.Process().children(recursive=True) if "worker" in p.cmdline()]


def bar(window: MainWindow) -> str:
    return " ".join(f"{message.text} {message.advice}" for message in window.message_bar.messages())


def test_recipes_settings_and_samples(page: TrainPage, qtbot: QtBot) -> None:
    assert page.setup.settings() == RECIPES["quick"]
    page.setup.recipes.choose("accurate")
    assert page.setup.settings() == RECIPES["accurate"]
    assert len(page.setup.preview.images()) == 12 or len(page.setup.preview.images()) == 10
    before = page.setup.preview.images()
    rotation = next(s for s in page.findChildren(QSlider) if s.accessibleName() == "Rotation")
    rotation.setValue(90)
    assert page.setup.settings().augmentation.rotation == 90
    assert page.setup.preview.images() != before
    qtbot.mouseClick(button(page, "As in the recipe"), Qt.MouseButton.LeftButton)
    assert page.setup.settings() == RECIPES["accurate"]
    assert page.setup.preview.images() == before
    qtbot.mouseClick(button(page, "Draw anew"), Qt.MouseButton.LeftButton)
    assert page.setup.preview.images() != before
    epochs = next(b for b in page.findChildren(QAbstractSpinBox) if b.accessibleName() == "Epochs")
    epochs.selectAll()
    qtbot.keyClicks(epochs, "7")
    assert page.setup.settings().epochs == 7


def test_everything_has_a_name_and_a_hint(page: TrainPage) -> None:
    kinds = (QAbstractButton, QAbstractSpinBox, QComboBox, QSlider)
    for widget in [w for kind in kinds for w in page.findChildren(kind) if w.isVisible()]:
        named = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
        assert named, widget
        assert widget.toolTip(), named


@pytest.mark.parametrize("size", [(1280, 800), (900, 600)])
def test_nothing_is_cut_off_and_both_schemes_are_drawn(page: TrainPage, size: tuple[int, int]) -> None:
    window = page.window()
    window.resize(*size)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    grounds = []
    sheet = Artwork(paths.resources_dir()).style_sheet()
    for scheme in (style.DARK, style.LIGHT):
        style.apply(application, scheme, sheet)
        QApplication.processEvents()
        grounds.append(page.grab().toImage().pixelColor(2, 2).name())
        inside = page.setup.widget()
        assert inside.minimumSizeHint().width() <= page.setup.viewport().width()
    assert grounds == [style.DARK.ground, style.LIGHT.ground]


def test_settings_out_of_range_never_become_a_job(page: TrainPage, window: MainWindow, qtbot: QtBot) -> None:
    wrong = msgspec.structs.replace(
        page.setup.settings(), augmentation=Augmentation(shear=float("nan"), erasing=0)
    )
    page.training_wanted.emit(wrong)
    assert "The shear can't be nan. Choose a value from 0 to 45." in bar(window)
    page.training_wanted.emit(msgspec.structs.replace(page.setup.settings(), batch_size=5))
    assert "The batch size can't be 5." in bar(window)
    qtbot.wait(300)
    assert workers() == []


def test_without_a_data_set_it_says_where_it_looked(
    page: TrainPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    assert button(page, "Download 31 MB and train")
    assert str(paths.user_dataset_dir()) in page.setup.data.text()
    assert f"{DATASET_VARIABLE} is not set" in page.setup.data.text()
    choose_data(page, tmp_path, qtbot)
    qtbot.mouseClick(button(page, "Start training"), Qt.MouseButton.LeftButton)
    assert "has no train-images-idx3-ubyte.gz" in bar(window)
    qtbot.wait(300)
    assert workers() == []


def test_own_photos_are_offered_once_there_are_enough(
    page: TrainPage, window: MainWindow, qtbot: QtBot, own_home: Path
) -> None:
    box = next(box for box in page.findChildren(QCheckBox) if "own photos" in box.text())
    assert not box.isEnabled()
    assert "0 of at least 30 labelled" in page.setup.data.photo_note()
    (own_home / "my-photos").mkdir()
    rows = "".join(f"photos/{number}.jpg,Shirt\n" for number in range(30))
    (own_home / "my-photos" / "labels.csv").write_text(f"file,label\n{rows}")
    window.show_page("classify")
    window.show_page("train")
    qtbot.waitUntil(box.isEnabled, timeout=WAIT)
    assert page.setup.data.photo_note() == "30 labelled"
    assert not page.setup.data.with_photos
    box.click()
    assert page.setup.data.with_photos


@pytest.mark.timeout(1200)
def test_a_training_from_the_button_to_the_model_in_use(
    page: TrainPage, window: MainWindow, qtbot: QtBot, data: Path, tiny_model: StoredModel
) -> None:
    choose_data(page, data, qtbot)
    epochs = next(b for b in page.findChildren(QAbstractSpinBox) if b.accessibleName() == "Epochs")
    epochs.selectAll()
    qtbot.keyClicks(epochs, "2")
    qtbot.mouseClick(button(page, "Start training"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.ended.texts()), timeout=LONG)
    (ended,) = page.ended.texts()
    assert ended.startswith("Training: quick is done")
    assert "of the test images right" in ended
    curves = page.progress.curves
    assert curves is not None
    assert len(curves.loss.training) == len(curves.accuracy.validation) == 2
    assert page.progress.tiles.value("Validation accuracy").endswith("%")
    assert "TensorFlow 2.15" in " ".join(label.text() for label in page.progress.findChildren(QLabel))
    assert page.progress.grab().toImage().width() > 500

    activate = page.ended.button("Make it active")
    assert activate is not None
    qtbot.mouseClick(activate, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "answers from now on" in bar(window), timeout=WAIT)
    assert open_store().active().id != tiny_model.id
    assert page.ended.texts() == []


@pytest.mark.timeout(1200)
def test_cancel_is_answered_at_once_and_closing_leaves_nothing_running(
    page: TrainPage, window: MainWindow, qtbot: QtBot, data: Path
) -> None:
    choose_data(page, data, qtbot)
    long = msgspec.structs.replace(page.setup.settings(), epochs=900)
    page.training_wanted.emit(long)
    page.training_wanted.emit(long)
    assert "Training: quick waits for the job under way" in bar(window)
    qtbot.waitUntil(lambda: page.progress.tiles.value("Validation loss") != "–", timeout=LONG)
    cancel = button(page, "Cancel")
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not cancel.isEnabled(), timeout=1000)
    qtbot.waitUntil(lambda: bool(page.ended.texts()), timeout=15_000)
    assert "cancelled After" in page.ended.texts()[0]
    assert page.ended.button("Resume") is not None
    qtbot.waitUntil(lambda: len(workers()) == 1, timeout=WAIT)  # the second one has begun
    window.close()
    assert workers() == []


def test_the_lite_build_says_what_is_missing(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tensorflow", None)
    window.show_page("train")
    page = window.findChild(TrainPage)
    assert isinstance(page, TrainPage)
    qtbot.waitUntil(lambda: bool(page.setup.preview.images()), timeout=WAIT)
    assert any("lite build" in text.text() for text in page.ended.findChildren(QLabel))
    assert not button(page, "Start training").isEnabled()
    assert "lite build" in button(page, "Start training").toolTip()
