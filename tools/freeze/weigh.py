"""What a built program weighs, and what makes it up.

python -m tools.freeze.weigh dist/fashion-gui
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

GROUPS = {
    "ITEX": ("intel_extension", "tensorflow-plugins"),
    "TensorFlow": ("tensorflow", "keras", "h5py", "ml_dtypes", "google"),
    "OpenVINO": ("openvino",),
    "NNCF and what it needs": ("nncf", "scipy", "networkx", "pandas", "pytz"),
    "OpenCV": ("cv2", "opencv"),
    "Qt": ("PySide6", "shiboken6", "libQt6", "libicu"),
    "NumPy": ("numpy",),
    "reading pictures": ("PIL", "pillow", "pi_heif", "_pi_heif"),
    "matplotlib": ("matplotlib", "fontTools", "kiwisolver", "contourpy"),
    "our models and drawings": ("models", "resources"),
    "Python and our own code": ("python3", "libpython", "base_library", "fashion-gui"),
}


def sizes(folder: Path) -> tuple[int, Counter[str]]:
    """Bytes of all files together, and by group; links count nothing."""
    groups: Counter[str] = Counter()
    for where, _, names in os.walk(folder):
        for name in names:
            path = Path(where, name)
            if not path.is_symlink():
                groups[_group(path.relative_to(folder))] += path.stat().st_size
    return sum(groups.values()), groups


def _group(path: Path) -> str:
    inside = path.parts[1] if path.parts[0] == "_internal" and len(path.parts) > 1 else path.parts[0]
    for group, beginnings in GROUPS.items():
        if inside.startswith(beginnings):
            return group
    return "the rest"


def table(folder: Path) -> str:
    """A Markdown table in MB (10⁶ bytes), the heaviest first."""
    total, groups = sizes(folder)
    rows = [f"| {name} | {size / 1e6:.0f} |" for name, size in groups.most_common()]
    return "\n".join(
        [f"| {folder.name} | MB |", "|---|---|", *rows, f"| **together** | **{total / 1e6:.0f}** |"]
    )


if __name__ == "__main__":
    print(table(Path(sys.argv[1])))
