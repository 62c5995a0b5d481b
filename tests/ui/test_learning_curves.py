"""The curves of a training: what is drawn, in which colours, how often, and what a screen reader hears."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fashion_gui import paths
from fashion_gui.core.learning_curve import EpochFigures, LearningCurve
from fashion_gui.ui import style
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.charts.chart import Chart
from fashion_gui.ui.charts.compared_curves import SAMPLE, ComparedCurves
from fashion_gui.ui.charts.learning_curves import LearningCurves
from fashion_gui.ui.pages.evaluate_learning import LearningView


@pytest.fixture
def curves(qtbot: QtBot) -> LearningCurves:
    made = LearningCurves()
    qtbot.addWidget(made)
    made.resize(900, 320)
    made.show()
    qtbot.waitExposed(made)
    made.begin(4)
    settle(qtbot)
    return made


def settle(qtbot: QtBot) -> None:
    """Let what was to be drawn when there is time be drawn."""
    for _ in range(5):
        qtbot.wait(20)


def drawn(chart: Chart) -> dict[str, tuple[list[float], list[float]]]:
    return {str(line.get_label()): tuple(map(list, line.get_data())) for line in chart.axes.get_lines()}


def test_epochs_and_batches_are_drawn_where_they_belong(curves: LearningCurves) -> None:
    curves.add_batches(1, 2, 4, (2.0, 1.5))
    curves.add_batches(1, 4, 4, (1.2, 1.1))
    curves.add_epoch(1, 1.4, 0.6, 1.0, 0.7)
    curves.add_batches(2, 2, 4, (0.9, 0.8))
    curves.add_epoch(2, 0.8, 0.8, 0.7, 0.85)
    loss, accuracy = drawn(curves.loss), drawn(curves.accuracy)
    assert loss["training"] == ([1, 2], [1.4, 0.8])
    assert loss["validation"] == ([1, 2], [1.0, 0.7])
    assert accuracy["training"] == ([1, 2], [0.6, 0.8])
    assert accuracy["validation"] == ([1, 2], [0.7, 0.85])
    (batches,) = [line for name, line in loss.items() if name not in ("training", "validation")]
    assert batches == ([0.25, 0.5, 0.75, 1.0, 1.25, 1.5], [2.0, 1.5, 1.2, 1.1, 0.9, 0.8])
    assert "epoch 2: training 0.800, validation 0.700" in curves.loss.accessibleDescription()
    assert "epoch 2: training 80%, validation 85%" in curves.accuracy.accessibleDescription()


def test_an_epoch_that_is_told_anew_replaces_the_old_one(curves: LearningCurves) -> None:
    """A run that gives up a precision goes back to its last good state and tells its history again."""
    for epoch, loss in ((1, 1.0), (2, 9.0), (1, 1.0), (2, 0.5)):
        curves.add_epoch(epoch, loss, 0.5, loss, 0.5)
    assert drawn(curves.loss)["training"] == ([1, 2], [1.0, 0.5])


def test_only_the_latest_batches_are_kept_and_odd_values_do_no_harm(curves: LearningCurves) -> None:
    for step in range(1, 1001):
        curves.add_batches(1, step, 1000, (float("nan") if step % 7 == 0 else 1.0,))
    curves.add_batches(2, 1, 1000, (50.0,))
    assert len(curves.loss.axes.get_lines()[0].get_xdata()) == 400
    assert curves.loss.axes.get_ylim()[1] < 3  # one batch far off does not flatten the rest


def test_news_within_the_limits_redraw_only_the_lines(curves: LearningCurves, qtbot: QtBot) -> None:
    curves.add_epoch(1, 1.4, 0.6, 1.0, 0.7)
    settle(qtbot)
    whole: list[object] = []
    curves.loss.mpl_connect("draw_event", whole.append)
    before = curves.loss.grab().toImage()
    for step in range(1, 51):
        curves.add_batches(2, step, 50, (1.2,))
    settle(qtbot)
    assert whole == []
    assert curves.loss.grab().toImage() != before


def test_colours_follow_light_and_dark(curves: LearningCurves, qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    sheet = Artwork(paths.resources_dir()).style_sheet()
    seen = []
    for scheme in (style.LIGHT, style.DARK):
        style.apply(application, scheme, sheet)
        settle(qtbot)
        image = curves.loss.grab().toImage()
        assert image.pixelColor(3, 3).name() == scheme.card
        seen.append(curves.loss.axes.get_lines()[1].get_color())
    style.apply(application, style.LIGHT, sheet)
    assert seen[0] != seen[1]


def test_a_name_with_dollars_is_told_as_it_is(qtbot: QtBot) -> None:
    chart = ComparedCurves("Loss by epoch", "loss")
    qtbot.addWidget(chart)
    chart.show_curves((LearningCurve("a", r"From $5 \to $6", (EpochFigures(0.9, 0.6, 0.8, 0.7),)),), (0,))
    chart.draw()
    assert r"From $5 \to $6" in chart.accessibleDescription()


def test_each_model_has_a_sample_of_its_curves_in_light_and_in_dark(qtbot: QtBot) -> None:
    view = LearningView()
    qtbot.addWidget(view)
    view.show()
    epochs = (EpochFigures(0.9, 0.6, 0.8, 0.7), EpochFigures(0.8, 0.7, 0.7, 0.8))
    view.show_models(tuple(LearningCurve(str(number), f"Model {number}", epochs) for number in range(8)))
    rows = [view.models.item(row) for row in range(8)]
    for item in rows:
        item.setCheckState(Qt.CheckState.Checked)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    sheet = Artwork(paths.resources_dir()).style_sheet()
    for scheme in (style.DARK, style.LIGHT):
        style.apply(application, scheme, sheet)
        samples = [item.icon().pixmap(SAMPLE).toImage() for item in rows]
        drawn = [str(line.get_color()) for line in view.loss.axes.lines[::2]]
        middles = [picture.pixelColor(picture.width() // 2, picture.height() // 2) for picture in samples]
        assert [colour.name() for colour in middles] == drawn
        assert samples[0] != samples[6]  # of the same colour, told apart by the marker
