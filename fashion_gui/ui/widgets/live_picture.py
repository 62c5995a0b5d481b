"""The picture of the Camera page: what is watched, live or frozen, with its answer drawn on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from fashion_gui.ui import words
from fashion_gui.ui.widgets.basics import label
from fashion_gui.ui.widgets.camera_view import CameraView

if TYPE_CHECKING:
    import numpy as np

    from fashion_gui.core.capture import Frame
    from fashion_gui.core.live_answer import LiveAnswer

_GUIDE = "Hold one garment in here, in front of a plain background"


class LivePicture(QVBoxLayout):
    """The view and the words above it; the page lays rows of buttons around them.

    Attributes:
        view, name, facts: the widgets.
        frozen: whether newer frames and answers are left out.
        shown: the frame in the view; None without one.
        present: the frame last answered, uint8 [h, w, 3], and its LiveAnswer; None before the first.
    """

    def __init__(self) -> None:
        super().__init__()
        self.view = CameraView()
        self.name = label("", "strong")
        self.facts = label("", "small")
        self.frozen = False
        self._lost: tuple[str, str] | None = None
        self.shown: Frame | None = None
        self.present: tuple[np.ndarray, LiveAnswer] | None = None
        self.addWidget(self.view, 1)

    def show_source(self, name: str) -> None:
        """What is watched, or would be."""
        self.name.setText(_short(name))
        self.name.setToolTip(name)
        self.show_facts("", "")

    def show_facts(self, facts: str, hint: str) -> None:
        """What the source delivers, so it is there; the hint tells more."""
        self._lost = None
        self.facts.setText(facts)
        self.facts.setToolTip(hint)

    def show_lost(self, headline: str, detail: str) -> None:
        """Nothing comes for the time being; a frozen picture stays until it goes on."""
        if not self.frozen:
            self.show_message(headline, detail)
        self._lost = headline, detail

    def show_message(self, headline: str, detail: str) -> None:
        """No picture, and why."""
        self._lost = None
        self.shown = self.present = None
        self.view.show_message(headline, detail)

    def show_guide(self) -> None:
        """Show where to hold a garment, until the first one was found."""
        self.view.show_guide(_GUIDE)

    @property
    def live(self) -> bool:
        """Whether newer frames and answers are to be shown: neither frozen nor waiting for the video."""
        return not self.frozen and self._lost is None

    def show_frame(self, frame: Frame) -> None:
        """The newest frame."""
        self.shown = frame
        self.view.show_frame(frame.rgb)

    def show_answer(self, frame: Frame, answer: LiveAnswer) -> bool:
        """The newest answer and the frame it is about; returns whether it says something new."""
        before, self.present = self.present, (frame.rgb, answer)
        told = ""
        if answer.there:
            told = words.answer(answer)
            if answer.accepted:
                told = f"{told} {words.percent(answer.confidence)}"
            self.view.show_guide("")
        self.view.show_garment(answer.outlines if answer.there else (), answer.box, told)
        return before is None or _gist(before[1]) != _gist(answer)

    def freeze(self, frozen: bool) -> None:
        """Hold the picture and its answer, or go on."""
        self.frozen = frozen
        if frozen and self.present is not None:
            self.view.show_frame(self.present[0])  # the very picture that the answer is about
        elif not frozen and self._lost is not None:
            self.show_lost(*self._lost)


def _gist(answer: LiveAnswer) -> tuple[bool, int, bool]:
    return answer.there, answer.held, answer.accepted


def _short(name: str) -> str:
    """A name that fits above the picture of a small window."""
    return name if len(name) <= 20 else f"{name[:10]}…{name[-8:]}"
