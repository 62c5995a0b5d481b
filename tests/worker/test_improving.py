"""A model learns from own examples in a real worker process."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from fashion_gui import paths
from fashion_gui.core.improvement import Improvement
from fashion_gui.core.model_store import ModelStore
from fashion_gui.core.new_examples import from_file
from fashion_gui.core.own_examples import OwnExamples
from fashion_gui.core.stored_model import StoredModel
from fashion_gui.worker.entry import EXIT_CANCELLED, EXIT_FAILED
from fashion_gui.worker.job_requests import Improve, Train
from fashion_gui.worker.messages import AnyMessage, Batches, Done, Failed, Figures, Notice
from tests.support.garments import draw_photos
from tests.support.idx import small_dataset
from tests.support.worker import work

TROUSER, PULLOVER = 1, 2


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_dataset(tmp_path_factory.mktemp("data"), train=1_500, test=100)


@pytest.fixture
def own(tmp_path: Path) -> OwnExamples:
    """Twelve examples of two classes, and one of a third that is torn."""
    made = OwnExamples(paths.own_photos_dir())
    for label, name in ((TROUSER, "trouser"), (PULLOVER, "pullover")):
        drawn = draw_photos(tmp_path / name, [f"{name} {number}" for number in range(6)])
        made.add([from_file(path) for path in drawn], label)
    (made.folder / "torn.jpg").write_bytes(drawn[0].read_bytes()[:300])
    table = made.folder / "labels.csv"
    table.write_text(table.read_text() + "torn.jpg,Coat,\n")
    return made


def notices(messages: list[AnyMessage]) -> str:
    return " ".join(message.sentence for message in messages if isinstance(message, Notice))


@pytest.mark.timeout(1200)
@pytest.mark.usefixtures("own")
def test_the_improved_model_is_compared_and_kept(data: Path, own_home: Path) -> None:
    """The first one has seen hardly anything, so the second can only be better."""
    settings = {"recipe": "quick", "epochs": 1, "batch_size": 32, "limit": 64}
    first, _ = work(Train(settings=settings, data=str(data)))
    assert isinstance(first[-1], Done), first[-1]
    store = ModelStore(own_home / "models", own_home / "none")
    base = store.activate(first[-1].model)

    _, status = work(Improve(data=str(data)), stop_at=lambda message: isinstance(message, Batches))
    assert status == EXIT_CANCELLED
    assert [model.id for model in store.models()] == [base.id]

    messages, status = work(Improve(data=str(data)))
    assert isinstance(messages[-1], Done), messages[-1]
    assert status == 0
    assert "1 example could not be read, “torn.jpg” first." in notices(messages)
    (figures,) = [m for m in messages if isinstance(m, Figures) and m.kind == "improvement"]
    found = msgspec.convert(figures.values, Improvement)
    assert (found.learnt, found.asked, found.test_images) == (8, 4, 100)
    assert sum(after for _, _, after in found.per_class.values()) == found.right_after
    assert found.accepted
    made = store.get(messages[-1].model)
    made.check()
    assert made.name == f"{base.name}, improved"
    assert made.manifest.recipe == "improve"
    assert made.manifest.metrics["own_examples_after"] == found.right_after / 4
    assert "photo_accuracy" not in made.manifest.metrics
    assert f"Goes on from {base.id} with 8 own examples of Trouser, Pullover" in made.manifest.notes
    assert {model.id for model in store.models()} == {base.id, made.id}
    assert store.active().id == base.id


def test_what_cannot_be_learnt_from_is_said(data: Path, tmp_path: Path, own: OwnExamples) -> None:
    few = draw_photos(tmp_path / "few" / "trouser", ["trouser 1", "trouser 2"])
    for request, said in (
        (Improve(examples=str(few[0].parent.parent), data=str(data)), "only 2 examples"),
        (Improve(examples=str(tmp_path / "nowhere"), data=str(data)), "is not a folder"),
        (Improve(data=str(tmp_path / "nowhere")), "train-images-idx3-ubyte.gz” is missing"),
        (Improve(model="gone", data=str(data)), "There is no model “gone”"),
    ):
        messages, status = work(request)
        assert status == EXIT_FAILED
        assert isinstance(messages[-1], Failed)
        assert said in messages[-1].problem
        assert messages[-1].advice
    assert len(own.photo_set().photos) == 13


def test_a_model_without_weights_to_go_on_from_is_refused(tiny_model: StoredModel, data: Path) -> None:
    messages, status = work(Improve(model=tiny_model.id, data=str(data)))
    assert status == EXIT_FAILED
    assert isinstance(messages[-1], Failed)
    assert "“Tiny” does not tell how it was trained" in messages[-1].problem
