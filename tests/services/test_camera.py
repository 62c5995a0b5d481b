"""Live video with real sources and a real model: newest frames, clean ends, nothing of a run after it."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from fashion_gui.core.errors import CameraError, FashionGuiError, ModelError
from fashion_gui.core.recording import COLUMNS
from fashion_gui.core.stored_model import StoredModel
from fashion_gui.core.video_sources import StreamFacts, source_from
from fashion_gui.inference.classifier import Classifier
from fashion_gui.services.camera import Camera
from fashion_gui.services.model_slot import ModelSlot
from tests.support.video import cutting, empty_scene, network_camera, scripted_frames, write_video

if TYPE_CHECKING:
    from fashion_gui.core.capture import Frame
    from fashion_gui.core.live_answer import LiveAnswer

WAIT = 60_000


class Viewer:
    """Takes what a Camera has, as the window does."""

    def __init__(self, camera: Camera) -> None:
        self.facts: list[StreamFacts] = []
        self.frames: list[Frame] = []
        self.answers: list[LiveAnswer] = []
        self.losses: list[CameraError] = []
        self.failures: list[FashionGuiError] = []
        self.ends = 0
        self._camera = camera
        camera.opened.connect(self.facts.append)
        camera.lost.connect(self.losses.append)
        camera.frame_waiting.connect(self._take_frame)
        camera.answer_waiting.connect(self._take_answer)
        camera.failed.connect(self.failures.append)
        camera.ended.connect(self._take_end)

    def _take_frame(self) -> None:
        frame = self._camera.take_frame()
        if frame is not None:
            self.frames.append(frame)

    def _take_answer(self) -> None:
        taken = self._camera.take_answer()
        if taken is not None:
            assert taken[0].number == taken[1].frame
            self.answers.append(taken[1])

    def _take_end(self) -> None:
        self.ends += 1


@pytest.fixture
def slot(tiny_model: StoredModel) -> ModelSlot:
    slot = ModelSlot()
    slot.put(Classifier.load(tiny_model))
    return slot


@pytest.fixture
def camera(slot: ModelSlot) -> Iterator[Camera]:
    camera = Camera(slot)
    yield camera
    camera.close()


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Three seconds of a bag."""
    return write_video(tmp_path / "bag.avi", scripted_frames(["Bag"], 90))


