"""The wheel: everything the program needs lies inside, where `fashion_gui.paths` looks for it."""

from __future__ import annotations

import configparser
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from fashion_gui.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
    ]
    subprocess.run([*command, "--wheel-dir", str(folder), str(ROOT)], check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def committed(folder: str) -> list[str]:
    """Files of the checkout below `folder`, as Git knows them."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", folder], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [name for name in listing.stdout.split("\0") if name and (ROOT / name).exists()]


@pytest.mark.parametrize("folder", ["resources", "models"])
def test_bundle_is_inside(names: set[str], folder: str) -> None:
    files = committed(folder)
    assert files
    assert {f"fashion_gui/_bundle/{name}" for name in files} <= names


def test_every_module_is_inside(names: set[str]) -> None:
    assert set(committed("fashion_gui")) <= names


def test_nothing_else_is_inside(names: set[str]) -> None:
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"fashion_gui"}
    assert not [name for name in names if "__pycache__" in name]


def test_installed_package_finds_its_bundle(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    look = "from fashion_gui import paths; print(paths.resources_dir()); print(paths.bundled_models_dir())"
    done = subprocess.run(
        [sys.executable, "-c", look], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    for line in done.stdout.splitlines():
        assert Path(line).is_dir()
        assert Path(line).is_relative_to(tmp_path)


def test_entry_point(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read(next(n for n in archive.namelist() if n.endswith("entry_points.txt"))).decode()
    parser = configparser.ConfigParser()
    parser.read_string(text)
    assert parser["console_scripts"]["fashion-gui"] == "fashion_gui.__main__:main"


def test_every_requirement_is_pinned() -> None:
    pinned = {
        line.split("==")[0] for line in (ROOT / "constraints.txt").read_text().splitlines() if "==" in line
    }
    required = re.findall(
        r'^    "([A-Za-z0-9_-]+)[\[<>=~]', (ROOT / "pyproject.toml").read_text(), re.MULTILINE
    )
    assert len(required) > 15
    assert {name.lower() for name in required} <= pinned


def test_readme_leads_somewhere() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"""\]\(([^):]+)\)|(?:src|srcset)="([^":]+)""", readme)
    assert len(links) >= 4
    assert not [path for pair in links for path in pair if path and not (ROOT / path).exists()]
    assert set(re.findall(r"^    (?:.*\| )?fashion-gui (\w+)", readme, re.MULTILINE)) == set(COMMANDS)
    targets = set(re.findall(r"`make ([\w-]+)", readme)) | set(
        re.findall(r"^    make ([\w-]+)", readme, re.MULTILINE)
    )
    known = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"run", "test", "check", "demo", "test-all"} <= targets <= known


def test_no_address_is_written_down() -> None:
    for name in ("constraints.txt", "pyproject.toml", "Makefile", "tools/bootstrap.sh"):
        assert not re.search(r"index-url|--find-links|file://", (ROOT / name).read_text()), name
