"""The commands about models and the installation: models, evaluate, doctor."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fashion_gui.core import datasets
from fashion_gui.core.labels import CLASS_NAMES
from tests.cli.program import Command, Trained


@pytest.fixture
def home(trained: Trained, own_home: Path) -> Path:
    """A home with a copy of the trained model that this test may change."""
    shutil.copytree(Path(trained.home, "models"), own_home / "models")
    return own_home


def test_list_and_activate(command: Command, trained: Trained, home: Path) -> None:
    assert home.is_dir()
    assert command("models", "activate", trained.model).status == 0
    rows = {row["id"]: row for row in command("models", "list", "--json").records}
    assert rows[trained.model]["active"]
    assert [row["id"] for row in rows.values() if row["active"]] == [trained.model]
    assert {"name", "bundled", "recipe", "created", "test_accuracy", "precisions", "bytes"} <= set(
        rows[trained.model]
    )
    assert f"* {trained.model}" in command("models", "list").out


def test_show(command: Command, trained: Trained, home: Path) -> None:
    assert home.is_dir()
    facts = command("models", "show", trained.model, "--json").records[0]
    assert facts["recipe"] == "quick"
    assert facts["data_checksums"] == datasets.load(Path(trained.data)).checksums
    in_words = command("models", "show", trained.model)
    assert in_words.status == 0
    assert "recipe: quick" in in_words.out


def test_unknown_model(command: Command) -> None:
    for action in ("show", "activate"):
        done = command("models", action, "nothing")
        assert done.status == 1
        assert "There is no model “nothing”" in done.err


def test_damaged_model_is_reported_and_never_activated(
    command: Command, trained: Trained, home: Path
) -> None:
    weights = home / "models" / trained.model / "model.bin"
    flipped = bytearray(weights.read_bytes())
    flipped[len(flipped) // 2] ^= 1
    weights.write_bytes(flipped)
    listed = command("models", "list", "--json")
    assert listed.status == 1
    assert "damaged" in next(row for row in listed.records if row["id"] == trained.model)["error"]
    assert "damaged" in command("models", "list").err
    assert command("models", "activate", trained.model).status == 1
    assert command("classify", "x.png", "--model", trained.model).status == 1
    doctor = command("doctor", "--json")
    assert doctor.status == 1
    assert doctor.records[0]["models"]["state"] == "broken"


def test_evaluate(command: Command, trained: Trained) -> None:
    arguments = ("evaluate", "--model", trained.model, "--data", trained.data)
    done = command(*arguments, "--json", FASHION_GUI_HOME=trained.home)
    assert done.status == 0, done.err
    (figures,) = done.records
    matrix = figures["confusion_matrix"]
    assert sum(map(sum, matrix)) == figures["count"] == len(datasets.load(Path(trained.data)).test_labels)
    assert sum(matrix[i][i] for i in range(10)) / figures["count"] == pytest.approx(figures["accuracy"])
    assert tuple(figures["per_class"]) == CLASS_NAMES
    for line in (*figures["per_class"].values(), figures["macro_average"], figures["weighted_average"]):
        assert set(line) == {"precision", "recall", "f1", "support"}
    assert 0 <= figures["ece"] <= 1
    in_words = command(*arguments, FASHION_GUI_HOME=trained.home).out
    assert f"Accuracy {figures['accuracy']:.2%}" in in_words
    assert all(name in in_words for name in CLASS_NAMES)


def test_evaluate_needs_its_data(command: Command, trained: Trained, tmp_path: Path) -> None:
    done = command("evaluate", "--model", trained.model, "--data", tmp_path, FASHION_GUI_HOME=trained.home)
    assert done.status == 1
    assert "is missing" in done.err


def test_doctor(command: Command, trained: Trained, home: Path) -> None:
    command("models", "activate", trained.model)
    done = command("doctor", "--json", FASHION_GUI_DATASET=trained.data)
    assert done.status == 0, done.out
    (found,) = done.records
    assert list(found) == [
        *(
            "program",
            "packages",
            "training",
            "inference",
            "cameras",
            "dataset",
            "models",
            "folders",
            "display",
        )
    ]
    assert found["packages"]["versions"]["openvino"]
    assert found["training"]["tensorflow"].startswith("2.15")
    assert found["training"]["itex"] or found["training"]["note"]
    assert "CPU" in found["inference"]["devices"]
    assert isinstance(found["cameras"]["backends"], list)
    assert found["dataset"]["folder"] == trained.data
    assert found["models"]["active"] == trained.model
    assert found["folders"]["home"] == str(home)


def test_doctor_says_what_is_wrong_with_the_data(command: Command, tmp_path: Path) -> None:
    (tmp_path / "train-images-idx3-ubyte.gz").write_bytes(b"torn")
    done = command("doctor", FASHION_GUI_DATASET=str(tmp_path))
    assert done.status == 1
    assert "! dataset: " in done.out
