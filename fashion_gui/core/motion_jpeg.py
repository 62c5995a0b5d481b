"""Motion JPEG over HTTP, as most network cameras send it: the newest whole picture, whatever its size.

OpenCV's FFMPEG goes on showing the last picture when a camera changes its resolution, and hands out every
picture in its turn, so that a machine with much else to do falls behind more and more. Here what is behind is
not even decoded. The form is multipart/x-mixed-replace, parted as in RFC 2046.
"""

from __future__ import annotations

import base64
import contextlib
import http.client
import re
import select
import socket
import time
from collections.abc import Iterator
from urllib.parse import SplitResult, unquote, urlsplit

import numpy as np

from fashion_gui.core.opencv import cv2

_CHUNK = 1 << 16  # bytes
_LITTLE = 64  # bytes
_LONGEST_PART = 1 << 24  # bytes; what is longer is no picture of a camera
_CATCH_UP_SECONDS = 0.05
_BEGIN, _END = b"\xff\xd8", b"\xff\xd9"  # of a JPEG
_LENGTH = re.compile(rb"content-length:\s*(\d+)", re.IGNORECASE)


class MotionJpeg:
    """An open stream. One thread reads; it also closes.

    Attributes:
        passed_over: how many pictures were left out so far because newer ones had come.
        ends: it is no film; frame_rate: it does not say.
    """

    ends = False
    frame_rate = 0.0

    def __init__(
        self,
        connection: http.client.HTTPConnection,
        stream: socket.socket,
        response: http.client.HTTPResponse,
    ) -> None:
        """Use `open_motion_jpeg`."""
        self.passed_over = 0
        self._connection = connection
        self._socket = stream
        self._response = response
        boundary = response.headers.get_param("boundary") or ""
        self._boundary = b"--" + str(boundary).removeprefix("--").encode()  # some write it with its dashes
        self._buffer = bytearray()

    def read(self, seconds: float) -> np.ndarray | None:
        """The newest picture, uint8 [h, w, 3] BGR; None if the stream ends or none comes in that time."""
        end = time.monotonic() + seconds
        with contextlib.suppress(OSError, http.client.HTTPException):  # the connection has gone
            while time.monotonic() < end and len(self._buffer) <= _LONGEST_PART:
                newest = self._newest_part()
                if newest is not None:
                    picture = cv2.imdecode(np.frombuffer(newest, np.uint8), cv2.IMREAD_COLOR)
                    if picture is not None:
                        return picture
                elif not self._fetch():
                    return None
        return None

    def close(self) -> None:
        self._response.close()
        self._connection.close()

    def _newest_part(self) -> bytes | None:
        """What has come by now, unless it never ends."""
        newest: bytes | None = None
        enough = time.monotonic() + _CATCH_UP_SECONDS
        while True:
            for part in self._whole_parts():
                self.passed_over += newest is not None
                newest = part
            if newest is None or time.monotonic() > enough or not self._more_waits() or not self._fetch():
                return newest

    def _more_waits(self) -> bool:
        """Whether more has come than what ends a chunk, so that reading on takes no time."""
        if not select.select([self._socket], [], [], 0)[0]:
            return False
        return len(self._socket.recv(_LITTLE, socket.MSG_PEEK)) == _LITTLE

    def _fetch(self) -> bool:
        """Read what there is, at least one byte; False at the end of the stream."""
        came = self._response.read1(_CHUNK)
        self._buffer += came
        return bool(came)

    def _whole_parts(self) -> Iterator[bytes]:
        """Take the pictures that are there whole out of the buffer; torn ones are left out."""
        while True:
            start = self._buffer.find(self._boundary)
            head = self._buffer.find(b"\r\n\r\n", start)
            if start < 0 or head < 0:
                return
            length = _LENGTH.search(self._buffer, start, head)
            begin = head + 4
            stop = begin + int(length[1]) if length else self._buffer.find(self._boundary, begin)
            if stop < 0 and self._buffer.endswith(_END):
                stop = len(self._buffer)  # the next part's beginning need not be waited for
            if not begin <= stop <= len(self._buffer):
                return
            part = bytes(self._buffer[begin:stop]).rstrip(b"\r\n\0")
            del self._buffer[:stop]
            if part.startswith(_BEGIN) and part.endswith(_END):
                yield part


def open_motion_jpeg(url: str, open_seconds: float, read_seconds: float) -> MotionJpeg | None:
    """Connect to a network camera; None if what answers there is something else.

    Raises:
        OSError: if nothing answers in that time.
    """
    address = urlsplit(url)
    if address.scheme.lower() != "http" or not address.hostname:
        return None
    connection = http.client.HTTPConnection(address.hostname, address.port or 80, timeout=open_seconds)
    kept = False
    try:
        connection.connect()
        target = (address.path or "/") + (f"?{address.query}" if address.query else "")
        connection.request("GET", target, headers=_credentials(address))
        stream = connection.sock  # the connection lets go of it when it hands out the response
        stream.settimeout(read_seconds)
        response = connection.getresponse()
        kept = response.status == 200 and response.headers.get_content_type() == "multipart/x-mixed-replace"
        return MotionJpeg(connection, stream, response) if kept else None
    except http.client.HTTPException:  # no answer in the form of HTTP
        return None
    finally:
        if not kept:
            connection.close()


def _credentials(address: SplitResult) -> dict[str, str]:
    if address.username is None:
        return {}
    name = f"{unquote(address.username)}:{unquote(address.password or '')}"
    return {"Authorization": f"Basic {base64.b64encode(name.encode()).decode()}"}
