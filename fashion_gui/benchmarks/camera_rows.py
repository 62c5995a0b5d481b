"""What the child of `benchmark camera` saw, and the figures that come of it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np

from fashion_gui.benchmarks.figures import Spread, spread
from fashion_gui.benchmarks.lateness import Lateness

SHOWN_FILE, MEMORY_FILE = "shown.csv", "memory.csv"
_SETTLE_SECONDS = 0.3
"""A garment's frames count from so long after it appeared."""


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What could be seen from a moment on, which is of `time.perf_counter`, as `captured`.

    Attributes:
        frame: number of the frame; answer: of the one that the answer is about, -1 without one.
        captured: when that one was captured.
        label: what the answer says; empty where nothing is there.
        sure: whether it is given as the answer.
    """

    at: float
    frame: int
    answer: int = -1
    captured: float = 0.0
    label: str = ""
    sure: bool = False

    def line(self) -> str:
        """One line of `SHOWN_FILE`."""
        return f"{self.at:.6f},{self.frame},{self.answer},{self.captured:.6f},{self.sure:d},{self.label}"


class Watched(msgspec.Struct, frozen=True, kw_only=True):
    """What is measured in the child itself.

    Attributes:
        begun, seconds: of the measured time; left_out: frames that were not classified in it.
        held, worked: how late the window's event loop was, by the clock and by its own work.
        own_busy, busy: share of the processors' time in use by the window's process and by all, 0–1.
        training: images a second of a training meanwhile; empty without one.
    """

    begun: float
    seconds: float
    left_out: int
    held: Lateness
    worked: Lateness
    own_busy: float
    busy: float
    training: str = ""


class StreamFigures(msgspec.Struct, frozen=True, kw_only=True):
    """How live the page was.

    Attributes:
        frames: captured; previewed: share of them that was painted, 0–1; dropped: not classified.
        classified: frames classified a second.
        age: milliseconds from capture to the answer painted; from_camera: from its being sent.
        age_p95, from_camera_p95: 95 % are no older.
        drift: median age of the last tenth of the time less that of the first, milliseconds.
        memory, growth: megabytes of the process in the end, and how many came since it had warmed up.
    """

    frames: int
    previewed: float
    dropped: int
    classified: float
    age: Spread
    age_p95: float
    from_camera: Spread
    from_camera_p95: float
    drift: float
    memory: float
    growth: float


class GarmentFigures(msgspec.Struct, frozen=True, kw_only=True):
    """One appearance of a garment, or of the empty scene (`label` is empty).

    Attributes:
        right: share of its frames after 300 ms with the right label, 0–1; sure: with it as a sure answer.
        changes: how often the label changed meanwhile; the one to the garment's own is among them.
        seen: the labels in their order.
    """

    label: str
    right: float
    sure: float
    changes: int
    seen: list[str]


def read_shown(path: Path) -> list[Shown]:
    """The rows that `Shown.line` wrote."""
    rows = []
    with path.open(encoding="utf-8", newline="") as stream:
        for line in stream:
            cells = line.rstrip("\n").split(",", 5)
            names = ("at", "frame", "answer", "captured", "sure", "label")
            rows.append(msgspec.convert(dict(zip(names, cells, strict=True)), Shown, strict=False))
    return rows


def stream_figures(
    rows: Sequence[Shown], memory: Sequence[float], watched: Watched, sent: Sequence[float]
) -> StreamFigures:
    """Sum up the rows of the measured time.

    Args:
        memory: megabytes, one figure a second.
        sent: when the camera began to send each frame, of the same clock as the rows.
    """
    rows = [row for row in rows if row.at >= watched.begun]
    since = [row for row in reversed(rows) if row.captured >= watched.begun]
    answered = list({row.answer: row for row in since}.values())[::-1]  # when each could first be seen
    ages = np.array([row.at - row.captured for row in answered]) * 1e3
    whole = np.array([row.at - sent[row.answer] for row in answered]) * 1e3
    tenth = max(1, len(ages) // 10)
    frames = rows[-1].frame - rows[0].frame + 1
    warm = memory[min(30, len(memory) // 3) :]
    few = max(1, len(warm) // 10)
    return StreamFigures(
        frames=frames,
        previewed=len({row.frame for row in rows}) / frames,
        dropped=watched.left_out,
        classified=(frames - watched.left_out) / watched.seconds,
        age=spread(ages.tolist()),
        age_p95=float(np.percentile(ages, 95)),
        from_camera=spread(whole.tolist()),
        from_camera_p95=float(np.percentile(whole, 95)),
        drift=float(np.median(ages[-tenth:]) - np.median(ages[:tenth])),
        memory=float(np.median(warm[-few:])),
        growth=float(np.median(warm[-few:]) - np.median(warm[:few])),
    )


def garment_figures(
    rows: Sequence[Shown], script: Sequence[str], frames_each: int, rate: float
) -> list[GarmentFigures]:
    """One entry an appearance that was watched from beginning to end.

    A frame is judged by the answer that could be seen with it in the end: one that came later is too late.

    Args:
        script: the label of each appearance, empty for the empty scene; it is shown over and over.
        frames_each: how many frames each of them takes.
        rate: frames a second.
    """
    settled = round(_SETTLE_SECONDS * rate)
    appearances: dict[int, list[Shown]] = {}
    for row in {row.frame: row for row in rows}.values():
        appearances.setdefault(row.frame // frames_each, []).append(row)
    found = []
    for number, shown in list(appearances.items())[1:-1]:  # the first and the last were not watched whole
        label = script[number % len(script)]
        later = [row for row in shown if row.frame % frames_each >= settled]
        seen = [one.label for one, other in itertools.pairwise(shown) if one.label != other.label]
        found.append(
            GarmentFigures(
                label=label,
                right=float(np.mean([row.label == label for row in later])),
                sure=float(np.mean([row.label == label and (row.sure or not label) for row in later])),
                changes=len(seen),
                seen=[*seen, shown[-1].label],
            )
        )
    return found
