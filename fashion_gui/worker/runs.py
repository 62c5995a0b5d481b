"""Trainings that are under way or were interrupted: one folder each, with its request and its checkpoint."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import msgspec

from fashion_gui import paths
from fashion_gui.core import file_lock
from fashion_gui.core.errors import TrainingError
from fashion_gui.core.recipes import TrainingSettings
from fashion_gui.core.whole_files import write_whole
from fashion_gui.worker.job_requests import Train

REQUEST_FILE = "request.json"
CHECKPOINT_FILE = "checkpoint.npz"


@dataclass(frozen=True)
class Run:
    """A training in its folder; `request` holds all its settings."""

    folder: Path
    request: Train

    @property
    def name(self) -> str:
        return self.folder.name


def begin(request: Train) -> Run:
    """Make the folder of a new training.

    Raises:
        StorageError: if it can't be written.
    """
    now = datetime.now(timezone.utc)
    recipe = request.settings.get("recipe", "run")
    name = f"{recipe}-{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    run = Run(paths.runs_dir() / name, msgspec.structs.replace(request, run=name))
    _write_request(run)
    return run


def remember(run: Run, settings: TrainingSettings) -> None:
    """Keep settings that were changed on the way, so that the run goes on with them.

    Raises:
        StorageError: if they can't be written.
    """
    request = msgspec.structs.replace(run.request, settings=msgspec.to_builtins(settings))
    _write_request(Run(run.folder, request))


@contextlib.contextmanager
def hold(run: Run) -> Iterator[None]:
    """Keep everybody else, in this process or another, from going on with a run meanwhile.

    Raises:
        TrainingError: if somebody else does already.
        StorageError: if the lock can't be made.
    """
    lock = _lock_file(run)
    held = file_lock.hold(lock)
    if held is None:
        raise TrainingError(
            f"The training “{run.name}” is under way already, in another window or command.",
            "Wait until it ends, or stop it there; then go on with it here.",
        )
    with held:
        yield
    if not run.folder.exists():
        with contextlib.suppress(OSError):  # Windows refuses while another looks at it
            lock.unlink(missing_ok=True)


def find(name: str) -> Run:
    """The run of that name.

    Raises:
        TrainingError: if there is none, or its request can't be read.
    """
    folder = paths.runs_dir() / name
    try:
        if folder.parent != paths.runs_dir():
            raise FileNotFoundError(name)
        return Run(folder, msgspec.json.decode((folder / REQUEST_FILE).read_bytes(), type=Train))
    except (OSError, ValueError) as error:
        raise TrainingError(f"There is no training “{name}” to go on with.", "Start a new one.") from error


def resumable() -> list[Run]:
    """Runs with at least one whole epoch behind them, newest first; also one that is under way."""
    runs = []
    for folder in paths.runs_dir().glob("*/"):
        if (folder / CHECKPOINT_FILE).is_file():
            try:
                runs.append(find(folder.name))
            except TrainingError:  # not a run of ours; leave it alone
                continue
    return sorted(runs, key=lambda run: (run.folder / CHECKPOINT_FILE).stat().st_mtime, reverse=True)


def is_held(run: Run) -> bool:
    """Whether somebody is going on with a run just now."""
    if not _lock_file(run).exists():
        return False
    held = file_lock.hold(_lock_file(run))
    if held is None:
        return True
    held.close()
    return False


def forget(run: Run) -> None:
    """Remove a run whose model was published, or that nobody wants to resume; to be held."""
    shutil.rmtree(run.folder, ignore_errors=True)


def _lock_file(run: Run) -> Path:
    """Beside the folder, not in it, which could then not be removed while it is locked on Windows."""
    return run.folder.with_name(f"{run.name}.lock")


def _write_request(run: Run) -> None:
    with write_whole(run.folder / REQUEST_FILE) as stream:
        stream.write(msgspec.json.encode(run.request))
