"""The lite build, which comes without TensorFlow and NNCF: what it says instead of training."""

from __future__ import annotations

import sys
import threading

import pytest

from fashion_gui.cli.examinations import training
from fashion_gui.core import parts
from fashion_gui.worker.context import JobContext
from fashion_gui.worker.entry import run_job
from fashion_gui.worker.job_requests import AnyRequest, MeasureInference, MeasureTraining, Quantise, Train
from fashion_gui.worker.messages import Failed


@pytest.fixture
def lite(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `find_spec` sees where these packages are not installed."""
    for package in ("tensorflow", "nncf"):
        monkeypatch.setitem(sys.modules, package, None)


@pytest.mark.usefixtures("lite")
@pytest.mark.parametrize(
    ("request_", "what"),
    [
        (Train(settings={"recipe": "quick"}), "train"),
        (MeasureTraining(settings={"recipe": "quick"}), "measure trainings"),
        (MeasureInference(model="x"), "measure trainings"),
        (Quantise(model="x"), "INT8"),
    ],
)
def test_each_job_says_what_is_missing(request_: AnyRequest, what: str) -> None:
    failed = run_job(request_, JobContext(lambda _: None, threading.Event()))
    assert isinstance(failed, Failed)
    assert "lite build" in failed.problem
    assert what in failed.problem
    assert "full build" in failed.advice


@pytest.mark.usefixtures("lite")
def test_the_doctor_finds_nothing_broken() -> None:
    found = training()
    assert (found.state, found.facts["itex"]) == ("absent", None)
    assert "lite build" in found.text


def test_the_whole_program_lacks_nothing() -> None:
    parts.check("tensorflow")
    parts.check("nncf")
