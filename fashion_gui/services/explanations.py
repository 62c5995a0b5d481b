"""Heat maps of answers, computed beside the window: the newest wish is the one that counts."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from fashion_gui.core.errors import FashionGuiError
from fashion_gui.services.classification import unexpected
from fashion_gui.services.unfinished import CLOSE_MILLISECONDS

if TYPE_CHECKING:
    import numpy as np

    from fashion_gui.core.heat_map import HeatMap
    from fashion_gui.inference.classifier import Classifier

LOG = logging.getLogger(__name__)


class Explanations(QObject):
    """Explains one answer at a time; one that is no longer wanted is not computed, or not told.

    Signals:
        explained: HeatMap of the newest wish.
        failed: FashionGuiError about the newest wish.
    """

    explained = Signal(object)
    failed = Signal(object)

    _done = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._done.connect(self._take)

    def ask(self, seen: np.ndarray, index: int, photo: bool, classifier: Callable[[], Classifier]) -> None:
        """Explain why a picture is taken for a class.

        Args:
            seen: uint8 [28, 28], what the network saw.
            index: the class, 0–9.
            photo: whether it was cut out of a photo, whose answers are calibrated differently.
            classifier: called in the working thread; may take long and raise ModelError.
        """
        self._number += 1
        number = self._number

        def task() -> None:
            if number == self._number:
                self._done.emit(number, _explained(seen, index, photo, classifier))

        self._pool.start(task)

    @Slot()
    def forget(self) -> None:
        """Nothing that was asked so far is wanted any longer."""
        self._number += 1

    def close(self) -> None:
        """Forget what was asked and wait for what runs."""
        self.forget()
        if not self._pool.waitForDone(CLOSE_MILLISECONDS):
            LOG.error("An explanation did not end.")

    @Slot(int, object)
    def _take(self, number: int, outcome: HeatMap | FashionGuiError) -> None:
        if number != self._number:
            return
        if isinstance(outcome, FashionGuiError):
            self.failed.emit(outcome)
        else:
            self.explained.emit(outcome)


def _explained(
    seen: np.ndarray, index: int, photo: bool, classifier: Callable[[], Classifier]
) -> HeatMap | FashionGuiError:
    from fashion_gui.core.heat_map import explain

    try:
        model = classifier()
        return explain(seen, model.predict_photos if photo else model.predict, index)
    except FashionGuiError as error:
        return error
    except Exception as error:
        LOG.exception("explaining an answer")
        return unexpected(error)
