"""Trainings that are under way or were interrupted: one folder each, with its request and its checkpoint."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import msgspec

from fashion_gui import paths
from fashion_gui.core.errors import TrainingError
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
    with write_whole(run.folder / REQUEST_FILE) as stream:
        stream.write(msgspec.json.encode(run.request))
    return run


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
    """Runs with at least one whole epoch behind them, newest first."""
    runs = []
    for folder in paths.runs_dir().glob("*/"):
        if (folder / CHECKPOINT_FILE).is_file():
            try:
                runs.append(find(folder.name))
            except TrainingError:  # not a run of ours; leave it alone
                continue
    return sorted(runs, key=lambda run: (run.folder / CHECKPOINT_FILE).stat().st_mtime, reverse=True)


def forget(run: Run) -> None:
    """Remove a run whose model was published, or that nobody wants to resume."""
    shutil.rmtree(run.folder, ignore_errors=True)
