"""Learning curves of the models that are ticked, and of the training under way. Imports matplotlib."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from fashion_gui.core.learning_curve import LearningCurve
from fashion_gui.ui.charts.compared_curves import SAMPLE, ComparedCurves, sample
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import Card, label

_LIVE = ""
"""Id of the training under way."""
_ID, _LOOK = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class LearningView(QWidget):
    """A list to tick models in, each with a sample of its curves, beside loss and accuracy."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curves: dict[str, LearningCurve] = {}
        self._chosen = ""
        self._looks = 0
        self.models = QListWidget()
        self.models.setAccessibleName("Models whose curves are shown")
        self.models.setToolTip("Tick the models to lay over each other (Space)")
        self.models.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.models.setWordWrap(True)
        self.models.setIconSize(SAMPLE)
        self.models.setStyleSheet("QListWidget { background: palette(base); border: none; }")
        self.models.itemChanged.connect(self._follow)
        self.loss = ComparedCurves("Loss by epoch", "loss")
        self.accuracy = ComparedCurves("Accuracy by epoch", "accuracy")
        self.loss.setToolTip(
            "Training counts the varied pictures and smoothed labels, so it often lies above validation"
        )
        self._none = label("Tick a model to see how its training went.", "quiet", wrap=True)
        side = QVBoxLayout()
        side.addWidget(label("Models", "strong"))
        side.addWidget(self.models, 1)
        side.addWidget(label("Solid: training\nDashed: validation", "small"))
        charts = QHBoxLayout()
        charts.addWidget(self.loss, 1)
        charts.addWidget(self.accuracy, 1)
        right = QVBoxLayout()
        right.addWidget(self._none)
        right.addLayout(charts, 1)
        card = Card()
        inside = QHBoxLayout()
        inside.setSpacing(GAP)
        inside.addLayout(side, 2)
        inside.addLayout(right, 7)
        card.body.addLayout(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def show_models(self, curves: tuple[LearningCurve, ...]) -> None:
        """Offer these; those that are ticked stay so, and the training under way stays."""
        known = {self._id(item) for item in self._items()}
        there = {curve.id for curve in curves}
        for item in self._items():
            if self._id(item) not in there | {_LIVE}:
                self.models.takeItem(self.models.row(item))
        for curve in curves:
            self._curves[curve.id] = curve
            if curve.id not in known:
                self._add(curve, ticked=curve.id == self._chosen)
            else:
                self._item(curve.id).setText(curve.name)
        self._follow()

    def show_chosen(self, model: str) -> None:
        """Tick a model by id, as soon as it is there, in place of the one that was chosen before."""
        before, self._chosen = self._chosen, model
        if before == model:
            return
        for item in self._items():
            if self._id(item) != _LIVE and self._id(item) in (before, model):
                item.setCheckState(_tick(self._id(item) == model))

    def show_live(self, curve: LearningCurve | None) -> None:
        """The training under way as far as it is; None when there is none any longer."""
        there = [item for item in self._items() if self._id(item) == _LIVE]
        if curve is None:
            for item in there:
                self.models.takeItem(self.models.row(item))
            self._curves.pop(_LIVE, None)
        else:
            self._curves[_LIVE] = curve
            if not there:
                self._add(curve, ticked=True)
        self._follow()

    def ticked(self) -> list[LearningCurve]:
        """What is shown."""
        return [self._curves[self._id(item)] for item in self._items() if _is_ticked(item)]

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "models"):
            with QSignalBlocker(self.models):  # nothing is ticked by that
                for item in self._items():
                    self._draw_sample(item)

    def _draw_sample(self, item: QListWidgetItem) -> None:
        item.setIcon(QIcon(sample(int(item.data(_LOOK)), self.devicePixelRatioF())))

    def _add(self, curve: LearningCurve, *, ticked: bool) -> None:
        item = QListWidgetItem(curve.name)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        )
        item.setCheckState(_tick(ticked))
        item.setData(_ID, curve.id)
        item.setData(_LOOK, self._looks)  # kept, so that no curve changes its colour
        item.setToolTip(curve.name)
        self._draw_sample(item)
        self._looks += 1
        self.models.insertItem(0 if curve.id == _LIVE else self.models.count(), item)

    def _items(self) -> list[QListWidgetItem]:
        return [self.models.item(row) for row in range(self.models.count())]

    def _item(self, model: str) -> QListWidgetItem:
        return next(item for item in self._items() if self._id(item) == model)

    @staticmethod
    def _id(item: QListWidgetItem) -> str:
        return str(item.data(_ID))

    @Slot()
    def _follow(self) -> None:
        looks = [int(item.data(_LOOK)) for item in self._items() if _is_ticked(item)]
        curves = self.ticked()
        self._none.setVisible(not curves)
        for chart in (self.loss, self.accuracy):
            chart.show_curves(curves, looks)


def _tick(ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked


def _is_ticked(item: QListWidgetItem) -> bool:
    return item.checkState() == Qt.CheckState.Checked
