"""Several photos and folders on the Classify page: the table, its filter and order, and saving it."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.ui.main_window import MainWindow
from fashion_gui.ui.pages.classify import ClassifyPage
from fashion_gui.ui.results_model import ANSWER, CERTAINTY, NOT_SURE, PICTURE, UNREADABLE
from tests.support.tiny_model import sample
from tests.ui.conftest import WAIT, drop, told, wait_for_answer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The ten samples, one of them deeper down, and a torn one."""
    below = tmp_path / "wardrobe" / "below"
    below.mkdir(parents=True)
    for name in CLASS_NAMES[1:]:
        shutil.copy(sample(name), below.parent)
    shutil.copy(sample(CLASS_NAMES[0]), below / "Überzieher.jpg")
    (below.parent / "torn.jpg").write_bytes(b"no picture at all")
    return below.parent


@pytest.fixture
def run(qtbot: QtBot, page: ClassifyPage, folder: Path) -> ClassifyPage:
    """The page after a run over the folder."""
    drop(page, folder)
    qtbot.waitUntil(
        lambda: page.results.model.total == 11 and not page.results._cancel.isEnabled(), timeout=WAIT
    )
    return page


def column(page: ClassifyPage, number: int) -> list[str]:
    model = page.results.model
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_a_folder_becomes_a_table_with_all_its_pictures(run: ClassifyPage) -> None:
    assert run.results.isVisible()
    assert sorted(column(run, ANSWER)) == sorted([*CLASS_NAMES, UNREADABLE])
    assert "Überzieher.jpg" in column(run, PICTURE)
    assert "11 pictures" in run.results._progress_text.text()
    assert "1 could not be read" in run.results._progress_text.text()


def test_several_files_become_a_table_too(qtbot: QtBot, page: ClassifyPage) -> None:
    drop(page, sample("Bag"), sample("Coat"))
    qtbot.waitUntil(lambda: page.results.model.total == 2, timeout=WAIT)
    assert column(page, ANSWER) == ["Bag", "Coat"]


def test_the_table_is_as_unsure_as_the_answer_beside_it(
    qtbot: QtBot, page: ClassifyPage, tmp_path: Path
) -> None:
    Image.new("RGB", (300, 400), (180, 60, 60)).save(tmp_path / "nothing.png")  # no garment in it
    page.show_threshold(0.0)
    drop(page, tmp_path / "nothing.png", sample("Bag"))
    qtbot.waitUntil(lambda: page.results.model.total == 2, timeout=WAIT)
    qtbot.waitUntil(lambda: page.prediction is not None, timeout=WAIT)
    assert page.prediction is not None
    assert not page.prediction.accepted
    unsure, sure = column(page, ANSWER)
    assert unsure.startswith(NOT_SURE)
    assert sure == "Bag"


def test_the_first_row_is_chosen_and_its_answer_shown(qtbot: QtBot, run: ClassifyPage) -> None:
    wait_for_answer(qtbot, run, f"Answer: {column(run, ANSWER)[0]}.")
    run.results.table.selectRow(3)
    wait_for_answer(qtbot, run, f"Answer: {column(run, ANSWER)[3]}.")
    run.results.table.selectRow(column(run, ANSWER).index(UNREADABLE))
    wait_for_answer(qtbot, run, "torn.jpg")
    assert run.results.isVisible()


def test_sorting_by_class_and_certainty_keeps_the_chosen_row(run: ClassifyPage) -> None:
    table, model = run.results.table, run.results.model
    table.selectRow(2)
    chosen = model.result(2).path
    for number, order in ((ANSWER, Qt.SortOrder.AscendingOrder), (CERTAINTY, Qt.SortOrder.DescendingOrder)):
        table.sortByColumn(number, order)
        assert model.result(table.currentIndex().row()).path == chosen
    assert column(run, CERTAINTY)[-1] == ""  # what was not read comes last
    table.sortByColumn(ANSWER, Qt.SortOrder.AscendingOrder)
    assert column(run, ANSWER) == sorted(column(run, ANSWER), key=str.casefold)
    table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert [model.result(row).path for row in range(11)] == [result.path for result in model._results]


def test_the_filter_leaves_what_was_asked_for(qtbot: QtBot, window: MainWindow, run: ClassifyPage) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(run.results._text, "SNEAK")
    qtbot.waitUntil(lambda: column(run, ANSWER) == ["Sneaker"], timeout=WAIT)
    run.results._text.setText("üBER")
    qtbot.waitUntil(lambda: column(run, ANSWER) == [CLASS_NAMES[0]], timeout=WAIT)
    run.results._text.clear()
    qtbot.waitUntil(lambda: run.results.model.rowCount() == 11, timeout=WAIT)
    run.results._kind.setCurrentText("Bag")
    assert column(run, ANSWER) == ["Bag"]
    run.results._kind.setCurrentText(UNREADABLE)
    assert column(run, PICTURE) == ["torn.jpg"]
    run.results._kind.setCurrentText(NOT_SURE)
    assert not column(run, ANSWER)
    assert run.results._nothing.isVisible()
    assert not run.results._export.isEnabled()
    run.show_threshold(1.0)
    assert len(column(run, ANSWER)) >= 8
    assert all(answer.startswith(NOT_SURE) for answer in column(run, ANSWER))
    assert not any(column(run, CERTAINTY))  # no figure for how sure what is not sure is


