"""Drawn garments on a floor, as photos to learn from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw


def draw_photos(folder: Path, names: list[str]) -> list[Path]:
    """One photo of 90 × 120 pixels a name: of a trouser if it begins with "trouser", else something wide."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(1)
    made = []
    for name in names:
        picture = Image.fromarray(rng.integers(150, 180, (120, 90, 3), dtype=np.uint8))
        left, top = (int(value) for value in rng.integers(15, 25, 2))
        right = left + (20 if name.startswith("trouser") else 50)
        ImageDraw.Draw(picture).rectangle((left, top, right, top + 70), fill=(30, 40, 90))
        made.append(folder / f"{name}.jpg")
        picture.save(made[-1])
    return made
