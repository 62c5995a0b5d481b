"""Files and a real network camera, good ones and every kind of bad one."""

from __future__ import annotations

import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from fashion_gui.core.capture import Capture, Frame
from fashion_gui.core.errors import CameraError
from fashion_gui.core.video_sources import StreamFacts, source_from
from fashion_gui.core.video_streams import VideoStream
from tests.support.video import empty_scene, network_camera, write_video


def numbered(count: int, size: tuple[int, int] = (240, 320)) -> list[np.ndarray]:
    """Frames that can be told apart by their grey: 20, 24, 28 …"""
    return [np.full((*size, 3), 20 + 4 * number, np.uint8) for number in range(count)]


def test_a_file_gives_every_frame_in_colour_and_then_ends(tmp_path: Path) -> None:
    frames = [np.full((240, 320, 3), (200, 40 + number, 10), np.uint8) for number in range(12)]
    stream = VideoStream(source_from(str(write_video(tmp_path / "kür.avi", frames, rate=12))))
    assert (stream.facts, stream.live) == (StreamFacts(320, 240, 12.0), False)
    for frame in frames:
        read = stream.read()
        assert read is not None
        assert np.abs(read.mean((0, 1)) - frame.mean((0, 1))).max() < 6  # red first, not blue
    assert stream.read() is None
    stream.close()


def test_large_frames_are_reduced(tmp_path: Path) -> None:
    path = write_video(tmp_path / "large.avi", numbered(2, (1080, 1920)))
    stream = VideoStream(source_from(str(path)))
    read = stream.read()
    assert read is not None
    assert read.shape == (576, 1024, 3)
    assert stream.facts.width == 1920
    stream.close()


def test_what_is_no_video_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "empty.avi").touch()
    (tmp_path / "notes.avi").write_text("These are my notes.\n" * 50)
    whole = write_video(tmp_path / "whole.avi", numbered(10)).read_bytes()
    (tmp_path / "no frames.avi").write_bytes(whole[:2048])
    for name, words in (
        ("missing.avi", "No such file"),
        ("", "can't be read"),
        ("empty.avi", "is empty"),
        ("notes.avi", "not a video"),
        ("no frames.avi", "no pictures|not a video"),
    ):
        with pytest.raises(CameraError, match=words) as caught:
            VideoStream(source_from(str(tmp_path / name)))
        assert caught.value.advice
    with pytest.raises(CameraError, match=r"not plugged in|does not open|not allowed"):
        VideoStream(source_from("97"))
    with pytest.raises(CameraError, match="Nothing that can be shown"):
        VideoStream(source_from("http://127.0.0.1:9/video"))


def test_a_torn_file_ends_where_it_was_torn(tmp_path: Path) -> None:
    path = write_video(tmp_path / "torn.avi", numbered(40))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    stream = VideoStream(source_from(str(path)))
    count = 0
    while stream.read() is not None:
        count += 1
    assert 5 < count < 40
    stream.close()


def test_a_network_camera_with_torn_pictures_goes_on() -> None:
    with network_camera([empty_scene()]) as camera:
        camera.torn = 4
        stream = VideoStream(source_from(camera.url))
        assert stream.live
        for _ in range(40):
            frame = stream.read()
            assert frame is not None
            assert frame.shape == (480, 640, 3)
        stream.close()


def test_a_film_on_a_server_is_a_film(tmp_path: Path) -> None:
    write_video(tmp_path / "film.avi", numbered(9), rate=10)
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        stream = VideoStream(source_from(f"http://127.0.0.1:{server.server_port}/film.avi"))
        assert (stream.live, stream.facts) == (False, StreamFacts(320, 240, 10.0))
        count = 0
        while stream.read() is not None:
            count += 1
        stream.close()
        server.shutdown()
    assert count == 9


def test_a_network_camera_may_change_its_resolution() -> None:
    pictures = [*numbered(20), *numbered(20, (480, 640))]
    with network_camera(pictures) as camera:
        stream = VideoStream(source_from(camera.url))
        seen = set()
        while len(seen) < 2:
            frame = stream.read()
            assert frame is not None
            assert (stream.facts.height, stream.facts.width) == frame.shape[:2]
            seen.add(frame.shape)
        stream.close()


def test_who_reads_late_gets_the_newest_and_how_many_were_passed_over() -> None:
    with network_camera(numbered(60), rate=60) as camera:
        stream = VideoStream(source_from(camera.url))
        for _ in range(3):
            stream.read()
        time.sleep(0.5)
        late = stream.read()
        assert late is not None
        assert stream.passed_over > 5
        assert len(camera.sent) - stream.passed_over < 20
        stream.close()


def read_on(stream: VideoStream) -> None:
    """What was buffered before may come first."""
    for _ in range(10_000):
        stream.read()


@pytest.mark.parametrize("how", ["stalled", "closing"])
def test_a_network_camera_that_stops_is_noticed(how: str) -> None:
    with network_camera(numbered(5)) as camera:
        stream = VideoStream(source_from(camera.url))
        stream.read()
        getattr(camera, how).set()
        begun = time.monotonic()
        with pytest.raises(CameraError, match="No more pictures come"):
            read_on(stream)
        assert time.monotonic() - begun < 20
        stream.close()


def test_an_address_that_never_answers_takes_its_time_out() -> None:
    import socket

    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        begun = time.monotonic()
        with pytest.raises(CameraError, match="Nothing that can be shown"):
            VideoStream(source_from(f"http://127.0.0.1:{mute.getsockname()[1]}/"))
        assert time.monotonic() - begun < 20


class Heard:
    """What a capture told."""

    def __init__(self) -> None:
        self.facts: StreamFacts | None = None
        self.frames: list[Frame] = []
        self.error: CameraError | None = None
        self.over = threading.Event()
        self.flowing = threading.Event()

    def stream_opened(self, facts: StreamFacts) -> None:
        self.facts = facts

    def stream_lost(self, error: CameraError) -> None:
        raise AssertionError(f"only what is persistent is opened again: {error}")

    def frame_captured(self, frame: Frame) -> None:
        self.frames.append(frame)
        self.flowing.set()

    def stream_ended(self, error: CameraError | None) -> None:
        self.error = error
        self.over.set()


def test_a_file_is_played_at_its_own_pace(tmp_path: Path) -> None:
    heard = Heard()
    path = write_video(tmp_path / "slow.avi", numbered(20), rate=20)
    Capture(source_from(str(path)), heard).start()
    assert heard.over.wait(60)
    assert heard.error is None
    assert [frame.number for frame in heard.frames] == list(range(20))
    assert heard.frames[-1].seconds >= 0.9
    assert heard.frames[-1].captured - heard.frames[0].captured >= 0.9


def test_stopping_frees_the_source_within_a_second() -> None:
    with network_camera([empty_scene()]) as camera:
        heard = Heard()
        capture = Capture(source_from(camera.url), heard)
        capture.start()
        assert heard.flowing.wait(60)
        begun = time.monotonic()
        capture.stop()
        assert capture.wait(20)
        assert time.monotonic() - begun < 1.0
        end = time.monotonic() + 20
        while camera.viewers and time.monotonic() < end:
            time.sleep(0.02)
        assert not camera.viewers
        assert not heard.over.is_set()  # it was told to stop: nothing is left to say
