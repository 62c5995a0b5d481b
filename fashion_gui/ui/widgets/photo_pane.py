"""The photo with its name above and what can be done with it below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.widgets.basics import ActionButton, Card, Elided, action, label, row
from fashion_gui.ui.widgets.photo_view import PhotoView

if TYPE_CHECKING:
    import numpy as np


class PhotoPane(QWidget):
    """Shows one photo; with neighbours if it is one of a run.

    Signals:
        box_drawn: (x, y, width, height) in pixels of the picture.
        whole_photo_wanted: look for the garment everywhere again.
        turn_wanted: look at it again, turned to the right by a quarter.
        left: go back to where the photo came from.
        neighbour_wanted: -1 or 1.
    """

    box_drawn = Signal(object)
    whole_photo_wanted = Signal()
    turn_wanted = Signal()
    left = Signal()
    neighbour_wanted = Signal(int)

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = PhotoView()
        self.view.box_drawn.connect(self.box_drawn)
        self._name = Elided("strong")
        self._place = label("", "small")
        self._hint = label("Drag a box around the garment to look for it only there.", "small", wrap=True)
        self._back = action(self, "Back", "Back to where you came from", "Esc", self.left.emit)
        self._whole = action(
            self,
            "Whole photo",
            "Look for the garment in the whole photo",
            "Ctrl+R",
            self.whole_photo_wanted.emit,
        )
        self._turn = action(
            self,
            "Turn",
            "Turn the photo to the right: a garment is known the right way up",
            "Ctrl+T",
            self.turn_wanted.emit,
        )
        self._previous = action(self, "Previous", "Photo before this one", "Alt+Left", self._go_to_previous)
        self._next = action(self, "Next", "Photo after this one", "Alt+Right", self._go_to_next)
        back = ActionButton(self._back, artwork, "back", kind="quiet")
        self._neighbours = [
            ActionButton(self._previous, artwork, "previous", kind="bare", words=False),
            ActionButton(self._next, artwork, "next", kind="bare", words=False),
        ]
        header = row(back, self._name, self._neighbours[0], self._place, self._neighbours[1])
        header.setStretch(1, 1)
        card = Card()
        card.body.addLayout(header)
        card.body.addWidget(self.view, 1)
        below = row(
            self._hint,
            ActionButton(self._turn, artwork, "turn", kind="quiet"),
            ActionButton(self._whole, artwork, "whole", kind="quiet"),
        )
        below.setStretch(0, 1)
        card.body.addLayout(below)
        card.body.setStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self.show_place(None)

    def show_photo(
        self,
        rgb: np.ndarray,
        outlines: tuple[np.ndarray, ...],
        box: tuple[int, int, int, int] | None,
        name: str,
    ) -> None:
        """A photo uint8 [h, w, 3], the outline of the garment in it, and the box it was looked for in."""
        self._name.setText(name)
        self._name.setToolTip(name)
        self._whole.setEnabled(box is not None)
        found = "with the outline of the garment" if outlines else "without an outline"
        self.view.show_photo(rgb, outlines, box, f"Photo {name}, {found}")

    def show_place(self, place: tuple[int, int] | None) -> None:
        """Which of how many it is; None for a photo on its own."""
        for button in self._neighbours:
            button.setVisible(place is not None)
        self._place.setVisible(place is not None)
        if place is not None:
            at, count = place
            self._place.setText(f"{at:,} of {count:,}")
            self._previous.setEnabled(at > 1)
            self._next.setEnabled(at < count)
        else:
            self._previous.setEnabled(False)
            self._next.setEnabled(False)

    @Slot()
    def _go_to_previous(self) -> None:
        self.neighbour_wanted.emit(-1)

    @Slot()
    def _go_to_next(self) -> None:
        self.neighbour_wanted.emit(1)
