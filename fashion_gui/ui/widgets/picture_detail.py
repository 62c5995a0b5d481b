"""One picture of an evaluation, enlarged: its probabilities, what mattered, a mark for a wrong label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import label
from fashion_gui.ui.widgets.seen_view import SeenView
from fashion_gui.ui.widgets.toggle import Toggle, why_toggle

if TYPE_CHECKING:
    import numpy as np

    from fashion_gui.core.heat_map import HeatMap

_ENLARGED = 3


class PictureDetail(QWidget):
    """Shown for the picture that is chosen; while none is, only a sentence.

    Signals:
        why_toggled: the heat map shall be shown, or not.
        mark_wanted: the label of the picture looks wrong, or does not any longer.
    """

    why_toggled = Signal(bool)
    mark_wanted = Signal(bool)

    def __init__(self, narrow: bool, parent: QWidget | None = None) -> None:
        """`narrow`: the text goes below the picture instead of beside it."""
        super().__init__(parent)
        self._seen = SeenView(_ENLARGED)
        self._text = label("", "small", wrap=True)
        self._told = label("", "small", wrap=True)
        self.why = why_toggle()
        self.why.toggled.connect(self.why_toggled)
        self.mark = Toggle(
            "Label looks wrong",
            "Mark this picture; the figures go on counting it as it is labelled",
            "Ctrl+Shift+M",
        )
        self.mark.clicked.connect(self.mark_wanted)
        buttons = QVBoxLayout() if narrow else QHBoxLayout()
        buttons.setSpacing(GAP // 2)
        for toggle in (self.why, self.mark):
            buttons.addWidget(toggle, 0, Qt.AlignmentFlag.AlignLeft)
        buttons.addStretch(1)
        beside = QVBoxLayout()
        beside.setSpacing(GAP // 2)
        beside.addLayout(buttons)
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(self._seen, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(beside, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP // 2)
        layout.addLayout(top)
        for text in (self._text, self._told):
            (layout if narrow else beside).addWidget(text)
        beside.addStretch(1)
        self.show_nothing("")

    def show_picture(self, seen: np.ndarray, text: str, marked: bool) -> None:
        """A picture uint8 [28, 28]; what mattered in it comes later by `show_heat`."""
        self._seen.show_seen(seen)
        self._told.setText("")
        self._follow(True)
        self.show_marked(text, marked)

    def show_nothing(self, text: str) -> None:
        """No picture is chosen."""
        self._seen.show_seen(None)
        self._text.setText(text)
        self._told.setText("")
        self._follow(False)

    def show_marked(self, text: str, marked: bool) -> None:
        """Whether the label of the picture looks wrong; `text` says all about it."""
        self._text.setText(text)
        self.mark.setChecked(marked)

    def show_heat(self, heat: HeatMap | None, told: str) -> None:
        """What mattered for the answer, and that in words."""
        self._seen.show_heat(heat, told)
        self._told.setText(told)
        self._told.setVisible(bool(told))

    def text(self) -> str:
        """All that is said."""
        return f"{self._text.text()} {self._told.text()}".strip()

    @Slot(bool)
    def _follow(self, chosen: bool) -> None:
        for widget in (self._seen, self.why, self.mark):
            widget.setVisible(chosen)
        self._told.setVisible(bool(self._told.text()))
