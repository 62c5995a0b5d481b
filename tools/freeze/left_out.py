"""What PyInstaller finds but the program never uses, and why it may stay out."""

from __future__ import annotations

import fnmatch
import subprocess
import sys
from pathlib import PurePath

TRAINING = (
    "tensorflow",
    "keras",
    "intel_extension_for_tensorflow",
    "intel_extension_for_tensorflow_lib",
    "nncf",
    *("pandas", "scipy"),  # which the others need
)
"""The packages that the lite build goes without."""

TRAINING_DISTRIBUTIONS = ("tensorflow", "tensorflow-cpu", "nncf", "intel-extension-for-tensorflow")
"""The names under which they are installed."""

MODULES = (
    # Other front ends of OpenVINO, NNCF, Keras and matplotlib; readers of formats that are not read here.
    *("IPython", "jax", "onnx", "paddle", "tkinter", "torch", "torchvision", "transformers", "wx"),
    *(f"openvino.frontend.{name}" for name in ("jax", "onnx", "paddle", "pytorch")),
    # Optional parts of requests, which fetches the data set.
    *("OpenSSL", "cryptography", "socks"),
    # Tools for those who write programs.
    *("_pytest", "pytest", "pip", "setuptools", "mypy", "hatchling", "lib2to3", "pydoc_data"),
    # Optional to Keras and NNCF; coloured listings of rich's; debugging TensorFlow over a network; databases.
    *("sklearn", "pygments", "grpc", "sqlite3"),
    "readline",  # editing lines in a terminal, which the program never asks for
    "openvino_telemetry",  # never wanted: see fashion_gui/inference/__init__.py
)

FILES = (
    # OpenVINO's front ends for other kinds of network, and its interface for C programs.
    *(
        f"openvino/libs/*_{name}_frontend*"
        for name in ("jax", "onnx", "paddle", "pytorch", "tensorflow_lite")
    ),
    *(f"openvino/frontend/{name}/*" for name in ("jax", "onnx", "paddle", "pytorch")),
    "openvino/libs/*openvino_c.*",
    # The fastest kernels for layers of well-known large networks on some of Intel's GPUs; without it, as for
    # all other layers, the plugin chooses by its rules (openvino, kernel_selector/auto_tuner.cpp).
    "openvino/libs/cache.json",
    # Qt's translations, its own TLS and network, screens without a desktop, formats that Pillow reads here.
    "PySide6/Qt/translations/*",
    "PySide6/translations/*",
    *(
        f"PySide6*/plugins/{kind}/*"
        for kind in ("egldeviceintegrations", "generic", "networkinformation", "tls")
    ),
    *(
        f"PySide6*/plugins/platforms/libq{name}.so"
        for name in ("eglfs", "linuxfb", "minimal*", "vkkhrdisplay", "vnc")
    ),
    *(f"PySide6*/plugins/imageformats/*q{name}.*" for name in ("icns", "pdf", "tga", "tiff", "wbmp", "webp")),
    "PySide6*/plugins/platformthemes/libqgtk3.so",
    "PySide6*/plugins/platforminputcontexts/*virtualkeyboard*",
    # Fonts for formulas and for those who ask for others by name; charts are written in DejaVu Sans.
    *(f"matplotlib/mpl-data/fonts/{kind}/*" for kind in ("afm", "pdfcorefonts")),
    *(
        f"matplotlib/mpl-data/fonts/ttf/{name}*.ttf"
        for name in ("cm", "DejaVuSansDisplay", "DejaVuSansMono", "DejaVuSerif", "STIX")
    ),
    "matplotlib/mpl-data/sample_data/*",
    "*.dist-info/RECORD",  # lists what pip installed
    "tensorflow/include/*",
    "*/tests/*",
)

CONVERSION = ("openvino/libs/*_tensorflow_frontend*", "openvino/frontend/tensorflow/*")
"""What reads networks of TensorFlow, of which the lite build has none."""


def is_left_out(destination: str, lite: bool) -> bool:
    """Whether a file of the program folder matches one of `FILES`, or in the lite build of `CONVERSION`."""
    name = PurePath(destination).as_posix()
    return any(fnmatch.fnmatch(name, pattern) for pattern in (*FILES, *(CONVERSION if lite else ())))


Entry = tuple[str, str, str]
"""PyInstaller's: name in the program folder, file it comes from (or target of a link), kind."""


def without_orphans(entries: list[Entry]) -> list[Entry]:
    """The entries without libraries that nothing needs any more; on Linux, where most are.

    PyInstaller follows the libraries of what it finds before anything is left out. Whatever a package brought
    itself stays; a library of the system or of Qt stays if one that stays needs it.
    """
    if not sys.platform.startswith("linux"):
        return entries
    needs = _needs([source for _, source, kind in entries if kind != "SYMLINK"])
    libraries = {name: source for name, source, kind in entries if kind == "BINARY" and _came_by_need(name)}
    by_soname = {PurePath(name).name: source for name, source in libraries.items()}
    waiting = [source for name, source, kind in entries if kind != "SYMLINK" and name not in libraries]
    needed: set[str] = set()
    while waiting:
        for soname in needs.get(waiting.pop(), ()):
            if soname not in needed:
                needed.add(soname)
                waiting += [by_soname[soname]] if soname in by_soname else []
    return [
        (name, source, kind)
        for name, source, kind in entries
        if kind == "EXTENSION" or not _came_by_need(name) or PurePath(name).name in needed
    ]


def without_dangling(datas: list[Entry], binaries: list[Entry]) -> list[Entry]:
    """The data without links to libraries that were left out; PyInstaller puts a link to each at the top."""
    there = {name for name, _, _ in binaries}
    return [
        (name, source, kind)
        for name, source, kind in datas
        if kind != "SYMLINK" or source in there or "/" in name
    ]


def _needs(sources: list[str]) -> dict[str, list[str]]:
    """Names of the libraries that each of these files is linked to."""
    found: dict[str, list[str]] = {}
    for start in range(0, len(sources), 200):
        command = ["readelf", "--dynamic", "--wide", *sources[start : start + 200]]
        current = sources[start]
        for line in subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines():
            if line.startswith("File: "):
                current = line.removeprefix("File: ")
            elif "(NEEDED)" in line:
                found.setdefault(current, []).append(line.partition("[")[2].rstrip("]"))
    return found


def _came_by_need(name: str) -> bool:
    path = PurePath(name)
    return path.parent.as_posix() in (".", "PySide6/Qt/lib") and not path.name.startswith("libpython")
