"""Going on from a model with labelled photos beside the data set."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from fashion_gui.core.labels import CLASS_NAMES, NONE_OF_THE_TEN
from fashion_gui.core.learnt_photos import flattery
from fashion_gui.core.model_store import ModelStore
from fashion_gui.core.photo_sets import read_photo_set
from fashion_gui.worker.job_requests import Train
from fashion_gui.worker.messages import Done, Failed, Notice
from tests.support.idx import small_dataset
from tests.support.worker import work

QUICK = {"recipe": "quick", "epochs": 1, "batch_size": 32, "limit": 160}
WITH_PHOTOS = {**QUICK, "photos_per_class": 20, "remembered": 0.5}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_dataset(tmp_path_factory.mktemp("data"), train=300, test=100)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Drawn garments on a floor, by ten people: two classes, one that is neither, and a torn file."""
    rows = ["file,label,person"]
    rng = np.random.default_rng(1)
    for number in range(24):
        picture = Image.fromarray(rng.integers(150, 180, (120, 90, 3), dtype=np.uint8))
        left, top = (int(value) for value in rng.integers(15, 25, 2))
        label = (CLASS_NAMES[1], CLASS_NAMES[2], NONE_OF_THE_TEN)[number % 3]
        right = left + (20 if number % 3 == 0 else 50)
        ImageDraw.Draw(picture).rectangle((left, top, right, top + 70), fill=(30, 40, 90))
        picture.save(tmp_path / f"{number}.jpg")
        rows.append(f"{number}.jpg,{label},p{number % 10}")
    (tmp_path / "torn.jpg").write_bytes((tmp_path / "0.jpg").read_bytes()[:300])
    rows.append("torn.jpg,Coat,p99")
    (tmp_path / "labels.csv").write_text("\n".join(rows))
    return tmp_path


def test_a_model_goes_on_with_photos_and_says_how_it_does_on_them(
    data: Path, photos: Path, own_home: Path
) -> None:
    first, _ = work(Train(settings=QUICK, data=str(data)))
    base = first[-1]
    assert isinstance(base, Done), base
    request = Train(settings=WITH_PHOTOS, data=str(data), photos=str(photos), start_from=base.model)
    messages, status = work(request)
    assert isinstance(messages[-1], Done), messages[-1]
    assert status == 0
    manifest = ModelStore(own_home / "models", own_home / "none").get(messages[-1].model).manifest
    assert 0 <= manifest.metrics["photo_accuracy"] <= 1
    assert manifest.notes == f"Goes on from {base.model}."
    assert len(manifest.data_checksums["photos"]) == 64
    assert manifest.held_out == "1/10"
    assert str(photos) not in str(manifest)
    assert any(isinstance(m, Notice) and "could not be read" in m.sentence for m in messages)


def test_a_model_knows_what_it_learnt_from_and_from_whom_nobody_is_left(
    data: Path, photos: Path, own_home: Path
) -> None:
    """Of one person alone nothing can be held out; the model is made all the same, and says so."""
    table = photos / "labels.csv"
    table.write_text(re.sub(r",p\d+", ",p1", table.read_text()))
    shutil.copy(photos / "0.jpg", photos / "again.jpg")
    with table.open("a") as stream:
        stream.write(f"\nagain.jpg,{CLASS_NAMES[1]},p2")
    messages, _ = work(Train(settings=WITH_PHOTOS, data=str(data), photos=str(photos)))
    assert isinstance(messages[-1], Done), messages[-1]
    said = " ".join(message.sentence for message in messages if isinstance(message, Notice))
    assert "left to check with" in said
    assert "there twice" in said
    stored = ModelStore(own_home / "models", own_home / "none").get(messages[-1].model)
    assert "photo_accuracy" not in stored.manifest.metrics
    assert flattery(stored, read_photo_set(photos).photos).startswith("25 of these photos were learnt from")


def test_another_network_is_not_gone_on_from(data: Path, photos: Path) -> None:
    first, _ = work(Train(settings=QUICK, data=str(data)))
    assert isinstance(first[-1], Done)
    settings = {**WITH_PHOTOS, "recipe": "sequential"}
    messages, _ = work(
        Train(settings=settings, data=str(data), photos=str(photos), start_from=first[-1].model)
    )
    assert isinstance(messages[-1], Failed)
    assert "another network" in messages[-1].problem


def test_a_folder_without_labels_is_refused_in_words(data: Path, tmp_path: Path) -> None:
    messages, _ = work(Train(settings=WITH_PHOTOS, data=str(data), photos=str(tmp_path)))
    assert isinstance(messages[-1], Failed)
    assert "no labelled pictures" in messages[-1].problem
    assert "labels.csv" in messages[-1].advice
