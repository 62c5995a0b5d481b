"""What is saved of an evaluation can be opened again and says the same."""

from __future__ import annotations

import csv
import dataclasses
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import msgspec
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch
from PIL import Image

from fashion_gui import paths
from fashion_gui.core.answered_pictures import AnsweredPictures
from fashion_gui.core.architecture import Architecture, Block
from fashion_gui.core.benchmark_results import InferenceResult, InferenceRow, TrainingResult, TrainingRow
from fashion_gui.core.errors import StorageError
from fashion_gui.core.labelled_answers import AnswersAbout, LabelledAnswers
from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.metrics import evaluation
from fashion_gui.core.model_store import ModelStore
from fashion_gui.core.photo_figures import photo_figures
from fashion_gui.core.prediction import ModelTag
from fashion_gui.inference.architecture import read_architecture
from fashion_gui.reports import charts
from fashion_gui.reports.evaluation_report import Material, pages, write_folder, write_pdf

HISTORY = tuple(
    {"loss": 1 / n, "accuracy": 1 - 0.5 / n, "validation_loss": 1.1 / n, "validation_accuracy": 1 - 0.6 / n}
    for n in range(1, 6)
)


@pytest.fixture
def answers() -> LabelledAnswers:
    """Answers to 400 noisy pictures, most of them right."""
    rng = np.random.default_rng(5)
    labels = rng.integers(0, 10, 400)
    logits = rng.normal(size=(400, 10))
    logits[np.arange(400), labels] += 2.5
    probabilities = (np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)).astype(np.float32)
    figures = evaluation(probabilities, labels, data="400 pictures", model="Tiny", device="CPU")
    about = AnswersAbout(
        key="k", data_key="d", model="tiny", precision="fp16", folder="", official=True, figures=figures
    )
    pictures = rng.integers(0, 255, (400, 28, 28)).astype(np.uint8)
    return LabelledAnswers(about, probabilities, labels, pictures)


def test_a_folder_holds_report_figures_answers_and_charts(answers: LabelledAnswers, tmp_path: Path) -> None:
    network = Architecture(
        (Block("Picture", "grey values", (28, 28, 1)), Block("Dense layer", "10 values", (10,), 7850, 7840))
    )
    measured = InferenceResult(
        machine="a machine",
        measured="2026-11-24T06:00:00+00:00",
        model="Tiny",
        rows=[
            InferenceRow(
                variant=name,
                computation="f32",
                median_ms=time,
                p99_ms=2 * time,
                images_per_second=100 / time,
                accuracy=0.9,
                file_bytes=10**6,
                memory_bytes=10**7,
            )
            for name, time in (("Keras predict", 40.0), ("IR FP16", 2.0))
        ],
    )
    trained = TrainingResult(
        machine="a machine",
        measured="2026-11-24",
        images=1280,
        rows=[
            TrainingRow(
                variant="stock", seconds=2.0, lowest=1.9, highest=2.1, count=3, busy=0.9, active="oneDNN"
            )
        ],
    )
    material = Material(
        answers,
        HISTORY,
        temperature=1.3,
        marked=frozenset({7}),
        network=network,
        benchmarks=(measured, trained),
    )
    written = write_folder(material, tmp_path / "out")
    assert sorted(written) == sorted((tmp_path / "out").iterdir())
    by_name = {path.name: path for path in written}
    assert len(re.findall(rb"/Type /Page\b(?!s)", by_name["report.pdf"].read_bytes())) == 6
    figures = json.loads(by_name["figures.json"].read_bytes())["figures"]
    assert figures["accuracy"] == answers.about.figures.accuracy
    with by_name["report.csv"].open(newline="", encoding="utf-8") as stream:
        rows = {row["class"]: row for row in csv.DictReader(stream)}
    for name in CLASS_NAMES:
        assert float(rows[name]["f1"]) == answers.about.figures.per_class[name].f1
    with by_name["predictions.csv"].open(newline="", encoding="utf-8") as stream:
        assert sum(row["label"] == row["answer"] for row in csv.DictReader(stream)) == round(
            answers.about.figures.accuracy * 400
        )
    with by_name["predictions.csv"].open(newline="", encoding="utf-8") as stream:
        assert [row["picture"] for row in csv.DictReader(stream) if row["label_looks_wrong"]] == ["7"]
    for name in ("confusion-matrix", "reliability", "threshold", "loss", "accuracy", "network"):
        with Image.open(by_name[f"{name}.png"]) as image:
            assert image.width >= 1200
        assert ET.parse(by_name[f"{name}.svg"]).getroot().tag.endswith("svg")


def photo_answers(answers: LabelledAnswers, left_out: tuple[str, ...] = ()) -> LabelledAnswers:
    """The same about photos, of which the first forty show none of the ten and every fifth is withheld."""
    labels = answers.labels.copy()
    labels[:40] = -1
    pictures = AnsweredPictures(
        answers.probabilities,
        labels,
        answers.pictures,
        "360 photos in “photos”",
        1.0,
        tuple(f"photos/{number}.jpg" for number in range(400)),
        frozenset(range(0, 400, 5)),
        people=12,
        left_out=left_out,
    )
    about = {"key": "k", "data_key": "d", "model": "tiny", "precision": "fp16", "folder": "photos"}
    return pictures.summed_up(ModelTag("Tiny", "CPU", "fp16"), **about, official=False)


