"""`fashion-gui watch` on real videos, as a script uses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import Command
from tests.support.video import cutting, empty_scene, network_camera, scripted_frames, write_video

pytestmark = pytest.mark.usefixtures("tiny_model")


def test_every_frame_of_a_film_gets_a_line(command: Command, tmp_path: Path) -> None:
    film = write_video(tmp_path / "film.avi", scripted_frames([None, "Bag"], 30))
    done = command("watch", film, "--json", "--threshold", "0.3")
    assert done.status == 0
    assert [record["frame"] for record in done.records] == list(range(60))
    assert done.records[0]["label"] is None
    assert not done.records[0]["accepted"]
    last = done.records[-1]
    assert (last["label"], last["accepted"], len(last["probabilities"])) == ("Bag", True, 10)
    assert last["seconds"] == pytest.approx(59 / 30, abs=0.001)
    assert len(last["box"]) == 4
    assert last["age_ms"] > 0


def test_a_network_camera_is_watched_until_enough_was_seen(command: Command) -> None:
    with network_camera([cutting("Dress").before(empty_scene())]) as camera:
        done = command("watch", camera.url, "--frames", 5, "--threshold", "0.2")
    assert done.status == 0
    assert len(done.out.splitlines()) == 5
    assert "Dress" in done.out.splitlines()[-1]


def test_what_cannot_be_watched_is_said_in_a_sentence(command: Command, tmp_path: Path) -> None:
    (tmp_path / "notes.avi").write_text("no video")
    for source, words in (
        (tmp_path / "notes.avi", "not a video"),
        ("99", "Camera 99"),
        ("ftp://y", "no kind"),
    ):
        done = command("watch", source)
        assert (done.status, done.out) == (1, "")
        assert words in done.err
    assert command("watch").status == 2
