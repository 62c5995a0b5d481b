"""How often something happens, as of the last second."""

from __future__ import annotations

from collections import deque

_WINDOW_SECONDS = 1.0


class Pace:
    """Counts against a clock."""

    def __init__(self) -> None:
        self._marks: deque[tuple[float, int]] = deque()

    def mark(self, seconds: float, count: int) -> None:
        """At this time so many have happened altogether."""
        self._marks.append((seconds, count))
        while seconds - self._marks[0][0] > _WINDOW_SECONDS and len(self._marks) > 2:
            self._marks.popleft()

    def rate(self, seconds: float) -> float:
        """How many a second; 0 if nothing has happened for a while."""
        if len(self._marks) < 2 or seconds - self._marks[-1][0] > 2 * _WINDOW_SECONDS:
            return 0.0
        (first, before), (last, after) = self._marks[0], self._marks[-1]
        return (after - before) / (last - first) if last > first else 0.0
