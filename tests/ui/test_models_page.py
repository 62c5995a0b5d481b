"""The Models page on the real window, with real models: choosing, naming, deleting, moving, checking."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import openvino as ov
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from fashion_gui import paths
from fashion_gui.core.model_archive import export_model
from fashion_gui.core.model_store import ModelStore
from fashion_gui.core.stored_model import StoredModel
from fashion_gui.ui.main_window import MainWindow
from fashion_gui.ui.models_table import NAME, ORIGIN, PRECISIONS, TIME
from fashion_gui.ui.pages.classify import ClassifyPage
from fashion_gui.ui.pages.models import ModelsPage
from tests.support.idx import small_dataset
from tests.support.tiny_model import network, publish, sample
from tests.ui.conftest import WAIT, drop, wait_for_answer

OpenWindow = Callable[..., MainWindow]


@pytest.fixture(autouse=True)
def nothing_bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the models that a test makes."""
    monkeypatch.setattr(paths, "bundled_models_dir", lambda: tmp_path / "bundled")


@pytest.fixture
def store() -> ModelStore:
    return ModelStore(paths.user_models_dir(), paths.bundled_models_dir())


def models_page(window: MainWindow) -> ModelsPage:
    window.show_page("models")
    found = window.findChild(ModelsPage)
    assert isinstance(found, ModelsPage)
    return found


def cell(page: ModelsPage, model_id: str, column: int) -> Any:
    place = page.table.place(model_id)
    return page.table.data(page.table.index(place, column)) if place >= 0 else None


def until(qtbot: QtBot, holds: Callable[[], object]) -> None:
    def check() -> None:
        assert holds()

    qtbot.waitUntil(check, timeout=WAIT)


def select(qtbot: QtBot, page: ModelsPage, model_id: str) -> None:
    until(qtbot, lambda: page.table.place(model_id) >= 0)
    page.choose(model_id)
    chosen = page.chosen()
    assert chosen is not None
    assert chosen.id == model_id


def precision_box(page: ModelsPage) -> QComboBox:
    (box,) = (box for box in page.findChildren(QComboBox) if box.accessibleName() == "Precision")
    return box


def test_the_next_photo_is_answered_by_the_model_made_active(
    qtbot: QtBot, window: MainWindow, known_samples: np.ndarray, store: ModelStore, tiny_model: StoredModel
) -> None:
    """And none that was asked before is lost."""
    shifted = publish(store, known_samples, "Shifted", np.roll(np.arange(10), 1))
    photos = window.findChild(ClassifyPage)
    assert isinstance(photos, ClassifyPage)
    drop(photos, sample("Bag"))
    page = models_page(window)
    select(qtbot, page, shifted.id)
    page.details.activate.trigger()
    until(qtbot, lambda: cell(page, shifted.id, ORIGIN) == "Own · in use")
    until(qtbot, lambda: "Shifted" in page.answering.text())
    assert cell(page, tiny_model.id, ORIGIN) == "Own"
    assert store.active().id == shifted.id
    window.show_page("classify")
    wait_for_answer(qtbot, photos, "Bag")  # asked before, answered by the one before
    drop(photos, sample("Bag"))
    wait_for_answer(qtbot, photos, "Ankle boot")
    assert not window.message_bar.messages() or window.message_bar.messages()[0].kind == "notice"


def test_the_page_says_so_until_the_models_are_listed(
    qtbot: QtBot, window: MainWindow, tiny_model: StoredModel
) -> None:
    page = models_page(window)
    assert page.tabs.told().startswith("One moment …")
    assert not page.view.isVisible()
    until(qtbot, page.view.isVisible)
    assert page.tabs.told() == ""
    assert page.table.place(tiny_model.id) == 0


