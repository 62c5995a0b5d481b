"""Where the user's folder is when nothing moves it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fashion_gui import paths


@pytest.mark.skipif(sys.platform != "linux", reason="the rules of the XDG base directories")
def test_the_users_folder_is_where_the_system_wants_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("FASHION_GUI_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert paths.home_dir() == tmp_path / ".local" / "share" / "fashion-gui"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
    assert paths.home_dir() == tmp_path / "elsewhere" / "fashion-gui"
    monkeypatch.setenv("FASHION_GUI_HOME", "~/mine")
    assert paths.home_dir() == tmp_path / "mine"
