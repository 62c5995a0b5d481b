"""Evaluations of a real model: figures, what is kept, progress, cancelling, and data that is odd."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

from fashion_gui import paths
from fashion_gui.core.array_files import write_arrays
from fashion_gui.core.datasets import DATASET_VARIABLE
from fashion_gui.core.errors import DataSetError
from fashion_gui.core.evaluation_store import EvaluationStore
from fashion_gui.core.held_out import HeldOut
from fashion_gui.core.labels import CLASS_NAMES, class_slug
from fashion_gui.core.learnt_photos import photo_ids
from fashion_gui.core.model_store import ModelStore
from fashion_gui.core.photo_figures import photo_figures
from fashion_gui.core.photo_sets import read_photo_set
from fashion_gui.core.stored_model import StoredModel
from fashion_gui.services.evaluation import Evaluations
from fashion_gui.services.evaluation_work import Cancelled, EvaluationChoice, Evaluator
from tests.support.idx import small_dataset
from tests.support.tiny_model import publish, sample, saved_again

WAIT = 60_000


def open_store() -> ModelStore:
    return ModelStore(paths.user_models_dir(), paths.bundled_models_dir())


def kept() -> EvaluationStore:
    return EvaluationStore(paths.home_dir() / "evaluations")


@pytest.fixture
def dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """300 test images where the program looks for the data set."""
    folder = small_dataset(tmp_path / "data", train=20, test=300)
    monkeypatch.setenv(DATASET_VARIABLE, str(folder))
    return folder


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """One sample picture a class, a hat that is none of the ten, and a file that is no picture."""
    folder = tmp_path / "photos"
    for name in CLASS_NAMES:
        (folder / class_slug(name)).mkdir(parents=True)
        shutil.copy(sample(name), folder / class_slug(name))
    (folder / "none").mkdir()
    saved_again("Bag", folder / "none" / "hat.jpg")
    (folder / "coat" / "torn.jpg").write_bytes(b"no picture")
    (folder / "hats").mkdir()
    return folder


@pytest.fixture
def service() -> Iterator[Evaluations]:
    made = Evaluations(open_store)
    yield made
    made.close()
    assert not made.running


def test_figures_are_scikit_learns_and_are_kept(dataset: Path, tiny_model: StoredModel) -> None:
    assert dataset.is_dir()
    told: list[tuple[int, int]] = []
    evaluator = Evaluator(open_store(), kept(), lambda done, total: told.append((done, total)))
    choice = EvaluationChoice(tiny_model.id)
    assert evaluator.find(choice) is None
    found = evaluator.evaluate(choice)
    figures = found.about.figures
    assert told[-1] == (300, 300)
    assert (figures.count, figures.data, figures.model) == (300, "300 test images", "Tiny")
    expected = precision_recall_fscore_support(
        found.labels, found.answers, labels=range(10), zero_division=0.0
    )
    for name, *row in zip(CLASS_NAMES, *expected, strict=True):
        one = figures.per_class[name]
        assert (one.precision, one.recall, one.f1, one.support) == tuple(row)
    matrix = np.array(figures.confusion_matrix)
    assert (matrix == confusion_matrix(found.labels, found.answers, labels=range(10))).all()
    assert matrix.sum(axis=1).tolist() == [figures.per_class[name].support for name in CLASS_NAMES]

    told.clear()
    again = evaluator.evaluate(choice)
    assert told == []  # nothing was asked
    assert again.about == found.about
    assert (again.probabilities == found.probabilities).all()
    assert (again.pictures == found.pictures).all()
    assert evaluator.find(EvaluationChoice(tiny_model.id, "fp32")) is None


def test_a_damaged_file_is_as_good_as_none(dataset: Path, tiny_model: StoredModel) -> None:
    assert dataset.is_dir()
    evaluator, choice = Evaluator(open_store(), kept()), EvaluationChoice(tiny_model.id)
    evaluator.evaluate(choice)
    files = sorted((paths.home_dir() / "evaluations").iterdir())
    assert len(files) == 2
    for path in files:
        whole = path.read_bytes()
        path.write_bytes(whole[:-30])
        assert evaluator.find(choice) is None
        path.write_bytes(whole[: len(whole) // 2] + b"\x00\xff" + whole[len(whole) // 2 + 2 :])
        assert evaluator.find(choice) is None
        evaluator.evaluate(choice)
        assert evaluator.find(choice) is not None


def test_other_data_is_evaluated_anew(dataset: Path, tiny_model: StoredModel) -> None:
    evaluator, choice = Evaluator(open_store(), kept()), EvaluationChoice(tiny_model.id)
    evaluator.evaluate(choice)
    small_dataset(dataset, train=20, test=280)
    assert evaluator.find(choice) is None
    assert evaluator.evaluate(choice).about.figures.count == 280


def test_a_folder_of_labelled_photos(photos: Path, tiny_model: StoredModel) -> None:
    evaluator, choice = Evaluator(open_store(), kept()), EvaluationChoice(tiny_model.id, folder=str(photos))
    found = evaluator.evaluate(choice)
    assert (found.about.figures.accuracy, found.about.figures.count) == (1.0, 10)
    assert (len(found.labels), int((~found.known).sum())) == (11, 1)
    assert [Path(path).suffix for path in found.paths] == [".jpg"] * 11
    unknown, unread = found.about.left_out
    assert "hats" in unknown
    assert "could not be read: 1, “torn.jpg”" in unread
    assert evaluator.find(choice) is not None
    (photos / "coat" / "torn.jpg").unlink()
    assert evaluator.find(choice) is None


def test_answers_that_no_threshold_lets_through_are_kept(
    photos: Path, tiny_model: StoredModel, known_samples: np.ndarray
) -> None:
    choice = EvaluationChoice(tiny_model.id, folder=str(photos))
    Image.new("RGB", (300, 300), "white").save(photos / "coat" / "wall.png")  # no garment in it
    found = Evaluator(open_store(), kept()).evaluate(choice)
    withheld = [Path(found.paths[index]).name for index in found.withheld]
    assert withheld == ["wall.png"]
    again = Evaluator(open_store(), kept()).find(choice)
    assert again is not None
    assert again.withheld == found.withheld
    assert not again.sure(0.0)[list(again.withheld)].any()

    store = open_store()
    strict = publish(store, known_samples, "Strict", least_familiarity=100.0)
    found = Evaluator(store, kept()).evaluate(EvaluationChoice(strict.id, folder=str(photos)))
    assert len(found.withheld) == len(found.labels)
    assert photo_figures(found, 0.0).not_sure == 1.0


def test_figures_on_photos_that_were_learnt_from_say_so(photos: Path, known_samples: np.ndarray) -> None:
    store = open_store()
    learnt = photo_ids(read_photo_set(photos).photos[:3])
    taught = publish(store, known_samples, "Taught", learnt_photos=learnt)
    found = Evaluator(store, kept()).evaluate(EvaluationChoice(taught.id, folder=str(photos)))
    assert found.about.left_out[-1].startswith("3 of these photos were learnt from by this model")


def test_a_copy_of_a_photo_counts_once(photos: Path, tiny_model: StoredModel) -> None:
    shutil.copy(sample("Coat"), photos / "coat" / "again.jpg")
    shutil.copy(sample("Dress"), photos / "shirt" / "dress.jpg")
    found = Evaluator(open_store(), kept()).evaluate(EvaluationChoice(tiny_model.id, folder=str(photos)))
    assert found.about.figures.count == 9  # one coat, and no dress
    said = " ".join(found.about.left_out)
    assert "1 file is there twice" in said
    assert "contradict each other" in said


def test_one_part_of_the_people_is_kept_apart(photos: Path, tiny_model: StoredModel) -> None:
    evaluator = Evaluator(open_store(), kept())
    parts = [EvaluationChoice(tiny_model.id, folder=str(photos), held_out=HeldOut(n, 2)) for n in (1, 2)]
    first = evaluator.evaluate(parts[0])
    assert evaluator.find(parts[1]) is None
    second = evaluator.evaluate(parts[1])
    assert not set(first.paths) & set(second.paths)
    assert len(first.paths) + len(second.paths) == 11
    assert first.about.people == len(first.paths)  # without names everybody took one
    assert "part 1 of 2 of the people" in first.about.figures.data
    assert first.about.held_out == HeldOut(1, 2)
    again = evaluator.find(parts[0])
    assert again is not None
    assert again.about == first.about
    whole, parts = read_photo_set(photos).photos, (HeldOut(part, 50) for part in range(1, 51))
    empty = next(part for part in parts if not part.divide(whole)[1])
    with pytest.raises(DataSetError, match="12 people only"):
        evaluator.find(EvaluationChoice(tiny_model.id, folder=str(photos), held_out=empty))


def test_what_an_older_program_kept_is_evaluated_anew(photos: Path, tiny_model: StoredModel) -> None:
    evaluator, choice = Evaluator(open_store(), kept()), EvaluationChoice(tiny_model.id, folder=str(photos))
    found = evaluator.evaluate(choice)
    (path,) = (paths.home_dir() / "evaluations").glob("answers-*.npz")
    with np.load(path) as new:
        write_arrays(path, **{name: new[name] for name in new.files if name != "withheld"})
    assert evaluator.find(choice) is None
    assert evaluator.evaluate(choice).withheld == found.withheld
    assert evaluator.find(choice) is not None


def test_classes_without_pictures_are_told(photos: Path, tiny_model: StoredModel) -> None:
    evaluator, choice = Evaluator(open_store(), kept()), EvaluationChoice(tiny_model.id, folder=str(photos))
    for name in CLASS_NAMES[2:]:
        shutil.rmtree(photos / class_slug(name))
    told = " ".join(evaluator.evaluate(choice).about.left_out)
    assert "no pictures of Pullover, Dress" in told
    shutil.rmtree(photos / class_slug(CLASS_NAMES[1]))
    told = " ".join(evaluator.evaluate(choice).about.left_out)
    assert "All pictures are of one class, T-shirt/top" in told


def test_nothing_to_evaluate_is_said_clearly(
    tmp_path: Path, tiny_model: StoredModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluator = Evaluator(open_store(), kept())
    monkeypatch.delenv(DATASET_VARIABLE, raising=False)
    with pytest.raises(DataSetError, match="Fashion-MNIST is not there"):
        evaluator.evaluate(EvaluationChoice(tiny_model.id))
    with pytest.raises(DataSetError, match="no labelled pictures"):
        evaluator.evaluate(EvaluationChoice(tiny_model.id, folder=str(tmp_path)))
    (tmp_path / "none").mkdir()
    shutil.copy(sample("Bag"), tmp_path / "none")
    with pytest.raises(DataSetError, match="could be evaluated"):
        evaluator.evaluate(EvaluationChoice(tiny_model.id, folder=str(tmp_path)))


def test_cancelling_keeps_nothing(dataset: Path, tiny_model: StoredModel) -> None:
    assert dataset.is_dir()
    asked = iter([False, False])
    evaluator = Evaluator(open_store(), kept(), cancelled=lambda: next(asked, True))
    with pytest.raises(Cancelled):
        evaluator.evaluate(EvaluationChoice(tiny_model.id))
    assert not (paths.home_dir() / "evaluations").exists()


def test_the_service_answers_the_latest_wish_only(
    qtbot: QtBot, dataset: Path, photos: Path, tiny_model: StoredModel, service: Evaluations
) -> None:
    assert dataset.is_dir()
    heard: list[object] = []
    service.evaluated.connect(heard.append)
    on_tests = EvaluationChoice(tiny_model.id)
    with qtbot.waitSignal(service.not_kept, timeout=WAIT):
        service.look_up(on_tests)
    service.start(EvaluationChoice(tiny_model.id, folder=str(photos)))
    with qtbot.waitSignal(service.evaluated, timeout=WAIT) as done:
        service.start(on_tests, EvaluationChoice(tiny_model.id, "fp32"))
    first, second = done.args[0]
    assert (first.about.precision, second.about.precision) == ("fp16", "fp32")
    with qtbot.waitSignal(service.evaluated, timeout=WAIT):
        service.look_up(on_tests)
    assert len(heard) == 2
    with qtbot.waitSignal(service.failed, timeout=WAIT) as failed:
        service.start(EvaluationChoice("no-such-model"))
    assert "no-such-model" in failed.args[0].problem
    with qtbot.waitSignal(service.cancelled, timeout=WAIT):
        service.start(EvaluationChoice(tiny_model.id, folder=str(photos)))
        service.cancel()
