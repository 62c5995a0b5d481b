"""What mattered for the answer that the Classify page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Signal, Slot

from fashion_gui.services.explanations import Explanations

if TYPE_CHECKING:
    from fashion_gui.core.heat_map import HeatMap
    from fashion_gui.core.images import Picture
    from fashion_gui.core.prediction import Prediction
    from fashion_gui.inference.recognition import Box
    from fashion_gui.services.model_slot import ModelSlot
    from fashion_gui.ui.pages.classify import ClassifyPage


class WhyController(QObject):
    """Asks for the heat map of each answer while the page's toggle is on.

    Signals:
        failed: FashionGuiError.
    """

    failed = Signal(object)

    def __init__(self, page: ClassifyPage, slot: ModelSlot, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._slot = slot
        self._shown: tuple[Prediction, QRectF] | None = None
        self._explanations = Explanations(self)
        self._explanations.explained.connect(self._take_heat)
        self._explanations.failed.connect(self.failed)
        page.answer.seen.why.toggled.connect(self._follow)

    def show_answer(self, picture: Picture, prediction: Prediction, box: Box | None) -> None:
        """Another answer is shown; `box` was drawn around the garment."""
        from fashion_gui.core.heat_map import square_in_photo

        height, width = picture.rgb.shape[:2]
        left, top, edge = square_in_photo(prediction.outlines, box, width, height)
        self._shown = prediction, QRectF(left, top, edge, edge)
        self._follow()

    def forget(self) -> None:
        """The answer is no longer shown."""
        self._shown = None
        self._explanations.forget()

    def close(self) -> None:
        """Wait for what is being computed."""
        self._explanations.close()

    @Slot()
    def _follow(self) -> None:
        self._explanations.forget()
        if self._shown is None:
            return
        prediction, _ = self._shown
        if self._page.answer.seen.why.isChecked():
            self._explanations.ask(prediction.seen, prediction.index, prediction.from_photo, self._slot.get)
        else:
            self._show(None, "")

    @Slot(object)
    def _take_heat(self, heat: HeatMap) -> None:
        from fashion_gui.ui.heat_painting import heat_words

        self._show(heat, heat_words(heat))

    def _show(self, heat: HeatMap | None, told: str) -> None:
        if self._shown is not None:
            self._page.answer.seen.show_heat(heat, told)
            self._page.photo.view.show_heat(heat, self._shown[1])
