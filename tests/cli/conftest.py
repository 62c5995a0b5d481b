from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.program import PROGRAM, Command, Done, Trained
from tests.support.idx import small_dataset


def _run(*arguments: object, stdin: str = "", **environment: str) -> Done:
    done = subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        env={**os.environ, **environment},
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def command() -> Command:
    """Runs `fashion-gui …` as a process of its own; keyword arguments set environment variables."""
    return _run


@pytest.fixture(scope="session")
def small_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small data set in the official format."""
    return small_dataset(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def trained(small_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Trained:
    """A real, short training in a real worker process, once for all tests; its model is the active one."""
    home = str(tmp_path_factory.mktemp("trained"))
    done = _run(
        *("train", "--recipe", "quick", "--epochs", "1", "--data", small_data),
        FASHION_GUI_HOME=home,
    )
    assert done.status == 0, done.err
    assert _run("models", "activate", done.out.strip(), FASHION_GUI_HOME=home).status == 0
    return Trained(home, str(small_data), done)
