"""What makes the window come up sooner; to be done before anything else of Qt is imported."""

from __future__ import annotations

import builtins
import gc


def import_qt() -> None:
    """Import PySide6 without what slows down all that is imported after it.

    Garbage collection stays off until the window is up (`app.py`): the start makes much and leaves no
    garbage. PySide6 also puts a hook in the way of `import`, which reads the source of every module, in case
    it asks for `snake_case` names. None here does, and reading OpenVINO's takes a tenth of a second.
    """
    gc.disable()
    plain_import = builtins.__import__
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = plain_import
