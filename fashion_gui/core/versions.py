"""Which versions of what are installed: written into every model."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from fashion_gui import __version__

PACKAGES = (
    "tensorflow",
    "tensorflow-cpu",
    "intel-extension-for-tensorflow",
    "openvino",
    "nncf",
    "numpy",
    "opencv-python",
    "opencv-python-headless",
)


def installed_versions() -> dict[str, str]:
    """Versions of the program, Python, the system and the packages that matter; absent ones are left out."""
    versions = {
        "fashion-gui": __version__,
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
    }
    for package in PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            continue
    return versions
