"""The ten classes of Fashion-MNIST, in the data set's order."""

from __future__ import annotations

CLASS_NAMES: tuple[str, ...] = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)

NONE = -1
NONE_OF_THE_TEN = "(none of the ten)"
"""Label index and label of pictures that show something else: hats, shorts, skirts."""


def class_slug(name: str) -> str:
    """File-name form of a class name: `"T-shirt/top"` → `"t-shirt-top"`."""
    return name.lower().replace("/", "-").replace(" ", "-")


def class_index(name: str) -> int:
    """Index 0–9 of a class name or its slug; case is ignored.

    Raises:
        ValueError: if it is none of the ten.
    """
    slug = class_slug(name.strip())
    for index, known in enumerate(CLASS_NAMES):
        if slug == class_slug(known):
            return index
    raise ValueError(f"“{name}” is not one of the ten classes: {', '.join(CLASS_NAMES)}")
