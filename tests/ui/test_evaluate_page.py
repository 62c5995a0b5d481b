"""The Evaluate page of the real window: from the choice of a model to the pictures behind every number."""

from __future__ import annotations

import csv
import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from fashion_gui.controllers.evaluation import EvaluateController
from fashion_gui.core.datasets import DATASET_VARIABLE
from fashion_gui.core.held_out import HeldOut
from fashion_gui.core.labels import CLASS_NAMES, class_slug
from fashion_gui.core.learning_curve import EpochFigures, LearningCurve
from fashion_gui.core.model_store import ModelStore
from fashion_gui.core.own_examples import OwnExamples
from fashion_gui.core.photo_sets import read_photo_set
from fashion_gui.core.stored_model import StoredModel
from fashion_gui.paths import bundled_models_dir, own_photos_dir, user_models_dir
from fashion_gui.services.jobs import Job, Outcome
from fashion_gui.ui import evaluation_words
from fashion_gui.ui.main_window import MainWindow
from fashion_gui.ui.pages.evaluate import EvaluatePage
from fashion_gui.worker.job_requests import Train
from fashion_gui.worker.messages import Epoch
from tests.support.idx import small_dataset
from tests.support.tiny_model import publish, sample, saved_again

WAIT = 60_000
OpenWindow = Callable[..., MainWindow]


@pytest.fixture
def dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """300 test images where the program looks for the data set."""
    monkeypatch.setenv(DATASET_VARIABLE, str(small_dataset(tmp_path / "data", train=20, test=300)))


@pytest.fixture
def evaluate_page(
    qtbot: QtBot,
    open_window: OpenWindow,
    tiny_model: StoredModel,
    known_samples: np.ndarray,
    dataset: None,  # noqa: ARG001
) -> EvaluatePage:
    """The page with two models, the one in use chosen; shown, nothing evaluated yet."""
    store = ModelStore(user_models_dir(), bundled_models_dir())
    publish(store, known_samples, "Turned", np.roll(np.arange(10), 1))
    window = open_window()
    qtbot.waitUntil(lambda: any(isinstance(page, EvaluatePage) for page in window.pages()), timeout=WAIT)
    page = next(page for page in window.pages() if isinstance(page, EvaluatePage))
    window.show_page("evaluate")
    qtbot.waitUntil(lambda: page.models.model != "", timeout=WAIT)
    page.models.choose(tiny_model.id)
    return page


def is_shown(page: EvaluatePage) -> bool:
    return page.results.answers is not None and not page.cancel_is_offered()


def evaluate(qtbot: QtBot, page: EvaluatePage) -> None:
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: is_shown(page), timeout=WAIT)


def test_from_the_report_to_the_pictures(qtbot: QtBot, evaluate_page: EvaluatePage) -> None:
    page, results = evaluate_page, evaluate_page.results
    assert results.answers is None
    assert not results.report.isVisible()
    evaluate(qtbot, page)
    assert results.report.isVisible()
    assert results.tiles.value("Pictures") == "300"
    assert [results.report.text(row, 0) for row in range(13)] == [
        *CLASS_NAMES,
        "Accuracy",
        "Macro average",
        "Weighted average",
    ]
    assert results.report.text(10, 7) == "300"
    assert results.report.isColumnHidden(2)  # the published figures are about other pictures

    qtbot.waitUntil(lambda: results.charts is not None, timeout=WAIT)
    qtbot.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert results.charts is not None
    matrix = results.charts.matrix
    assert matrix.isVisible()
    chart, model = matrix.chart, matrix.grid.model
    row, column = chart.cell  # the largest confusion
    mistakes = chart.matrix - np.diag(np.diag(chart.matrix))
    assert model.rowCount() == chart.matrix[row, column] == mistakes.max()
    assert matrix.grid.headline.text() == evaluation_words.cell(chart.matrix, row, column)

    qtbot.keyClick(chart, Qt.Key.Key_Left if column else Qt.Key.Key_Right)
    assert chart.cell == (row, abs(column - 1))
    assert model.rowCount() == chart.matrix[row, abs(column - 1)]
    assert evaluation_words.cell(chart.matrix, *chart.cell) in chart.accessibleDescription()

    chart.draw()  # so that places on the screen are known
    x, y = chart.axes.transData.transform((3, 3)) / chart.devicePixelRatioF()
    qtbot.mouseMove(chart, QPoint(round(x), round(chart.height() - y)))
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(chart.height() - y)))
    assert chart.cell == (3, 3)
    assert model.rowCount() == chart.matrix[3, 3]
    if model.rowCount():
        matrix.grid.view.setCurrentIndex(model.index(0))
        assert "labelled Dress: " in matrix.grid.detail()
        assert "%" in matrix.grid.detail()


