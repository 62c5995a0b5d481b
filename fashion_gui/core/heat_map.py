"""What mattered for an answer: soft dark spots laid over the picture, and how each changes the answer.

Occlusion as in Zeiler & Fergus 2014, “Visualizing and Understanding Convolutional Networks”, section 4.2,
with spots that fade out (a Gaussian) instead of squares, whose edges a network takes for a garment's. The
spots are black, as the data set's background is.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from fashion_gui.core.preprocessing import SIDE

GRID = 7
"""Spots a row and a column: 49 pictures and the bare one are asked about in one batch."""
_SPREAD = 2.8
"""Standard deviation of a spot, in pixels of the 28."""
_FAINT = 0.5
"""Change of the log-odds that is shown in full strength at least: less than that is shown as little."""
_LEAST = 1e-6

Predict = Callable[[np.ndarray], np.ndarray]
"""uint8 [n, 28, 28] → probabilities float32 [n, 10]."""


@dataclass(frozen=True, eq=False)
class HeatMap:
    """What covering each place does to the probability of one class.

    Attributes:
        index: the class, 0–9.
        values: float32 [28, 28], −1 to 1: positive where covering makes the class less probable.
        place: (x, y) in pixels of the 28 of the spot that lowers the probability most.
        before, after: probability of the class without and with that spot, 0–1.
    """

    index: int
    values: np.ndarray
    place: tuple[float, float]
    before: float
    after: float


def explain(seen: np.ndarray, predict: Predict, index: int | None = None) -> HeatMap:
    """Ask about a picture with each spot, in one batch.

    Args:
        seen: uint8 [28, 28], what the network saw.
        index: the class to explain; the answer unless given.
    """
    spots = _spots()
    covered = np.rint(seen.astype(np.float32) * (1 - spots)).astype(np.uint8)
    probabilities = predict(np.concatenate([seen[np.newaxis], covered])).astype(np.float64)
    chosen = int(probabilities[0].argmax()) if index is None else index
    odds = _log_odds(probabilities[:, chosen])
    falls = odds[0] - odds[1:]
    spread = np.tensordot(falls, spots, 1) / spots.sum(axis=0)
    worst = int(falls.argmax())
    row, column = divmod(worst, GRID)
    return HeatMap(
        index=chosen,
        values=(spread / max(float(np.abs(spread).max()), _FAINT)).astype(np.float32),
        place=(float(_centres()[column]), float(_centres()[row])),
        before=float(probabilities[0, chosen]),
        after=float(probabilities[1 + worst, chosen]),
    )


def square_in_photo(
    outlines: tuple[np.ndarray, ...], box: tuple[int, int, int, int] | None, width: int, height: int
) -> tuple[float, float, float]:
    """Where in a photo the 28×28 pixels lie that the network saw: left, top and edge of a square, in pixels.

    It may reach beyond the photo, as the garment is centred in it (`preprocessing.centred`).

    Args:
        outlines: of the garment, int32 [n, 2] each (x, y); empty if none was found.
        box: drawn around the garment (x, y, width, height), what is used if nothing was found in it.
        width, height: of the photo.
    """
    if outlines:
        points = np.concatenate(outlines)
        left, top = points.min(axis=0)
        wide, high = points.max(axis=0) - (left, top) + 1
    else:
        left, top, wide, high = box or (0, 0, width, height)
    scale = SIDE / max(wide, high)
    aside = (SIDE - max(1, round(wide * scale))) // 2
    above = (SIDE - max(1, round(high * scale))) // 2
    return float(left - aside / scale), float(top - above / scale), float(SIDE / scale)


def _centres() -> np.ndarray:
    return (np.arange(GRID) + 0.5) * SIDE / GRID - 0.5


@functools.cache
def _spots() -> np.ndarray:
    """How much each spot covers, 0–1: float32 [GRID², 28, 28], row by row."""
    places = np.arange(SIDE)
    line = np.exp(-((places[np.newaxis] - _centres()[:, np.newaxis]) ** 2) / (2 * _SPREAD**2))
    return (
        (line[:, np.newaxis, :, np.newaxis] * line[np.newaxis, :, np.newaxis, :])
        .reshape(GRID * GRID, SIDE, SIDE)
        .astype(np.float32)
    )


def _log_odds(probabilities: np.ndarray) -> np.ndarray:
    kept = np.clip(probabilities, _LEAST, 1 - _LEAST)
    return np.log(kept / (1 - kept))
