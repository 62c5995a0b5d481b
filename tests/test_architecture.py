"""What import-linter can't see: imports of parts of a library, and what is really loaded."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import fashion_gui

PACKAGE = Path(fashion_gui.__file__).parent
HEAVY = ("tensorflow", "keras", "matplotlib", "sklearn", "nncf", "pandas", "scipy")

OPEN_WINDOW = """
import builtins, sys
from fashion_gui.quick_start import import_qt
before = builtins.__import__
import_qt()
from fashion_gui.app import build
from PySide6 import QtCore
from PySide6.QtWidgets import QApplication
window = build()
window.came_up.disconnect()
window.came_up.connect(QApplication.quit)
window.show()
QApplication.exec()
assert builtins.__import__ is before
print(*sys.modules, *(["Qt"] if "Qt" in vars(QtCore) else []))
"""


def imported_names(module: Path) -> Iterator[str]:
    """Every module and every `module.name` that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules_below(folder: str) -> list[Path]:
    found = sorted((PACKAGE / folder).rglob("*.py"))
    assert found
    return found


def test_services_know_no_widgets() -> None:
    for module in modules_below("services"):
        assert not [name for name in imported_names(module) if name.startswith("PySide6.QtWidgets")], module


def test_only_what_runs_in_the_worker_imports_tensorflow() -> None:
    libraries = ("tensorflow", "keras", "intel_extension_for_tensorflow")
    for module in modules_below("."):
        if module.relative_to(PACKAGE).parts[0] not in ("training", "worker"):
            assert not [name for name in imported_names(module) if name.split(".")[0] in libraries], module


def test_the_window_can_talk_to_the_worker_without_tensorflow() -> None:
    modules = "fashion_gui.worker.entry, fashion_gui.worker.messages, fashion_gui.worker.job_requests"
    look = f"import sys, {modules}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert not {name.split(".")[0] for name in done.stdout.split()} & set(HEAVY)


def test_every_module_puts_off_its_annotations() -> None:
    """Python 3.10 and 3.11 then read them alike, and none costs time at start."""
    for module in modules_below("."):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        if any(isinstance(node, ast.FunctionDef | ast.AnnAssign | ast.ClassDef) for node in tree.body):
            assert "__future__.annotations" in set(imported_names(module)), module


def test_commands_are_understood_without_heavy_imports() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys, fashion_gui.cli.main as m; m._parser(); print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert not loaded & {*HEAVY, "PySide6", "openvino", "cv2", "numpy", "PIL", "rich"}


def test_window_is_up_without_heavy_imports(own_home: Path) -> None:
    assert own_home.is_dir()
    done = subprocess.run([sys.executable, "-c", OPEN_WINDOW], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert "fashion_gui" in loaded
    assert not loaded & {*HEAVY, "openvino", "cv2", "numpy", "PIL", "msgspec"}
    assert "Qt" not in loaded, "something shown first mentions Qt.…: see ui/by_name.py"
