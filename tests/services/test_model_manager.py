"""The model manager with real worker processes: every way a job can end, and what follows it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from pytestqt.qtbot import QtBot

from fashion_gui.services.jobs import Job, Outcome
from fashion_gui.services.model_loading import open_store
from fashion_gui.services.model_manager import ModelManager
from fashion_gui.worker.job_requests import Train
from fashion_gui.worker.messages import Acceleration, AnyMessage, Batches, Epoch, Stage
from tests.support.idx import small_dataset

LONG = 600_000
"""Milliseconds; starting TensorFlow may take minutes on a busy machine."""

on_unix = pytest.mark.skipif(os.name == "nt", reason="signals")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_dataset(tmp_path_factory.mktemp("data"), train=300, test=100)


class Desk:
    """A manager, and all that it said."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.checked: list[str] = []
        self.manager = ModelManager(open_store, self.checked.append)
        self.started: list[Job] = []
        self.cancelling: list[Job] = []
        self.messages: list[tuple[Job, AnyMessage]] = []
        self.outcomes: dict[int, Outcome] = {}
        self.waiting: tuple[Job, ...] = ()
        self.manager.job_started.connect(self.started.append)
        self.manager.job_cancelling.connect(self.cancelling.append)
        self.manager.message_received.connect(lambda job, message: self.messages.append((job, message)))
        self.manager.job_ended.connect(lambda job, end: self.outcomes.update({job.number: end}))
        self.manager.queue_changed.connect(lambda waiting: setattr(self, "waiting", waiting))

    def train(self, data: Path, **settings: Any) -> Job:
        values = {"recipe": "quick", "epochs": 2, "batch_size": 32, **settings}
        return self.manager.submit(Train(settings=values, data=str(data)), "Training: quick")

    def resume(self, run: str) -> Job:
        return self.manager.submit(Train(run=run), "Training: quick")

    def said(self, job: Job, kind: type) -> list[Any]:
        return [message for whose, message in self.messages if whose is job and isinstance(message, kind)]

    def wait_for(self, job: Job, kind: type, count: int = 1) -> None:
        def arrived() -> bool:
            assert job.number not in self.outcomes, self.outcomes[job.number]
            return len(self.said(job, kind)) >= count

        self.qtbot.waitUntil(arrived, timeout=LONG)

    def end_of(self, job: Job, timeout: int = LONG) -> Outcome:
        self.qtbot.waitUntil(lambda: job.number in self.outcomes, timeout=timeout)
        return self.outcomes[job.number]


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(qtbot)
    yield made
    made.manager.close()
    assert workers() == []


def workers(of: int | None = None) -> list[psutil.Process]:
    """The worker processes below a process, by default this one."""
    found = []
    for process in psutil.Process(of).children(recursive=True):
        try:
            if "worker" in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.NoSuchProcess:
            continue
    return found


def curve(epochs: list[Epoch]) -> list[tuple[float, ...]]:
    return [(e.epoch, e.loss, e.accuracy, e.validation_loss, e.validation_accuracy) for e in epochs]


