"""One window for each user's folder: a second start hands its pictures to the first and ends.

Who holds the lock is the first; the system takes it back when that process ends, in whatever way. Nothing of
Qt is imported here before there is something to hand over: most starts are first ones.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from fashion_gui.core.errors import FashionGuiError
from fashion_gui.core.file_lock import hold

ANSWER = b"taken\n"
PATIENCE_SECONDS = 10.0
"""How long a second start tries to reach a first one that is just coming up, busy or going."""

_CONNECT_MILLISECONDS = 1000
_LONGEST_SOCKET_PATH = 100
"""Of a Unix socket, in bytes; 108 on Linux and 104 on macOS, with room for the end."""


class UnansweredError(FashionGuiError):
    """There is a window already, but it does not answer."""


def take_place(home: Path, pictures: Sequence[Path], patience: float = PATIENCE_SECONDS) -> BinaryIO | None:
    """Become the window of the user's folder `home`, or hand `pictures` to the one that is it already.

    Returns:
        The lock that makes this process the first until it is closed, or None after handing over.

    Raises:
        UnansweredError: if the other window does not answer within `patience` seconds.
        StorageError: if `home` can't hold a lock.
    """
    deadline = time.monotonic() + patience
    while True:
        lock = hold(home / ".window.lock")
        if lock is not None:
            return lock
        if _hand_over(address(home), pictures, deadline):
            return None
        if time.monotonic() > deadline:
            raise UnansweredError(
                "Fashion GUI is open already but does not answer, so another window opens.",
                "Settings are kept from the window that is closed last.",
            )
        time.sleep(0.05)


def address(home: Path) -> str:
    """Where the window of a user's folder is reached: a socket inside it, or a name of the system's."""
    inside = str(home.absolute() / ".window.socket")
    if os.name != "nt" and len(os.fsencode(inside)) <= _LONGEST_SOCKET_PATH:
        return inside
    import hashlib  # only here: it would make every start slower

    return f"fashion-gui-{hashlib.sha256(os.fsencode(home.absolute())).hexdigest()[:16]}"


def encode(pictures: Sequence[Path]) -> bytes:
    """One line of JSON: the absolute paths of pictures and folders."""
    return json.dumps([str(picture.absolute()) for picture in pictures]).encode() + b"\n"


def decode(line: bytes) -> tuple[Path, ...]:
    """The paths of such a line.

    Raises:
        ValueError: if it is none.
    """
    names = json.loads(line)
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError("not a list of paths")
    return tuple(Path(name) for name in names)


def _hand_over(server: str, pictures: Sequence[Path], deadline: float) -> bool:
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(server)
    if not socket.waitForConnected(_CONNECT_MILLISECONDS):
        return False
    socket.write(encode(pictures))
    while not socket.bytesAvailable() >= len(ANSWER):
        left = round((deadline - time.monotonic()) * 1000)
        if left <= 0 or not socket.waitForReadyRead(left):
            return False
    return bytes(socket.readAll().data()) == ANSWER
