"""How a worker can end, and what is said about it."""

from __future__ import annotations

import pytest

from fashion_gui.services.jobs import Ending, outcome
from fashion_gui.worker.messages import AnyMessage, Cancelled, Done, Failed, Stage


@pytest.mark.parametrize(
    ("ending", "said"),
    [
        (Ending(status=1, last=Done(model="m")), "ended with exit status 1"),
        (Ending(status=0, last=Stage(name="Training")), "ended without saying how its job went"),
        (Ending(signal=9), "killed (signal 9, SIGKILL); the system does so when memory runs out"),
        (Ending(signal=11, log=("first", "last")), "crashed (signal 11, SIGSEGV)"),
        (
            Ending(signal=6, log=("terminate called after throwing an instance of 'std::bad_alloc'", "x")),
            "ran out of memory (signal 6, SIGABRT)",
        ),
        (
            Ending(signal=11, log=("W Resource exhausted: OOM when allocating tensor with shape[19267584]",)),
            "ran out of memory (signal 11, SIGSEGV)",
        ),
        (Ending(signal=15), "ended from outside (signal 15, SIGTERM)"),
        (Ending(not_started="No such file"), "could not be started: No such file."),
        (
            Ending(status=1, last=Failed(problem="The disk is full.", advice="Free some.")),
            "The disk is full.",
        ),
    ],
)
def test_failures_in_words(ending: Ending, said: str) -> None:
    judged = outcome(ending)
    assert judged.error is not None
    assert said in judged.error.problem
    assert judged.error.advice
    assert not judged.done
    assert not judged.cancelled
    if ending.log == ("first", "last"):
        assert "“last”" in judged.error.problem


@pytest.mark.parametrize("last", [None, Stage(name="Training"), Cancelled(run="r")])
def test_whatever_ended_it_after_a_cancel_it_was_cancelled(last: AnyMessage | None) -> None:
    for ending in (Ending(signal=9, last=last, cancelled=True), Ending(status=3, last=last, cancelled=True)):
        assert outcome(ending).cancelled


def test_a_job_that_was_done_before_the_cancel_came_is_done() -> None:
    assert outcome(Ending(status=0, last=Done(model="m"), cancelled=True)).model == "m"
