"""What people type means a camera, a file or an address; names never show passwords."""

from __future__ import annotations

import os
import sys

import pytest

from fashion_gui.core.errors import CameraError
from fashion_gui.core.video_sources import ADDRESS, CAMERA, FILE, cameras, source_from


@pytest.mark.parametrize(
    ("text", "kind", "place", "name"),
    [
        ("0", CAMERA, "0", "Camera 0"),
        ("/dev/video2", CAMERA, "2", "Camera 2"),
        ("/films/röcke 1.avi", FILE, "/films/röcke 1.avi", "röcke 1.avi"),
        (" http://cam/video ", ADDRESS, "http://cam/video", "http://cam/video"),
        ("rtsp://me:secret@cam:554/1", ADDRESS, "rtsp://me:secret@cam:554/1", "rtsp://cam:554/1"),
    ],
)
def test_what_a_text_means(text: str, kind: str, place: str, name: str) -> None:
    source = source_from(text)
    assert (source.kind, source.place, source.name) == (kind, place, name)


def test_an_address_of_another_kind_is_refused_in_words() -> None:
    with pytest.raises(CameraError, match="no kind of address"):
        source_from("gopher://cam/1")


def test_cameras_have_different_names_and_qt_keeps_its_variables() -> None:
    found = cameras()
    assert len({camera.name for camera in found}) == len(found)
    assert all(camera.kind == CAMERA and camera.place.isdigit() for camera in found)
    assert "QT_QPA_PLATFORM_PLUGIN_PATH" not in os.environ
    if sys.platform == "linux" and not os.path.exists("/dev/video0"):  # noqa: PTH110
        assert not found
