"""Telling the thing in front from what it lies on: GrabCut with priors, hypotheses and a score.

GrabCut: Rother, Kolmogorov, Blake, "GrabCut: interactive foreground extraction using iterated graph cuts",
ACM Transactions on Graphics 23 (2004), in OpenCV's implementation.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from fashion_gui.core.opencv import cv2

_BINS = (16, 32, 32)  # of the colour histograms: lightness coarser than hue, because shadows change it
_FRAME = 0.06  # share of each edge that is taken to show background
_CENTRE_SPREAD = 0.35
_ITERATIONS = 3
_FLAT = 8  # of 255: a picture with no more contrast shows nothing
_FEWEST = 12  # pixels that GrabCut's five-component colour models need of either kind


def cut_out(rgb: np.ndarray, area: np.ndarray | None = None) -> tuple[np.ndarray, float]:
    """Mask of the foreground, and how much it looks like one.

    Args:
        rgb: uint8 [h, w, 3], small (about 128 pixels): the time grows with its area.
        area: bool [h, w], where the foreground may be; everywhere but not out of the frame if None.

    Returns:
        bool [h, w] and a score: about 1 for a thing that stands out in the middle of its surroundings, under
        0.5 for a guess; 0 and an empty mask where nothing can be told apart.
    """
    lab = _grained(cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB))
    inside = np.ones(rgb.shape[:2], bool) if area is None else area
    centre = _centre_prior(inside)
    best, best_score = np.zeros(inside.shape, bool), 0.0
    if np.ptp(cv2.blur(lab, (3, 3)).reshape(-1, 3), axis=0).max() < _FLAT:
        return best, best_score
    for needed_below, colours, start in _hypotheses(lab, inside, centre):
        if best_score >= needed_below:
            break
        mask = tidied(_grab_cut(colours, start), centre)
        score = _score(lab, mask, centre)
        if score > best_score:
            best, best_score = mask, score
    return best, best_score


def _grained(lab: np.ndarray) -> np.ndarray:
    """With a trace of noise where a drawing has one exact colour: the cut takes very long on those."""
    square = np.ones((3, 3), np.uint8)
    flat = (cv2.dilate(lab, square) == cv2.erode(lab, square)).all(axis=2, keepdims=True)
    trace = np.random.default_rng(0).integers(0, 3, lab.shape, dtype=np.uint8)
    return np.minimum(lab, 253) + trace * flat


def _centre_prior(area: np.ndarray) -> np.ndarray:
    """float32 [h, w], 1 in the middle of `area`, falling to its edges."""
    ys, xs = np.flatnonzero(area.any(1)), np.flatnonzero(area.any(0))
    height, width = area.shape
    y = (np.arange(height) - (ys[0] + ys[-1]) / 2) / max(1.0, (ys[-1] - ys[0]) / 2)
    x = (np.arange(width) - (xs[0] + xs[-1]) / 2) / max(1.0, (xs[-1] - xs[0]) / 2)
    prior: np.ndarray = np.exp(-(y[:, None] ** 2 + x[None] ** 2) / _CENTRE_SPREAD).astype(np.float32)
    return prior


def _frame(shape: tuple[int, ...], share: float) -> np.ndarray:
    """bool [h, w]: a strip along the four edges, `share` of the shorter edge wide."""
    frame = np.ones(shape, bool)
    width = max(1, round(share * min(shape)))
    frame[width:-width, width:-width] = False
    return frame


def _hypotheses(
    lab: np.ndarray, area: np.ndarray, centre: np.ndarray
) -> Iterator[tuple[float, np.ndarray, np.ndarray]]:
    """What to start from, the likeliest first.

    Each is the score below which it is worth trying, the colours to tell apart, uint8 [h, w, 3], and
    GrabCut's four marks, uint8 [h, w].
    """
    boxed = not area.all()
    edge = ~area if boxed else _frame(area.shape, 0.02)
    # Garments often run out of the picture: the edge is background only where its colour says so.
    evidence = _colour_evidence(lab, centre * area, ~area if boxed else _frame(area.shape, _FRAME))
    likely = (evidence + 2.0 * (centre - _CENTRE_SPREAD) > 0) & area
    start = np.where(likely, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    start[edge & ~likely] = cv2.GC_BGD
    yield 1.0, lab, start
    # Where colours mislead: everything but the edge, as if a box had been drawn.
    yield 0.65, lab, np.where(edge, cv2.GC_BGD, cv2.GC_PR_FGD).astype(np.uint8)
    # Patterns, and grey on grey: blurred, so that stripes become one colour; the very middle is the garment.
    start = np.where((centre > 0.2) & area, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    start[centre > 0.75] = cv2.GC_FGD
    start[edge] = cv2.GC_BGD
    yield 0.5, cv2.GaussianBlur(lab, (0, 0), 2.0), start


def _colour_evidence(lab: np.ndarray, centre: np.ndarray, around: np.ndarray) -> np.ndarray:
    """float32 [h, w]: log of how much likelier a pixel's colour is in the centre than around it."""
    smooth = cv2.GaussianBlur(lab, (3, 3), 0).astype(np.int32)
    codes = np.ravel_multi_index([smooth[..., k] * bins >> 8 for k, bins in enumerate(_BINS)], _BINS)
    front, back = (_histogram(codes, weights)[codes] for weights in (centre, around))
    evidence = np.log((front + 1e-3) / (back + 1e-3)).astype(np.float32)
    blurred: np.ndarray = cv2.GaussianBlur(evidence, (0, 0), 1.5)
    return blurred


