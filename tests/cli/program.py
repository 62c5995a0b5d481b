"""The program as a process of its own, as people and scripts run it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PROGRAM = (sys.executable, "-m", "fashion_gui")


@dataclass(frozen=True)
class Done:
    """A command that came to its end."""

    status: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """The lines of JSON it printed."""
        return [json.loads(line) for line in self.out.splitlines()]

    def __post_init__(self) -> None:
        assert "Traceback" not in self.err, self.err


Command = Callable[..., Done]


@dataclass(frozen=True)
class Trained:
    """A model made by `fashion-gui train`, in a home of its own.

    Attributes:
        home: what `FASHION_GUI_HOME` is to be, to have it.
        data: folder of the small data set it was made from.
        done: the command that made it.
    """

    home: str
    data: str
    done: Done

    @property
    def model(self) -> str:
        """Its id."""
        return self.done.out.strip()
