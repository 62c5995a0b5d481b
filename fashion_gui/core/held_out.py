"""Dividing labelled photos by person: what is learnt from, and what is only asked about.

One person's photos share floor, light and camera, so photos of the same person on both sides would flatter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec
import numpy as np

from fashion_gui.core.photo_sets import LabelledPhoto

MOST_PARTS = 100


class HeldOut(msgspec.Struct, frozen=True):
    """Part `part` (from 1) of `parts`, about equal in photos, that the people are divided into."""

    part: int = 1
    parts: int = 10

    @classmethod
    def from_text(cls, text: str) -> HeldOut:
        """From `"2/5"`, the second of five parts.

        Raises:
            ValueError: if it is of another form.
        """
        found = re.fullmatch(r"(\d+)/(\d+)", text.strip())
        part, parts = map(int, found.groups()) if found else (0, 0)
        if not 1 <= part <= parts or not 2 <= parts <= MOST_PARTS:
            raise ValueError(f"“{text}” is not a part like 1/5 (of 2 to {MOST_PARTS})")
        return cls(part, parts)

    def __str__(self) -> str:
        return f"{self.part}/{self.parts}"

    def divide(self, photos: Sequence[LabelledPhoto]) -> tuple[list[LabelledPhoto], list[LabelledPhoto]]:
        """Photos to learn from and photos to ask about, with no person in both; the same every time.

        There are no more parts than people: parts beyond have nobody to ask about, and the photos of a
        single person are all learnt from.
        """
        sizes = Counter(photo.group for photo in photos)
        people = sorted(sizes)
        np.random.default_rng([0, self.parts]).shuffle(people)
        people.sort(key=lambda person: -sizes[person])  # stable, so people of equal size stay shuffled
        parts = min(self.parts, len(people))
        if self.part > parts or parts < 2:
            return list(photos), []
        filled: list[set[str]] = [set() for _ in range(parts)]
        loads = [0] * parts
        for person in people:
            lightest = loads.index(min(loads))
            filled[lightest].add(person)
            loads[lightest] += sizes[person]
        asked = filled[-self.part]  # so that the first part, the usual one, is of many people
        learnt_from = [photo for photo in photos if photo.group not in asked]
        return learnt_from, [photo for photo in photos if photo.group in asked]
