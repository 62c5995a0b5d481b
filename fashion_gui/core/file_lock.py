"""One writer at a time, also among several programs: a lock that ends with the process that holds it."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from fashion_gui.core.errors import StorageError
from fashion_gui.core.whole_files import storage_error


@contextlib.contextmanager
def exclusive(path: Path, patience: float = 10.0) -> Iterator[None]:
    """Hold the lock file `path` (made if need be) while the block runs.

    Args:
        patience: seconds to wait for another holder.

    Raises:
        StorageError: if it can't be made, or is held by another for longer than that.
    """
    deadline = time.monotonic() + patience
    while (stream := hold(path)) is None:
        if time.monotonic() > deadline:
            raise StorageError(
                f"“{path.parent}” is being changed by another program.",
                "Wait for it to finish, then try again.",
            )
        time.sleep(0.02)
    with stream:
        try:
            yield
        finally:
            _unlock(stream)


def hold(path: Path) -> BinaryIO | None:
    """Take the lock file `path` (made if need be) until what is returned is closed; None if another has it.

    Raises:
        StorageError: if it can't be made or locked.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.ExitStack() as opened:
            stream = opened.enter_context(path.open("ab"))
            if _try_lock(stream):
                opened.pop_all()
                return stream
    except OSError as error:  # no right to write here, or a file system without locks
        raise storage_error(path, error) from error
    return None


if sys.platform == "win32":
    import msvcrt

    def _try_lock(stream: BinaryIO) -> bool:
        try:
            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(stream: BinaryIO) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(stream: BinaryIO) -> bool:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(stream: BinaryIO) -> None:
        fcntl.flock(stream, fcntl.LOCK_UN)
