"""Interrupted trainings, as the window lists them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import msgspec
import numpy as np

from fashion_gui.worker import runs
from fashion_gui.worker.job_requests import AnyRequest, Train


@dataclass(frozen=True)
class RunSummary:
    """An interrupted training that can be resumed.

    Attributes:
        name: what the request for going on with it names.
        epochs_done: whole epochs behind it, or None if its checkpoint can't be read.
        epochs: those it was to have.
        changed: when its last whole epoch ended, in local time.
    """

    name: str
    recipe: str
    epochs_done: int | None
    epochs: int
    changed: datetime


def summaries(in_use: Collection[str] = (), before: float | None = None) -> tuple[RunSummary, ...]:
    """All that can be resumed, newest first; not those that another window is training.

    Args:
        in_use: names of runs that a job is for already.
        before: seconds since the epoch; runs that began later belong to the training under way.
    """
    found = (run for run in runs.resumable() if run.name not in in_use and not runs.is_held(run))
    return tuple(_summary(run) for run in found if before is None or _begun(run) < before)


def left_behind(request: AnyRequest, since: float) -> str:
    """Name of the run by which a job for `request`, begun at `since`, can be resumed; empty if none."""
    if not isinstance(request, Train):
        return ""
    found = (run for run in runs.resumable() if run.name == request.run or _begun(run) >= since)
    return next((run.name for run in found if not runs.is_held(run)), "")


def forget(name: str) -> None:
    """Throw a run away.

    Raises:
        TrainingError: if there is none of that name, or it is under way.
    """
    run = runs.find(name)
    with runs.hold(run):
        runs.forget(run)


def _summary(run: runs.Run) -> RunSummary:
    settings = run.request.settings
    return RunSummary(
        name=run.name,
        recipe=str(settings.get("recipe", "")),
        epochs_done=_epochs_done(run),
        epochs=int(settings.get("epochs", 0)),
        changed=datetime.fromtimestamp((run.folder / runs.CHECKPOINT_FILE).stat().st_mtime),
    )


def _epochs_done(run: runs.Run) -> int | None:
    try:
        with np.load(run.folder / runs.CHECKPOINT_FILE, allow_pickle=False) as saved:
            return len(msgspec.json.decode(saved["history"].tobytes(), type=list))
    except Exception:  # damaged in whatever way: numpy, zipfile and zlib each raise their own
        return None


def _begun(run: runs.Run) -> float:
    return (run.folder / runs.REQUEST_FILE).stat().st_mtime
