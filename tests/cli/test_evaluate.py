"""`fashion-gui evaluate` on test images and on labelled photos, as a process of its own."""

from __future__ import annotations

import contextlib
import csv
import re
import shutil
import zlib
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import balanced_accuracy_score

from fashion_gui.core.labels import CLASS_NAMES, class_index, class_slug
from fashion_gui.core.stored_model import StoredModel
from tests.cli.program import Command
from tests.support.idx import small_dataset
from tests.support.tiny_model import sample, saved_again

pytestmark = pytest.mark.usefixtures("tiny_model")


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """The ten samples, one of them in a wrong folder as well, and a bag said to be none of the ten."""
    folder = tmp_path / "photos"
    for name in CLASS_NAMES:
        (folder / class_slug(name)).mkdir(parents=True)
        shutil.copy(sample(name), folder / class_slug(name))
    saved_again("Coat", folder / "shirt" / "coat.jpg")
    (folder / "none").mkdir()
    saved_again("Bag", folder / "none" / "hat.jpg")
    return folder


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_predictions_say_what_the_report_counts(command: Command, tmp_path: Path) -> None:
    data, table = small_dataset(tmp_path / "data", train=20, test=100), tmp_path / "predictions.csv"
    paper = tmp_path / "report.pdf"
    done = command("evaluate", "--data", data, "--predictions", table, "--report", paper, "--json")
    assert done.status == 0, done.err
    assert paper.read_bytes().startswith(b"%PDF")
    (found,) = done.records
    rows = rows_of(table)
    assert len(rows) == found["count"] == 100
    matrix = np.zeros((10, 10), int)
    for row in rows:
        matrix[class_index(row["label"]), class_index(row["answer"])] += 1
        shares = [float(row[name]) for name in CLASS_NAMES]
        assert sum(shares) == pytest.approx(1, abs=1e-4)
        assert float(row["confidence"]) == max(shares) == float(row[row["answer"]])
    assert matrix.tolist() == found["confusion_matrix"]


def test_photos_take_the_road_of_a_dropped_photo(command: Command, photos: Path, tmp_path: Path) -> None:
    table = tmp_path / "predictions.csv"
    done = command("evaluate", "--photos", photos, "--predictions", table, "--json")
    assert done.status == 0, done.err
    (found,) = done.records
    figures = found["figures"]
    assert (figures["count"], found["none_count"], found["unreadable"]) == (11, 1, 0)
    assert figures["accuracy"] == pytest.approx(10 / 11)
    assert 0 <= found["auroc"] <= 1
    rows = rows_of(table)
    assert len(rows) == 12
    known = [row for row in rows if row["label"] != "(none of the ten)"]
    expected = balanced_accuracy_score([row["label"] for row in known], [row["answer"] for row in known])
    assert figures["balanced_accuracy"] == pytest.approx(expected)
    in_words = command("evaluate", "--photos", photos)
    assert "Balanced accuracy 95.00% over 11 photos" in in_words.out
    assert "AUROC" in in_words.out


def test_only_the_photos_by_some_of_the_people(command: Command, photos: Path) -> None:
    counts = []
    for part in ("1/2", "2/2"):
        (found,) = command("evaluate", "--photos", photos, "--held-out", part, "--json").records
        counts.append(found["figures"]["count"] + found["none_count"])
    assert sum(counts) == 12
    assert min(counts) > 0
    refused = command("evaluate", "--photos", photos, "--held-out", "3/2")
    assert refused.status == 2
    assert "is not a part like 1/5" in refused.err


def test_people_are_held_out_of_photos_only(command: Command) -> None:
    for what in (("evaluate",), ("train", "--recipe", "quick"), ("train", "--resume", "no-such-run")):
        refused = command(*what, "--held-out", "1/5")
        assert (refused.status, refused.out) == (2, "")
        assert "--held-out: name the photos" in refused.err
        assert f"usage: fashion-gui {what[0]}" in refused.err


def test_a_part_without_people_is_told_from_pictures_that_cant_be_read(
    command: Command, photos: Path
) -> None:
    rows = [f"{path.relative_to(photos)},Coat,eva" for path in photos.rglob("*.jpg")]
    (photos / "labels.csv").write_text("\n".join(["file,label,person", *rows]), encoding="utf-8")
    done = [command("evaluate", "--photos", photos, "--held-out", f"{part}/2") for part in (1, 2)]
    for refused in done:  # nobody else is there to learn from
        assert refused.status == 1
        assert "are by one person only" in refused.err


def test_the_report_says_what_was_left_out(command: Command, photos: Path, tmp_path: Path) -> None:
    (photos / "coat" / "torn.jpg").write_bytes(b"no picture")
    (photos / "hats").mkdir()
    paper = tmp_path / "report.pdf"
    assert command("evaluate", "--photos", photos, "--report", paper).status == 1
    said = words_of(paper)
    assert "hats" in said
    assert "torn.jpg" in said


def words_of(paper: Path) -> str:
    """The text of a PDF, as far as it is drawn letter by letter from a font's own table."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", paper.read_bytes(), re.DOTALL)
    drawn = b""
    for stream in streams:
        with contextlib.suppress(zlib.error):
            drawn += zlib.decompress(stream)
    return "".join(text.decode("latin-1") for text in re.findall(rb"\(((?:[^()\\]|\\.)*)\)", drawn))


def test_what_could_not_be_evaluated_is_said_and_the_rest_is(command: Command, photos: Path) -> None:
    (photos / "coat" / "torn.jpg").write_bytes(b"no picture")
    (photos / "hats").mkdir()
    done = command("evaluate", "--photos", photos)
    assert done.status == 1
    assert "hats" in done.err
    assert "Photos that could not be read: 1" in done.out


def test_folders_without_labels(command: Command, tmp_path: Path) -> None:
    done = command("evaluate", "--photos", tmp_path)
    assert (done.status, done.out) == (1, "")
    assert "no labelled pictures" in done.err
    (tmp_path / "labels.csv").write_text("picture,class\na.jpg,Coat\n")
    assert "has no column “file”" in command("evaluate", "--photos", tmp_path).err
    assert "is not a folder" in command("evaluate", "--photos", tmp_path / "nowhere").err


def test_a_table_that_cant_be_written(command: Command, photos: Path, tiny_model: StoredModel) -> None:
    no_folder = tiny_model.folder / "manifest.json"
    done = command("evaluate", "--photos", photos, "--predictions", no_folder / "x")
    assert done.status == 1
    assert "could not be written" in done.err


def test_figures_are_not_lost_with_what_cant_be_written(
    command: Command, photos: Path, tiny_model: StoredModel, tmp_path: Path
) -> None:
    no_folder, paper = tiny_model.folder / "manifest.json", tmp_path / "report.pdf"
    done = command(
        *("evaluate", "--photos", photos, "--predictions", no_folder / "x", "--report", paper, "--json")
    )
    assert done.status == 1
    assert done.records[0]["figures"]["count"] == 11
    assert "could not be written" in done.err
    assert paper.read_bytes().startswith(b"%PDF")
    done = command("evaluate", "--photos", photos, "--report", no_folder / "x.pdf")
    assert done.status == 1
    assert "Balanced accuracy 95.00%" in done.out
    assert "could not be written" in done.err
