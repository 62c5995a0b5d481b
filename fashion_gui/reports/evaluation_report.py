"""A report of an evaluation as PDF, and a folder of everything about it for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends import backend_agg, backend_svg  # noqa: F401  # found by name, which freezing misses
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from fashion_gui.core.architecture import Architecture
from fashion_gui.core.benchmark_results import Result
from fashion_gui.core.evaluation_files import photos_csv, predictions_csv, report_csv, write_lines
from fashion_gui.core.labelled_answers import LabelledAnswers
from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.metrics import ClassFigures
from fashion_gui.core.photo_figures import PhotoFigures, photo_figures
from fashion_gui.core.published_report import PUBLISHED, PUBLISHED_ACCURACY, difference
from fashion_gui.core.whole_files import write_whole
from fashion_gui.reports import charts, paper
from fashion_gui.reports.architecture_figure import draw_architecture
from fashion_gui.reports.benchmark_page import benchmark_page

_MISTAKES = 48
_MOST_LINES = 20
"""Of the text on the first page: what is left below it has room for the tiles and the table."""
_SIZES = {"confusion-matrix": (7.2, 5.6), "network": (8, 5.2)}
"""Of charts that need more room than the others, inches."""


@dataclass(frozen=True, eq=False)
class Material:
    """All that a report tells.

    Attributes:
        history: figures of each epoch, from the model's manifest; may be empty.
        temperature: that calibrated the model.
        threshold: under which an answer is "not sure", 0–1.
        marked: indices of the pictures whose label looks wrong to the user; they change no figure.
        network: the blocks of the network, if they are known.
        benchmarks: what was measured of the program on this machine, if anything was.
    """

    answers: LabelledAnswers
    history: tuple[dict[str, Any], ...] = ()
    temperature: float = 1.0
    threshold: float = 0.5
    marked: frozenset[int] = frozenset()
    network: Architecture | None = None
    benchmarks: tuple[Result, ...] = ()

    @property
    def epochs(self) -> tuple[dict[str, Any], ...]:
        """The epochs of which all figures are known."""
        wanted = {"loss", "accuracy", "validation_loss", "validation_accuracy"}
        return tuple(epoch for epoch in self.history if wanted <= epoch.keys())

    @property
    def photos(self) -> PhotoFigures | None:
        """What only photos have; None about test images."""
        return photo_figures(self.answers, self.threshold) if self.answers.about.folder else None


def write_pdf(material: Material, path: Path) -> None:
    """Summary and report, matrix, curves, mistakes, network, benchmarks: a page of A4 each, as far as known.

    It is written whole or not at all.

    Raises:
        StorageError: if it can't be written.
    """
    with write_whole(path) as stream, _open(stream) as paged:
        for page in pages(material):
            paged.savefig(page)


def pages(material: Material) -> Iterator[Figure]:
    """The pages of the report, one after the other, summary first."""
    yield _summary(material)
    yield _matrix(material)
    yield _curves(material)
    yield _mistakes(material)
    if material.network is not None:
        yield _network(material.network)
    if material.benchmarks:
        yield benchmark_page(material.benchmarks)


def write_folder(material: Material, folder: Path) -> list[Path]:
    """Report as PDF, figures as JSON and CSV, every answer as CSV, each chart as PNG and SVG.

    What only photos have is in the figures' `photos` and in photos.csv.
    Files of the same names are replaced; each is written whole or not at all.

    Raises:
        StorageError: if one can't be written.
    """
    answers = material.answers
    written = [folder / "report.pdf"]
    write_pdf(material, written[0])
    photos = material.photos
    record = msgspec.structs.asdict(answers.about) | ({"photos": photos} if photos else {})
    figures = msgspec.json.format(msgspec.json.encode(record), indent=1).decode() + "\n"
    texts: dict[str, Iterable[str]] = {
        "figures.json": (figures,),
        "report.csv": report_csv(answers.about.figures),
        "predictions.csv": predictions_csv(answers, material.threshold, material.marked),
    }
    if photos is not None:
        texts["photos.csv"] = photos_csv(photos)
    for name, lines in texts.items():
        write_lines(folder / name, lines)
        written.append(folder / name)
    for name, draw in _charts(material):
        made = charts.figure(*_SIZES.get(name, (6, 4)))
        draw(made.add_subplot())
        for ending in ("png", "svg"):
            with write_whole(folder / f"{name}.{ending}") as stream:
                made.savefig(stream, format=ending, dpi=200)
            written.append(folder / f"{name}.{ending}")
    return written


def _charts(material: Material) -> Iterator[tuple[str, Callable[[Axes], None]]]:
    answers = material.answers
    matrix = np.array(answers.about.figures.confusion_matrix)
    yield "confusion-matrix", lambda axes: charts.draw_matrix(axes, matrix)
    yield "reliability", lambda axes: charts.draw_reliability(axes, answers, material.temperature)
    yield "threshold", lambda axes: charts.draw_threshold(axes, answers, material.threshold)
    if material.epochs:
        yield "loss", lambda axes: charts.draw_learning(axes, material.epochs, "loss")
        yield "accuracy", lambda axes: charts.draw_learning(axes, material.epochs, "accuracy")
    network = material.network
    if network is not None:
        yield "network", lambda axes: draw_architecture(axes, network, charts.INK)


@contextmanager
def _open(stream: BinaryIO) -> Iterator[PdfPages]:
    with PdfPages(stream, metadata={"Title": "Evaluation", "Creator": "Fashion GUI"}) as paged:
        yield paged


def _summary(material: Material) -> Figure:
    about, figures = material.answers.about, material.answers.about.figures
    page = paper.page(f"Evaluation of {figures.model}")
    lines = [f"On {figures.data}, {about.created[:10]}.", f"{figures.device}, {figures.precision}."]
    photos = material.photos
    if photos is not None and photos.none_count:
        lines.append(f"Besides, {photos.none_count:,} that show none of the ten classes.")
    if material.marked:
        lines.append(f"Marked as wrongly labelled, and counted as labelled: {len(material.marked):,}.")
    lines += about.left_out  # last, as it may be cut off
    at = min(paper.add_text(page, lines, 0.925, 9, _MOST_LINES) - 0.03, 0.83)
    tiles = (
        ("Accuracy", f"{figures.accuracy:.2%}"),
        ("Balanced accuracy", f"{figures.balanced_accuracy:.2%}"),
        ("F1, macro average", f"{figures.macro_average.f1:.4f}"),
        ("Calibration error", f"{figures.ece:.2%}"),
    )
    _add_tiles(page, tiles, at)
    if photos is not None:
        at -= 0.055
        _add_tiles(page, _photo_tiles(photos), at)
    bottom = at - 0.45
    paper.add_table(page, _table(material), bottom, 0.40)
    if about.official:
        note = "± is the difference, to two decimals, to the published report (accuracy 0.92)."
        page.text(0.09, bottom - 0.025, note, fontsize=8, color=charts.QUIET)
    return page


def _photo_tiles(found: PhotoFigures) -> tuple[tuple[str, str], ...]:
    def shown(value: float | None, form: str) -> str:
        return "–" if value is None else format(value, form)

    return (
        (f"“Not sure” (under {found.threshold:.0%})", f"{found.not_sure:.2%}"),
        ("Right of the others", shown(found.accuracy_when_sure, ".2%")),
        ("“Not sure”, none of ten", shown(found.none_not_sure, ".2%")),
        ("AUROC of familiarity", shown(found.auroc, ".3f")),
    )


def _add_tiles(page: Figure, tiles: Sequence[tuple[str, str]], at: float) -> None:
    """Values above their names; `at` is a share of the page's height."""
    for number, (name, value) in enumerate(tiles):
        x = 0.09 + 0.21 * number
        page.text(x, at, value, fontsize=15, fontweight="bold", color=charts.ACCENT)
        page.text(x, at - 0.017, name, fontsize=8.5, color=charts.QUIET)