def _histogram(codes: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weighted colour histogram, smoothed by 1-2-1 along each axis, flat, summing to 1."""
    counts = np.bincount(codes.ravel(), weights=weights.ravel(), minlength=int(np.prod(_BINS))).reshape(_BINS)
    for axis in range(3):
        padded = np.pad(np.moveaxis(counts, axis, 0), ((1, 1), (0, 0), (0, 0)))
        counts = np.moveaxis(padded[:-2] + 2 * padded[1:-1] + padded[2:], 0, axis)
    flat: np.ndarray = counts.ravel() / max(float(counts.sum()), 1e-9)
    return flat


def _grab_cut(colours: np.ndarray, start: np.ndarray) -> np.ndarray:
    marks = start.copy()
    front = (start == cv2.GC_PR_FGD) | (start == cv2.GC_FGD)
    if min(front.sum(), (~front).sum()) < _FEWEST:
        return np.zeros(start.shape, bool)
    cv2.setRNGSeed(1)  # its k-means starts at random; the same picture must give the same answer
    models = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.grabCut(colours, marks, (0, 0, 0, 0), *models, _ITERATIONS, cv2.GC_INIT_WITH_MASK)
    return (marks == cv2.GC_PR_FGD) | (marks == cv2.GC_FGD)


def tidied(mask: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Without specks, pinholes and hanger hooks; several large parts (a pair of shoes) may stay.

    Args:
        mask: bool [h, w].
        centre: float32 [h, w], how much each place counts when parts are weighed against each other.
    """
    smooth = cv2.medianBlur(mask.astype(np.uint8), 3)
    return _filled(_without_hook(_main_parts(smooth, centre))).astype(bool)


def _main_parts(mask: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Parts that weigh at least 15 % of the heaviest."""
    count, parts = cv2.connectedComponents(mask, connectivity=4)
    weights = np.bincount(parts.ravel(), weights=(centre + 0.05).ravel(), minlength=count)
    weights[0] = 0
    kept: np.ndarray = (weights >= 0.15 * weights.max()) & (weights > 0)
    return kept[parts].astype(np.uint8)


def _filled(mask: np.ndarray) -> np.ndarray:
    """With holes closed that are under 4 % of the whole: prints and buttons, not the gap of a handle."""
    count, parts, stats, _ = cv2.connectedComponentsWithStats(1 - mask, connectivity=4)
    height, width = mask.shape
    left, top, wide, high, size = stats.T
    closed = (left > 0) & (top > 0) & (left + wide < width) & (top + high < height)
    fill = closed & (size < 0.04 * mask.sum())
    fill[0] = False  # label 0 is the foreground itself
    return mask | fill[parts].astype(np.uint8) if count > 1 else mask


def _without_hook(mask: np.ndarray) -> np.ndarray:
    """Without a hanger's hook: a thin thing above all the rest that hangs on to it in one place."""
    thick = max(3, round(max(mask.shape) / 25)) | 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (thick, thick))
    body = cv2.morphologyEx(mask, cv2.MORPH_OPEN, disc).astype(np.uint8)
    rows = np.flatnonzero(body.any(1))
    if not rows.size:
        return mask
    count, parts, stats, _ = cv2.connectedComponentsWithStats(mask & (1 - body), connectivity=8)
    kept = mask.copy()
    for part in range(1, count):
        if stats[part, cv2.CC_STAT_TOP] > rows[0] - 2 or stats[part, cv2.CC_STAT_HEIGHT] < thick:
            continue
        piece = (parts == part).astype(np.uint8)
        touching = cv2.dilate(piece, np.ones((3, 3), np.uint8)).astype(np.uint8) & body
        if cv2.connectedComponents(touching, connectivity=8)[0] <= 2:  # background and one place
            kept[piece > 0] = 0
    return kept


def _score(lab: np.ndarray, mask: np.ndarray, centre: np.ndarray) -> float:
    """How much a mask looks like a thing in front: clear outline, central, in one piece, not cut off."""
    share = float(mask.mean())
    if not 0.015 < share < 0.95:
        return 0.0
    covered = float(centre[mask].sum() / centre.sum())
    cut_off = float(mask[_frame(mask.shape, 0.01)].mean())
    likeness = _contrast(lab, mask) * min(1.0, 0.4 + covered) * min(1.0, share / 0.06)
    return likeness * (1.0 - 0.5 * cut_off) * min(1.0, _wholeness(mask) / 0.85)


def _wholeness(mask: np.ndarray) -> float:
    """0–1: how little closing narrow gaps would add; low where only the stripes of a garment were found."""
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9))
    padded = np.pad(mask.astype(np.uint8), 4)
    return float(mask.sum() / cv2.morphologyEx(padded, cv2.MORPH_CLOSE, disc).sum())


def _contrast(lab: np.ndarray, mask: np.ndarray) -> float:
    """0–1: how different the colours on both sides of the outline are, on average along it."""
    window = (9, 9)
    weight = mask.astype(np.float32)
    edge = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0
    colours = lab.astype(np.float32)
    sides = []
    for side in (weight, 1.0 - weight):
        total = cv2.boxFilter(colours * side[..., None], -1, window, normalize=False)
        sides.append(total / np.maximum(cv2.boxFilter(side, -1, window, normalize=False), 1.0)[..., None])
    distance = np.linalg.norm(sides[0] - sides[1], axis=2)[edge]
    return float(np.mean(distance / (distance + 10.0))) if distance.size else 0.0
