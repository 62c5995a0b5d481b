"""A network camera on loopback: Motion JPEG over HTTP, at a steady rate."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class NetworkCamera:
    """Sends JPEG pictures one after the other, over and over, to each viewer from the first one on.

    Attributes:
        url: where.
        sent: when each picture of the newest connection began to be sent, of `time.perf_counter`.
        stalled: set it, and nothing comes any more while the connection stays open.
        closing: set it, and connections are closed as soon as they are made.
        torn: every so many frames one is cut in half; 0 for none.
        viewers: how many connections are open.
    """

    def __init__(self, pictures: Sequence[bytes], rate: float) -> None:
        self.sent: list[float] = []
        self.stalled = threading.Event()
        self.closing = threading.Event()
        self.torn = 0
        self.viewers = 0
        self._rate = rate
        self._pictures = pictures
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
        sent = self.sent = []
        begun = time.perf_counter()
        try:
            while not self.closing.is_set():
                if self.stalled.is_set():
                    self.closing.wait(0.02)
                    continue
                number = len(sent)
                data = self._pictures[number % len(self._pictures)]
                if self.torn and number % self.torn == self.torn - 1:
                    data = data[: len(data) // 2]
                sent.append(time.perf_counter())
                request.wfile.write(b"--frame\r\nContent-Type: image/jpeg\r\n")
                request.wfile.write(f"Content-Length: {len(data)}\r\n\r\n".encode() + data + b"\r\n")
                self.closing.wait(max(0.0, begun + (number + 1) / self._rate - time.perf_counter()))
        except OSError:
            pass  # the viewer has gone
        finally:
            self.viewers -= 1


@contextmanager
def network_camera(pictures: Sequence[bytes], rate: float) -> Iterator[NetworkCamera]:
    """A camera that is switched off at the end."""
    camera = NetworkCamera(pictures, rate)
    try:
        yield camera
    finally:
        camera.close()
