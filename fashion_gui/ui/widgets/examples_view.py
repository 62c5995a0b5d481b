"""The user's own examples as a grid of photos, and what can be done with those that are selected."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.examples_model import EDGE, AnyIndex, ExamplesModel
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import ActionButton, Card, action, label, row
from fashion_gui.ui.widgets.class_button import ClassButton

_CELL = QSize(EDGE + 40, EDGE + 34)


class ExamplesView(Card):
    """Shows an ExamplesModel.

    Signals:
        label_wanted: tuple of Paths, class index or `labels.NONE`.
        removal_wanted: tuple of Paths.
    """

    label_wanted = Signal(object, int)
    removal_wanted = Signal(object)

    def __init__(self, model: ExamplesModel, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.model = model
        self._headline = label("", "strong")
        self.change = ClassButton(self, artwork, "It is a …", "Give the selected another label", "Ctrl+N")
        self.remove = action(self, "Remove", "Take the selected photos out", "Del", self._ask_removal)
        self.change.class_chosen.connect(self._ask_label)
        self.view = QListView()
        self.view.setModel(model)
        self.view.setViewMode(QListView.ViewMode.IconMode)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setMovement(QListView.Movement.Static)
        self.view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.view.setUniformItemSizes(True)
        self.view.setIconSize(QSize(EDGE, EDGE))
        self.view.setGridSize(_CELL)
        self.view.setItemDelegate(_Cell(self.view))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setStyleSheet(
            "QListView { background: palette(base); border: none; outline: none; }"
            "QListView::item { color: palette(text); border-radius: 8px; padding: 4px; }"
            "QListView::item:selected { background: palette(midlight); color: palette(text); }"
        )
        self.view.setAccessibleName("Examples")
        self.view.setToolTip("Your examples, the newest first; Ctrl and Shift select several")
        self.view.selectionModel().selectionChanged.connect(self._follow)
        model.modelReset.connect(self._follow)
        remove = ActionButton(self.remove, artwork, "delete")
        self.body.setContentsMargins(2 * GAP, GAP + 2, GAP + 2, GAP)
        self.body.addLayout(row(self._headline, 1, self.change, remove))
        self.body.addWidget(self.view, 1)
        self._follow()

    def show_headline(self, text: str) -> None:
        """What the photos have in common."""
        self._headline.setText(text)
        self.view.setAccessibleDescription(text)

    def selected(self) -> tuple:
        """Paths of the selected photos."""
        indexes = self.view.selectionModel().selectedIndexes()
        return tuple(self.model.photo(index.row()).path for index in indexes)

    @Slot()
    def _follow(self) -> None:
        some = self.view.selectionModel().hasSelection()
        self.change.does.setEnabled(some)
        self.remove.setEnabled(some)

    @Slot()
    def _ask_removal(self) -> None:
        self.removal_wanted.emit(self.selected())

    @Slot(int)
    def _ask_label(self, index: int) -> None:
        self.label_wanted.emit(self.selected(), index)


class _Cell(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802, ARG002
        return QSize(_CELL.width() - 6, _CELL.height() - 6)