def test_a_film_is_shown_answered_recorded_and_ends(
    camera: Camera, film: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    viewer = Viewer(camera)
    table = tmp_path / "answers.csv"
    with qtbot.waitSignals([camera.ended, camera.recorded], timeout=WAIT):
        camera.start(source_from(str(film)), 0.3)
        camera.record(table)
    assert viewer.facts == [StreamFacts(640, 480, 30.0)]
    assert not viewer.failures
    assert not camera.running
    numbers = [frame.number for frame in viewer.frames]
    assert numbers == sorted(set(numbers))
    asked = [answer.frame for answer in viewer.answers]
    assert asked == sorted(set(asked))
    assert {answer.label for answer in viewer.answers if answer.there} == {"Bag"}
    assert viewer.answers[-1].outlines
    rows = list(csv.DictReader(table.open(newline="", encoding="utf-8")))
    assert tuple(rows[0]) == COLUMNS
    assert {row["label"] for row in rows} <= {"Bag", ""}
    assert len(rows) >= len(viewer.answers)


def test_a_slow_viewer_gets_the_newest_and_is_told_once(camera: Camera, qtbot: QtBot) -> None:
    told: list[None] = []
    camera.frame_waiting.connect(lambda: told.append(None))
    with network_camera([empty_scene()]) as source:
        with qtbot.waitSignal(camera.frame_waiting, timeout=WAIT):
            camera.start(source_from(source.url), 0.5)
        qtbot.wait(500)
        assert len(told) == 1
        frame = camera.take_frame()
        assert frame is not None
        assert frame.number > 1
        qtbot.waitUntil(lambda: len(told) == 2, timeout=WAIT)


def test_stopping_takes_no_time_and_frees_the_source(camera: Camera, qtbot: QtBot) -> None:
    viewer = Viewer(camera)
    with network_camera([cutting("Dress").before(empty_scene())]) as source:
        camera.start(source_from(source.url), 0.3)
        qtbot.waitUntil(lambda: bool(viewer.answers), timeout=WAIT)
        begun = time.monotonic()
        camera.stop()
        assert time.monotonic() - begun < 0.2
        count = len(viewer.frames), len(viewer.answers)
        camera.close()
        assert time.monotonic() - begun < 2
        qtbot.waitUntil(lambda: source.viewers == 0, timeout=WAIT)
        assert (len(viewer.frames), len(viewer.answers)) == count
        assert not viewer.failures


def test_switching_leaves_nothing_of_the_source_before(camera: Camera, film: Path, qtbot: QtBot) -> None:
    viewer = Viewer(camera)
    with network_camera([cutting("Dress").before(empty_scene())]) as source:
        camera.start(source_from(source.url), 0.3)
        qtbot.waitUntil(lambda: bool(viewer.answers), timeout=WAIT)
        camera.start(source_from(str(film)), 0.3)
        viewer.answers.clear()
        qtbot.waitUntil(lambda: viewer.ends == 1, timeout=WAIT)
        assert {answer.label for answer in viewer.answers if answer.there} == {"Bag"}
        qtbot.waitUntil(lambda: source.viewers == 0, timeout=WAIT)


@pytest.mark.parametrize("how", ["stalled", "closing"])
def test_a_source_that_stops_is_told_once_and_comes_back_by_itself(
    how: str, camera: Camera, qtbot: QtBot
) -> None:
    viewer = Viewer(camera)
    with network_camera([cutting("Dress").before(empty_scene())]) as source:
        camera.start(source_from(source.url), 0.3)
        qtbot.waitUntil(lambda: bool(viewer.answers), timeout=WAIT)
        getattr(source, how).set()
        qtbot.waitUntil(lambda: bool(viewer.losses), timeout=WAIT)
        assert "No more pictures come" in viewer.losses[0].problem
        assert camera.running
        before = len(viewer.frames)
        getattr(source, how).clear()
        qtbot.waitUntil(lambda: len(viewer.frames) > before + 5, timeout=WAIT)
        qtbot.waitUntil(lambda: viewer.answers[-1].seconds >= viewer.frames[before].seconds, timeout=WAIT)
    assert len(viewer.facts) == 2
    assert not viewer.failures
    numbers = [frame.number for frame in viewer.frames]
    assert numbers == sorted(set(numbers))


def test_what_is_tried_again_and_again_can_be_stopped_and_another_may_follow(
    camera: Camera, film: Path, qtbot: QtBot
) -> None:
    viewer = Viewer(camera)
    with network_camera([empty_scene()]) as source:
        camera.start(source_from(source.url), 0.3)
        qtbot.waitUntil(lambda: bool(viewer.frames), timeout=WAIT)
    qtbot.waitUntil(lambda: len(viewer.losses) > 1, timeout=WAIT)  # switched off now: another reason
    assert "Nothing that can be shown" in viewer.losses[1].problem
    begun = time.monotonic()
    camera.start(source_from(str(film)), 0.3)
    assert time.monotonic() - begun < 0.2
    viewer.frames.clear()
    losses = len(viewer.losses)
    qtbot.waitUntil(lambda: viewer.ends == 1, timeout=WAIT)
    assert viewer.frames
    assert not viewer.failures
    assert len(viewer.losses) == losses


def test_what_does_not_open_is_told(camera: Camera, tmp_path: Path, qtbot: QtBot) -> None:
    viewer = Viewer(camera)
    for number, text in enumerate((str(tmp_path / "missing.avi"), "98", "http://127.0.0.1:9/"), start=1):
        camera.start(source_from(text), 0.5)
        qtbot.waitUntil(lambda count=number: len(viewer.failures) == count, timeout=WAIT)  # type: ignore[misc]
    assert all(isinstance(error, CameraError) for error in viewer.failures)


def test_without_a_model_the_pictures_come_all_the_same(film: Path, qtbot: QtBot) -> None:
    slot = ModelSlot()
    slot.refuse(ModelError("There is no model.", "Train one."))
    camera = Camera(slot)
    viewer = Viewer(camera)
    camera.start(source_from(str(film)), 0.5)
    qtbot.waitUntil(lambda: viewer.ends == 1, timeout=WAIT)
    camera.close()
    assert [type(error) for error in viewer.failures] == [ModelError]
    assert viewer.frames
    assert not viewer.answers


def test_a_recording_that_cannot_be_written_is_told(
    camera: Camera, film: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "file").touch()
    with qtbot.waitSignal(camera.recording_failed, timeout=WAIT) as failed:
        camera.start(source_from(str(film)), 0.5)
        camera.record(tmp_path / "file" / "answers.csv")
    assert failed.args is not None
    assert "could not be written" in failed.args[0].problem
    assert camera.running
