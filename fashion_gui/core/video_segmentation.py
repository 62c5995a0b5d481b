"""Finding the garment in frame after frame, with what the frames before have told.

Where nothing has changed, the last outline still holds. Where something moves, GrabCut starts from the last
outline and looks only around it. Only a new scene is looked at as a photo would be. And where the empty scene
is known (`learn_background`, or nothing stood out for a second), the garment is what differs from it.
"""

from __future__ import annotations

import numpy as np

from fashion_gui.core.foreground import cut_out, tidied
from fashion_gui.core.opencv import cv2
from fashion_gui.core.outline import bounding_box, enlarged, outlines
from fashion_gui.core.segmentation import WORKING_EDGE, Garment

NOTHING_THERE = "Nothing stands out from the background."

_CHANGED = 14.0  # distance of two colours (CIELAB in 8 bits) that is more than a camera's noise
_NEW_SCENE = 0.35  # share of changed pixels from which the last outline says nothing
_NEW_GARMENT = 0.6  # the same of the pixels inside the outline
_STILL, _STILL_INSIDE = 0.01, 0.03  # shares up to which nothing has changed
_CHECK_EVERY = 60  # frames followed from outline to outline before the whole frame is looked at again
_LEAST_SCORE = 0.5  # of `cut_out`, as for photos
_LEAST_SHARE = 0.015  # of the frame that a garment covers
_REACH = 8  # pixels, of `WORKING_EDGE`, that a garment may move from one frame to the next
_SURROUNDINGS = np.ones((13, 13), np.uint8)  # pixels around where the garment may be that show the background
_FEWEST = 12  # pixels of either kind, for GrabCut's colour models of five components
_LEARN_FRAMES = 8
_EMPTY_FRAMES = 30  # without anything in them, after which the scene is taken to be empty
_LOST_FRAMES = 10  # unlike the background to their very edges, after which the camera must have moved
_KEEP_UP = 0.03  # share of each new frame in the background, which follows the light of the day


class VideoSegmenter:
    """Remembers one video; frames go in in their order."""

    def __init__(self) -> None:
        self._reference: np.ndarray | None = None  # the frame that the outline was found in
        self._mask = np.zeros((1, 1), bool)
        self._colours = _Colours()
        self._followed = 0
        self._garment: Garment | None = None
        self._background: np.ndarray | None = None
        self._learning: list[np.ndarray] | None = None
        self._empty = 0
        self._lost = 0

    @property
    def knows_background(self) -> bool:
        return self._background is not None

    def learn_background(self) -> None:
        """Take the next frames for the empty scene."""
        self._learning = []

    def find(self, rgb: np.ndarray) -> Garment:
        """The garment in the next frame, uint8 [h, w, 3]; `found` is False if there is none."""
        height, width = rgb.shape[:2]
        scale = min(1.0, WORKING_EDGE / max(height, width))
        size = max(12, round(width * scale)), max(12, round(height * scale))
        small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
        lab = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_RGB2LAB), (3, 3), 0).astype(np.float32)
        if self._mask.shape != lab.shape[:2]:
            self._start_anew(lab)
        self._learn(lab)
        mask = None if self._background is None else self._in_front(lab, self._background)
        if mask is None:
            mask = self._followed_mask(small, lab)
        if mask is not self._mask or self._garment is None or self._garment.mask.shape != (height, width):
            self._mask = mask
            self._garment = _as_garment(mask, width, height)
        return self._garment

    def _start_anew(self, lab: np.ndarray) -> None:
        """Another size: another video, or another resolution."""
        self._mask = np.zeros(lab.shape[:2], bool)
        self._reference = self._background = None
        self._empty = self._lost = 0
        if self._learning is not None:
            self._learning = []

    # With the background known

    def _learn(self, lab: np.ndarray) -> None:
        if self._learning is None:
            return
        self._learning.append(lab)
        if len(self._learning) >= _LEARN_FRAMES:
            self._background = np.median(self._learning, axis=0).astype(np.float32)
            self._learning = None
            self._lost = 0

    def _in_front(self, lab: np.ndarray, background: np.ndarray) -> np.ndarray | None:
        """bool [h, w] of what differs from the background; None if all of it does."""
        difference = lab - background
        difference -= np.median(difference[::2, ::2], axis=(0, 1))  # the camera has set its exposure anew
        distance = _distance(difference)
        front = distance > _CHANGED
        if front.mean() > 0.5 and _frame_share(front) > 0.5:
            self._lost += 1
            if self._lost >= _LOST_FRAMES:
                self._background = None
            return None
        self._lost = 0
        unclear = (distance > _CHANGED / 2) & (distance < 1.5 * _CHANGED)
        if front.mean() > _LEAST_SHARE and unclear.sum() > 0.3 * front.sum():
            front = _Colours().cut(lab, front, distance > 1.5 * _CHANGED, distance > _CHANGED / 2)
        mask = _tidied(front)
        behind = cv2.dilate(mask.astype(np.uint8), np.ones((5, 5), np.uint8)) == 0
        background[behind] += _KEEP_UP * (lab - background)[behind]
        self._reference = None  # if the background is lost, the outline is looked for afresh
        return mask

    # Without

    def _followed_mask(self, small: np.ndarray, lab: np.ndarray) -> np.ndarray:
        """bool [h, w], from the last outline as far as it can be."""
        if self._reference is None:
            return self._looked_for(small, lab)
        changed = _distance(lab - self._reference) > _CHANGED
        share = float(changed.mean())
        known = bool(self._mask.any())
        inside = float(changed[self._mask].mean()) if known else share
        if share <= _STILL and inside <= _STILL_INSIDE:
            self._notice_emptiness(lab)
            return self._mask
        if not known or share > _NEW_SCENE or inside > _NEW_GARMENT or self._followed >= _CHECK_EVERY:
            return self._looked_for(small, lab)
        before = self._mask.astype(np.uint8)
        reach = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * _REACH + 1, 2 * _REACH + 1))
        possible = cv2.dilate(before, reach) > 0
        mask = _tidied(self._colours.cut(lab, self._mask, np.zeros_like(possible), possible))
        if not 0.5 < mask.sum() / before.sum() < 2.0:
            return self._looked_for(small, lab)
        self._followed += 1
        self._reference = lab
        return mask

    def _looked_for(self, small: np.ndarray, lab: np.ndarray) -> np.ndarray:
        """As in a photo."""
        cut, score = cut_out(small)
        self._reference = lab
        self._colours = _Colours()
        self._followed = 0
        self._empty = 0
        return cut if score >= _LEAST_SCORE else np.zeros_like(cut)

    def _notice_emptiness(self, lab: np.ndarray) -> None:
        """Nothing stands out and nothing moves: that is what the background looks like."""
        if self._mask.any():
            return
        self._empty += 1
        if self._empty >= _EMPTY_FRAMES:
            self._background = lab.copy()
            self._empty = self._lost = 0


