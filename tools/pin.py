"""Writes `constraints.txt`: the exact versions that Python 3.10 and 3.11 get from pyproject.toml.

    python tools/pin.py PYTHON3.10 PYTHON3.11

Both interpreters are asked to resolve the project with all its extras; where they differ, an environment
marker tells them apart.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = """\
# The versions this program was tested with, for Python 3.10 and 3.11 (tools/pin.py writes this file).
# pip install -c constraints.txt .
"""
# Published for Windows and macOS only up to other versions, which TensorFlow itself names.
LINUX_ONLY = {"tensorflow-io-gcs-filesystem", "intel-extension-for-tensorflow-lib"}


def resolve(python: str) -> dict[str, str]:
    """Package → version that this interpreter would install."""
    command = [python, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet", "--report", "-"]
    answer = subprocess.run([*command, f"{ROOT}[dev]"], check=True, capture_output=True, text=True)
    packages = [entry["metadata"] for entry in json.loads(answer.stdout)["install"]]
    return {p["name"].lower().replace("_", "-"): p["version"] for p in packages if p["name"] != "fashion-gui"}


def lines(old: dict[str, str], new: dict[str, str]) -> list[str]:
    """One requirement a package and version, with a marker where the two interpreters differ."""
    written = []
    for name in sorted(old.keys() | new.keys()):
        system = "platform_system == 'Linux'" if name in LINUX_ONLY else ""
        if old.get(name) == new.get(name):
            variants = [(old[name], "")]
        else:
            variants = [
                (old.get(name), "python_version < '3.11'"),
                (new.get(name), "python_version >= '3.11'"),
            ]
        for version, python in variants:
            markers = " and ".join(filter(None, (python, system)))
            if version is not None:
                written.append(f"{name}=={version}" + (f"; {markers}" if markers else ""))
    return written


def main() -> None:
    old, new = (resolve(python) for python in sys.argv[1:3])
    (ROOT / "constraints.txt").write_text(HEADER + "\n".join(lines(old, new)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
