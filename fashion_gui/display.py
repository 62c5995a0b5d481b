"""Whether a window can be shown here at all; Qt itself would end the program with a core dump.

Each start comes through here: only what its kind of display needs is imported.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ADVICE = (
    "“make demo” shows the program at work without a screen, and “fashion-gui --help” lists the commands that"
    " need no window."
)


def no_display() -> str:
    """Why no window can be shown, and what works instead, in a sentence; empty if one can.

    Only Linux and its relatives can be without: there a Wayland socket or an X server must answer.
    """
    if sys.platform in ("win32", "darwin") or _platform_needs_none(os.environ.get("QT_QPA_PLATFORM", "")):
        return ""
    wayland, x11 = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("DISPLAY")
    if (wayland and _wayland_answers(wayland)) or (x11 and _x_server_answers(x11)):
        return ""
    named = " or ".join(f"“{name}”" for name in (wayland, x11) if name)
    what = f"The display {named} does not answer" if named else "There is no display here to show a window on"
    return f"{what}; {ADVICE}"


def _platform_needs_none(platform: str) -> bool:
    return platform.partition(":")[0] in ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")


def _wayland_answers(name: str) -> bool:
    import socket

    path = Path(os.environ.get("XDG_RUNTIME_DIR", "/"), name)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        try:
            connection.connect(os.fspath(path))
        except OSError:
            return False
    return True


def _x_server_answers(name: str) -> bool:
    """Connect as Qt will: with the same library, address and access rights.

    The connection is kept: a bare X server starts afresh when its last one is closed, and Qt's would break.
    """
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:  # Qt has its own words for a library that is missing
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    connected: bool = xcb.xcb_connection_has_error(xcb.xcb_connect(name.encode(), None)) == 0
    return connected
