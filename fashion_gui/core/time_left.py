"""How long something will still take, from how far it has come."""

from __future__ import annotations

_SOONEST_SECONDS = 2.0
"""Before that an estimate says little."""


class TimeLeft:
    """Follows one progress; one that goes back or changes its total is followed anew."""

    def __init__(self) -> None:
        self._first = (0, 0.0)
        self._last = (0, 0)

    def seconds(self, done: int, total: int, now: float) -> float | None:
        """Seconds left when `done` of `total` is reached at the time `now`; None while nobody can tell."""
        before, total_before = self._last
        if total != total_before or done < before:
            self._first = (done, now)
        self._last = (done, total)
        started, begun = self._first
        if done <= started or now - begun < _SOONEST_SECONDS:
            return None
        return (now - begun) / (done - started) * (total - done)
