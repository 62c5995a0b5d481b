"""The time that is left."""

from __future__ import annotations

import pytest

from fashion_gui.core.time_left import TimeLeft


def test_it_follows_the_pace_and_starts_anew_with_another_stage() -> None:
    left = TimeLeft()
    assert left.seconds(10, 100, 50.0) is None
    assert left.seconds(11, 100, 50.5) is None  # too soon to say
    assert left.seconds(30, 100, 60.0) == pytest.approx(35)
    assert left.seconds(30, 100, 70.0) == pytest.approx(70)
    assert left.seconds(100, 100, 80.0) == 0
    assert left.seconds(0, 40, 90.0) is None
    assert left.seconds(20, 40, 100.0) == pytest.approx(10)
    assert left.seconds(5, 40, 101.0) is None
