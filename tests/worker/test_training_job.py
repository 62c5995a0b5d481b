"""A real worker process on real IDX files: train, convert, check, evaluate, publish; cancel and go on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fashion_gui.core.model_store import ModelStore
from fashion_gui.inference.classifier import Classifier
from fashion_gui.worker import runs
from fashion_gui.worker.entry import EXIT_CANCELLED, EXIT_FAILED
from fashion_gui.worker.job_requests import Train
from fashion_gui.worker.messages import (
    Acceleration,
    AnyMessage,
    Batches,
    Cancelled,
    Done,
    Epoch,
    Failed,
    Figures,
    Stage,
)
from tests.support.idx import small_dataset
from tests.support.worker import work

SETTINGS = {"recipe": "quick", "epochs": 2, "batch_size": 32, "limit": 320}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_dataset(tmp_path_factory.mktemp("data"), train=500, test=200)


def _losses(messages: list[AnyMessage]) -> list[tuple[float, float]]:
    return [(m.loss, m.validation_loss) for m in messages if isinstance(m, Epoch)]


def test_the_whole_job_ends_with_a_model_that_answers(data: Path, own_home: Path) -> None:
    messages, status = work(Train(settings=SETTINGS, data=str(data)))
    done = messages[-1]
    assert isinstance(done, Done), done
    assert status == 0
    kinds = {type(message) for message in messages}
    assert {Stage, Acceleration, Batches, Epoch, Figures} <= kinds
    assert [m.epoch for m in messages if isinstance(m, Epoch)] == [1, 2]
    assert sum(len(m.losses) for m in messages if isinstance(m, Batches)) == 2 * (320 // 32)

    model = ModelStore(own_home / "models", own_home / "none").get(done.model)
    model.check()
    assert {"model.xml", "model-fp32.xml", "golden.npz", "weights.npz", "evaluation.json"} <= set(
        model.manifest.files
    )
    assert model.manifest.metrics["parity_fp32"] <= 1e-4
    assert len(model.manifest.history) == 2
    probabilities = Classifier.load(model).predict(np.zeros((1, 28, 28), np.uint8))
    np.testing.assert_allclose(probabilities.sum(), 1, atol=1e-3)
    assert not runs.resumable()
    assert not list((own_home / "runs").iterdir())


def test_a_cancelled_training_goes_on_and_ends_like_one_that_was_not(data: Path) -> None:
    straight, _ = work(Train(settings=SETTINGS, data=str(data)))
    messages, status = work(
        Train(settings=SETTINGS, data=str(data)),
        stop_at=lambda m: isinstance(m, Epoch) and m.epoch == 1,
    )
    assert status == EXIT_CANCELLED
    cancelled = messages[-1]
    assert isinstance(cancelled, Cancelled)
    assert [run.name for run in runs.resumable()] == [cancelled.run]

    resumed, status = work(Train(run=cancelled.run))
    assert status == 0
    np.testing.assert_allclose(_losses(resumed), _losses(straight), rtol=2e-2)
    assert not runs.resumable()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"recipe": "slow"}, "no recipe called “slow”"),
        ({"recipe": "quick", "epochs": 0}, "epochs can't be 0"),
        ({"recipe": "quick", "epochs": "many"}, "settings can't be used"),
        ({"recipe": "quick", "augmentation": {"zoom": 3.0}}, "zoom can't be 3"),
        ({"recipe": "refine", "calibration": {"zoom": 3.0}}, "zoom can't be 3"),
    ],
)
def test_settings_that_make_no_sense_are_refused_in_words(
    data: Path, settings: dict[str, object], said: str
) -> None:
    messages, status = work(Train(settings=settings, data=str(data)))
    assert status == EXIT_FAILED
    assert isinstance(messages[-1], Failed)
    assert said in messages[-1].problem
    assert messages[-1].advice


def test_what_is_calibrated_on_harder_pictures_is_less_sure(data: Path, own_home: Path) -> None:
    plain, _ = work(Train(settings=SETTINGS, data=str(data)))
    assert isinstance(plain[-1], Done), plain[-1]
    as_before = {**SETTINGS, "epochs": 1, "kept_first": 1.0, "kept_last": 1.0}
    harder = {**as_before, "calibration": {"erasing": 1.0, "erasing_area": 0.6}}
    again, _ = work(Train(settings=harder, data=str(data), start_from=plain[-1].model))
    assert isinstance(again[-1], Done), again[-1]
    store = ModelStore(own_home / "models", own_home / "none")
    before, after = (store.get(done.model) for done in (plain[-1], again[-1]))
    assert before.manifest.metrics["validation_accuracy"] == after.manifest.metrics["validation_accuracy"]
    assert after.manifest.temperature > before.manifest.temperature


def test_a_missing_data_set_is_said_and_leaves_nothing(tmp_path: Path, own_home: Path) -> None:
    messages, status = work(Train(settings=SETTINGS, data=str(tmp_path / "nowhere")))
    assert status == EXIT_FAILED
    assert isinstance(messages[-1], Failed)
    assert "train-images-idx3-ubyte.gz” is missing" in messages[-1].problem
    assert not (own_home / "models").exists()
    assert not (own_home / "runs").exists()
