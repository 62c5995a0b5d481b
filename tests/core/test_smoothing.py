"""A new garment takes over within 300 ms, and what is close does not flicker, at any frame rate."""

from __future__ import annotations

import numpy as np
import pytest

from fashion_gui.core.smoothing import Smoother, SteadyAnswer

SHIRT, COAT, BAG = 6, 4, 8


def sure_of(index: int, share: float = 0.9) -> np.ndarray:
    probabilities = np.full(10, (1 - share) / 9, np.float32)
    probabilities[index] = share
    return probabilities


class Video:
    """Feeds a Smoother at a frame rate."""

    def __init__(self, rate: float) -> None:
        self.smoother = Smoother()
        self.seconds = 0.0
        self._step = 1 / rate

    def show(self, probabilities: np.ndarray | None) -> SteadyAnswer:
        self.seconds += self._step
        return self.smoother.update(probabilities, self.seconds, 0.5)


@pytest.mark.parametrize("rate", [10, 15, 30, 60])
def test_another_garment_takes_over_within_300_ms(rate: float) -> None:
    video = Video(rate)
    for _ in range(2 * rate):
        video.show(sure_of(SHIRT, 0.97))
    changed = video.seconds
    while (answer := video.show(sure_of(COAT, 0.7))).index != COAT or not answer.sure:
        assert video.seconds - changed <= 0.3
    assert video.seconds - changed <= 0.3


@pytest.mark.parametrize("seed", range(3))
def test_two_close_guesses_do_not_flicker(seed: int) -> None:
    random = np.random.default_rng(seed)
    video = Video(30)
    labels, verdicts = [], []
    for _ in range(900):
        share = 0.5 + float(random.normal(0, 0.1))
        probabilities = np.full(10, 0.0, np.float32)
        probabilities[SHIRT], probabilities[COAT] = share, 1 - share
        answer = video.show(probabilities)
        labels.append(answer.index)
        verdicts.append(answer.sure)
        assert answer.probabilities is not None
        assert answer.probabilities.sum() == pytest.approx(1, abs=1e-4)
    assert np.count_nonzero(np.diff(labels)) <= 2  # in half a minute; the frames change hundreds of times
    assert {SHIRT, COAT} >= set(labels)


def test_one_frame_of_something_else_changes_nothing() -> None:
    video = Video(30)
    for _ in range(30):
        video.show(sure_of(SHIRT))
    for odd in (sure_of(BAG, 1.0), None):
        assert video.show(odd).index == SHIRT
        for _ in range(15):
            answer = video.show(sure_of(SHIRT))
            assert (answer.index, answer.sure, answer.there) == (SHIRT, True, True)


def test_nothing_there_and_not_sure_are_answers_and_steady_ones() -> None:
    video = Video(30)
    assert not video.show(None).there
    for _ in range(9):
        video.show(sure_of(SHIRT))
    assert video.show(sure_of(SHIRT)).there
    gone = [video.show(None).there for _ in range(9)]
    assert gone == sorted(gone, reverse=True)  # once, and for good
    assert not gone[-1]
    for _ in range(9):
        answer = video.show(sure_of(BAG))  # the garment before has no share in this one's probabilities
    assert answer.probabilities == pytest.approx(sure_of(BAG), abs=1e-5)
    for _ in range(9):
        answer = video.show(sure_of(BAG, 0.3))
    assert answer.there
    assert not answer.sure


def test_the_first_frame_counts_at_once() -> None:
    answer = Smoother().update(sure_of(BAG), 5.0, 0.5)
    assert (answer.index, answer.sure) == (BAG, True)
