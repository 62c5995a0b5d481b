from __future__ import annotations

import os
import subprocess

import pytest

from tests.cli.program import PROGRAM, Command, Done


@pytest.fixture
def command() -> Command:
    """Runs `fashion-gui …` as a process of its own; keyword arguments set environment variables."""

    def run(*arguments: object, stdin: str = "", **environment: str) -> Done:
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

    return run
