"""How late something came, summed up without keeping every time."""

from __future__ import annotations

from array import array

import msgspec

_BINS_PER_MS = 10
_LONGEST_MS = 10_000
SMOOTH_MS = 16.0
"""A loop that is held up no longer keeps up with a screen of 60 pictures a second."""


class Lateness(msgspec.Struct, frozen=True, kw_only=True):
    """Milliseconds by which beats came later than the interval; `smooth` is the share of them under 16 ms."""

    beats: int
    smooth: float
    median: float
    p99: float
    longest: float


class Histogram:
    """Counts milliseconds in bins of a tenth, so that hours take no more memory than seconds."""

    def __init__(self) -> None:
        self._counts = array("Q", bytes(8 * _LONGEST_MS * _BINS_PER_MS))
        self._longest = 0.0

    def add(self, milliseconds: float) -> None:
        self._longest = max(self._longest, milliseconds)
        self._counts[min(int(milliseconds * _BINS_PER_MS), len(self._counts) - 1)] += 1

    def summary(self) -> Lateness:
        beats = sum(self._counts)
        smooth = sum(self._counts[: round(SMOOTH_MS * _BINS_PER_MS)])
        return Lateness(
            beats=beats,
            smooth=smooth / max(1, beats),
            median=self._quantile(0.5 * beats),
            p99=self._quantile(0.99 * beats),
            longest=self._longest,
        )

    def _quantile(self, count: float) -> float:
        seen = 0
        for index, number in enumerate(self._counts):
            seen += number
            if seen >= count:
                return index / _BINS_PER_MS
        return self._longest
