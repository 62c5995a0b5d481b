"""A few figures side by side, each under its name."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import label

_NOTHING = "–"


class FigureTiles(QWidget):
    """Named figures, as text."""

    def __init__(self, names: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: dict[str, QLabel] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, GAP - 4, 0, 0)
        layout.setSpacing(2 * GAP)
        for name in names:
            value = label(_NOTHING, "heading")
            value.setAccessibleName(name)
            self._values[name] = value
            tile = QVBoxLayout()
            tile.setSpacing(0)
            tile.addWidget(value)
            tile.addWidget(label(name, "small"))
            layout.addLayout(tile, 1)

    def show_value(self, name: str, text: str) -> None:
        """The present value of one of the figures."""
        self._values[name].setText(text)
        self._values[name].setAccessibleName(f"{name}: {text}")

    def value(self, name: str) -> str:
        """The text that is shown."""
        return self._values[name].text()

    def clear(self) -> None:
        """No figure is known."""
        for name in self._values:
            self.show_value(name, _NOTHING)
