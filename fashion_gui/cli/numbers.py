"""Numbers on the command line, each within its range."""

from __future__ import annotations

import argparse


class Within:
    """Reads a number of a kind within its range, ends included; another one is wrong usage."""

    def __init__(self, kind: type[int] | type[float], lowest: float, highest: float) -> None:
        self._kind = kind
        self.lowest, self.highest = kind(lowest), kind(highest)

    def __call__(self, text: str) -> float:
        try:
            number = self._kind(text)
        except ValueError:
            number = self.highest + 1
        if not self.lowest <= number <= self.highest:
            wanted = f"number from {self.lowest:,} to {self.highest:,}"
            raise argparse.ArgumentTypeError(f"“{text}” is no {wanted}")
        return number


COUNT = Within(int, 1, 1_000_000)
SHARE = Within(float, 0, 1)
