"""The measuring commands on small data: every figure is there and makes sense; no speed is judged."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from fashion_gui.benchmarks import folder, starts, training, window
from fashion_gui.benchmarks.figures import machine, spread
from fashion_gui.core.errors import DataSetError, FashionGuiError
from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.stored_model import StoredModel
from fashion_gui.inference.classifier import Classifier
from fashion_gui.worker.job_requests import MeasureInference, MeasureTraining
from fashion_gui.worker.messages import Acceleration, Done, Figures
from tests.support.idx import small_dataset
from tests.support.tiny_model import sample
from tests.support.worker import work

TINY = {"recipe": "quick", "epochs": 2, "batch_size": 32, "limit": 128}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_dataset(tmp_path_factory.mktemp("data"), train=200, test=60)


def test_a_spread_is_median_and_range() -> None:
    found = spread([3.0, 1.0, 2.0])
    assert (found.median, found.lowest, found.highest, found.count) == (2.0, 1.0, 3.0, 3)
    assert 2.0 < found.p99 <= 3.0


def test_the_machine_is_named_with_its_cores() -> None:
    assert " cores, " in machine()


@pytest.mark.parametrize("way", ["compiled", "fit"])
def test_training_is_measured_epoch_by_epoch(data: Path, way: str) -> None:
    settings = {**TINY, "precision": "fp32", "acceleration": {"itex": False}}
    messages, status = work(MeasureTraining(settings=settings, data=str(data), way=way))  # type: ignore[arg-type]
    assert isinstance(messages[-1], Done), messages[-1]
    assert status == 0
    epochs = [message.values for message in messages if isinstance(message, Figures)]
    assert [epoch["epoch"] for epoch in epochs] == [1, 2]
    assert all(epoch["seconds"] > 0 and 0 <= epoch["test_accuracy"] <= 1 for epoch in epochs)
    active = next(message for message in messages if isinstance(message, Acceleration))
    assert active.itex is None
    assert "stock TensorFlow" in active.sentence


def test_measuring_stops_at_the_target(data: Path) -> None:
    messages, _ = work(MeasureTraining(settings=TINY, data=str(data), target=0.01))
    assert sum(isinstance(message, Figures) for message in messages) == 1


def test_a_way_is_told_as_far_as_it_has_come() -> None:
    heard = training.Heard()
    heard.take(Acceleration(sentence="TensorFlow", tensorflow="2", itex=None, onednn=True, thread_pool="",
                            threads=2, precision="fp32", note=""))  # fmt: skip
    for seconds, accuracy in ((10.0, 0.5), (30.0, 0.93), (20.0, 0.91)):
        values = {"epoch": 1, "seconds": seconds, "busy": 1.0, "test_accuracy": accuracy}
        heard.take(Figures(kind="training_epoch", values=values))
    found = training.way_so_far("quick", heard)
    assert (found.seconds, found.epochs, found.test_accuracy, found.best) == (60.0, 3, 0.91, 0.93)
    assert found.reached
    assert found.busy == 1.0


def test_the_report_s_way_can_be_bounded(data: Path) -> None:
    quick, report = training.way_plan(str(data), epochs=2, images=64)
    assert quick.request.target == report.request.target == 0.92
    assert report.request.way == "fit"
    assert report.request.settings["epochs"] == 2
    assert report.request.settings["limit"] == 64
    assert report.request.settings["acceleration"] == {"itex": False}


def test_inference_is_measured_for_every_ir(tiny_model: StoredModel, data: Path) -> None:
    messages, status = work(MeasureInference(model=tiny_model.id, data=str(data), repeats=5))
    assert isinstance(messages[-1], Done), messages[-1]
    assert status == 0
    rows = {m.values["variant"]: m.values for m in messages if isinstance(m, Figures)}
    assert {f"IR {precision.upper()}" for precision in tiny_model.precisions} <= set(rows)
    for row in rows.values():
        assert 0 < row["median_ms"] <= row["p99_ms"]
        assert row["images_per_second"] > 0
        assert 0 <= row["accuracy"] <= 1


def test_a_folder_is_measured_beside_decoding(tiny_model: StoredModel, tmp_path: Path) -> None:
    for name in CLASS_NAMES[:3]:
        shutil.copy(sample(name), tmp_path)
    (tmp_path / "text.jpg").write_text("no picture")
    found = folder.measure(tmp_path, 10, Classifier.load(tiny_model), 2, lambda *_: None)
    assert found.pictures == 4
    assert found.classified.median > 0
    assert found.ratio == found.classified.median / found.decoded.median


def test_an_empty_folder_can_not_be_measured(tiny_model: StoredModel, tmp_path: Path) -> None:
    with pytest.raises(DataSetError, match="holds no pictures"):
        folder.measure(tmp_path, 10, Classifier.load(tiny_model), 1, lambda *_: None)


def test_the_window_is_measured_beside_a_bare_one() -> None:
    found = window.measure([sample("Shirt")], repeats=1, drops=2, progress=lambda *_: None)
    assert found.heavy == []
    assert found.bare.median > 0
    assert 0 < found.up.median < found.first_answer.median
    assert found.answers["shirt.jpg"].count == 2


@pytest.mark.skipif(os.name == "nt", reason="a script as a program")
def test_another_build_is_started_beside_this_one(tmp_path: Path) -> None:
    other = tmp_path / "other build"
    other.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m fashion_gui\n')
    other.chmod(0o755)
    found = starts.measure(other, repeats=1, progress=lambda *_: None)
    assert (found.this.count, found.other.count) == (1, 1)
    assert found.ratio == found.other.median / found.this.median


@pytest.mark.skipif(os.name == "nt", reason="a program of POSIX")
@pytest.mark.parametrize("program", ["missing", "/bin/false"])
def test_what_opens_no_window_is_said(program: str, tmp_path: Path) -> None:
    with pytest.raises(FashionGuiError, match=r"could not be started|No window came up"):
        starts.measure(tmp_path / program, repeats=1, progress=lambda *_: None)
