"""Which files count as pictures: by their first bytes when opened, by their ending when listed."""

from __future__ import annotations

from pathlib import PurePath

HEAD_LENGTH = 16
"""Bytes from the start of a file that `picture_format` wants to see."""

# fmt: off
PICTURE_SUFFIXES = frozenset((
    ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".webp", ".avif", ".gif", ".bmp", ".dib",
    ".tif", ".tiff", ".heic", ".heif", ".hif",
))
# fmt: on
"""Endings, in lower case, by which pictures are found in folders and offered in dialogs."""

_SIGNATURES = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"MM\x00+", "TIFF"),
)
_AVIF_BRANDS = (b"avif", b"avis")
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"mif2")


def picture_format(head: bytes) -> str | None:
    """Pillow's name of the format that these first bytes announce; None if it is none that is read here."""
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp":
        if head[8:12] in _AVIF_BRANDS:
            return "AVIF"
        if head[8:12] in _HEIF_BRANDS:
            return "HEIF"
    return None


def has_picture_suffix(name: str) -> bool:
    """Whether a file of this name is taken for a picture when a folder is searched."""
    return not name.startswith(".") and PurePath(name).suffix.lower() in PICTURE_SUFFIXES