def rename(qtbot: QtBot, page: ModelsPage, name: str) -> None:
    page.details.rename.trigger()
    editor = page.view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText(name)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_the_new_name_of_the_model_in_use_is_told_wherever_it_answers(
    qtbot: QtBot, window: MainWindow, tiny_model: StoredModel
) -> None:
    photos = window.findChild(ClassifyPage)
    assert isinstance(photos, ClassifyPage)
    page = models_page(window)
    select(qtbot, page, tiny_model.id)
    until(qtbot, lambda: page.answering.text().startswith("Tiny\nExecutes on"))
    rename(qtbot, page, "Wardrobe")
    until(qtbot, lambda: page.answering.text().startswith("Wardrobe\nExecutes on"))
    lines = {label.text() for label in photos.answer.seen.findChildren(QLabel)}
    assert "Wardrobe" in lines
    assert "Tiny" not in lines
    drop(photos, sample("Bag"))
    wait_for_answer(qtbot, photos, "Bag")
    assert photos.prediction is not None
    assert photos.prediction.tag.model == "Wardrobe"
    assert not window.message_bar.messages()


def test_rename_delete_and_undo(
    qtbot: QtBot, window: MainWindow, tiny_model: StoredModel, store: ModelStore
) -> None:
    page = models_page(window)
    select(qtbot, page, tiny_model.id)
    rename(qtbot, page, "  Wardrobe   one ")
    until(qtbot, lambda: cell(page, tiny_model.id, NAME) == "Wardrobe one")
    assert store.get(tiny_model.id).name == "Wardrobe one"

    (delete,) = (b for b in page.details.findChildren(QAbstractButton) if b.text() == " Delete")
    delete.setFocus()
    delete.click()
    until(qtbot, lambda: page.table.place(tiny_model.id) < 0)
    assert window.focusWidget() is page.view  # not a box whose choice the arrow keys would change
    assert page.notices.texts() == ["Wardrobe one was deleted It stays in the trash for 30 days."]
    undo = page.notices.button("Undo")
    assert undo is not None
    undo.click()
    until(qtbot, lambda: cell(page, tiny_model.id, NAME) == "Wardrobe one")
    assert page.notices.isHidden()
    store.get(tiny_model.id).check()


def test_the_model_in_use_is_in_use_again_when_its_deletion_is_undone(
    qtbot: QtBot, window: MainWindow, tiny_model: StoredModel, store: ModelStore, known_samples: np.ndarray
) -> None:
    bundled = ModelStore(store.bundled_dir, store.user_dir)
    publish(bundled, known_samples, "Bundled")
    page = models_page(window)
    select(qtbot, page, tiny_model.id)
    page.details.delete.trigger()
    until(qtbot, lambda: page.answering.text().startswith("Bundled\nExecutes on"))
    undo = page.notices.button("Undo")
    assert undo is not None
    undo.click()
    until(qtbot, lambda: page.answering.text().startswith("Tiny\nExecutes on"))
    until(qtbot, lambda: cell(page, tiny_model.id, ORIGIN) == "Own · in use")
    assert store.active().id == tiny_model.id
    assert not window.message_bar.messages()


def test_export_and_import_through_the_page(
    qtbot: QtBot, window: MainWindow, tiny_model: StoredModel, tmp_path: Path, store: ModelStore
) -> None:
    page = models_page(window)
    select(qtbot, page, tiny_model.id)
    archive = tmp_path / "out.zip"
    page.export_wanted.emit(tiny_model.id, archive)
    until(qtbot, lambda: archive.exists() and window.message_bar.messages())
    page.import_wanted.emit(archive)
    until(qtbot, lambda: len(store.models()) == 2 and page.table.rowCount() == 2)
    until(qtbot, lambda: page.chosen() is not None and page.chosen().id != tiny_model.id)  # type: ignore[union-attr]
    assert page.chosen().name == "Tiny (2)"  # type: ignore[union-attr]

    keras = tmp_path / "net.keras"
    export_model(tiny_model, keras)
    page.import_wanted.emit(keras)
    until(qtbot, lambda: "which can hold code" in " ".join(m.text for m in window.message_bar.messages()))
    assert len(store.models()) == 2


def with_wrong_int8(model: StoredModel, store: ModelStore, known: np.ndarray) -> StoredModel:
    """Its INT8 answers with other classes, as on a machine that computes wrongly: all hashes fit."""
    xml = paths.home_dir() / "wrong.xml"
    ov.save_model(network(known, np.roll(np.arange(10), 3)), xml)
    files = {f"model-int8{ending}": xml.with_suffix(ending) for ending in (".xml", ".bin")}
    return store.extend(model.id, dict(files))


