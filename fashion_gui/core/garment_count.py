"""Whether an outline holds several garments: told from parts of one garment, and from a pair of shoes."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from fashion_gui.core.opencv import cv2

_LARGE = 0.15  # of the largest part's area, from which a part may be a garment
_CUT = 2.1  # times the gap that two parts face each other along, from which a band of the ground parts them
_CUT_OTHER_COLOUR = 6.0  # the same where they differ in colour: only a belt or a seam does that
_ONE_COLOUR = 20.0  # distance of two mean colours (CIELAB in 8 bits) that light and shadow make
_ONE_SHAPE = 0.7  # share that two shapes have in common, from which they are one
_SIDE = 32  # pixels of the square on which shapes are compared


def holds_several(rgb: np.ndarray, mask: np.ndarray) -> bool:
    """Whether a mask has three things in it, or two that are no pair.

    Parts that face each other across a gap that is narrow for its length are one garment, which its own
    pattern, a belt or a strap cuts in two. Two of one colour and one shape, whichever way they lie, are a
    pair of shoes.

    Args:
        rgb: uint8 [h, w, 3], small (about 128 pixels).
        mask: bool [h, w], the foreground in it.
    """
    parts = _large_parts(mask)
    if len(parts) < 2:  # nearly always: no need to measure anything
        return False
    lab = cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB).astype(np.float32)
    things = _joined(parts, lab)
    return len(things) > 2 or (len(things) == 2 and not _is_pair(things[0], things[1], lab))


def _large_parts(mask: np.ndarray) -> list[np.ndarray]:
    """bool [h, w] each."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=4)
    sizes = stats[:, cv2.CC_STAT_AREA]
    return [labels == part for part in range(1, count) if sizes[part] >= _LARGE * sizes[1:].max()]


def _joined(parts: list[np.ndarray], lab: np.ndarray) -> list[np.ndarray]:
    """The things that the parts belong to, bool [h, w] each."""
    things = list(range(len(parts)))
    for one, other in combinations(range(len(parts)), 2):
        if _cut_from(parts[one], parts[other], lab):
            things = [things[one] if thing == things[other] else thing for thing in things]
    return [
        np.any([part for part, thing in zip(parts, things, strict=True) if thing == which], axis=0)
        for which in sorted(set(things))
    ]


def _cut_from(one: np.ndarray, other: np.ndarray, lab: np.ndarray) -> bool:
    """Whether they look like halves of one thing."""
    to_one, to_other = _distance_to(one), _distance_to(other)
    gap = float(to_one[other].min())
    reach = 1.3 * gap + 1
    facing = min((_edge(one) & (to_other <= reach)).sum(), (_edge(other) & (to_one <= reach)).sum())
    return bool(facing >= gap * (_CUT if _one_colour(one, other, lab) else _CUT_OTHER_COLOUR))


def _is_pair(one: np.ndarray, other: np.ndarray, lab: np.ndarray) -> bool:
    return _one_colour(one, other, lab) and _one_shape(one, other)


def _one_colour(one: np.ndarray, other: np.ndarray, lab: np.ndarray) -> bool:
    return bool(np.linalg.norm(lab[one].mean(0) - lab[other].mean(0)) <= _ONE_COLOUR)


def _distance_to(mask: np.ndarray) -> np.ndarray:
    """float32 [h, w], pixels from every place to the mask."""
    distance: np.ndarray = cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, 5)
    return distance


def _edge(mask: np.ndarray) -> np.ndarray:
    """bool [h, w]: the outermost pixels of a mask."""
    inner = cv2.erode(mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return mask & ~inner


def _one_shape(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two shapes cover each other, mirrored or turned by quarters as may be."""
    fixed, free = _fitted(one), _fitted(other)
    laid = (np.rot90(side, turns) for side in (free, free[:, ::-1]) for turns in range(4))
    return max(float((fixed & shape).sum() / (fixed | shape).sum()) for shape in laid) >= _ONE_SHAPE


def _fitted(mask: np.ndarray) -> np.ndarray:
    """bool [_SIDE, _SIDE]: a shape in the middle, its longer edge filling it."""
    ys, xs = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    shape = mask[ys[0] : ys[-1] + 1, xs[0] : xs[-1] + 1].astype(np.float32)
    scale = _SIDE / max(shape.shape)
    high, wide = (max(1, round(edge * scale)) for edge in shape.shape)
    fitted = np.zeros((_SIDE, _SIDE), bool)
    top, left = (_SIDE - high) // 2, (_SIDE - wide) // 2
    small = cv2.resize(shape, (wide, high), interpolation=cv2.INTER_AREA)
    fitted[top : top + high, left : left + wide] = small > 0.5
    return fitted
