"""The scripts beside the program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools import pin

ROOT = Path(__file__).resolve().parent.parent


def test_constraints_tell_the_interpreters_apart() -> None:
    lines = pin.lines({"both": "1", "differs": "1", "old-only": "3"}, {"both": "1", "differs": "2"})
    assert lines == [
        "both==1",
        "differs==1; python_version < '3.11'",
        "differs==2; python_version >= '3.11'",
        "old-only==3; python_version < '3.11'",
    ]


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_demo_leaves_screenshots(dataset_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FASHION_GUI_DATASET", str(dataset_dir))
    done = subprocess.run(
        [sys.executable, "-m", "tools.demo", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    names = {path.name for path in tmp_path.iterdir()}
    assert {"01-start.png", "10-t-shirt-top.png", "12-folder.png", "14-dark.png", "15-own-model.png"} <= names
    assert all(path.stat().st_size > 10_000 for path in tmp_path.iterdir())
