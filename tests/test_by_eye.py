"""The tools that show what a network sees of photos, and what it takes them for."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image

from fashion_gui.core.held_out import HeldOut
from fashion_gui.core.labels import CLASS_NAMES, NONE_OF_THE_TEN
from fashion_gui.core.model_store import ModelStore
from fashion_gui.core.photo_sets import LabelledPhoto
from fashion_gui.core.stored_model import StoredModel
from fashion_gui.inference.classifier import Classifier
from tests.support.garments import draw_photos
from tests.support.tiny_model import seen_samples
from tools import by_eye, photo_folds
from tools.mistakes import commonest_confusions, failure_sheet

TROUSER, COAT = CLASS_NAMES.index("Trouser"), CLASS_NAMES.index("Coat")


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Six drawn photos by three people."""
    folder = tmp_path / "photos"
    files = draw_photos(folder, ["trouser-1", "coat-1", "trouser-2", "coat-2", "trouser-3", "coat-3"])
    rows = [f"{file.name},{file.stem.split('-')[0]},person {file.stem[-1]}" for file in files]
    (folder / "labels.csv").write_text("\n".join(["file,label,person", *rows]), encoding="utf-8")
    return folder


def test_the_sheets_show_people_who_are_in_no_example(
    photos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by_eye.write_sheets(photos, tmp_path / "a", 150, HeldOut(1, 3))
    assert capsys.readouterr().out == "Pictures: 2. People: 1. Most by one person: 2.\n"
    names = {path.name for path in (tmp_path / "a").iterdir()}
    assert names == {"examples.png", "sheet-1.png", "pictures.npz"}
    with np.load(tmp_path / "a" / "pictures.npz") as kept:
        assert sorted(kept["labels"]) == [TROUSER, COAT]
        seen = kept["images"][0, 0]
    sheet = np.asarray(Image.open(tmp_path / "a" / "sheet-1.png"))
    first = sheet[8 : 8 + 28 * 6, 8 : 8 + 28 * 6, 0]
    assert np.abs(first[3::6, 3::6].astype(int) - seen).mean() < 8
    by_eye.write_sheets(photos, tmp_path / "b", 150, HeldOut(1, 3))
    assert (tmp_path / "a" / "sheet-1.png").read_bytes() == (tmp_path / "b" / "sheet-1.png").read_bytes()


def test_answers_are_whole_or_the_gap_is_named() -> None:
    assert by_eye.read_answers("2 Ankle boot\n\n1 T-shirt/top\n", 2).tolist() == [0, 9]
    for text, problem in (
        ("1 Coat", "see 2"),
        ("1 Coat\n1 Coat", "number 1 is answered twice"),
        ("1 Coat\n2 Coat\n3 Coat", "see 3"),
        ("1 Coat\n2 Hat", "Hat"),
        ("Coat", "“Coat” is not a number and a class"),
    ):
        with pytest.raises(ValueError, match=problem):
            by_eye.read_answers(text, 2)


def test_the_readers_figures_stand_beside_the_models(tiny_model: StoredModel) -> None:
    looks = np.repeat(seen_samples()[:, None], 4, axis=1)
    labels = np.arange(10)
    labels[COAT] = TROUSER  # so that the model, which knows the samples by heart, has one wrong
    answers = labels.copy()
    answers[[0, 1]] = TROUSER, 0
    lines = by_eye.score(answers, looks, labels, Classifier.load(tiny_model))
    table = {line.strip().split("  ")[0]: line.split()[-3:] for line in lines[1:12]}
    assert table["accuracy"] == ["80.0%", "90.0%", "90.0%"]
    assert table["T-shirt/top (1)"] == ["0.0%", "100.0%", "100.0%"]
    assert table["Trouser (2)"] == ["50.0%", "50.0%", "50.0%"]
    assert any(line.startswith("Right: both 7, only the reader 1, only the model") for line in lines)
    assert lines[-1] == "   1 Trouser → Coat"


def test_confusions_are_counted_commonest_first() -> None:
    labels, answers = np.array([6, 6, 2, 4, 4]), np.array([2, 2, 2, 6, 4])
    assert commonest_confusions(answers, labels) == ["   2 Shirt → Pullover", "   1 Coat → Shirt"]


def test_failures_are_shown_most_confident_first(tmp_path: Path) -> None:
    files = draw_photos(tmp_path, ["trouser", "coat", "hat"])
    photos = [LabelledPhoto(file, label, "") for file, label in zip(files, (TROUSER, COAT, -1), strict=True)]
    seen = np.stack([np.full((28, 28), value, np.uint8) for value in (50, 150, 250)])
    says_shirt = np.full((3, 10), 0.01)
    says_shirt[:, CLASS_NAMES.index("Shirt")] = 0.6, 0.9, 0.9
    sheet = failure_sheet(photos, seen, says_shirt)
    assert sheet is not None
    across = sheet.width // 5
    looks = [sheet.getpixel((8 + 210 + across * place, 78)) for place in range(3)]
    assert looks == [(150, 150, 150), (50, 50, 50), (255, 255, 255)]  # the coat, the trouser, nothing
    right = np.eye(10)[[TROUSER, COAT, 0]]
    assert failure_sheet(photos, seen, right) is None


def test_the_naive_way_shows_the_whole_photo_negated(tmp_path: Path) -> None:
    file = draw_photos(tmp_path, ["coat"])[0]
    (seen,) = photo_folds.shrunk([LabelledPhoto(file, COAT, "")])
    assert seen.shape == (28, 28)
    floor, garment = seen[1, 8], seen[12, 12]
    assert floor < 110 < garment
    assert not seen[:, :3].any()  # beside the upright photo


def test_five_folds_that_were_trained_are_summed_up_step_by_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [f"{kind}-{person}" for person in range(5) for kind in ("trouser", "coat", "hat")]
    labels = {"trouser": "Trouser", "coat": "Coat", "hat": NONE_OF_THE_TEN}
    rows = [f"{name}.jpg,{labels[name.split('-')[0]]},{name[-1]}" for name in names]
    draw_photos(tmp_path / "photos", names)
    table = "\n".join(["file,label,person", *rows])
    (tmp_path / "photos" / "labels.csv").write_text(table, encoding="utf-8")
    home = tmp_path / "folds"
    monkeypatch.setattr(photo_folds, "HOME", home)
    monkeypatch.setenv("FASHION_GUI_HOME", str(home))
    home.mkdir()
    bundled = ModelStore(home / "models", photo_folds.PROJECT / "models").models()
    trained = next(model.id for model in bundled if model.manifest.recipe != "accurate")
    parts = [f"part-{part}" for part in range(1, 6)]
    for name in (*parts, *(f"{part}-refined" for part in parts), "unvaried"):
        (home / f"{name}.json").write_bytes(msgspec.json.encode(trained))
    photo_folds.main(tmp_path / "photos")
    lines = capsys.readouterr().out.splitlines()
    steps = [line.split(":")[0].strip() for line in lines if line.startswith(" ") and ":" in line]
    assert any(line.startswith("1/5, photos not varied: ") for line in lines)
    assert steps == [
        "data set only, photo shrunk",
        "data set only, one look",
        "data set only, several looks",
        "with photos, one look",
        "with photos, several looks",
        "refined, one look",
        "refined, several looks",
    ]
    assert all("(10 photos;" in line for line in lines if line.startswith(" ") and ":" in line)
    confusions = lines[lines.index("Most often confused:") + 1 :]
    wrong = sum(int(line.split()[0]) for line in confusions)
    assert f"{(10 - wrong) / 10:.1%} right" in next(line for line in lines if "  refined, several" in line)
    assert (home / "failures.png").exists() == (wrong > 0)
