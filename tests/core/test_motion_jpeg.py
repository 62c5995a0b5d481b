"""The forms in which network cameras send Motion JPEG, from a real socket, byte by byte as they do."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from fashion_gui.benchmarks.scripted_video import as_jpeg
from fashion_gui.core.motion_jpeg import open_motion_jpeg

SHADES = (40, 120, 200)
JPEGS = [as_jpeg(np.full((48, 64, 3), shade, np.uint8)) for shade in SHADES]


class Server:
    """Answers one request with bytes, each piece once the one before it was read, and keeps the request."""

    def __init__(self, pieces: list[bytes]) -> None:
        self.request = b""
        self.go_on = threading.Semaphore(1)
        self._pieces = pieces
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with self._socket, self._socket.accept()[0] as connection:
            while b"\r\n\r\n" not in self.request:
                self.request += connection.recv(4096)
            for piece in self._pieces:
                self.go_on.acquire(timeout=20)
                connection.sendall(piece)

    def join(self) -> None:
        for _ in range(len(self._pieces) + 1):
            self.go_on.release()
        self._thread.join(20)


@contextmanager
def server(pieces: list[bytes]) -> Iterator[Server]:
    started = Server(pieces)
    try:
        yield started
    finally:
        started.join()


def head(more: str = "", boundary: str = "frame") -> bytes:
    kind = f"Content-Type: multipart/x-mixed-replace; boundary={boundary}"
    return f"HTTP/1.1 200 OK\r\n{kind}\r\n{more}\r\n".encode()


def part(jpeg: bytes, *, length: bool = True, boundary: str = "frame") -> bytes:
    told = f"Content-Length: {len(jpeg)}\r\n" if length else ""
    return f"--{boundary}\r\nContent-Type: image/jpeg\r\n{told}\r\n".encode() + jpeg + b"\r\n"


def chunked(data: bytes) -> bytes:
    half = len(data) // 2
    return b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in (data[:half], data[half:]))


FORMS = {
    "with lengths": (head(), [part(jpeg) for jpeg in JPEGS]),
    "without lengths": (head(), [part(jpeg, length=False)[:-2] for jpeg in JPEGS]),
    "in chunks": (head("Transfer-Encoding: chunked\r\n"), [chunked(part(jpeg)) for jpeg in JPEGS]),
    "dashes in the boundary": (head(boundary="--mark"), [part(jpeg, boundary="mark") for jpeg in JPEGS]),
    "quoted boundary": (head(boundary='"a b"'), [part(jpeg, boundary="a b") for jpeg in JPEGS]),
    "torn ones between": (
        head(),
        [part(JPEGS[1][:200]) + part(jpeg) + part(JPEGS[1][:300], length=False) for jpeg in JPEGS],
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_read_picture_by_picture(form: str) -> None:
    start, parts = FORMS[form]
    with server([start, *parts]) as camera:
        stream = open_motion_jpeg(f"http://127.0.0.1:{camera.port}/", 10, 10)
        assert stream is not None
        for shade in SHADES:
            camera.go_on.release()
            picture = stream.read(10)
            assert picture is not None
            assert picture.shape == (48, 64, 3)
            assert abs(picture.mean() - shade) < 2
        camera.join()
        assert stream.read(10) is None  # it has hung up
        assert stream.passed_over == 0
        stream.close()


def test_name_and_password_are_sent_and_not_in_the_address() -> None:
    with server([head(), part(JPEGS[0])]) as camera:
        camera.go_on.release()
        stream = open_motion_jpeg(f"http://me:p%40ss@127.0.0.1:{camera.port}/video?size=1", 10, 10)
        assert stream is not None
        assert stream.read(10) is not None
        stream.close()
    assert camera.request.startswith(b"GET /video?size=1 HTTP/1.1")
    assert b"Authorization: Basic bWU6cEBzcw==" in camera.request


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
    ],
)
def test_what_is_something_else_is_left_to_others(answer: bytes) -> None:
    with server([answer]) as other:
        assert open_motion_jpeg(f"http://127.0.0.1:{other.port}/", 10, 10) is None
    assert open_motion_jpeg("rtsp://127.0.0.1/", 10, 10) is None


def test_silence_is_an_error_at_the_door_and_the_end_inside() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute, pytest.raises(OSError):
        open_motion_jpeg(f"http://127.0.0.1:{mute.getsockname()[1]}/", 0.2, 0.2)
    with server([head(), part(JPEGS[0])[:100]]) as camera:
        camera.go_on.release()
        stream = open_motion_jpeg(f"http://127.0.0.1:{camera.port}/", 10, 0.3)
        assert stream is not None
        assert stream.read(0.3) is None
        stream.close()
