"""The answer to a frame of a video, as it is shown: steady from frame to frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.prediction import Prediction


@dataclass(frozen=True, slots=True, eq=False)
class LiveAnswer(Prediction):
    """A Prediction whose probabilities are averaged over the last frames; the rest is this frame's.

    Attributes:
        held: class index that is shown, also while another one is ahead by a hair.
        sure: whether it is probable enough, decided with some slack so that it does not flicker.
        there: whether there is a garment at all; if not, the probabilities are all 0.
        box: (x, y, width, height) of the garment in pixels of the frame, None if none was found in it.
        frame: number of the frame, from 0.
        seconds: when it was taken, counted from the first frame.
        captured: the same on `time.perf_counter`, for the age of the answer.
    """

    held: int = 0
    sure: bool = False
    there: bool = False
    box: tuple[int, int, int, int] | None = None
    frame: int = 0
    seconds: float = 0.0
    captured: float = 0.0

    @property
    def index(self) -> int:
        return self.held

    @property
    def accepted(self) -> bool:
        return self.sure and self.familiar

    def ranking(self) -> list[tuple[str, float]]:
        """Class names with their probabilities: the one that is shown first, then the most probable."""
        order = sorted(range(len(CLASS_NAMES)), key=self._rank)
        return [(CLASS_NAMES[i], float(self.probabilities[i])) for i in order]

    def _rank(self, index: int) -> tuple[bool, float]:
        return index != self.held, -float(self.probabilities[index])


def live_record(answer: LiveAnswer) -> dict[str, Any]:
    """The JSON object of one frame; `label` is None where nothing is there."""
    times = answer.milliseconds
    return {
        "frame": answer.frame,
        "seconds": round(answer.seconds, 3),
        "label": answer.label if answer.there else None,
        "confidence": round(answer.confidence, 6) if answer.there else None,
        "accepted": answer.there and answer.accepted,
        "probabilities": {
            name: round(float(p), 6) for name, p in zip(CLASS_NAMES, answer.probabilities, strict=True)
        },
        "box": list(answer.box) if answer.box else None,
        "model": answer.tag.model,
        "device": answer.tag.device,
        "precision": answer.tag.precision,
        "milliseconds": {
            "segment": round(times.segment, 3),
            "prepare": round(times.prepare, 3),
            "infer": round(times.infer, 3),
        },
    }
