"""The bootstrap on machines as they are: no Python, shims that fail, half an environment, no rights."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a POSIX shell script")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of its own with the bootstrap in it, and a `bin` folder that is all of PATH."""
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools/bootstrap.sh", tmp_path / "tools")
    (tmp_path / "bin").mkdir()
    for name in ("sh", "dirname", "id", "rm", "touch", "sleep", "tail", "env"):
        found = shutil.which(name)
        assert found
        (tmp_path / "bin" / name).symlink_to(found)
    return tmp_path


def put(path: Path, script: str) -> None:
    """An executable shell script."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def run(checkout: Path) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(checkout / "bin"), "HOME": str(checkout)}
    command = [str(checkout / "tools/bootstrap.sh")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_no_python_is_said_with_the_remedy(checkout: Path) -> None:
    done = run(checkout)
    assert done.returncode == 1
    assert "Python 3.11 or 3.10 is needed" in done.stderr
    assert "uv python install 3.11" in done.stderr


def test_shims_that_fail_and_wrong_versions_are_passed_over(checkout: Path) -> None:
    put(checkout / "bin/python3.11", "echo 'pyenv: python3.11: command not found' >&2; exit 127")
    put(checkout / "bin/python3", "exit 1")
    assert "Python 3.11 or 3.10 is needed" in run(checkout).stderr


def test_debian_is_told_its_package(checkout: Path) -> None:
    put(checkout / "bin/apt-cache", "exit 0")
    assert "apt-get install python3.11 python3.11-venv" in run(checkout).stderr


def fake_python(checkout: Path, pip: str = "exit 0") -> None:
    """A Python of the right version whose venvs log what is asked of them; `pip` is what pip does."""
    inner = f'echo "$@" >> "{checkout}/asked"\ncase "$*" in *"pip install"*) {pip};; esac'
    put(
        checkout / "bin/python3.11",
        f"""case "$*" in
  *_base_executable*) echo "{checkout}/bin/python3.11";;
  *"venv --clear"*) rm -rf .venv; mkdir -p .venv/bin; echo made >> "{checkout}/asked"
    printf '%s\\n' '#!/bin/sh' '{inner}' > .venv/bin/python; chmod +x .venv/bin/python;;
esac""",
    )
    for name in ("mkdir", "chmod"):
        (checkout / "bin" / name).symlink_to(shutil.which(name) or "")


def test_stamp_is_written_last(checkout: Path) -> None:
    fake_python(checkout)
    done = run(checkout)
    assert done.returncode == 0, done.stderr
    assert (checkout / ".venv/ready").exists()
    assert not (checkout / ".venv/installing").exists()


def test_failing_install_is_tried_three_times_and_leaves_no_stamp(checkout: Path) -> None:
    fake_python(checkout, "exit 1")
    (checkout / "bin/sleep").unlink()
    put(checkout / "bin/sleep", "exit 0")
    done = run(checkout)
    assert done.returncode == 1
    assert (checkout / "asked").read_text().count("pip install") == 3
    assert "check the network" in done.stderr
    assert not (checkout / ".venv/ready").exists()
    assert (checkout / ".venv/installing").exists()


def test_interrupted_install_starts_from_nothing(checkout: Path) -> None:
    fake_python(checkout)
    run(checkout)
    (checkout / ".venv/ready").unlink()
    (checkout / ".venv/installing").touch()
    (checkout / ".venv/torn").touch()
    run(checkout)
    assert (checkout / "asked").read_text().count("made") == 2
    assert not (checkout / ".venv/torn").exists()
    assert (checkout / ".venv/ready").exists()


def test_whole_environment_is_kept_when_requirements_change(checkout: Path) -> None:
    fake_python(checkout)
    run(checkout)
    run(checkout)
    asked = (checkout / "asked").read_text()
    assert asked.count("made") == 1
    assert asked.count("pip install") == 2


def test_missing_libraries_are_named_where_they_may_not_be_installed(checkout: Path) -> None:
    fake_python(checkout)
    put(checkout / "bin/apt-get", "exit 100")
    put(checkout / "bin/dpkg", 'test "$2" != libegl1 && test "$2" != libegl1t64')
    (checkout / "bin/id").unlink()
    put(checkout / "bin/id", "echo 1000")
    done = run(checkout)
    assert done.returncode == 0
    assert "sudo apt-get install -y libegl1\n" in done.stderr


def test_missing_libraries_are_installed_by_root(checkout: Path) -> None:
    fake_python(checkout)
    put(checkout / "bin/apt-get", f'echo "$@" >> "{checkout}/apt"')
    put(checkout / "bin/dpkg", 'test "$2" != xvfb && test "$2" != xvfbt64')
    (checkout / "bin/id").unlink()
    put(checkout / "bin/id", "echo 0")
    assert run(checkout).returncode == 0
    assert "install -y -qq xvfb\n" in (checkout / "apt").read_text()


def test_the_script_is_plain_posix_shell() -> None:
    done = subprocess.run(["sh", "-n", str(ROOT / "tools/bootstrap.sh")], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
