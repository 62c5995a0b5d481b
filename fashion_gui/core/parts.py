"""The large parts of the program that its lite build comes without; see docs/BUILDING.md."""

from __future__ import annotations

import importlib.util

from fashion_gui.core.errors import FashionGuiError

_PURPOSE = {"tensorflow": "train or measure trainings", "nncf": "make INT8 weights"}


class MissingPartError(FashionGuiError):
    """This build of the program can't do that."""


def check(package: str) -> None:
    """Say what this program can't do if it came without `package`, which is not imported here.

    Raises:
        MissingPartError: if it did.
    """
    if importlib.util.find_spec(package) is None:
        raise MissingPartError(
            f"This is the lite build of Fashion GUI, which can't {_PURPOSE[package]}.",
            "The full build can, and models made with it can be imported here.",
        )