@on_unix
@pytest.mark.timeout(1200)
def test_a_killed_training_goes_on_with_the_same_curve(desk: Desk, data: Path) -> None:
    """Killed hard in its second epoch, resumed to the end: as if nothing had happened, and published."""
    whole = desk.train(data, epochs=3)
    killed = desk.train(data, epochs=3)
    desk.qtbot.waitUntil(lambda: desk.waiting == (killed,))  # one at a time
    assert desk.end_of(whole).done, desk.outcomes
    assert desk.started == [whole, killed]

    desk.wait_for(killed, Epoch)
    workers()[0].kill()
    end = desk.end_of(killed)
    assert end.error is not None
    assert "SIGKILL" in end.error.problem
    assert "memory" in end.error.problem
    assert end.run

    with desk.qtbot.waitSignal(desk.manager.runs_listed) as listed:
        desk.manager.list_runs()
    (summary,) = listed.args[0]
    assert (summary.name, summary.recipe, summary.epochs) == (end.run, "quick", 3)
    assert summary.epochs_done in (1, 2, 3)

    resumed = desk.resume(end.run)
    outcome = desk.end_of(resumed)
    assert outcome.done, outcome.error
    assert outcome.model != desk.outcomes[whole.number].model
    told, expected = curve(desk.said(resumed, Epoch)), curve(desk.said(whole, Epoch))
    assert [figures[0] for figures in told] == [1, 2, 3]
    for figures, others in zip(told, expected, strict=True):
        assert figures == pytest.approx(others, rel=2e-3, abs=2e-3)
    (active,) = desk.said(resumed, Acceleration)
    assert active.sentence.startswith("TensorFlow 2.15")

    with desk.qtbot.waitSignal(desk.manager.runs_listed) as listed:
        desk.manager.list_runs()
    assert listed.args == [()]
    with desk.qtbot.waitSignal(desk.manager.models_listed) as listed:
        desk.manager.list_models()
    assert outcome.model in [model.id for model in listed.args[0].models]

    with desk.qtbot.waitSignal(desk.manager.model_activated) as activated:
        desk.manager.activate(outcome.model)
    assert activated.args[0].id == outcome.model
    assert desk.checked == [outcome.model]


@pytest.mark.timeout(1200)
def test_cancel_is_answered_at_once_and_leaves_nothing_running(desk: Desk, data: Path) -> None:
    job = desk.train(data, epochs=1000)
    desk.wait_for(job, Batches)
    begun = time.monotonic()
    desk.manager.cancel(job)
    desk.qtbot.waitUntil(lambda: desk.cancelling == [job], timeout=1000)
    outcome = desk.end_of(job)
    assert time.monotonic() - begun < 8  # 5 s, and the machine may be busy
    assert outcome.cancelled
    assert workers() == []


@pytest.mark.timeout(1200)
def test_a_job_cancelled_while_tensorflow_starts_and_one_that_waits(desk: Desk, data: Path) -> None:
    first, second, third = (desk.train(data, epochs=1000) for _ in range(3))
    desk.wait_for(first, Stage)
    desk.manager.cancel(second)
    assert desk.end_of(second, timeout=5000).cancelled
    desk.manager.cancel(first)
    assert desk.end_of(first, timeout=10_000).cancelled
    desk.wait_for(third, Stage)
    assert desk.started == [first, third]


@on_unix
@pytest.mark.timeout(1200)
def test_a_crash_is_told_and_the_next_job_starts_cleanly(desk: Desk, data: Path) -> None:
    crashed = desk.train(data)
    following = desk.train(data, epochs=0)
    desk.wait_for(crashed, Stage)
    workers()[0].send_signal(signal.SIGSEGV)
    error = desk.end_of(crashed).error
    assert error is not None
    assert "crashed (signal 11, SIGSEGV)" in error.problem
    error = desk.end_of(following).error  # the worker refuses its settings
    assert error is not None
    assert error.problem == "The epochs can't be 0."
    nowhere = desk.train(data / "not there")
    error = desk.end_of(nowhere).error
    assert error is not None
    assert "train-images-idx3-ubyte.gz” is missing" in error.problem


PARENT = """
import sys
from PySide6.QtCore import QCoreApplication
from fashion_gui.services.model_manager import ModelManager
from fashion_gui.worker.job_requests import Train

application = QCoreApplication([])
manager = ModelManager(lambda: None, lambda model: None)
manager.message_received.connect(lambda job, message: print(message, flush=True))
manager.submit(Train(settings={"recipe": "quick", "epochs": 1000}, data=sys.argv[1]), "Training")
application.exec()
"""


@on_unix
@pytest.mark.timeout(1200)
def test_the_worker_dies_with_its_parent(data: Path) -> None:
    """Also when the parent is killed hard and can't say anything any more."""
    with subprocess.Popen([sys.executable, "-c", PARENT, str(data)], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert b"Stage" in parent.stdout.readline()
        (worker,) = workers(parent.pid)
        parent.kill()
        parent.wait()
        worker.wait(timeout=15)
