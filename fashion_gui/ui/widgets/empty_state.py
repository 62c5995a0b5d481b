"""What the Classify page shows before the first picture: what to do, and samples to try."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fashion_gui.ui import by_name
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import ActionButton, label, row

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


class EmptyState(QFrame):
    """A dashed surface with an invitation, and room for a row of sample pictures below."""

    def __init__(
        self,
        artwork: Artwork,
        open_files: QAction,
        open_folder: QAction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._artwork = artwork
        headline = label("Drop a photo of a garment here", "title", wrap=True)
        advice = label(
            "The right way up: collar at the top, soles at the bottom. Several photos and whole folders work "
            "as well; Ctrl+V pastes from the clipboard.",
            "quiet",
        )
        advice.setWordWrap(True)
        for text in (headline, advice):
            by_name.put(text, alignment="AlignCenter")
        self._try_one = label("Or try a sample", "small")
        by_name.put(self._try_one, alignment="AlignCenter")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GAP, 3 * GAP, 3 * GAP, 3 * GAP)
        layout.setSpacing(GAP + 2)
        layout.addStretch(3)
        layout.addLayout(self._drawings())
        layout.addSpacing(GAP)
        layout.addWidget(headline)
        layout.addWidget(advice)
        layout.addSpacing(GAP)
        layout.addLayout(
            row(
                1,
                ActionButton(open_files, artwork, "picture", kind="primary"),
                ActionButton(open_folder, artwork, "folder"),
                1,
            )
        )
        layout.addStretch(3)
        layout.addWidget(self._try_one)
        layout.addStretch(1)
        self._layout = layout

    def add_samples(self, samples: QWidget) -> None:
        """Put a row of sample pictures below the invitation."""
        self._layout.insertWidget(self._layout.indexOf(self._try_one) + 1, samples)

    def _drawings(self) -> QHBoxLayout:
        labels = []
        for name, edge in (("Sneaker", 64), ("T-shirt/top", 104), ("Bag", 64)):
            drawing = QLabel()
            drawing.setPixmap(self._artwork.garment(name, edge, self.devicePixelRatioF()))
            by_name.put(drawing, alignment="AlignBottom")
            labels.append(drawing)
        return row(1, *labels, 1)