def test_a_precision_that_computes_wrongly_here_says_so_and_cannot_be_chosen(
    qtbot: QtBot, window: MainWindow, tiny_model: StoredModel, store: ModelStore, known_samples: np.ndarray
) -> None:
    with_wrong_int8(tiny_model, store, known_samples)
    page = models_page(window)
    select(qtbot, page, tiny_model.id)
    until(qtbot, lambda: "not INT8" in cell(page, tiny_model.id, PRECISIONS))
    assert "INT8 computes wrongly here and is not used" in page.details.text()
    assert cell(page, tiny_model.id, TIME).endswith(" ms")
    box = precision_box(page)
    int8 = box.findData("int8")
    assert "computes wrongly here" in box.itemText(int8)
    assert not box.model().flags(box.model().index(int8, 0, QModelIndex())) & Qt.ItemFlag.ItemIsEnabled

    until(qtbot, lambda: "FP16 weights" in page.answering.text())
    box.setCurrentIndex(box.findData("fp32"))
    box.activated.emit(box.currentIndex())
    until(qtbot, lambda: "FP32 weights, f32 computation" in page.answering.text())

    page.answering.choice_made.emit("CPU", "int8")  # somebody insists
    until(qtbot, lambda: "computes wrongly" in " ".join(m.text for m in window.message_bar.messages()))
    until(qtbot, lambda: "FP32 weights" in page.answering.text())
    assert precision_box(page).currentData() == "fp32"


def test_damaged_models_are_shown_with_the_reason_and_the_page_lists_devices(
    qtbot: QtBot, window: MainWindow, store: ModelStore, known_samples: np.ndarray
) -> None:
    damaged = publish(store, known_samples, "Damaged one")
    weights = damaged.folder / "model.bin"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x55")
    page = models_page(window)
    select(qtbot, page, damaged.id)
    assert cell(page, damaged.id, ORIGIN) == "Damaged"
    assert "model.bin is not the file that was written" in page.details.text()
    allowed = {
        name: getattr(page.details, name).isEnabled() for name in ("activate", "export", "int8", "delete")
    }
    assert allowed == {"activate": False, "export": False, "int8": False, "delete": True}
    device_box = next(box for box in page.findChildren(QComboBox) if box.accessibleName() == "Device")
    until(qtbot, lambda: device_box.findData("CPU") >= 0 and device_box.findData("AUTO") >= 0)
    assert device_box.itemText(device_box.findData("CPU")) != "CPU · CPU"
    device_box.setCurrentIndex(device_box.findData("AUTO"))
    device_box.activated.emit(device_box.currentIndex())
    until(qtbot, lambda: device_box.currentData() == "AUTO" and "Executes on" in page.answering.text())


