"""How this program starts itself again, as a worker."""

from __future__ import annotations

import sys


def program_command() -> list[str]:
    """The command that starts this program: the frozen executable, or this Python with the package."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "fashion_gui"]
