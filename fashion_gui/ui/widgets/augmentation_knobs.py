"""One knob for each range of the variations, with its value in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSlider, QWidget

from fashion_gui.core.recipes import LIMITS, Augmentation
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import label
from fashion_gui.ui.widgets.calm_inputs import CalmSlider


@dataclass(frozen=True)
class _Knob:
    """How a range is shown: `marks` of the slider for each 1.0 of it, and the factor and unit of the text."""

    title: str
    hint: str
    marks: int
    factor: int
    unit: str


_KNOBS = {
    "rotation": _Knob("Rotation", "Degrees either way", 1, 1, "°"),
    "zoom": _Knob("Zoom", "Smaller and larger by up to so much", 100, 100, " %"),
    "shear": _Knob("Shear", "Degrees either way", 1, 1, "°"),
    "shift": _Knob("Shift", "Sideways, up and down by up to so much of the edge", 200, 100, " %"),
    "warped": _Knob(
        "Warped share",
        "Of so many pictures rotation, zoom and shear are varied; the others stay sharp",
        100,
        100,
        " %",
    ),
    "erasing": _Knob("Erasing", "In so many pictures a rectangle becomes noise", 100, 100, " %"),
    "erasing_area": _Knob("Erased area", "The largest rectangle's share of the picture", 100, 100, " %"),
}


class AugmentationKnobs(QWidget):
    """Edits an Augmentation.

    Signals:
        augmentation_changed: Augmentation, at every turn of a knob.
    """

    augmentation_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(GAP - 1)
        self._grid.setColumnStretch(1, 1)
        self._sliders: dict[str, QSlider] = {}
        self._values = {name: label("", "small") for name in _KNOBS}
        for name, knob in _KNOBS.items():
            self._add(name, knob)
        self._flip = QCheckBox("Mirror every second picture")
        self._flip.setToolTip("Left and right are exchanged")
        self._flip.toggled.connect(self._take_change)
        self._grid.addWidget(self._flip, len(_KNOBS), 0, 1, 3)
        self._grid.setRowStretch(len(_KNOBS) + 1, 1)

    def augmentation(self) -> Augmentation:
        """What the knobs stand at."""
        values: dict[str, Any] = {
            name: slider.value() / _KNOBS[name].marks for name, slider in self._sliders.items()
        }
        return Augmentation(**values, flip=self._flip.isChecked())

    def show_augmentation(self, augmentation: Augmentation) -> None:
        """Turn all knobs; told as one change."""
        self.blockSignals(True)
        for name, slider in self._sliders.items():
            slider.setValue(round(getattr(augmentation, name) * _KNOBS[name].marks))
        self._flip.setChecked(augmentation.flip)
        self.blockSignals(False)
        self._take_change()

    def _add(self, name: str, knob: _Knob) -> None:
        low, high = LIMITS[name]
        slider = CalmSlider()
        slider.setRange(round(low * knob.marks), round(high * knob.marks))
        slider.setPageStep(max(1, slider.maximum() // 10))
        slider.setToolTip(knob.hint)
        slider.setAccessibleName(knob.title)
        slider.setMinimumWidth(70)
        slider.valueChanged.connect(self._take_change)
        title = label(knob.title)
        title.setBuddy(slider)
        value = self._values[name]
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        value.setMinimumWidth(value.fontMetrics().horizontalAdvance("22.5 %"))
        self._sliders[name] = slider
        line = len(self._sliders) - 1
        self._grid.addWidget(title, line, 0)
        self._grid.addWidget(slider, line, 1)
        self._grid.addWidget(value, line, 2)

    @Slot()
    def _take_change(self) -> None:
        for name, slider in self._sliders.items():
            knob = _KNOBS[name]
            text = f"{slider.value() / knob.marks * knob.factor:g}{knob.unit}"
            self._values[name].setText(text if slider.value() else "off")
            slider.setAccessibleDescription(f"{text}. {knob.hint}")
        self.augmentation_changed.emit(self.augmentation())