@pytest.mark.timeout(600)
def test_int8_is_made_in_the_worker_and_a_failure_is_told(
    qtbot: QtBot, window: MainWindow, tiny_model: StoredModel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FASHION_GUI_DATASET", str(tmp_path / "nowhere"))
    page = models_page(window)
    select(qtbot, page, tiny_model.id)
    page.details.int8.trigger()
    assert page.job.isVisible()
    assert "INT8 of Tiny" in page.job.text()
    assert not page.details.int8.isEnabled()
    qtbot.waitUntil(page.job.isHidden, timeout=240_000)
    assert any("is missing" in message.text for message in window.message_bar.messages())
    assert page.details.int8.isEnabled()


@pytest.mark.timeout(600)
def test_answers_are_measured_in_the_worker_shown_copied_saved_and_kept(
    qtbot: QtBot,
    open_window: OpenWindow,
    tiny_model: StoredModel,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("FASHION_GUI_DATASET", str(small_dataset(tmp_path / "data", train=60, test=60)))
    page = models_page(open_window())
    select(qtbot, page, tiny_model.id)
    view = page.answering_speed
    page.tabs.show_view(view)
    assert view.table.texts() == [
        ["Published: Keras", "5 s", *[""] * 6],
        ["Published: OpenVINO", "0.9 s", *[""] * 5, "82.0%"],
    ]
    assert not view.copy.isEnabled()
    view.measure.trigger()
    assert "Answers of Tiny" in page.measuring.text()
    assert not view.measure.isEnabled()
    assert not page.training_speed.measure.isEnabled()
    qtbot.waitUntil(page.measuring.isHidden, timeout=240_000)
    assert view.measure.isEnabled()
    shown = view.table.texts()
    assert {line[0].split(" (")[0] for line in shown[:-2]} == {"IR FP16", "IR FP32"}
    assert all(line[1].endswith(" ms") for line in shown[:-2])
    until(qtbot, lambda: len(view.charts) == 2)
    assert view.charts[0].variants == [line[0].split(" (")[0] for line in shown[:-2]]
    assert "IR FP16: " in view.charts[0].accessibleDescription()

    view.copy.trigger()
    copied = QApplication.clipboard().text().splitlines()
    assert copied[1].split("\t") == shown[0]
    file = tmp_path / "measured.csv"
    view.saving_wanted.emit(view.result, file)
    until(qtbot, file.exists)
    assert "IR FP16" in file.read_text()

    again = models_page(open_window()).answering_speed
    until(qtbot, lambda: again.table.texts() == shown)


@pytest.mark.parametrize("size", [(1280, 800), (900, 600)])
def test_it_fits_and_everything_has_a_name_a_hint_and_a_key(
    qtbot: QtBot, open_window: OpenWindow, known_samples: np.ndarray, size: tuple[int, int]
) -> None:
    store = ModelStore(paths.user_models_dir(), paths.bundled_models_dir())
    store.activate(publish(store, known_samples).id)
    window = open_window(size=size)
    page = models_page(window)
    until(qtbot, lambda: page.table.rowCount() == 1)
    page.show_deleted("x", "Another", print)
    assert page.view.horizontalScrollBar().maximum() == 0
    assert (window.width(), window.height()) == size
    assert page.view.accessibleName()
    for kind in (QAbstractButton, QComboBox):
        for widget in page.findChildren(kind):
            if widget.objectName().startswith("qt_") or isinstance(widget.parent(), QComboBox):
                continue
            named = widget.accessibleName() or widget.text()  # type: ignore[attr-defined]
            assert named, widget
            assert "Ctrl" in widget.toolTip() or "Alt" in widget.toolTip(), named
    keys = [action.shortcut().toString() for part in page.findChildren(object) for action in _actions(part)]
    keys = [key for key in [*keys, *(action.shortcut().toString() for action in page.actions())] if key]
    assert len(keys) == len(set(keys))
    assert isinstance(window.grab().toImage(), QImage)


def _actions(part: object) -> list[Any]:
    return part.actions() if hasattr(part, "actions") else []


def test_device_and_precision_are_remembered_and_given_up_where_they_cannot_be_used(
    qtbot: QtBot, open_window: OpenWindow, known_samples: np.ndarray, store: ModelStore, own_home: Path
) -> None:
    store.activate(publish(store, known_samples).id)
    (own_home / "settings.json").write_text('{"device": "AUTO", "precision": "fp32"}')
    page = models_page(open_window())
    until(qtbot, lambda: "FP32 weights" in page.answering.text())
    until(qtbot, lambda: (page.answering.device(), page.answering.precision()) == ("AUTO", "fp32"))

    (own_home / "settings.json").write_text('{"device": "NPU", "precision": "int8"}')
    second = open_window()
    page = models_page(second)
    until(qtbot, lambda: "FP16 weights" in page.answering.text())
    until(qtbot, lambda: (page.answering.device(), page.answering.precision()) == ("CPU", "fp16"))
    assert any("INT8 can't be used" in message.text for message in second.message_bar.messages())


def test_a_choice_overtaken_by_another_is_no_failure(
    qtbot: QtBot, open_window: OpenWindow, known_samples: np.ndarray, store: ModelStore
) -> None:
    store.activate(publish(store, known_samples).id)
    window = open_window()
    page = models_page(window)
    until(qtbot, lambda: "FP16 weights" in page.answering.text() and page.table.rowCount())
    for precision in ("fp32", "fp16", "fp32"):
        page.answering.choice_made.emit("CPU", precision)
        assert "Checking" in page.answering.text()
    until(qtbot, lambda: "FP32 weights" in page.answering.text())
    assert page.answering.precision() == "fp32"
    assert not window.message_bar.messages()
