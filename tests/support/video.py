"""Real video sources for the tests: a scripted .avi, and a network camera on loopback."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np

from fashion_gui.core import images, segmentation
from fashion_gui.core.opencv import cv2
from tests.support.tiny_model import sample

WIDTH, HEIGHT, RATE = 640, 480, 30
BACKGROUNDS = ((196, 190, 178), (150, 170, 188), (222, 222, 226))


def empty_scene(background: tuple[int, int, int] = BACKGROUNDS[0], seed: int = 0) -> np.ndarray:
    """A wall with a camera's noise, uint8 [480, 640, 3] RGB."""
    return np.clip(np.array(background, np.int16) + _noise(seed % 8), 0, 255).astype(np.uint8)


@lru_cache
def _noise(seed: int) -> np.ndarray:
    return np.rint(np.random.default_rng(seed).normal(0, 2, (HEIGHT, WIDTH, 3))).astype(np.int16)


class Cutting:
    """The garment of a sample picture, to be held in front of anything."""

    def __init__(self, name: str, height: int = 340) -> None:
        rgb = images.decode(sample(name)).rgb
        garment = segmentation.find_garment(rgb)
        x, y, wide, high = garment.box
        scale = min(height / high, 0.8 * WIDTH / wide)
        size = round(wide * scale), round(high * scale)
        self.rgb = cv2.resize(rgb[y : y + high, x : x + wide], size, interpolation=cv2.INTER_AREA)
        mask = garment.mask[y : y + high, x : x + wide].astype(np.float32)
        self.mask = cv2.resize(mask, size)[..., None]

    def before(self, scene: np.ndarray, left: int = 0, top: int = 0) -> np.ndarray:
        """The garment in the middle of the scene, or so many pixels off it."""
        high, wide = self.mask.shape[:2]
        x, y = (WIDTH - wide) // 2 + left, (HEIGHT - high) // 2 + top
        x, y = min(max(0, x), WIDTH - wide), min(max(0, y), HEIGHT - high)
        picture = scene.copy()
        part = picture[y : y + high, x : x + wide]
        part[:] = np.rint(self.mask * self.rgb + (1 - self.mask) * part).astype(np.uint8)
        return picture


def scripted_frames(names: Sequence[str | None], frames_each: int, *, sway: int = 12) -> Iterator[np.ndarray]:
    """Each garment for so many frames, swaying, on another background each; None is the empty scene."""
    for index, name in enumerate(names):
        cutting = Cutting(name) if name else None
        for number in range(frames_each):
            scene = empty_scene(BACKGROUNDS[index % len(BACKGROUNDS)], seed=number % 7)
            if cutting is None:
                yield scene
            else:
                yield cutting.before(scene, left=round(sway * np.sin(number / 5)))


def write_video(path: Path, frames: Iterator[np.ndarray] | Sequence[np.ndarray], rate: float = RATE) -> Path:
    """An MJPG .avi of RGB frames of one size."""
    writer = None
    for frame in frames:
        if writer is None:
            height, width = frame.shape[:2]
            writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), rate, (width, height))
        writer.write(cv2.cvtColor(frame, cv2.COLOR_RGB2BGR))
    assert writer is not None
    writer.release()
    return path


class NetworkCamera:
    """Sends JPEG pictures as a network camera does.

    Attributes:
        url: where.
        stalled: set it, and nothing comes any more while the connection stays open.
        closing: set it, and connections are closed.
        torn: every so many frames one is cut in half; 0 for none.
        viewers: how many connections are open.
    """

    def __init__(self, pictures: Sequence[np.ndarray], rate: float = RATE) -> None:
        self.stalled = threading.Event()
        self.closing = threading.Event()
        self.torn = 0
        self.viewers = 0
        self._rate = rate
        self._pictures = [
            cv2.imencode(".jpg", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))[1].tobytes()
            for picture in pictures
        ]
        camera = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                camera._send(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/video.mjpg"

    def close(self) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def _send(self, request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        request.end_headers()
        self.viewers += 1
        try:
            begun = time.monotonic()
            number = 0
            while not self.closing.is_set():
                if self.stalled.is_set():
                    self.closing.wait(0.02)
                    continue
                data = self._pictures[number % len(self._pictures)]
                if self.torn and number % self.torn == self.torn - 1:
                    data = data[: len(data) // 2]
                request.wfile.write(b"--frame\r\nContent-Type: image/jpeg\r\n")
                request.wfile.write(f"Content-Length: {len(data)}\r\n\r\n".encode() + data + b"\r\n")
                number += 1
                self.closing.wait(max(0.0, begun + number / self._rate - time.monotonic()))
        except OSError:
            pass  # the viewer has gone
        finally:
            self.viewers -= 1


@contextmanager
def network_camera(pictures: Sequence[np.ndarray], rate: float = RATE) -> Iterator[NetworkCamera]:
    camera = NetworkCamera(pictures, rate)
    try:
        yield camera
    finally:
        camera.close()
