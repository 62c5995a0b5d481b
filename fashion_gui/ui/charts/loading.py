"""Imports matplotlib beside the event loop, which it would hold for a third of a second."""

from __future__ import annotations

import contextlib
import importlib
import threading

from PySide6.QtCore import QObject, Signal

_ONE_AT_A_TIME = threading.Lock()
"""Two pages may want charts at the same moment; matplotlib's modules import each other in circles, and two
threads inside them would each see the other's half."""


class ChartLoading(QObject):
    """Imports one module of charts in a thread of its own.

    Signals:
        loaded: the module can be imported at no cost.
    """

    loaded = Signal()

    def __init__(self, module: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._module = module
        self._thread = threading.Thread(target=self._load, name="loading charts", daemon=True)

    def start(self) -> None:
        """Begin; once."""
        self._thread.start()

    def _load(self) -> None:
        with _ONE_AT_A_TIME:
            importlib.import_module(self._module)
        with contextlib.suppress(RuntimeError):  # the window was closed meanwhile
            self.loaded.emit()
