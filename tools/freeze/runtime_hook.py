"""Runs first in the built program: what libraries keep for themselves goes into the user's folder of it."""

import contextlib
import os

from fashion_gui.core.errors import FashionGuiError
from fashion_gui.paths import home_dir

with contextlib.suppress(FashionGuiError):  # no home folder: the program will say so
    os.environ.setdefault("MPLCONFIGDIR", str(home_dir() / "cache" / "matplotlib"))
    os.environ.setdefault("KERAS_HOME", str(home_dir() / "cache" / "keras"))