def test_kept_results_are_shown_as_soon_as_they_are_chosen(qtbot: QtBot, evaluate_page: EvaluatePage) -> None:
    page = evaluate_page
    evaluate(qtbot, page)
    first = page.models.model
    other = next(entry for entry in page.models.entries if entry.id != first)
    page.models.choose(other.id)
    qtbot.waitUntil(lambda: "Press Evaluate" in page.invitation(), timeout=WAIT)
    assert page.results.tiles.value("Pictures") == "–"
    page.models.choose(first)
    qtbot.waitUntil(lambda: is_shown(page), timeout=WAIT)
    assert page.results.tiles.value("Pictures") == "300"


def test_two_models_are_compared(qtbot: QtBot, evaluate_page: EvaluatePage) -> None:
    page, compare = evaluate_page, evaluate_page.results.compare
    evaluate(qtbot, page)
    qtbot.keyClick(page, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    assert compare.isVisible()
    compare.choice.choose(next(entry.id for entry in page.models.entries if entry.id != page.models.model))
    compare.compare_action.trigger()
    qtbot.waitUntil(lambda: "McNemar" in compare.verdict.text(), timeout=WAIT)
    everything = compare.grid.model.rowCount()
    assert 0 < everything <= 300
    parts = 0
    for split in (1, 2, 3):
        compare.split.setCurrentIndex(split)
        parts += compare.grid.model.rowCount()
    assert parts == everything


def test_a_comparison_is_headed_by_the_models_it_is_about(qtbot: QtBot, evaluate_page: EvaluatePage) -> None:
    page, compare = evaluate_page, evaluate_page.results.compare
    evaluate(qtbot, page)
    other = next(entry for entry in page.models.entries if entry.name == "Turned")
    compare.choice.choose(other.id, "fp32")
    qtbot.keyClick(page, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    compare.compare_action.trigger()
    compare.choice.choose(page.models.model, "fp16")  # while the other one is still being evaluated
    qtbot.waitUntil(lambda: "McNemar" in compare.verdict.text(), timeout=WAIT)
    assert compare.names() == ("Tiny FP16", "Turned FP32")
    assert "Turned FP32 alone" in compare.verdict.text()


def test_photos_curves_and_mistakes(qtbot: QtBot, evaluate_page: EvaluatePage, tmp_path: Path) -> None:
    page, results = evaluate_page, evaluate_page.results
    for name in CLASS_NAMES[:4]:
        folder = tmp_path / "photos" / class_slug(name)
        folder.mkdir(parents=True)
        shutil.copy(sample(name), folder)
    (tmp_path / "photos" / "dress" / "torn.jpg").write_bytes(b"no picture")
    saved_again("Bag", tmp_path / "photos" / "dress" / "bag.jpg")
    page.add_folder(str(tmp_path / "photos"))
    evaluate(qtbot, page)
    assert results.tiles.value("Accuracy") == "80.00%"
    assert "could not be read" in results.about()
    qtbot.keyClick(page, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert results.mistakes.grid.model.rowCount() == 1
    assert "Bag" in results.mistakes.grid.model.data(results.mistakes.grid.model.index(0))
    assert "bag.jpg, labelled Dress" in results.mistakes.grid.model.describe(0)
    assert not results.mistakes.teach.isEnabled()
    results.mistakes.grid.view.setCurrentIndex(results.mistakes.grid.model.index(0))
    assert results.mistakes.teach.isVisible()
    results.mistakes.teach.class_chosen.emit(CLASS_NAMES.index("Bag"))
    own = OwnExamples(own_photos_dir())
    qtbot.waitUntil(lambda: [photo.label for photo in own.photo_set().photos] == [8], timeout=WAIT)
    results.mistakes.classes.setCurrentText("Trouser")
    assert results.mistakes.grid.model.rowCount() == 0
    qtbot.waitUntil(lambda: results.charts is not None, timeout=WAIT)
    qtbot.keyClick(page, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert results.charts is not None
    assert "Expected calibration error" in results.charts.curves.reliability.accessibleDescription()
    assert "answered" in results.charts.curves.threshold.accessibleDescription()


@pytest.fixture
def people_photos(tmp_path: Path) -> Path:
    """Four classes by two people, a bag said to be none of the ten, and a wall, where no garment is."""
    folder = tmp_path / "people"
    folder.mkdir()
    lines = ["file,label,person"]
    for number, name in enumerate(CLASS_NAMES[:4]):
        shutil.copy(sample(name), folder / f"{number}.jpg")
        lines.append(f"{number}.jpg,{name},{'eva' if number < 3 else 'ida'}")
    saved_again("Bag", folder / "hat.jpg")
    Image.new("RGB", (300, 300), "white").save(folder / "wall.png")
    lines += ["hat.jpg,(none of the ten),eva", "wall.png,Coat,ida"]
    (folder / "labels.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_what_only_photos_have(
    qtbot: QtBot, evaluate_page: EvaluatePage, people_photos: Path, tmp_path: Path
) -> None:
    page, results, window = evaluate_page, evaluate_page.results, evaluate_page.window()
    assert isinstance(window, MainWindow)
    evaluate(qtbot, page)
    assert not page.people.isVisible()
    assert not results.photo_tiles.isVisible()
    page.add_folder(str(people_photos))
    assert page.people.isVisible()
    qtbot.waitUntil(lambda: "Press Evaluate" in page.invitation(), timeout=WAIT)
    evaluate(qtbot, page)
    tiles = results.photo_tiles
    assert tiles.isVisible()
    assert (tiles.value("“Not sure”"), tiles.value("Right of the others")) == ("20.00%", "100.00%")
    assert (tiles.value("None of the ten"), tiles.value("“Not sure” of these")) == ("1", "0.00%")
    assert 0 <= float(tiles.value("AUROC, familiarity")) <= 1

    qtbot.keyClick(page, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    mistakes = results.mistakes
    assert mistakes.grid.headline.text().endswith("; 1 more under “None of the ten”")
    mistakes.classes.setCurrentText("None of the ten")
    assert "1 mistake about 1 picture of none of the ten" in mistakes.grid.headline.text()
    assert "hat.jpg, labelled none of the ten: Bag" in mistakes.grid.model.describe(0)
    qtbot.waitUntil(lambda: results.charts is not None, timeout=WAIT)
    assert results.charts is not None
    qtbot.keyClick(page, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    curve = results.charts.curves.threshold
    assert "80.0% answered, 100.0% of that right; 20.0% never is" in curve.accessibleDescription()

    results.show_threshold(1.0)
    assert (tiles.value("“Not sure”"), tiles.value("Right of the others")) == ("100.00%", "–")
    assert tiles.value("“Not sure” of these") == "100.00%"
    assert mistakes.grid.model.rowCount() == 0
    assert "nothing is answered" in curve.accessibleDescription()

    page.save_wanted.emit(tmp_path / "saved")
    qtbot.waitUntil(lambda: "were saved" in said(window), timeout=WAIT)
    (table,) = (tmp_path / "saved").glob("*/photos.csv")
    assert "none_count,1" in table.read_text(encoding="utf-8").splitlines()


def test_only_some_of_the_people(qtbot: QtBot, evaluate_page: EvaluatePage, people_photos: Path) -> None:
    page, results = evaluate_page, evaluate_page.results
    page.add_folder(str(people_photos))
    assert page.held_out is None
    evaluate(qtbot, page)
    assert results.tiles.value("Pictures") == "5"
    counts = []
    for part in (1, 2):
        page.people.choose(HeldOut(part, 2))
        qtbot.waitUntil(lambda: "Press Evaluate" in page.invitation(), timeout=WAIT)
        evaluate(qtbot, page)
        assert f"part {part} of 2 of the people" in results.about()
        counts.append(results.tiles.value("Pictures"))
    assert sorted(counts) == ["2", "3"]
    page.people.choose(None)
    qtbot.waitUntil(lambda: is_shown(page) and results.tiles.value("Pictures") == "5", timeout=WAIT)
    qtbot.keyClick(page, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert results.mistakes.classes.findText("None of the ten") > 0
    page.people.choose(HeldOut(7, 8))
    page.people.parts.setValue(4)
    assert page.held_out == HeldOut(4, 4)
    whole = read_photo_set(people_photos).photos
    empty = (HeldOut(part, 8) for part in range(1, 9))
    page.people.choose(next(part for part in empty if not part.divide(whole)[1]))
    qtbot.waitUntil(lambda: "2 people only" in page.invitation(), timeout=WAIT)


def test_photos_that_get_no_answer_at_all(
    qtbot: QtBot, evaluate_page: EvaluatePage, people_photos: Path
) -> None:
    page, results = evaluate_page, evaluate_page.results
    (people_photos / "labels.csv").write_text("file,label\nwall.png,Coat\n", encoding="utf-8")
    page.add_folder(str(people_photos))
    evaluate(qtbot, page)
    assert results.photo_tiles.value("“Not sure”") == "100.00%"
    qtbot.waitUntil(lambda: results.charts is not None, timeout=WAIT)
    assert results.charts is not None
    qtbot.keyClick(page, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert "nothing is answered" in results.charts.curves.threshold.accessibleDescription()
    assert results.mistakes.classes.findText("None of the ten") < 0


def test_a_folder_without_labels_is_said_and_nothing_hangs(
    qtbot: QtBot, evaluate_page: EvaluatePage, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    window = evaluate_page.window()
    assert isinstance(window, MainWindow)
    evaluate_page.add_folder(str(tmp_path / "empty"))
    qtbot.waitUntil(lambda: "no labelled pictures" in evaluate_page.invitation(), timeout=WAIT)
    assert not window.message_bar.isVisible()
    qtbot.keyClick(evaluate_page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.message_bar.isVisible, timeout=WAIT)
    assert "no labelled pictures" in window.message_bar.accessibleName()
    assert not evaluate_page.cancel_is_offered()


def test_why_and_wrong_labels(qtbot: QtBot, evaluate_page: EvaluatePage, tmp_path: Path) -> None:
    page, results = evaluate_page, evaluate_page.results
    evaluate(qtbot, page)
    figures = results.tiles.value("Accuracy")
    qtbot.keyClick(page, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    grid, model = results.mistakes.grid, results.mistakes.grid.model
    assert model.rowCount() > 1
    assert not grid.chosen.why.isVisible()
    grid.view.setCurrentIndex(model.index(1))
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page, Qt.Key.Key_W, keys)
    qtbot.waitUntil(lambda: "speaks for" in grid.detail(), timeout=WAIT)
    before = grid.detail()
    grid.view.setCurrentIndex(model.index(0))
    qtbot.waitUntil(lambda: "speaks for" in grid.detail() and grid.detail() != before, timeout=WAIT)

    qtbot.keyClick(page, Qt.Key.Key_M, keys)
    qtbot.waitUntil(lambda: "1 picture is marked" in results.about(), timeout=WAIT)
    assert model.data(model.index(0)).startswith("⚑")
    assert "looks wrong" in grid.detail()
    assert results.tiles.value("Accuracy") == figures
    results.mistakes.marked_only.click()
    assert model.rowCount() == 1
    page.save_wanted.emit(tmp_path)
    window = page.window()
    assert isinstance(window, MainWindow)
    qtbot.waitUntil(lambda: "were saved" in said(window), timeout=WAIT)
    (table,) = tmp_path.glob("evaluation-*/predictions.csv")
    with table.open(newline="", encoding="utf-8") as stream:
        (marked,) = (row for row in csv.DictReader(stream) if row["label_looks_wrong"])
    assert marked["picture"] == str(model.indices[0])

    grid.view.setCurrentIndex(model.index(0))
    grid.chosen.mark.click()
    qtbot.waitUntil(lambda: model.rowCount() == 0, timeout=WAIT)
    assert "marked as" not in results.about()


@pytest.mark.parametrize("size", [(1280, 800), (900, 600)])
@pytest.mark.parametrize("photos", [False, True])
def test_everything_has_a_name_and_is_inside(
    qtbot: QtBot, evaluate_page: EvaluatePage, people_photos: Path, size: tuple[int, int], photos: bool
) -> None:
    page, window = evaluate_page, evaluate_page.window()
    window.resize(*size)
    if photos:
        page.add_folder(str(people_photos))
        page.people.choose(HeldOut(1, 2))
    evaluate(qtbot, page)
    for owner in (page, page.models, page.people):
        inside = [child for child in owner.children() if isinstance(child, QWidget) and child.isVisible()]
        for one, other in itertools.combinations(inside, 2):
            assert not one.geometry().intersects(other.geometry()), (one, other)
    qtbot.waitUntil(lambda: page.results.charts is not None, timeout=WAIT)
    keys = [
        action.shortcut().toString()
        for owner in (page, page.results.tabs, page.results.compare)
        for action in owner.actions()
    ]
    assert len(keys) == len(set(keys))
    for number in range(7):
        qtbot.keyClick(page, Qt.Key(Qt.Key.Key_1 + number), Qt.KeyboardModifier.AltModifier)
        qtbot.wait(30)
        for kind in (QAbstractButton, QAbstractSpinBox, QComboBox):
            for widget in page.findChildren(kind):
                if widget.isVisible() and not isinstance(widget.parent(), QComboBox):
                    assert widget.accessibleName(), widget
                    assert widget.toolTip(), widget
                    corner = widget.mapTo(window, widget.rect().bottomRight())
                    assert window.rect().contains(corner), widget.accessibleName()
    qtbot.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    window.message_bar.show_problem("Two lines of a message take room from the page. " * 2, "Try again.")
    qtbot.wait(30)
    assert page.results.charts is not None
    matrix = page.results.charts.matrix
    assert not matrix.chart.geometry().intersects(matrix.unit.geometry())  # its names would be covered


def test_learning_curves_lie_over_each_other_and_grow(qtbot: QtBot, evaluate_page: EvaluatePage) -> None:
    results = evaluate_page.results
    qtbot.waitUntil(lambda: results.charts is not None, timeout=WAIT)
    assert results.charts is not None
    view = results.charts.learning
    bundled = [view.models.item(row) for row in range(view.models.count())]
    assert bundled  # the tiny models tell nothing of their training, those that ship with the program do
    assert not view.ticked()
    bundled[0].setCheckState(Qt.CheckState.Checked)
    assert bundled[0].text() in view.loss.accessibleDescription()

    results.show_live(LearningCurve("", "Training: quick", (EpochFigures(0.9, 0.6, 0.8, 0.7),)))
    assert [curve.name for curve in view.ticked()] == ["Training: quick", bundled[0].text()]
    assert "Training: quick after 1 epoch: training 60.0%, validation 70.0%" in (
        view.accuracy.accessibleDescription()
    )
    assert len(view.accuracy.axes.lines) == 4
    results.show_live(None)
    assert [curve.name for curve in view.ticked()] == [bundled[0].text()]
    assert len(view.accuracy.axes.lines) == 2


def test_a_page_opened_during_a_training_shows_all_its_epochs(
    qtbot: QtBot,
    open_window: OpenWindow,
    tiny_model: StoredModel,  # noqa: ARG001
) -> None:
    window = open_window()
    qtbot.waitUntil(lambda: window.findChild(EvaluatePage) is not None, timeout=WAIT)
    page, controller = window.findChild(EvaluatePage), window.findChild(EvaluateController)
    manager = controller.program.models
    first, second = (Job(number, "Training: quick", Train()) for number in (1, 2))

    def tell(job: Job, epoch: int, loss: float) -> None:
        figures = {"loss": loss, "accuracy": 0.8, "validation_loss": 0.4, "validation_accuracy": 0.9}
        speed = {"learning_rate": 1e-3, "seconds": 2.0, "images_per_second": 9.0, "busy": 0.9}
        manager.message_received.emit(job, Epoch(epoch=epoch, epochs=9, **figures, **speed))

    for epoch, loss in ((1, 0.9), (2, 0.5), (2, 0.8), (3, 0.7), (4, 0.6)):  # the second is told anew
        tell(first, epoch, loss)
    window.show_page("evaluate")
    qtbot.waitUntil(lambda: page.results.charts is not None, timeout=WAIT)
    view = page.results.charts.learning

    def losses() -> list[list[float]]:
        live = (curve for curve in view.ticked() if "under way" in curve.name)
        return [[epoch.loss for epoch in curve.epochs] for curve in live]

    assert losses() == [[0.9, 0.8, 0.7, 0.6]]
    tell(first, 5, 0.5)
    assert losses() == [[0.9, 0.8, 0.7, 0.6, 0.5]]
    manager.job_ended.emit(second, Outcome())  # one that waited was taken out of the queue
    assert losses() == [[0.9, 0.8, 0.7, 0.6, 0.5]]
    manager.job_ended.emit(first, Outcome(done=True))
    assert losses() == []
    tell(second, 1, 0.3)
    assert losses() == [[0.3]]


def test_what_needs_no_evaluation_is_shown_without_one(qtbot: QtBot, evaluate_page: EvaluatePage) -> None:
    page, results = evaluate_page, evaluate_page.results
    qtbot.waitUntil(lambda: "Press Evaluate" in page.invitation(), timeout=WAIT)
    qtbot.waitUntil(lambda: results.charts is not None, timeout=WAIT)
    assert results.charts is not None
    learning, network = results.charts.learning, results.charts.network
    trained = next(entry for entry in page.models.entries if entry.name not in ("Tiny", "Turned"))
    page.models.choose(trained.id)
    qtbot.keyClick(page, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    assert learning.isVisible()
    assert page.invitation() == ""
    assert [curve.name for curve in learning.ticked()] == [trained.name]
    assert network.chart.accessibleDescription() == ""  # it is drawn when it is looked at
    qtbot.keyClick(page, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: "Convolution" in network.chart.accessibleDescription(), timeout=WAIT)
    assert network.isVisible()
    page.models.choose(next(entry.id for entry in page.models.entries if entry.name == "Tiny"))
    assert not network.isVisible()  # until that of the other model is read
    qtbot.waitUntil(network.isVisible, timeout=WAIT)
    assert "15,700 parameters" in network.chart.accessibleDescription()
    assert "Dense layer" in [text.get_text() for text in network.chart.axes.texts]
    assert learning.ticked() == []
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5):
        qtbot.keyClick(page, key, Qt.KeyboardModifier.AltModifier)
        assert "Press Evaluate" in page.invitation()
    assert not results.compare.isVisible()


def test_a_network_that_can_not_be_read_is_told_in_its_place(
    qtbot: QtBot, evaluate_page: EvaluatePage
) -> None:
    page, window = evaluate_page, evaluate_page.window()
    assert isinstance(window, MainWindow)
    other = next(entry for entry in page.models.entries if entry.name == "Turned")
    for weights in user_models_dir().glob(f"{other.id}/*.bin"):
        weights.write_bytes(b"no weights")
    qtbot.keyClick(page, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    page.models.choose(other.id)
    qtbot.waitUntil(lambda: "is damaged" in page.invitation(), timeout=WAIT)
    assert not window.message_bar.isVisible()


def test_results_are_saved_into_a_folder_of_their_own(
    qtbot: QtBot, evaluate_page: EvaluatePage, tmp_path: Path
) -> None:
    page, window = evaluate_page, evaluate_page.window()
    assert isinstance(window, MainWindow)
    evaluate(qtbot, page)
    reports = tmp_path / "reports"
    name = f"evaluation-{page.models.model}-fp16-test-images"
    for folder in (name, f"{name}-2"):  # the second one leaves the first as it is
        page.save_wanted.emit(reports)
        qtbot.waitUntil(lambda own=reports / folder: f"saved into {own}." in said(window), timeout=WAIT)
        names = {path.name for path in (reports / folder).iterdir()}
        assert {"report.pdf", "confusion-matrix.svg", "predictions.csv"} <= names
    assert sorted(path.name for path in reports.iterdir()) == [name, f"{name}-2"]


def said(window: MainWindow) -> str:
    return " ".join(message.text for message in window.message_bar.messages())


def test_cancelling_leads_back_to_the_invitation(
    qtbot: QtBot, evaluate_page: EvaluatePage, tmp_path: Path
) -> None:
    folder = tmp_path / "photos" / "bag"
    folder.mkdir(parents=True)
    for number in range(300):
        (folder / f"{number}.jpg").symlink_to(sample("Bag"))
    evaluate_page.add_folder(str(folder.parent))
    qtbot.keyClick(evaluate_page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert evaluate_page.cancel_is_offered()
    assert "shown here" in evaluate_page.invitation()
    qtbot.keyClick(evaluate_page, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not evaluate_page.cancel_is_offered(), timeout=WAIT)
    assert "Press Evaluate" in evaluate_page.invitation()
    assert evaluate_page.results.answers is None
