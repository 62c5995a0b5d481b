"""Picture files on disk: finding them in folders, and reading their bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from fashion_gui.core.errors import PictureError
from fashion_gui.core.picture_formats import has_picture_suffix

MAX_BYTES = 100_000_000
USE_A_PICTURE = "Choose a JPEG, PNG, WebP, AVIF, HEIC, GIF, BMP or TIFF picture."

# A folder is listed and sorted in portions of so many entries: one of millions needs no more memory.
_PORTION = 10_000


def find_pictures(paths: Iterable[Path]) -> Iterator[Path]:
    """The pictures among and below `paths`, found as they are asked for.

    Files are given as named, whatever they are. Folders are searched with all below them, by file ending and
    in the order of their names (of each 10,000 entries in a very large folder); hidden entries are left out
    and every folder is entered once, however links may loop. A folder in which no picture is found, or which
    may not be listed, is given itself, so that reading it says why.
    """
    for path in paths:
        if not is_folder(path):
            yield path
            continue
        found = False
        for picture in _below(path, set()):
            found = True
            yield picture
        if not found:
            yield path


def _below(folder: Path, entered: set[tuple[int, int]]) -> Iterator[Path]:
    """Pictures in `folder`, then in its sub-folders; folders in `entered` (device, inode) are passed over."""
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in entered:
            return
        entered.add((status.st_dev, status.st_ino))
        listing = os.scandir(folder)
    except OSError:
        yield folder
        return
    with listing:
        while True:
            try:
                portion = sorted(islice(listing, _PORTION), key=lambda entry: entry.name)
            except OSError:  # a drive that is gone, or a folder that only looks like one
                yield folder
                return
            if not portion:
                return
            folders = []
            for entry in portion:
                if _leads_on(entry):
                    folders.append(entry.name)
                elif has_picture_suffix(entry.name):
                    yield folder / entry.name
            for name in folders:
                yield from _below(folder / name, entered)


def _leads_on(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir() and not entry.name.startswith(".")
    except OSError:  # a link that leads nowhere or to itself
        return False


def is_folder(path: Path) -> bool:
    """Whether it is a folder; False where `Path.is_dir` raises: a name too long, a locked folder above."""
    try:
        return path.is_dir()
    except OSError:
        return False


def readable_name(name: str) -> str:
    """A file name as a sentence can hold it: undecodable bytes replaced, very long ones cut in the middle."""
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return name if len(name) <= 80 else f"{name[:50]}…{name[-25:]}"


def picture_count(count: int) -> str:
    """`"1 picture"`, `"2 pictures"`."""
    return f"{count:,} picture{'' if count == 1 else 's'}"


def read_bytes(path: Path) -> bytes:
    """The whole file, never more than a little over `MAX_BYTES`.

    Raises:
        PictureError: if it is missing, not a file, too big or may not be read.
    """
    name = readable_name(path.name or str(path))
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            with os.scandir(path) as listing:
                for _ in listing:  # one that can't be listed says so here
                    pass
            raise PictureError(f"“{name}” is a folder without pictures.", USE_A_PICTURE)
        if not stat.S_ISREG(status.st_mode):  # a pipe or device could keep us waiting for ever
            raise PictureError(f"“{name}” is a device or a pipe, not a picture file.", USE_A_PICTURE)
        check_size(status.st_size, name)
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise PictureError(
            f"“{name}” is not there.", "Check the name; it may have been moved or deleted."
        ) from error
    except PermissionError as error:
        raise PictureError(
            f"“{name}” may not be read.", "Ask its owner for the right to read it, or copy it elsewhere."
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a null byte in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise PictureError(
            f"“{name}” could not be read: {reason}.", "Check the name and the drive, then try again."
        ) from error


def check_size(size: int, name: str) -> None:
    """Refuse files of no bytes and of more than `MAX_BYTES`.

    Raises:
        PictureError: with the size in words.
    """
    if size == 0:
        raise PictureError(f"“{name}” is empty.", "Copy or download it again.")
    if size > MAX_BYTES:
        raise PictureError(
            f"“{name}” has {size / 1e6:,.0f} MB; pictures of up to {MAX_BYTES / 1e6:.0f} MB are read.",
            "Save a smaller copy of it and use that.",
        )
