"""The built program where it is hardest for it: see `Built`."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

PATIENCE = 1800
"""Seconds that a command may take; far more than any does on a machine with nothing else to do, where making
INT8 weights takes two minutes; it leaves the processors to whatever else wants them."""


@dataclass
class Built:
    """A built program in a folder that can't be written to, without a Python, a checkout or a user's files.

    Attributes:
        folder: of the program; its name holds spaces and letters that are not ASCII.
        home: the user's home folder, empty at first; `FASHION_GUI_HOME` is not set.
        environment: of every start; what `run` is given comes on top.
    """

    folder: Path
    home: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def is_lite(self) -> bool:
        """Whether it is the build that can't train."""
        return not (self.folder / "_internal" / "tensorflow").exists()

    @property
    def user_folder(self) -> Path:
        """Where everything it writes belongs."""
        return self.home / ".local" / "share" / "fashion-gui"

    def start(self, *arguments: object, **environment: str) -> subprocess.Popen[str]:
        """Start it and let it run."""
        return subprocess.Popen(
            [str(self.folder / "fashion-gui"), *map(str, arguments)],
            env={**self.environment, "HOME": str(self.home), "PATH": "/nowhere", **environment},
            cwd=self.home,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *arguments: object, status: int = 0, stdin: str = "", **environment: str) -> Done:
        """Run a command to its end, which must have this status and no warning of any kind."""
        with self.start(*arguments, **environment) as process:
            out, err = process.communicate(stdin, timeout=PATIENCE)
        assert process.returncode == status, f"{arguments}: {process.returncode}\n{out}\n{err}"
        check_quiet(err)
        return Done(out, err)

    def has_window(self) -> bool:
        """Whether a window takes what other starts bring; a killed one leaves a dead socket."""
        with socket.socket(socket.AF_UNIX) as connection:
            return connection.connect_ex(str(self.user_folder / ".window.socket")) == 0

    def end(self) -> None:
        """Whatever still runs, as after a test that failed."""
        for process in self.processes():
            process.kill()
            with contextlib.suppress(psutil.NoSuchProcess):
                process.wait(10)

    def processes(self) -> list[psutil.Process]:
        """All that runs of this program; one that has ended and waits to be asked how is not among them."""
        found = []
        for process in psutil.process_iter(["exe", "status"]):
            exe, status = process.info["exe"], process.info["status"]
            if exe and status != psutil.STATUS_ZOMBIE and Path(exe).is_relative_to(self.folder):
                found.append(process)
        return found


@dataclass(frozen=True)
class Done:
    """What a command printed."""

    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """Its lines of JSON."""
        return [json.loads(line) for line in self.out.splitlines()]


def check_quiet(err: str) -> None:
    """No traceback and no warning of Python's, Qt's or PyInstaller's on standard error."""
    for bad in ("Traceback", "Warning", "warning:", "qt.", "QObject", "QWidget", "PYI-", "This plugin"):
        assert bad not in err, err


def wait_until(happened: Any, what: str, seconds: float = 120) -> None:
    """Poll until something has happened.

    Raises:
        TimeoutError: naming `what`.
    """
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.1)


def link_tree(source: Path, target: Path) -> None:
    """A copy of a folder that takes no room where the file system has hard links, with its links kept."""
    for where, folders, names in os.walk(source):
        inside = target / Path(where).relative_to(source)
        inside.mkdir(parents=True)
        for name in [*names, *(f for f in folders if Path(where, f).is_symlink())]:
            path = Path(where, name)
            if path.is_symlink():
                (inside / name).symlink_to(path.readlink())
            else:
                os.link(path, inside / name)
        folders[:] = [f for f in folders if not Path(where, f).is_symlink()]


def listing(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file, to see whether one was written."""
    found = {}
    for where, _, names in os.walk(folder):
        for name in names:
            status = Path(where, name).lstat()
            found[str(Path(where, name).relative_to(folder))] = (status.st_size, status.st_mtime_ns)
    return found
