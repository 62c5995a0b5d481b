"""How quick live recognition is: counted where pictures and answers come to the screen."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from fashion_gui.core.live_answer import LiveAnswer
from fashion_gui.core.pace import Pace

_RECENT = 30


@dataclass(frozen=True)
class LiveFigures:
    """How quick it is.

    Attributes:
        pictures, answers: a second.
        age: milliseconds from the camera to the answer shown, median of the last ones.
        left_out: pictures that got no answer because newer ones had come.
    """

    pictures: float
    answers: float
    age: float
    left_out: int


class LiveMeter:
    """Looks at what one video shows; all times are of `time.perf_counter`."""

    def __init__(self) -> None:
        self._pictures, self._answers = Pace(), Pace()
        self._picture = self._answer = -1
        self._painted = self._answered = 0
        self._ages: deque[float] = deque(maxlen=_RECENT)

    def painted(self, now: float, picture: int | None, answer: LiveAnswer | None) -> None:
        """The picture of that number can be seen now, with that answer; the same ones may come again."""
        if picture is not None and picture != self._picture:
            self._picture = picture
            self._painted += 1
            self._pictures.mark(now, self._painted)
        if answer is not None and answer.frame != self._answer:
            self._answer = answer.frame
            self._answered += 1
            self._answers.mark(now, self._answered)
            self._ages.append((now - answer.captured) * 1e3)

    def figures(self, now: float, left_out: int) -> LiveFigures | None:
        """As of now; None before the first answer."""
        if not self._ages:
            return None
        age = sorted(self._ages)[len(self._ages) // 2]
        return LiveFigures(self._pictures.rate(now), self._answers.rate(now), age, left_out)
