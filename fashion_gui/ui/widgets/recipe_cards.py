"""The recipes to choose from, with what each costs and gives."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import label, row

RECIPE_WORDS = {
    "quick": ("Quick", "A small network for a good model soon."),
    "sequential": ("Sequential", "Convolutions of growing width, then dense layers: the classic."),
    "accurate": ("Accurate", "A residual network: the best answers, and the longest wait."),
}
"""Name and description of the recipes, in the order in which they are offered."""

NOT_MEASURED = "Not measured on this machine yet"


class RecipeCards(QWidget):
    """One card a recipe, of which one is chosen.

    Signals:
        recipe_chosen: its name.
    """

    recipe_chosen = Signal(str)

    def __init__(self, epochs: dict[str, int], parent: QWidget | None = None) -> None:
        """`epochs`: how many each recipe trains."""
        super().__init__(parent)
        self.setAccessibleName("Recipes")
        self._cards: dict[str, _RecipeCard] = {}
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP + 4)
        for number, (name, (title, what)) in enumerate(RECIPE_WORDS.items(), start=1):
            card = _RecipeCard(title, what, epochs[name], f"Alt+{number}")
            self._cards[name] = card
            self._group.addButton(card)
            layout.addWidget(card, 1)
        self._group.buttonToggled.connect(self._take_toggle)

    def choose(self, name: str) -> None:
        """Mark the recipe of that name."""
        self._cards[name].setChecked(True)

    def show_measured(self, name: str, text: str) -> None:
        """What a recipe gave on this machine; one that is not offered is passed over."""
        if name in self._cards:
            self._cards[name].show_measured(text)

    @Slot(QAbstractButton, bool)
    def _take_toggle(self, button: QAbstractButton, checked: bool) -> None:
        if checked:
            self.recipe_chosen.emit(next(name for name, card in self._cards.items() if card is button))


class _RecipeCard(QAbstractButton):
    """A card with a radio mark."""

    def __init__(self, title: str, what: str, epochs: int, shortcut: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setShortcut(shortcut)
        self.setToolTip(f"Train by the recipe “{title}” ({shortcut})")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._said = f"{title}. {what} {epochs} epochs."
        self._measured = label(NOT_MEASURED, "small", wrap=True)
        texts = (
            row(label(title, "heading"), 1, label(f"{epochs} epochs", "small"), spacing=2 * GAP),
            label(what, "body", wrap=True),
            self._measured,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5 * GAP, 2 * GAP - 4, 2 * GAP, 2 * GAP - 4)
        layout.setSpacing(GAP - 2)
        layout.addLayout(texts[0])
        layout.addWidget(texts[1])
        layout.addStretch(1)
        layout.addWidget(texts[2])
        policy = QSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
        )  # all as wide as each other
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_measured(NOT_MEASURED)

    def show_measured(self, text: str) -> None:
        self._measured.setText(text)
        self.setAccessibleName(f"{self._said} {text}.")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        palette = QApplication.palette()
        role = QPalette.ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = self.isChecked() or self.hasFocus()
        edge = palette.color(role.Accent if marked else role.Dark if self.underMouse() else role.Mid)
        painter.setPen(QPen(edge, 2 if marked else 1))
        painter.setBrush(palette.color(role.Base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
        mark = QRectF(2 * GAP, 2 * GAP, 14, 14)
        painter.setPen(QPen(palette.color(role.Accent if self.isChecked() else role.Dark), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(mark)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(role.Accent))
            painter.drawEllipse(mark.adjusted(3.5, 3.5, -3.5, -3.5))
        if self.hasFocus():
            painter.setPen(QPen(palette.color(role.Accent), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 9, 9)
