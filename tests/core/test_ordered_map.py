from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from fashion_gui.core.ordered_map import ordered_map


def test_order_is_kept_whatever_takes_longer() -> None:
    def slow_if_even(number: int) -> int:
        time.sleep(0.004 * (number % 2 == 0))
        return number * number

    assert list(ordered_map(slow_if_even, range(50), workers=4)) == [n * n for n in range(50)]


def test_all_workers_are_used() -> None:
    together = threading.Barrier(3, timeout=10)
    assert len(list(ordered_map(lambda _: together.wait(), range(3), workers=3))) == 3


def test_draws_only_as_far_ahead_as_needed() -> None:
    drawn = 0

    def endless() -> Iterator[int]:
        nonlocal drawn
        while True:
            drawn += 1
            yield drawn

    answers = ordered_map(lambda number: number, endless(), workers=2, ahead=3)
    for expected in range(1, 101):
        assert next(answers) == expected
        assert drawn - expected <= 2 * 3
    answers.close()


def test_nothing_to_do() -> None:
    assert list(ordered_map(str, [], workers=2)) == []


def test_an_error_comes_out_where_it_belongs() -> None:
    answers = ordered_map(lambda number: 1 / number, [1, 2, 0, 4], workers=2)
    assert [next(answers), next(answers)] == [1, 0.5]
    with pytest.raises(ZeroDivisionError):
        next(answers)
    assert threading.active_count() < 10
