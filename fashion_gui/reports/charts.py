"""The charts of an evaluation as matplotlib figures for files: light, without a window, no pyplot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, PowerNorm
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from fashion_gui.core.labelled_answers import LabelledAnswers
from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.metrics import (
    CALIBRATION_BINS,
    calibration_bins,
    expected_calibration_error,
    tempered,
)
from fashion_gui.core.selective import THRESHOLDS, threshold_curve
from fashion_gui.reports.architecture_figure import Ink

ACCENT, TINT, SECOND, TEXT, QUIET, HAIRLINE = "#5046c8", "#e9e7fb", "#b45309", "#1a1d26", "#565e6e", "#dfe2ea"
INK = Ink(text=TEXT, quiet=QUIET, line=HAIRLINE, accent=ACCENT, fill="#f4f5f8")
_SHADES = LinearSegmentedColormap.from_list("accent", ["#ffffff", ACCENT])
_NAMES = [name.removesuffix("/top") for name in CLASS_NAMES]

rcParams["text.parse_math"] = False  # a name with two $ in it is no formula


def figure(width: float, height: float) -> Figure:
    """An empty figure; inches."""
    return Figure((width, height), layout="constrained", facecolor="white")


def draw_matrix(axes: Axes, matrix: np.ndarray) -> None:
    """The confusion matrix int [10, 10]: counts, shaded by their share of the row."""
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    axes.imshow(shares, cmap=_SHADES, norm=PowerNorm(0.5, 0, 1), aspect="auto")
    for (row, column), count in np.ndenumerate(matrix):
        ink = "white" if shares[row, column] > 0.3 else TEXT
        axes.text(column, row, f"{count}" if count else "·", ha="center", va="center", fontsize=8, color=ink)
    axes.set_xticks(range(10), _NAMES, rotation=40, ha="right", rotation_mode="anchor")
    axes.set_yticks(range(10), _NAMES)
    _dress(axes, "Confusion matrix: true class by row, answer by column", grid=False)


def draw_reliability(axes: Axes, answers: LabelledAnswers, temperature: float) -> None:
    """Accuracy of each bin of confidence (Guo et al. 2017, figure 1); `temperature` is what calibrated."""
    probabilities, labels = answers.probabilities[answers.known], answers.labels[answers.known]
    bins = calibration_bins(probabilities, labels)
    places = (np.arange(CALIBRATION_BINS) + 0.5) / CALIBRATION_BINS
    heights = [accuracy for _, accuracy, _ in bins]
    axes.bar(places, heights, width=0.88 / CALIBRATION_BINS, color=TINT, edgecolor=ACCENT)
    axes.plot([0, 1], [0, 1], color=QUIET, linestyle=(0, (4, 3)), linewidth=1.2)
    told = f"Expected calibration error {expected_calibration_error(probabilities, labels):.2%}"
    if temperature != 1.0 and not answers.about.folder:
        before = expected_calibration_error(tempered(probabilities, 1 / temperature), labels)
        told += f"\nbefore temperature scaling {before:.2%}"
    axes.text(0.03, 0.95, told, transform=axes.transAxes, va="top", fontsize=8.5, color=TEXT)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.02)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(PercentFormatter(1, 0))
    _dress(axes, "Reliability: accuracy by confidence")


def draw_threshold(axes: Axes, answers: LabelledAnswers, threshold: float) -> None:
    """Accuracy of the answers given over the share answered, with the threshold in use (0–1) marked."""
    certainty = answers.certainty[answers.known]
    share, accuracy = threshold_curve(certainty, answers.right[answers.known])
    some = ~np.isnan(accuracy)
    axes.plot(share[some], accuracy[some], color=ACCENT, linewidth=1.8)
    at = int(np.abs(THRESHOLDS - threshold).argmin())
    told = f"“not sure” under {threshold:.0%}:\n"
    if some[at]:
        axes.plot([share[at]], [accuracy[at]], "D", color=SECOND, markersize=6)
        told += f"{share[at]:.1%} answered, {accuracy[at]:.1%} of that right"
    else:
        told += "nothing is answered"
    if (certainty < 0).any():
        told += f";\n{np.mean(certainty < 0):.1%} never is, however probable"
    axes.text(0.03, 0.08, told, transform=axes.transAxes, fontsize=8.5, color=TEXT)
    if some.any():
        low, high = float(accuracy[some].min()), float(accuracy[some].max())
        room = max(0.01, 1 - low) * 0.12  # less than from tick to tick: no answers are 102 % right
        axes.set_ylim(low - 2.8 * room, high + room)
    axes.xaxis.set_major_formatter(PercentFormatter(1, 0))
    axes.yaxis.set_major_formatter(PercentFormatter(1))
    _dress(axes, "Accuracy by share answered")


def draw_learning(axes: Axes, history: Sequence[dict[str, Any]], figure_name: str) -> None:
    """`loss` or `accuracy` of each epoch, on what was trained and on validation images."""
    epochs = range(1, len(history) + 1)
    for key, colour, style, name in (
        (figure_name, ACCENT, "o-", "training"),
        (f"validation_{figure_name}", SECOND, "s--", "validation"),
    ):
        values = [epoch[key] for epoch in history]
        axes.plot(epochs, values, style, color=colour, markersize=3.5, linewidth=1.6, label=name)
    axes.xaxis.set_major_locator(MaxNLocator(8, integer=True))
    if figure_name == "accuracy":
        axes.yaxis.set_major_formatter(PercentFormatter(1, 0))
    axes.legend(frameon=False, fontsize=8)
    _dress(axes, f"{figure_name.capitalize()} by epoch")


def _dress(axes: Axes, title: str, *, grid: bool = True) -> None:
    axes.set_title(title, loc="left", fontsize=10, fontweight="bold", color=TEXT)
    axes.tick_params(length=0, labelsize=8, colors=QUIET)
    axes.spines[["top", "right", "left", "bottom"]].set_visible(False)
    axes.set_axisbelow(True)
    axes.grid(grid, color=HAIRLINE, linewidth=0.8) if grid else axes.grid(False)
