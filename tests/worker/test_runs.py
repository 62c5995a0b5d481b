"""One training can't be gone on with twice at the same time."""

from __future__ import annotations

from pathlib import Path

import pytest

from fashion_gui.core.errors import TrainingError
from fashion_gui.services import training_runs
from fashion_gui.worker import runs
from fashion_gui.worker.job_requests import Train
from fashion_gui.worker.messages import Failed, Stage
from tests.support.worker import work


@pytest.fixture
def run() -> runs.Run:
    """A training that was interrupted after a whole epoch."""
    made = runs.begin(Train(settings={"recipe": "quick", "epochs": 3}))
    (made.folder / runs.CHECKPOINT_FILE).write_bytes(b"for these tests only its name counts")
    return made


def test_the_second_who_goes_on_with_a_run_is_told(run: runs.Run) -> None:
    with runs.hold(run):
        messages, status = work(Train(run=run.name))
    (failed,) = messages
    assert isinstance(failed, Failed)
    assert failed.problem == (
        f"The training “{run.name}” is under way already, in another window or command."
    )
    assert failed.advice
    assert status == 1
    assert run.folder.is_dir()


def test_while_it_is_under_way_it_is_neither_offered_nor_thrown_away(run: runs.Run) -> None:
    with runs.hold(run):
        assert training_runs.summaries() == ()
        with pytest.raises(TrainingError, match="under way already"):
            training_runs.forget(run.name)
    assert [summary.name for summary in training_runs.summaries()] == [run.name]
    training_runs.forget(run.name)
    assert list(run.folder.parent.iterdir()) == []


def test_a_worker_that_fails_lets_go_of_its_run(tmp_path: Path) -> None:
    run = runs.begin(Train(settings={"recipe": "quick"}, data=str(tmp_path / "nowhere")))
    (run.folder / runs.CHECKPOINT_FILE).write_bytes(b"something")
    messages, _ = work(Train(run=run.name))
    assert isinstance(messages[0], Stage)
    assert "is missing" in str(messages[-1])
    assert not runs.is_held(run)
