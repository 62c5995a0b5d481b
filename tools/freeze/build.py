"""Builds the program as one folder that needs no Python: `make build` and `make build-lite`.

    python -m tools.freeze.build [--lite]

Leaves `dist/fashion-gui[-lite]/` and an archive of it, and prints what the folder weighs.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path

from fashion_gui import __version__
from tools.freeze import desktop, icu, weigh
from tools.freeze.third_party import LEAN

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
LEAN_FOLDER = BUILD / "lean"
STRIPPED = (
    "tensorflow/**/*.so*",
    "intel_extension_for_tensorflow/*.so",
    "tensorflow-plugins/*.so",
    "libpython*.so*",
    "python3*/lib-dynload/*.so",
    "PySide6/Qt/lib/libicu*.so*",
    *(f"{package}/**/*.so" for package in ("contourpy", "kiwisolver", "matplotlib", "psutil")),
)
"""Libraries that come with symbols which nothing but a debugger reads. Others must not be touched: wheels
whose libraries were renamed break when stripped."""


def main(arguments: list[str]) -> None:
    """Build, finish and pack the program."""
    lite = "--lite" in arguments
    name = "fashion-gui-lite" if lite else "fashion-gui"
    install_lean_packages(lite)
    desktop.write_icons(ROOT / "resources" / "icons" / "fashion-gui.svg", BUILD / "desktop")
    (BUILD / "desktop" / "version.txt").write_text(desktop.version_resource(), encoding="utf-8")
    freeze(lite)
    folder = ROOT / "dist" / name
    if sys.platform.startswith("linux"):
        strip(folder / "_internal")
        for library in (folder / "_internal" / "PySide6" / "Qt" / "lib").glob("libicudata.so.*"):
            if not icu.reduce(library):
                print(f"{library.name} is not as it was; it stays whole", file=sys.stderr)
    add_desktop_files(folder)
    print(weigh.table(folder), pack(folder), sep="\n")


def install_lean_packages(lite: bool) -> None:
    """Smaller builds of some packages, of the very versions in use, for the built program alone.

    OpenCV without the Qt 5 of its windows, fontTools without the compiled twins of its modules, and on Linux
    TensorFlow without its CUDA kernels (its name on the other systems is TensorFlow's own).
    """
    wanted = dict(LEAN)
    if lite or not sys.platform.startswith("linux"):
        del wanted["tensorflow"]
    for heavy, package in wanted.items():
        release = version(heavy)
        folder = LEAN_FOLDER / package.replace("-", "_")
        if (folder / f"{package.replace('-', '_')}-{release}.dist-info").is_dir():
            continue
        shutil.rmtree(folder, ignore_errors=True)
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder)]
        if package == heavy:
            install += ["--platform", "any", "--only-binary", ":all:"]
        subprocess.run([*install, f"{package}=={release}"], check=True)


def freeze(lite: bool) -> None:
    """Run PyInstaller on build.spec."""
    path = os.pathsep.join([*(str(folder) for folder in sorted(LEAN_FOLDER.iterdir())), str(ROOT)])
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "build.spec"]
    command += [
        "--distpath",
        "dist",
        "--workpath",
        str(BUILD / ("pyinstaller-lite" if lite else "pyinstaller")),
    ]
    environment = {**os.environ, "PYTHONPATH": path, "TF_CPP_MIN_LOG_LEVEL": "3"}
    subprocess.run([*command, *(["--", "--lite"] if lite else [])], check=True, cwd=ROOT, env=environment)


def strip(internal: Path) -> None:
    """Take the symbols out of the libraries of `STRIPPED`."""
    for pattern in STRIPPED:
        for library in internal.glob(pattern):
            if not library.is_symlink():
                subprocess.run(["strip", "--strip-unneeded", str(library)], check=True)


def add_desktop_files(folder: Path) -> None:
    """Put beside the program what a person looks for there."""
    for name in ("LICENSE", "THIRD-PARTY.txt"):
        inside = folder / "_internal" / name
        if inside.exists():
            inside.replace(folder / name)
    if sys.platform.startswith("linux"):
        shutil.copy(BUILD / "desktop" / "fashion-gui.png", folder)
        (folder / "fashion-gui.desktop").write_text(desktop.menu_entry(), encoding="utf-8")
        shutil.copy(Path(__file__).with_name("add-to-menu.sh"), folder)


def pack(folder: Path) -> Path:
    """An archive of the folder beside it; `.tar.gz` keeps its links, Windows has none and knows `.zip`."""
    base = folder.with_name(f"{folder.name}-{__version__}-{sys.platform}-{platform.machine()}".lower())
    if sys.platform == "win32":
        return Path(shutil.make_archive(str(base), "zip", folder.parent, folder.name))
    archive = base.with_name(f"{base.name}.tar.gz")
    with tarfile.open(archive, "w:gz", compresslevel=6) as tar:
        tar.add(folder, folder.name)
    return archive


if __name__ == "__main__":
    main(sys.argv[1:])
