"""From a file to a picture in memory, whatever the file turns out to be."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from fashion_gui.core.errors import PictureError
from fashion_gui.core.picture_files import USE_A_PICTURE, check_size, find_pictures, read_bytes, readable_name
from fashion_gui.core.picture_formats import HEAD_LENGTH, picture_format

__all__ = ["LONGEST_EDGE", "MAX_PIXELS", "Picture", "decode", "decode_bytes", "find_pictures"]

MAX_PIXELS = 80_000_000
LONGEST_EDGE = 1024
"""Pictures with a longer edge are reduced to this while decoding; smaller ones keep every pixel."""

# JPEG decodes at 1/2, 1/4 or 1/8 almost for free. The step is chosen so that at least this edge is left,
# which lets 4000 pixels come down by four; what the network sees is 28 pixels in the end.
_JPEG_DRAFT_EDGE = 900

_SMALLER = "Save a smaller copy of it and use that."

# Pillow only warns a little above its limit; ours is lower and an error, so its limit becomes ours.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")  # damage that it got over
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


@dataclass(frozen=True, eq=False)
class Picture:
    """A decoded picture.

    Attributes:
        rgb: uint8 [h, w, 3], colours as stored, turned upright, on white where it was transparent;
            no edge is longer than `LONGEST_EDGE`.
        grey: whether the three channels are equal everywhere.
        path: where it came from; None for the clipboard and other bytes without a file.
        original_size: (width, height) in pixels before it was reduced, turned upright.
    """

    rgb: np.ndarray
    grey: bool
    path: Path | None
    original_size: tuple[int, int]

    def turned(self) -> Picture:
        """Turned to the right by a quarter; without a path, as its file shows something else."""
        width, height = self.original_size
        return Picture(np.ascontiguousarray(np.rot90(self.rgb, -1)), self.grey, None, (height, width))


def decode(path: Path) -> Picture:
    """Read and decode one picture file; of an animated one the first frame.

    Raises:
        PictureError: if it is missing, unreadable, too big, damaged or not a picture.
    """
    return _decode(read_bytes(path), readable_name(path.name), path)


def decode_bytes(data: bytes, name: str) -> Picture:
    """Decode the bytes of a picture file; `name` is what messages call it.

    Raises:
        PictureError: as `decode`.
    """
    return _decode(data, readable_name(name), None)


def _decode(data: bytes, name: str, path: Path | None) -> Picture:
    check_size(len(data), name)
    kind = picture_format(data[:HEAD_LENGTH])
    if kind is None:
        raise PictureError(f"“{name}” is not a picture of a kind that can be read.", USE_A_PICTURE)
    if kind == "HEIF":
        _register_heif()
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise Image.DecompressionBombError
            return _picture(image, path)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError(f"“{name}” has more than {MAX_PIXELS / 1e6:.0f} megapixels.", _SMALLER) from error
    except MemoryError as error:
        raise PictureError(f"There is not enough memory to open “{name}”.", _SMALLER) from error
    except Exception as error:  # decoders answer damage with nearly every type of exception there is
        raise PictureError(
            f"“{name}” is damaged: it begins like a {kind} picture, but can't be decoded.",
            "Copy or download it again; if it still fails, open it in a picture editor and save it anew.",
        ) from error


def _register_heif() -> None:
    """Teach Pillow HEIC; only when one turns up, because the import costs about 0.1 s."""
    from pi_heif import register_heif_opener

    register_heif_opener()


def _picture(image: Image.Image, path: Path | None) -> Picture:
    width, height = image.size
    shrink = _JPEG_DRAFT_EDGE / max(width, height)
    if shrink < 1:  # only JPEG decoders, and HEIC with a thumbnail inside, make something of it
        image.draft(None, (int(width * shrink), int(height * shrink)))
    image.load()
    orientation = _orientation(image)
    upright = _reduced(_eight_bits(image))
    if orientation in _TURNS:
        upright = upright.transpose(_TURNS[orientation])
    rgb = np.asarray(upright.convert("RGB"))
    grey = bool((rgb == rgb[..., :1]).all())
    return Picture(rgb, grey, path, (height, width) if orientation >= 5 else (width, height))


def _eight_bits(image: Image.Image) -> Image.Image:
    """As RGB or L: deep greys rescaled instead of saturated, transparency put on white, palettes resolved."""
    if image.mode.startswith("I;16"):
        deep = np.asarray(image).astype(np.uint32)
        return Image.fromarray(((deep + 128) // 257).astype(np.uint8))
    if image.mode in ("I", "F"):
        return Image.fromarray(_stretched(np.asarray(image)))
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def _stretched(values: np.ndarray) -> np.ndarray:
    """32-bit values as uint8. Having no agreed white, they are stretched unless they fit 0–255 or 0–65535."""
    values = np.nan_to_num(values.astype(np.float64), posinf=0.0, neginf=0.0)
    low, high = float(values.min()), float(values.max())
    if low >= 0 and 1 < high <= 65535:
        low, high = 0.0, 255.0 if high <= 255 else 65535.0
    return np.rint((values - low) * (255.0 / max(high - low, 1e-9))).astype(np.uint8)


def _reduced(image: Image.Image) -> Image.Image:
    """With no edge longer than `LONGEST_EDGE`; the same object if it already is so."""
    scale = LONGEST_EDGE / max(image.size)
    if scale >= 1:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1–8; one that can't be read counts as upright."""
    try:
        value = image.getexif().get(0x0112, 1)
    except Exception:  # torn EXIF raises anything, and is no reason to refuse a good picture
        return 1
    return value if value in _TURNS else 1