def _table(material: Material) -> list[list[str]]:
    """The rows of the classification report, heading first."""
    about, figures = material.answers.about, material.answers.about.figures
    rows = [["", "Precision", "±", "Recall", "±", "F1", "±", "Support"]]

    def add(name: str, of: ClassFigures, published: tuple[float, float, float] | None) -> None:
        cells = [name]
        for place, value in enumerate((of.precision, of.recall, of.f1)):
            cells += [f"{value:.4f}", difference(value, published[place]) if published else ""]
        rows.append([*cells, f"{of.support:,}"])

    for name, of in figures.per_class.items():
        add(name, of, PUBLISHED[name] if about.official else None)
    change = difference(figures.accuracy, PUBLISHED_ACCURACY) if about.official else ""
    rows.append(["Accuracy", "", "", "", "", f"{figures.accuracy:.4f}", change, f"{figures.count:,}"])
    add("Macro average", figures.macro_average, None)
    add("Weighted average", figures.weighted_average, None)
    if not about.official:
        return [[cell for column, cell in enumerate(row) if column not in (2, 4, 6)] for row in rows]
    return rows


def _matrix(material: Material) -> Figure:
    page = paper.page("Which classes are taken for which")
    axes = page.add_axes((0.19, 0.40, 0.72, 0.48))
    charts.draw_matrix(axes, np.array(material.answers.about.figures.confusion_matrix))
    return page


def _curves(material: Material) -> Figure:
    page = paper.page("Calibration, threshold and training")
    left, right = 0.12, 0.58
    charts.draw_reliability(page.add_axes((left, 0.62, 0.34, 0.25)), material.answers, material.temperature)
    charts.draw_threshold(page.add_axes((right, 0.62, 0.34, 0.25)), material.answers, material.threshold)
    if material.epochs:
        charts.draw_learning(page.add_axes((left, 0.27, 0.34, 0.25)), material.epochs, "loss")
        charts.draw_learning(page.add_axes((right, 0.27, 0.34, 0.25)), material.epochs, "accuracy")
    return page


def _network(network: Architecture) -> Figure:
    page = paper.page("The network, read from its IR")
    height = min(0.82, 0.055 * (len(network.blocks) + 1))
    draw_architecture(page.add_axes((0.09, 0.91 - height, 0.82, height)), network, charts.INK)
    return page


def _mistakes(material: Material) -> Figure:
    answers = material.answers
    mistakes = answers.mistakes()
    shown = mistakes[:_MISTAKES]
    page = paper.page("The most confident mistakes")
    told = f"{len(shown)} of {len(mistakes):,}; answer and probability, below it the label."
    page.text(0.09, 0.92, told, fontsize=9, color=charts.QUIET)
    for number, index in enumerate(shown):
        column, row = number % 8, number // 8
        axes = page.add_axes(
            (0.09 + 0.104 * column, 0.79 - 0.135 * row, 0.085, 0.085 * paper.A4[0] / paper.A4[1] * 1.3)
        )
        axes.imshow(answers.pictures[index], cmap="gray", vmin=0, vmax=255)
        axes.axis("off")
        answer = CLASS_NAMES[int(answers.answers[index])].removesuffix("/top")
        label = CLASS_NAMES[int(answers.labels[index])].removesuffix("/top")
        caption = f"{answer} {answers.confidence[index]:.0%}\nnot {label}"
        axes.set_title(caption, y=-0.42, fontsize=6.5, color=charts.TEXT)
    return page
