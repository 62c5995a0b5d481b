"""What the arguments mean, before any command does its work."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

import fashion_gui
from fashion_gui.cli.main import COMMANDS
from tests.cli.program import Command


def test_help_names_every_command(command: Command) -> None:
    done = command("--help")
    assert done.status == 0
    assert all(name in done.out for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help(command: Command, name: str) -> None:
    done = command(name, "--help")
    assert done.status == 0
    assert f"usage: fashion-gui {name}" in done.out


def test_version(command: Command) -> None:
    assert command("--version").out == f"Fashion GUI {fashion_gui.__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["--frobnicate"],
        ["classify"],
        ["classify", "x.png", "--threshold", "2"],
        ["classify", "x.png", "--jobs", "none"],
        ["models"],
        ["models", "show"],
        ["train"],
        ["train", "--recipe", "magic"],
        ["train", "--recipe", "quick", "--precision", "int4"],
    ],
)
def test_wrong_usage_is_explained(command: Command, arguments: list[str]) -> None:
    done = command(*arguments)
    assert done.status == 2
    assert "usage: fashion-gui" in done.err
    assert not done.out


@pytest.mark.parametrize("displays", [{}, {"DISPLAY": ":4711"}, {"WAYLAND_DISPLAY": "wayland-77"}])
@pytest.mark.parametrize("arguments", [[], ["some/shirt.jpg"]])
def test_no_display_is_said_in_one_sentence(
    command: Command, monkeypatch: pytest.MonkeyPatch, displays: dict[str, str], arguments: list[str]
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    done = command(*arguments, **displays)
    assert done.status == 1
    assert done.err.count("\n") == 1
    assert "make demo" in done.err
    assert "fashion-gui --help" in done.err


@pytest.mark.parametrize("arguments", [["models", "list"], []])
def test_a_home_that_is_nowhere_is_said(command: Command, arguments: list[str]) -> None:
    done = command(*arguments, FASHION_GUI_HOME="~nobody-of-that-name/x")
    assert done.status == 1
    assert "no home folder" in done.err
    assert done.err.count("\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="there is no such shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_program_without_console_does_its_work(closed: str) -> None:
    command = f'"$0" -m fashion_gui --version {closed}'
    done = subprocess.run(["sh", "-c", command, sys.executable], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (f"Fashion GUI {fashion_gui.__version__}\n" if closed == "2>&-" else "")
