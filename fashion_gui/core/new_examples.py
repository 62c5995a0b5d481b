"""Pictures on their way into the user's own examples: what is filed, and under which name."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from fashion_gui.core.images import decode_bytes
from fashion_gui.core.picture_files import read_bytes
from fashion_gui.core.picture_formats import HEAD_LENGTH, has_picture_suffix, picture_format

if TYPE_CHECKING:
    import numpy as np

_SUFFIXES = {"JPEG": ".jpg", "TIFF": ".tif", "HEIF": ".heic"}
"""Of formats whose file ending is not just their name."""

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class NewExample:
    """A picture to be filed.

    Attributes:
        content: bytes of a picture file.
        name: what it was called where it came from.
        group: pictures of the same group must not be told apart into learnt from and asked about, such as
            those of one video; empty for a picture of its own.
    """

    content: bytes
    name: str
    group: str = ""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def file_name(self) -> str:
        """A name that no other picture has, and that every file system takes."""
        given = Path(self.name)
        stem = re.sub(r"[^\w\- ]+", "_", given.stem).strip(" _")[:40] or "picture"
        suffix = given.suffix.lower()
        if not has_picture_suffix(f"x{suffix}"):
            kind = picture_format(self.content[:HEAD_LENGTH]) or "PNG"
            suffix = _SUFFIXES.get(kind, f".{kind.lower()}")
        return f"{stem}-{self.digest[:10]}{suffix}"


def from_file(path: Path) -> NewExample:
    """The file as it is.

    Raises:
        PictureError: if it can't be read, or is no picture.
    """
    content = read_bytes(path)
    decode_bytes(content, path.name)
    return NewExample(content, path.name)


def from_pixels(rgb: np.ndarray, name: str, group: str = "") -> NewExample:
    """uint8 [h, w, 3] as a PNG."""
    encoded = io.BytesIO()
    Image.fromarray(rgb).save(encoded, "PNG", compress_level=3)
    return NewExample(encoded.getvalue(), f"{Path(name).stem or 'picture'}.png", group)


def around(rgb: np.ndarray, box: Box) -> np.ndarray:
    """The part of a picture that was looked at for a box: the box with a quarter of its size around it."""
    x, y, width, height = box
    margin_x, margin_y = width // 4, height // 4
    return rgb[max(0, y - margin_y) : y + height + margin_y, max(0, x - margin_x) : x + width + margin_x]
