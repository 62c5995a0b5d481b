"""The model in use, shared by the threads that ask it and exchanged as a whole."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from fashion_gui.core.errors import FashionGuiError, ModelError

if TYPE_CHECKING:
    from fashion_gui.inference.classifier import Classifier

_POLL_SECONDS = 0.05


class ModelSlot:
    """One place for one compiled model. Who holds the old one after an exchange may finish with it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._classifier: Classifier | None = None
        self._error: FashionGuiError | None = None

    def put(self, classifier: Classifier) -> None:
        """Exchange the model; the next question is answered by this one."""
        with self._changed:
            self._classifier, self._error = classifier, None
            self._changed.notify_all()

    def refuse(self, error: FashionGuiError) -> None:
        """Tell those who wait why there is none; a model that already answers stays in use."""
        with self._changed:
            self._error = error
            self._changed.notify_all()

    def get(self) -> Classifier:
        """The model in use.

        Raises:
            ModelError: if none could be loaded, with the reason.
        """
        with self._changed:
            if self._classifier is not None:
                return self._classifier
            if self._error is not None:
                raise ModelError(self._error.problem, self._error.advice)
            raise ModelError("No model is loaded yet.", "Wait a moment, then try again.")

    def wait(self, cancelled: Callable[[], bool]) -> Classifier | None:
        """As `get`, after waiting for a model that is being loaded; None once `cancelled` says so."""
        with self._changed:
            while self._classifier is None and self._error is None:
                if cancelled():
                    return None
                self._changed.wait(_POLL_SECONDS)
        return self.get()
