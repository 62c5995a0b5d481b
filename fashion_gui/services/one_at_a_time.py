"""Work off the GUI thread, one thing after the other: what the services that write have in common."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QThreadPool, Signal

from fashion_gui.core.errors import FashionGuiError
from fashion_gui.services.classification import unexpected

LOG = logging.getLogger(__name__)

_CLOSE_MILLISECONDS = 20_000


class OneAtATime(QObject):
    """A thread of its own, which tells what went wrong.

    Signals:
        failed: FashionGuiError.
    """

    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)

    def close(self) -> None:
        """Wait for what is being done."""
        self._pool.waitForDone(_CLOSE_MILLISECONDS)

    def _start(self, work: Callable[[], object]) -> None:
        """Do some work once what was asked before is done; it tells by signals what came of it."""

        def task() -> None:
            try:
                work()
            except FashionGuiError as error:
                self.failed.emit(error)
            except Exception as error:
                LOG.exception(type(self).__name__)
                self.failed.emit(unexpected(error))

        self._pool.start(task)
