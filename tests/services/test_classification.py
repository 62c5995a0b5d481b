"""Recognition behind the window: the newest question wins, models are exchanged, nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from fashion_gui.core.errors import FashionGuiError, ModelError, PictureError
from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.model_store import ModelStore
from fashion_gui.core.prediction import ModelTag, Prediction
from fashion_gui.core.stored_model import StoredModel
from fashion_gui.services.classification import Classification, ModelChoice, Pasted
from tests.support.tiny_model import publish, sample

if TYPE_CHECKING:
    from fashion_gui.core.images import Picture
    from fashion_gui.inference.classifier import Classifier

WAIT = 30_000


@pytest.fixture
def store(tmp_path: Path, known_samples: np.ndarray) -> ModelStore:
    """A store with the models “Tiny” and “Turned”, which takes each class for the one before."""
    store = ModelStore(tmp_path / "models", tmp_path / "bundled")
    publish(store, known_samples, "Tiny")
    publish(store, known_samples, "Turned", np.roll(np.arange(10), 1))
    return store


def named(store: ModelStore, name: str) -> StoredModel:
    return next(model for model in store.models() if model.name == name)


class Heard:
    """What a Classification emitted, in order."""

    def __init__(self, service: Classification) -> None:
        self.answers: list[Prediction] = []
        self.pictures: list[Picture] = []
        self.failures: list[FashionGuiError] = []
        self.tags: list[ModelTag] = []
        self.refusals: list[FashionGuiError] = []
        service.answered.connect(self._take_answer)
        service.failed.connect(self.failures.append)
        service.model_loaded.connect(self.tags.append)
        service.model_refused.connect(self.refusals.append)

    def _take_answer(self, picture: Picture, prediction: Prediction) -> None:
        self.pictures.append(picture)
        self.answers.append(prediction)


@pytest.fixture
def load(store: ModelStore) -> Callable[[ModelChoice], Classifier]:
    def load_model(choice: ModelChoice) -> Classifier:
        from fashion_gui.inference.classifier import Classifier

        assert threading.current_thread() is not threading.main_thread()
        return Classifier.load(named(store, choice.model or "Tiny"), choice.device, choice.precision)

    return load_model


@pytest.fixture
def service(qtbot: QtBot, load: Callable[[ModelChoice], Classifier]) -> Iterator[Classification]:  # noqa: ARG001
    service = Classification(load)
    yield service
    service.close()
    assert not service._thread.isRunning()


def test_a_file_is_answered(qtbot: QtBot, service: Classification) -> None:
    heard = Heard(service)
    service.use_model(ModelChoice())
    number = service.ask(sample("Coat"), 0.5)
    qtbot.waitUntil(lambda: bool(heard.answers), timeout=WAIT)
    answer = heard.answers[0]
    assert (answer.label, answer.request, answer.threshold) == ("Coat", number, 0.5)
    assert answer.milliseconds.decode > 0
    assert heard.tags[0].model == "Tiny"
    assert heard.pictures[0].path == sample("Coat")


def test_an_image_and_bytes_and_a_decoded_picture_are_answered_alike(
    qtbot: QtBot, service: Classification
) -> None:
    heard = Heard(service)
    service.use_model(ModelChoice())
    sources = (Pasted(sample("Bag").read_bytes(), "it"), Pasted(QImage(str(sample("Bag"))), "it"))
    for count, source in enumerate(sources, 1):
        service.ask(source, 0.5)
        qtbot.waitUntil(lambda count=count: len(heard.answers) == count, timeout=WAIT)  # type: ignore[misc]
    service.ask(heard.pictures[0], 0.5, box=(0, 0, *heard.pictures[0].rgb.shape[1::-1]))
    qtbot.waitUntil(lambda: len(heard.answers) == 3, timeout=WAIT)
    assert [answer.label for answer in heard.answers] == ["Bag"] * 3


def test_only_the_newest_question_is_answered(qtbot: QtBot, service: Classification) -> None:
    heard = Heard(service)
    service.use_model(ModelChoice())
    numbers = [service.ask(sample(name), 0.5) for name in CLASS_NAMES]
    qtbot.waitUntil(lambda: bool(heard.answers), timeout=WAIT)
    qtbot.wait(300)
    assert [answer.request for answer in heard.answers] == numbers[-1:]


def test_what_is_forgotten_is_not_answered(qtbot: QtBot, service: Classification) -> None:
    heard = Heard(service)
    service.use_model(ModelChoice())
    service.ask(sample("Dress"), 0.5)
    service.forget()
    qtbot.waitUntil(lambda: bool(heard.tags) and not service._answering, timeout=WAIT)
    assert not heard.answers
    service.ask(sample("Dress"), 0.5)
    qtbot.waitUntil(lambda: bool(heard.answers), timeout=WAIT)


def test_a_model_is_exchanged_while_it_works_and_no_question_is_lost(
    qtbot: QtBot, service: Classification
) -> None:
    heard = Heard(service)
    service.use_model(ModelChoice("Tiny"))
    for turn in range(6):
        service.ask(sample("Trouser"), 0.5)
        service.use_model(ModelChoice("Turned" if turn % 2 == 0 else "Tiny"))
        qtbot.waitUntil(lambda turn=turn: len(heard.answers) == turn + 1, timeout=WAIT)  # type: ignore[misc]
        assert heard.answers[-1].tag.model == ("Tiny" if turn % 2 == 0 else "Turned")
        assert heard.answers[-1].label == ("Trouser" if turn % 2 == 0 else "Pullover")
    assert not heard.failures


def test_a_bad_model_never_displaces_a_good_one(
    qtbot: QtBot, service: Classification, store: ModelStore
) -> None:
    heard = Heard(service)
    service.use_model(ModelChoice("Tiny"))
    weights = named(store, "Turned").folder / "model.bin"
    turned = named(store, "Turned")
    damaged = bytearray(weights.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    weights.chmod(0o600)
    weights.write_bytes(damaged)
    store.models = lambda: [turned]  # type: ignore[method-assign]  # it is listed, as if damaged just now
    service.use_model(ModelChoice("Turned"))
    qtbot.waitUntil(lambda: bool(heard.refusals), timeout=WAIT)
    assert "damaged" in heard.refusals[0].problem
    service.ask(sample("Sandal"), 0.5)
    qtbot.waitUntil(lambda: bool(heard.answers), timeout=WAIT)
    assert (heard.answers[0].label, heard.answers[0].tag.model) == ("Sandal", "Tiny")


def test_without_a_model_a_question_is_answered_with_the_reason(qtbot: QtBot) -> None:
    def load(choice: ModelChoice) -> Classifier:
        raise ModelError(f"There is no model for {choice.device}.", "Choose another.")

    service = Classification(load)
    heard = Heard(service)
    service.use_model(ModelChoice(device="NPU"))
    service.ask(sample("Bag"), 0.5)
    qtbot.waitUntil(lambda: bool(heard.failures), timeout=WAIT)
    assert str(heard.failures[0]) == "There is no model for NPU. Choose another."
    service.close()


def test_a_defect_is_told_and_the_next_question_answered(
    qtbot: QtBot, service: Classification, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = Heard(service)
    service.use_model(ModelChoice())
    with monkeypatch.context() as patch:
        patch.setattr("fashion_gui.core.segmentation.find_garment", lambda *_: 1 / 0)
        service.ask(sample("Bag"), 0.5)
        qtbot.waitUntil(lambda: bool(heard.failures), timeout=WAIT)
    assert "ZeroDivisionError" in heard.failures[0].problem
    service.ask(sample("Bag"), 0.5)
    qtbot.waitUntil(lambda: bool(heard.answers), timeout=WAIT)


def test_an_unreadable_picture_is_told(qtbot: QtBot, service: Classification, tmp_path: Path) -> None:
    heard = Heard(service)
    service.use_model(ModelChoice())
    service.ask(tmp_path / "gone.jpg", 0.5)
    qtbot.waitUntil(lambda: bool(heard.failures), timeout=WAIT)
    assert isinstance(heard.failures[0], PictureError)
    service.ask(Pasted(b"no picture", "the clipboard"), 0.5)
    qtbot.waitUntil(lambda: len(heard.failures) == 2, timeout=WAIT)
    assert "the clipboard" in heard.failures[1].problem
