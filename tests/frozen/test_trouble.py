"""What may go wrong around a built program: it ends in good order, and the next start is none the worse."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fashion_gui.paths import bundled_models_dir
from tests.frozen.built import Built, check_quiet, wait_until
from tests.frozen.display import Display

BUNDLED = json.loads((bundled_models_dir() / "active.json").read_text(encoding="utf-8"))["id"]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]


@pytest.fixture
def display(tmp_path: Path, built: Built) -> Iterator[Display]:
    display = Display(tmp_path / "screen")
    yield display
    built.end()
    display.vanish()


def test_killed_in_mid_start(built: Built, display: Display) -> None:
    for seconds in (0.05, 0.2, 0.5, 1.0):
        process = built.start(DISPLAY=display.name)
        time.sleep(seconds)
        process.kill()
        process.communicate()
    window = built.start(DISPLAY=display.name)
    wait_until(built.has_window, "the window")
    window.send_signal(signal.SIGTERM)
    _, err = window.communicate(timeout=60)
    assert window.returncode == 0
    check_quiet(err)


def test_two_starts_at_the_same_moment(built: Built, display: Display) -> None:
    starts = [built.start(DISPLAY=display.name) for _ in range(2)]
    wait_until(lambda: any(start.poll() is not None for start in starts), "one of them to end")
    wait_until(built.has_window, "the window")
    [window] = [start for start in starts if start.poll() is None]
    window.send_signal(signal.SIGTERM)
    for start in starts:
        _, err = start.communicate(timeout=60)
        assert start.returncode == 0, err
        check_quiet(err)


def test_the_display_vanishes(built: Built, display: Display) -> None:
    window = built.start(DISPLAY=display.name)
    wait_until(built.has_window, "the window")
    display.vanish()
    _, err = window.communicate(timeout=60)
    assert window.returncode == 1
    assert "X11 connection broke" in err
    check_quiet(err)
    assert not built.processes()


def test_no_display(built: Built) -> None:
    assert "There is no display here" in built.run(status=1).err


def test_no_home_folder(built: Built) -> None:
    assert "no home folder" in built.run("models", "list", status=1, FASHION_GUI_HOME="~nobody-at-all/x").err


def test_a_home_that_can_not_be_written_to(built: Built, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    home = str(tmp_path / "file" / "home")
    said = built.run("models", "rename", BUNDLED, "x", status=1, FASHION_GUI_HOME=home)
    assert said.err.startswith("fashion-gui: ")
