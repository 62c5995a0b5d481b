"""How a training goes: loss and accuracy of each epoch, and the loss of the latest batches."""

from __future__ import annotations

import math
from collections import deque

from matplotlib.ticker import FuncFormatter, MaxNLocator
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fashion_gui.ui.charts.chart import Chart, series_colour
from fashion_gui.ui.words import percent

_BATCHES = 400
"""How many of the latest batches are drawn."""
_GUESSING = math.log(10)
"""Loss of a network that guesses. The first few batches lie far above it and would flatten all the rest."""


class CurveChart(Chart):
    """Training and validation over the epochs; told apart by colour, dash and marker."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.training: list[float] = []
        self.validation: list[float] = []
        self._batch_values: list[float] = []
        (self._batches,) = self.axes.plot([], [], linewidth=1, alpha=0.45)
        (self._training,) = self.axes.plot([], [], marker="o", markersize=4, linewidth=1.8, label="training")
        (self._validation,) = self.axes.plot(
            [], [], marker="s", markersize=4, linewidth=1.8, linestyle=(0, (4, 2)), label="validation"
        )
        self.animate(self._batches, self._training, self._validation)
        self.axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
        self.axes.yaxis.set_major_locator(MaxNLocator(4))
        self._legend = self.axes.legend(
            loc="lower right",
            bbox_to_anchor=(1, 1.01),
            ncols=2,
            frameon=False,
            fontsize=8,
            handlelength=2.6,
            borderpad=0,
            borderaxespad=0.4,
        )
        self.dress()

    def begin(self, epochs: int) -> None:
        """Empty, for a training of so many epochs."""
        self.training, self.validation, self._batch_values = [], [], []
        for line in (self._batches, self._training, self._validation):
            line.set_data([], [])
        self.axes.set_xlim(0, max(1, epochs) * 1.02)
        self.axes.set_ylim(*self._limits([]))
        self.draw_idle()

    def add_epoch(self, epoch: int, training: float, validation: float) -> None:
        """Figures of an epoch, from 1; one told anew replaces what was drawn from there on."""
        del self.training[epoch - 1 :], self.validation[epoch - 1 :]
        self.training.append(training)
        self.validation.append(validation)
        epochs = range(1, len(self.training) + 1)
        self._training.set_data(epochs, self.training)
        self._validation.set_data(epochs, self.validation)
        self._show()

    def show_batches(self, positions: list[float], values: list[float]) -> None:
        """Figures of single batches; positions in epochs."""
        self._batch_values = values
        self._batches.set_data(positions, values)
        self._show()

    def dress(self) -> None:
        super().dress()
        for line, series in (
            (self._batches, "training"),
            (self._training, "training"),
            (self._validation, "validation"),
        ):
            line.set_color(series_colour(series))
        for handle, name in zip(self._legend.get_lines(), ("training", "validation"), strict=True):
            handle.set_color(series_colour(name))
        for text in self._legend.get_texts():
            text.set_color(self._title.get_color())

    def _show(self) -> None:
        values = [*self._batch_values, *self.training, *self.validation]
        limits = self._limits([value for value in values if math.isfinite(value)])
        if limits != self.axes.get_ylim():  # then the grid must be drawn anew
            self.axes.set_ylim(*limits)
            self.draw_idle()
        else:
            self.refresh()

    def _limits(self, values: list[float]) -> tuple[float, float]:
        """Round limits, so that they seldom change."""
        if not values:
            return 0.0, 2.5
        step = 0.25
        highest = min(max(values), max([_GUESSING, *self.training, *self.validation]))
        low = math.floor(min(*values, highest) / step) * step
        return low, max(math.ceil(highest / step) * step, low + step)


class AccuracyChart(CurveChart):
    """Accuracies from 0 to 1, as percentages."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0%}"))

    def _limits(self, values: list[float]) -> tuple[float, float]:
        if not values:
            return 0.0, 1.0
        step = 0.1
        return max(0.0, math.floor(min(values) / step - 0.2) * step), 1.0


class LearningCurves(QWidget):
    """The loss beside the accuracy, live."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.loss = CurveChart("Loss")
        self.accuracy = AccuracyChart("Accuracy")
        self._positions: deque[float] = deque(maxlen=_BATCHES)
        self._losses: deque[float] = deque(maxlen=_BATCHES)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.loss, 1)
        layout.addWidget(self.accuracy, 1)
        self.loss.setToolTip(
            "Training counts the varied pictures and smoothed labels, so it often lies above validation"
        )
        self.begin(1)

    def begin(self, epochs: int) -> None:
        """Empty, for a training of so many epochs."""
        self._positions.clear()
        self._losses.clear()
        self.loss.begin(epochs)
        self.accuracy.begin(epochs)
        for chart in (self.loss, self.accuracy):
            chart.describe("No epoch is whole yet.")

    def add_batches(self, epoch: int, step: int, steps: int, losses: tuple[float, ...]) -> None:
        """Losses of the latest batches, the last of which is `step` of `steps` in `epoch` (from 1)."""
        first = step - len(losses) + 1
        self._positions.extend(epoch - 1 + (first + number) / steps for number in range(len(losses)))
        self._losses.extend(losses)
        self.loss.show_batches(list(self._positions), list(self._losses))

    def add_epoch(
        self, epoch: int, loss: float, accuracy: float, validation_loss: float, validation_accuracy: float
    ) -> None:
        """Figures of a whole epoch, from 1."""
        self.loss.add_epoch(epoch, loss, validation_loss)
        self.accuracy.add_epoch(epoch, accuracy, validation_accuracy)
        self.loss.describe(f"After epoch {epoch}: training {loss:.3f}, validation {validation_loss:.3f}.")
        self.accuracy.describe(
            f"After epoch {epoch}: training {percent(accuracy)}, validation {percent(validation_accuracy)}."
        )
