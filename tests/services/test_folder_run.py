"""Runs over many pictures: they stream, end, can be cancelled, and answer with the model in use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from fashion_gui.core.errors import FashionGuiError, ModelError
from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.model_store import ModelStore
from fashion_gui.core.prediction import Prediction
from fashion_gui.core.records import Outcome
from fashion_gui.inference.classifier import Classifier
from fashion_gui.services.folder_run import FolderRun
from fashion_gui.services.model_slot import ModelSlot
from fashion_gui.services.thumbnails import EDGE, Thumbnails, thumbnail_of
from tests.support.tiny_model import publish, sample

WAIT = 60_000


@pytest.fixture
def slot(tmp_path: Path, known_samples: np.ndarray) -> ModelSlot:
    slot = ModelSlot()
    slot.put(Classifier.load(publish(ModelStore(tmp_path / "models", tmp_path / "none"), known_samples)))
    return slot


@pytest.fixture
def run(slot: ModelSlot) -> Iterator[FolderRun]:
    run = FolderRun(slot)
    yield run
    run.close()
    assert not run._ending


def test_answers_stream_in_order_and_the_run_ends(qtbot: QtBot, run: FolderRun) -> None:
    batches: list[list[Outcome]] = []
    totals: list[int] = []
    run.recognised.connect(batches.append)
    run.counted.connect(totals.append)
    paths = [sample(name) for name in CLASS_NAMES] * 3
    with qtbot.waitSignal(run.finished, timeout=WAIT) as ended:
        run.start(paths, 0.5)
        assert run.running
    assert ended.args == [True]
    assert not run.running
    assert totals == [30]
    assert len(batches) > 1
    outcomes = [outcome for batch in batches for outcome in batch]
    assert [outcome.path for outcome in outcomes] == paths
    answers = [outcome.answer for outcome in outcomes]
    assert [a.label for a in answers if isinstance(a, Prediction)] == list(CLASS_NAMES) * 3
    assert all(isinstance(answer, Prediction) and not answer.outlines for answer in answers)


def test_a_bad_picture_does_not_stop_the_others(qtbot: QtBot, run: FolderRun, tmp_path: Path) -> None:
    outcomes: list[Outcome] = []
    run.recognised.connect(outcomes.extend)
    with qtbot.waitSignal(run.finished, timeout=WAIT):
        run.start([tmp_path / "gone.jpg", sample("Bag")], 0.5)
    assert isinstance(outcomes[0].answer, FashionGuiError)
    assert isinstance(outcomes[1].answer, Prediction)


def test_a_cancelled_run_ends_soon_and_says_so(qtbot: QtBot, run: FolderRun) -> None:
    outcomes: list[Outcome] = []
    run.recognised.connect(outcomes.extend)
    run.recognised.connect(run.cancel)
    with qtbot.waitSignal(run.finished, timeout=WAIT) as ended:
        run.start([sample("Bag")] * 1000, 0.5)
    assert ended.args == [False]
    assert 0 < len(outcomes) < 100


def test_a_new_run_ends_the_one_before(qtbot: QtBot, run: FolderRun) -> None:
    outcomes: list[Outcome] = []
    endings: list[bool] = []
    run.finished.connect(endings.append)
    run.start([sample("Bag")] * 1000, 0.5)
    qtbot.waitSignal(run.recognised, timeout=WAIT).wait()
    run.recognised.connect(outcomes.extend)
    with qtbot.waitSignal(run.finished, timeout=WAIT):
        run.start([sample("Coat")], 0.5)
    assert endings == [True]
    assert [outcome.path for outcome in outcomes] == [sample("Coat")]


def test_what_an_earlier_run_says_late_is_not_heard(qtbot: QtBot, run: FolderRun, tmp_path: Path) -> None:
    slow = tmp_path / "slow.png"
    Image.effect_noise((5000, 4000), 60).save(slow, compress_level=1)
    outcomes: list[Outcome] = []
    run.start([slow, sample("Bag")] * 500, 0.5)
    qtbot.waitSignal(run.recognised, timeout=WAIT).wait()
    run.recognised.connect(outcomes.extend)
    runners = [run._runner]
    run.start([sample("Coat")], 0.5)
    runners.insert(0, run._runner)
    # What both have to say waits for the event loop then, the later one's first.
    assert all(runner is not None and runner.wait(WAIT) for runner in runners)
    runners.clear()
    qtbot.waitUntil(lambda: not run.running and not run._ending, timeout=WAIT)
    assert [outcome.path for outcome in outcomes] == [sample("Coat")]


def test_a_run_waits_for_its_model_and_fails_with_the_reason(qtbot: QtBot) -> None:
    slot = ModelSlot()
    run = FolderRun(slot)
    failures: list[FashionGuiError] = []
    run.failed.connect(failures.append)
    with qtbot.waitSignal(run.finished, timeout=WAIT) as ended:
        run.start([sample("Bag")], 0.5)
        slot.refuse(ModelError("It is damaged.", "Train again."))
    assert ended.args == [False]
    assert [str(failure) for failure in failures] == ["It is damaged. Train again."]
    run.close()


def test_a_run_that_waits_for_its_model_can_be_closed(qtbot: QtBot) -> None:
    run = FolderRun(ModelSlot())
    run.start([sample("Bag")], 0.5)
    qtbot.wait(50)
    run.close()
    assert not run._ending


def test_thumbnails_are_made_off_the_main_thread(qtbot: QtBot, tmp_path: Path) -> None:
    made: dict[Path, np.ndarray | None] = {}
    thumbnails = Thumbnails()
    threads: list[bool] = []

    def take(path: Path, rgb: np.ndarray | None) -> None:
        threads.append(QThread.currentThread() is thumbnails.thread())
        made[path] = rgb

    thumbnails.made.connect(take)
    (tmp_path / "torn.jpg").write_bytes(b"nothing")
    for path in (sample("Dress"), tmp_path / "torn.jpg"):
        thumbnails.want(path)
    qtbot.waitUntil(lambda: len(made) == 2, timeout=WAIT)
    dress = made[sample("Dress")]
    assert dress is not None
    assert max(dress.shape[:2]) == EDGE
    assert made[tmp_path / "torn.jpg"] is None
    assert np.array_equal(dress, thumbnail_of(sample("Dress")))
    thumbnails.close()
