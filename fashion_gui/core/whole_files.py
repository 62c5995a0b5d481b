"""Files that are written whole or not at all: temporary name, fsync, rename."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from fashion_gui.core.errors import StorageError

_FREE_SPACE = "Free some space, then try again."
_OTHER_FOLDER = "Choose a folder you may write to, then try again."
_ADVICE = {
    errno.ENOSPC: _FREE_SPACE,
    errno.EDQUOT: _FREE_SPACE,
    errno.EACCES: _OTHER_FOLDER,
    errno.EPERM: _OTHER_FOLDER,
    errno.EROFS: _OTHER_FOLDER,
}


def storage_error(path: Path, error: OSError) -> StorageError:
    """Put a failed write into words: a full disk, a missing right, or the system's own text."""
    reason = error.strerror or str(error)
    advice = _ADVICE.get(error.errno or 0, "Choose another folder, or free some space, then try again.")
    return StorageError(f"“{path}” could not be written: {reason}.", advice)


@contextlib.contextmanager
def write_whole(path: Path) -> Iterator[BinaryIO]:
    """Open a temporary file beside `path`; it takes the name only once it is safely on disk.

    Raises:
        StorageError: if it can't be written; an earlier file of that name is untouched.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name[:40]}.{os.urandom(8).hex()}.part")
        with temporary.open("xb") as stream:  # not tempfile's, which only its owner may read
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise storage_error(path, error) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable, where the system allows a folder to be synced."""
    if os.name == "nt":  # Windows has no descriptor for a folder
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