def test_a_row_opens_its_photo_and_one_can_go_on_from_there(
    qtbot: QtBot, window: MainWindow, run: ClassifyPage
) -> None:
    table = run.results.table
    table.selectRow(0)
    wait_for_answer(qtbot, run, column(run, ANSWER)[0])
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert run.photo.isVisible()
    assert "1 of 11" in run.photo._place.text()
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    wait_for_answer(qtbot, run, f"Answer: {column(run, ANSWER)[1]}.")
    assert run.photo.isVisible()
    assert "2 of 11" in run.photo._place.text()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert run.results.isVisible()
    at = table.visualRect(run.results.model.index(3, PICTURE)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))
    assert run.photo.isVisible()


def test_thumbnails_are_made_for_the_rows_in_sight_only(
    qtbot: QtBot, window: MainWindow, page: ClassifyPage, folder: Path
) -> None:
    window.resize(1280, 600)
    drop(page, folder)
    table, model = page.results.table, page.results.model
    qtbot.waitUntil(lambda: model.total == 11, timeout=WAIT)
    qtbot.waitUntil(lambda: model.result(0).path in model._thumbnails, timeout=WAIT)
    qtbot.wait(500)
    last = model.result(10).path
    assert last not in model._thumbnails
    table.scrollToBottom()
    qtbot.waitUntil(lambda: last in model._thumbnails, timeout=WAIT)


def test_the_rows_can_be_saved_as_csv_and_json(
    qtbot: QtBot, window: MainWindow, run: ClassifyPage, tmp_path: Path
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = run.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    for ending in ("csv", "json"):
        dialog.fileSelected.emit(str(tmp_path / f"answers.{ending}"))
        qtbot.waitUntil((tmp_path / f"answers.{ending}").exists, timeout=WAIT)
    dialog.close()
    with (tmp_path / "answers.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    entries = json.loads((tmp_path / "answers.json").read_text(encoding="utf-8"))
    assert [row["label"] for row in rows] == [entry.get("label", "") for entry in entries]
    assert sorted(row["label"] for row in rows) == sorted([*CLASS_NAMES, ""])
    by_label = {entry["label"]: entry for entry in entries if "label" in entry}
    assert by_label["Bag"]["accepted"]
    assert by_label["Bag"]["model"] == "Tiny"
    assert sum(by_label["Bag"]["probabilities"].values()) == pytest.approx(1, abs=1e-4)
    assert "torn.jpg" in next(entry["error"] for entry in entries if "error" in entry)
    qtbot.waitUntil(lambda: len(window.message_bar.messages()) == 2, timeout=WAIT)


def test_a_file_that_can_not_be_written_is_said(
    qtbot: QtBot, window: MainWindow, run: ClassifyPage, tmp_path: Path
) -> None:
    (tmp_path / "a file").write_text("")
    run.export_wanted.emit(tmp_path / "a file" / "answers.csv", run.results.model.results())
    qtbot.waitUntil(lambda: bool(window.message_bar.messages()), timeout=WAIT)
    assert "could not be written" in window.message_bar.messages()[0].text


def test_a_run_can_be_cancelled_and_another_begun(
    qtbot: QtBot, window: MainWindow, page: ClassifyPage, tmp_path: Path
) -> None:
    for number in range(400):
        (tmp_path / f"{number:03}.jpg").symlink_to(sample("Bag"))
    drop(page, tmp_path)
    qtbot.waitUntil(lambda: page.results.model.total > 0, timeout=WAIT)
    qtbot.keyClick(window, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not page.results._cancel.isEnabled(), timeout=WAIT)
    done = page.results.model.total
    assert 0 < done < 400
    assert "cancelled" in page.results._progress_text.text()
    drop(page, sample("Coat"), sample("Dress"))
    qtbot.waitUntil(lambda: page.results.model.total == 2, timeout=WAIT)
    assert column(page, ANSWER) == ["Coat", "Dress"]


def test_a_photo_dropped_during_a_run_is_answered_and_the_run_goes(
    qtbot: QtBot, page: ClassifyPage, tmp_path: Path
) -> None:
    for number in range(400):
        (tmp_path / f"{number:03}.jpg").symlink_to(sample("Bag"))
    drop(page, tmp_path)
    qtbot.waitUntil(lambda: page.results.model.total > 0, timeout=WAIT)
    drop(page, sample("Dress"))
    wait_for_answer(qtbot, page, "Answer: Dress.")
    assert page.photo.isVisible()
    qtbot.wait(200)
    assert "Answer: Dress." in told(page)


def test_an_empty_folder_is_said_in_its_row(qtbot: QtBot, page: ClassifyPage, tmp_path: Path) -> None:
    drop(page, tmp_path)
    qtbot.waitUntil(lambda: page.results.model.total == 1, timeout=WAIT)
    wait_for_answer(qtbot, page, "is a folder without pictures")
