"""Where things lie: what ships with the program, and what belongs to the user.

`FASHION_GUI_HOME` moves everything of the user's into one folder.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from fashion_gui.core.errors import StorageError

_APP = "fashion-gui"


def bundle_dir() -> Path:
    """Folder that holds `resources/` and `models/`: frozen program, checkout or wheel."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen)
    package = Path(__file__).resolve().parent
    in_wheel = package / "_bundle"
    return in_wheel if in_wheel.is_dir() else package.parent


def resources_dir() -> Path:
    """Icons, class drawings, style and sample pictures, read-only."""
    return bundle_dir() / "resources"


def bundled_models_dir() -> Path:
    """Models that ship with the program, read-only."""
    return bundle_dir() / "models"


def home_dir() -> Path:
    """The user's folder of this program; not created here.

    Raises:
        StorageError: if the system knows of no home.
    """
    moved = os.environ.get("FASHION_GUI_HOME")
    try:
        return Path(moved).expanduser() if moved else _data_dir() / _APP
    except RuntimeError as error:  # neither in the environment nor in the system's list of users
        raise StorageError(
            "This account has no home folder, so models and settings have no place.",
            "Name a folder for them in FASHION_GUI_HOME.",
        ) from error


def _data_dir() -> Path:
    """Where the system wants the data of a user's programs."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def user_models_dir() -> Path:
    """Models trained or imported by the user."""
    return home_dir() / "models"


def user_dataset_dir() -> Path:
    """Where a downloaded Fashion-MNIST lies."""
    return home_dir() / "fashion-mnist"


def runs_dir() -> Path:
    """Checkpoints of trainings that can be resumed."""
    return home_dir() / "runs"


def own_photos_dir() -> Path:
    """The user's own labelled examples: plain files and a `labels.csv`."""
    return home_dir() / "my-photos"


def label_marks_dir() -> Path:
    """Which labels of which data set look wrong to the user."""
    return home_dir() / "label-marks"


def benchmarks_dir() -> Path:
    """What the benchmarks found last."""
    return home_dir() / "benchmarks"


def settings_file() -> Path:
    """The stored preferences."""
    return home_dir() / "settings.json"
