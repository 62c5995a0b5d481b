"""The network of the model that is chosen on the Evaluate page, evaluated or not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from fashion_gui.core.errors import FashionGuiError

if TYPE_CHECKING:
    from fashion_gui.core.architecture import Architecture
    from fashion_gui.services.model_manager import ModelManager
    from fashion_gui.ui.pages.evaluate_results import EvaluateResults


class ChosenNetwork(QObject):
    """Has it read in the model manager's thread, and shows it unless another one was chosen meanwhile."""

    _read = Signal(object, object)

    def __init__(self, results: EvaluateResults, models: ModelManager, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._results = results
        self._models = models
        self._chosen: tuple[str, str] | None = None
        self._read.connect(self._take)

    def choose(self, model: str, precision: str) -> None:
        """Show the network of a model by id; `precision`: `fp16`, `fp32` or `int8`."""
        chosen = (model, precision)
        if chosen == self._chosen:  # only other pictures were chosen
            return
        self._chosen = chosen
        self._results.show_no_network("The network is being read …")
        store = self._models.store

        def read() -> Architecture | FashionGuiError:
            from fashion_gui.inference.architecture import read_architecture

            try:
                return read_architecture(store().get(model), precision)
            except FashionGuiError as error:  # is told in its place: nobody asked, so not in the message bar
                return error

        self._models.ask(read, partial(self._read.emit, chosen))

    def forget(self, why: str) -> None:
        """There is no model whose network could be shown."""
        self._chosen = None
        self._results.show_no_network(why)

    @Slot(object, object)
    def _take(self, chosen: tuple[str, str], found: Architecture | FashionGuiError) -> None:
        if chosen != self._chosen:
            return
        if isinstance(found, FashionGuiError):
            self._results.show_no_network(str(found))
        else:
            self._results.show_network(found)