def _distance(difference: np.ndarray) -> np.ndarray:
    """float32 [h, w]; lightness counts half, because shadows and exposure change it."""
    weights = np.array([0.5, 1.0, 1.0], np.float32)
    distance: np.ndarray = np.sqrt(np.square(difference * weights).sum(2))
    return distance


def _frame_share(mask: np.ndarray) -> float:
    """Share of true pixels along the four edges."""
    return float(np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]]).mean())


class _Colours:
    """GrabCut's models of the colours of garment and background, to be kept from frame to frame."""

    def __init__(self) -> None:
        self._models = np.zeros((1, 65)), np.zeros((1, 65))
        self._known = False

    def cut(
        self, lab: np.ndarray, likely: np.ndarray, certain: np.ndarray, possible: np.ndarray
    ) -> np.ndarray:
        """bool [h, w]: the garment, inside `possible` and around `certain`, starting from `likely`."""
        x, y, width, height = bounding_box(cv2.dilate(possible.astype(np.uint8), _SURROUNDINGS) > 0)
        part = np.s_[y : y + height, x : x + width]  # the time grows with the area
        marks = np.where(likely[part], cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
        marks[certain[part]] = cv2.GC_FGD
        marks[~possible[part]] = cv2.GC_BGD
        front = (marks == cv2.GC_PR_FGD) | (marks == cv2.GC_FGD)
        if min(front.sum(), (~front).sum()) >= _FEWEST:
            cv2.setRNGSeed(1)  # its k-means starts at random; the same video must give the same answers
            mode = cv2.GC_EVAL if self._known else cv2.GC_INIT_WITH_MASK  # half of its time is for the models
            cv2.grabCut(lab[part].astype(np.uint8), marks, (0, 0, 0, 0), *self._models, 1, mode)
            self._known = True
            front = (marks == cv2.GC_PR_FGD) | (marks == cv2.GC_FGD)
        whole = np.zeros(possible.shape, bool)
        whole[part] = front
        return whole


def _tidied(mask: np.ndarray) -> np.ndarray:
    """Without specks; empty if what is left is too small for a garment."""
    clean = tidied(mask, np.ones(mask.shape, np.float32))
    return clean if clean.mean() >= _LEAST_SHARE else np.zeros_like(clean)


def _as_garment(mask: np.ndarray, width: int, height: int) -> Garment:
    if mask.any():
        large = enlarged(mask, width, height)
        if large.any():
            return Garment(large, outlines(large), bounding_box(large), found=True)
    whole = np.ones((height, width), bool)
    return Garment(whole, (), (0, 0, width, height), found=False, note=NOTHING_THERE)
