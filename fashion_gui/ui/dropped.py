"""What was dropped or pasted: paths of files and folders, a picture without a file, or nothing of use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QImage

_ENCODED = ("image/png", "image/jpeg", "image/webp", "image/bmp", "image/tiff", "image/gif")
"""Kinds whose bytes are taken as they are: quicker than through an image, and with EXIF and all."""


class Dropped(NamedTuple):
    """At most one of `paths` and `picture` holds something.

    Attributes:
        paths: local files and folders.
        picture: bytes of a picture file, or an image.
        link: an address on the web, where there is nothing else.
    """

    paths: tuple[Path, ...] = ()
    picture: bytes | QImage | None = None
    link: str = ""


def may_hold_pictures(mime: QMimeData) -> bool:
    """Whether it is worth letting it drop; looks at the kinds only, not at the contents."""
    return mime.hasUrls() or mime.hasImage() or any(mime.hasFormat(kind) for kind in _ENCODED)


def read_mime(mime: QMimeData) -> Dropped:
    """What is in a drop or on the clipboard."""
    paths = tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    if paths:
        return Dropped(paths=paths)
    for kind in _ENCODED:
        if mime.hasFormat(kind):
            data = mime.data(kind).data()
            if data:
                return Dropped(picture=bytes(data))
    if mime.hasImage():
        from PySide6.QtGui import QImage

        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return Dropped(picture=image)
    links = mime.urls()  # none where whoever dragged was gone before its data was asked for
    return Dropped(link=links[0].toString() if links else "")
