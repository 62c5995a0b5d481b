"""Lists what is bundled that others made, with its licences: THIRD-PARTY.txt of the built program."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path

_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|third.?party)", re.IGNORECASE)
LEAN = {
    "tensorflow": "tensorflow-cpu",
    "opencv-python": "opencv-python-headless",
    "fonttools": "fonttools",
}
"""Packages instead of which the built program has a smaller build of the same version.

One that has no name of its own is the package's build for any system, without compiled code.
"""

_RULE = "=" * 78


def bundled_distributions(top_level: set[str]) -> list[Distribution]:
    """The installed packages that these top-level modules and folders belong to, by name."""
    by_module = packages_distributions()
    names = {name for module in top_level for name in by_module.get(module.removesuffix(".libs"), ())}
    found = (distribution(name) for name in without_kin(names) if name != "fashion-gui")
    return sorted(found, key=lambda package: package.name.lower())


def without_kin(names: Iterable[str]) -> list[str]:
    """Those of the packages that are installed and not replaced by their lean kin."""
    lean = {name: LEAN.get(name, name) for name in names}
    return [
        name for name, kin in lean.items() if _is_installed(name) and (kin == name or not _is_installed(kin))
    ]


def _is_installed(name: str) -> bool:
    return next(iter(Distribution.discover(name=name)), None) is not None


def licence(package: Distribution) -> str:
    """The licence's name as the package itself states it."""
    metadata = package.metadata
    expression = metadata.get("License-Expression")
    if expression:
        return expression
    classified = [
        line.split(" :: ")[-1]
        for line in metadata.get_all("Classifier", [])
        if line.startswith("License :: ") and line != "License :: OSI Approved"
    ]
    stated = (metadata.get("License") or "").strip().splitlines()
    return " and ".join(classified) or (stated[0][:80] if stated else "see its licence text")


def table(packages: Iterable[Distribution]) -> str:
    """One Markdown row for each package."""
    rows = [f"| {p.name} | {p.version} | {licence(p)} |" for p in packages]
    return "\n".join(["| package | version | licence |", "|---|---|---|", *rows])


def text(packages: list[Distribution], system_libraries: set[Path]) -> str:
    """The whole file: the table, each package's licence texts, and those of the system's libraries."""
    parts = [
        "Fashion GUI is under the MIT licence, see LICENSE. It comes with what follows, each part under its\n"
        "own licence. Qt and PySide6 are used under the LGPL 3: they lie as libraries of their own in this\n"
        "folder and may be replaced.",
        f"{_RULE}\nPython {sys.version.split()[0]}\n{_RULE}\n{_python_licence()}",
        table(packages),
    ]
    for package in packages:
        texts = [_read(file) for file in _licence_files(package)]
        if texts:
            parts.append(f"{_RULE}\n{package.name} {package.version}\n{_RULE}\n" + "\n".join(texts))
    for name in ("LGPL-3", "GPL-3", "LGPL-2.1", "GPL-2"):  # which the texts around refer to
        if (common := Path("/usr/share/common-licenses", name)).exists():
            parts.append(f"{_RULE}\n{name}\n{_RULE}\n{_read(common)}")
    for name, copyright_file in sorted(_debian_packages(system_libraries).items()):
        words = _read(copyright_file) if copyright_file.exists() else ""
        parts.append(f"{_RULE}\n{name} (library of the system this was built on)\n{_RULE}\n{words}")
    return "\n\n".join(parts) + "\n"


def _licence_files(package: Distribution) -> list[Path]:
    files = [file for file in package.files or () if _LICENCE_FILE.search(file.name) and file.suffix != ".py"]
    return [path for path in (Path(str(file.locate())) for file in files) if path.is_file()]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _python_licence() -> str:
    for folder in (Path(sys.base_prefix), Path(sys.base_prefix, "lib", f"python3.{sys.version_info.minor}")):
        for name in ("LICENSE.txt", "LICENSE"):
            if (folder / name).is_file():
                return (folder / name).read_text(encoding="utf-8")
    return "Python Software Foundation License 2"


def _debian_packages(libraries: set[Path]) -> dict[str, Path]:
    """Names of the Debian packages that these files belong to, and their copyright files; empty elsewhere."""
    found: dict[str, Path] = {}
    for library in sorted(libraries):
        try:
            # Debian lists most libraries under /usr/lib, or under /lib as they were called before.
            names = [str(library), str(library.resolve()), str(library).removeprefix("/usr")]
            done = subprocess.run(["dpkg", "-S", *names], capture_output=True, text=True, check=False)
        except FileNotFoundError:
            return {}
        for line in done.stdout.splitlines()[:1]:
            package = line.split(":")[0]
            found[package] = Path("/usr/share/doc", package, "copyright")
    return found
