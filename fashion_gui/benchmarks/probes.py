"""The processes that windows are measured in."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def command(module: str) -> list[str]:
    """What runs a module beside this one as a program; the built program has no `-m` and runs it itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "probe", module]
    return [sys.executable, "-m", f"fashion_gui.benchmarks.{module}"]


def environment(home: str | Path) -> dict[str, str]:
    """For a window with this user's folder; without a screen it is drawn into memory."""
    variables = {**os.environ, "FASHION_GUI_HOME": str(home)}
    if "DISPLAY" not in variables and "WAYLAND_DISPLAY" not in variables and sys.platform == "linux":
        variables["QT_QPA_PLATFORM"] = "offscreen"
    return variables