def test_what_only_photos_have_is_saved_as_well(answers: LabelledAnswers, tmp_path: Path) -> None:
    photos = photo_answers(answers)
    written = {path.name: path for path in write_folder(Material(photos, threshold=0.4), tmp_path)}
    expected = photo_figures(photos, 0.4)
    assert json.loads(written["figures.json"].read_bytes())["photos"] == msgspec.to_builtins(expected)
    with written["photos.csv"].open(newline="", encoding="utf-8") as stream:
        rows = {row["figure"]: float(row["value"]) for row in csv.DictReader(stream)}
    assert rows == msgspec.structs.asdict(expected)
    with written["predictions.csv"].open(newline="", encoding="utf-8") as stream:
        sure = [not row["not_sure"] for row in csv.DictReader(stream)]
    assert sure == photos.sure(0.4).tolist()
    told = texts(summary(Material(photos, threshold=0.4)))
    assert {f"{expected.not_sure:.2%}", f"{expected.none_not_sure:.2%}", f"{expected.auroc:.3f}"} <= set(told)
    assert "40 that show none of the ten" in told[1]


def test_the_threshold_chart_leaves_out_what_is_withheld(answers: LabelledAnswers) -> None:
    photos = photo_answers(answers)
    axes = Figure().add_subplot()
    charts.draw_threshold(axes, photos, 0.4)
    share = photos.sure(0.4)[photos.known].mean()
    assert f"{share:.1%} answered" in axes.texts[0].get_text()
    assert "20.0% never is" in axes.texts[0].get_text()
    assert max(tick for tick in axes.get_yticks() if tick <= axes.get_ylim()[1]) <= 1
    everything = dataclasses.replace(photos, withheld=frozenset(range(400)))
    axes = Figure().add_subplot()
    charts.draw_threshold(axes, everything, 0.4)
    assert "nothing is answered" in axes.texts[0].get_text()


LONG = (
    "7 entries have no known class, “jumpsuit” first; the classes are T-shirt/top, Trouser, Pullover, Dress, "
    "Coat, Sandal, Shirt, Sneaker, Bag, Ankle boot, (none of the ten)."
)


@pytest.mark.parametrize("left_out", [(), (LONG,) * 6, ("W" * 3000,), (LONG * 40,)])
def test_the_text_of_the_first_page_is_beside_nothing_else(
    answers: LabelledAnswers, left_out: tuple[str, ...]
) -> None:
    page = summary(Material(photo_answers(answers, left_out)))
    canvas = FigureCanvasAgg(page)
    canvas.draw()
    title, told, *tiles = (text.get_window_extent() for text in page.texts)
    table = page.axes[0].get_window_extent()
    assert told.x1 < page.bbox.x1 * 0.95
    assert told.y1 < title.y0
    assert told.y0 > max(tile.y1 for tile in tiles)
    assert min(tile.y0 for tile in tiles) > table.y1
    assert table.y0 > page.bbox.y1 * 0.03
    assert "40 that show none of the ten" in page.texts[1].get_text()
    if left_out == (LONG,) * 6:
        assert " ".join(page.texts[1].get_text().split()).count(LONG) == 6


def test_the_words_about_a_block_stay_inside_its_box(answers: LabelledAnswers) -> None:
    network = read_architecture(ModelStore(paths.user_models_dir(), paths.bundled_models_dir()).active())
    page = list(pages(Material(answers, network=network)))[-1]
    page.set_dpi(720)  # where letters are as wide as in the file: on screens they are fitted to the pixels
    FigureCanvasAgg(page).draw()
    [axes] = page.axes
    box = next(patch for patch in axes.patches if isinstance(patch, FancyBboxPatch)).get_window_extent()
    places = {text.get_text(): text.get_window_extent() for text in axes.texts}
    for block in network.blocks:
        if block.detail:
            assert places[block.detail].x1 < box.x1
        assert places[block.size].x0 > box.x1


def summary(material: Material) -> Figure:
    return next(pages(material))


def texts(page: Figure) -> list[str]:
    return [text.get_text() for text in page.texts]


def test_without_history_there_are_no_learning_curves(answers: LabelledAnswers, tmp_path: Path) -> None:
    names = {path.name for path in write_folder(Material(answers), tmp_path)}
    assert "loss.png" not in names
    assert "report.pdf" in names


def test_a_name_with_dollars_is_no_formula(answers: LabelledAnswers, tmp_path: Path) -> None:
    figures = msgspec.structs.replace(answers.about.figures, model=r"From $5 \up $6")
    about = msgspec.structs.replace(answers.about, figures=figures)
    renamed = LabelledAnswers(about, answers.probabilities, answers.labels, answers.pictures)
    write_pdf(Material(renamed), tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def test_what_can_not_be_written_is_said(answers: LabelledAnswers, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        write_pdf(Material(answers), tmp_path / "file" / "report.pdf")
