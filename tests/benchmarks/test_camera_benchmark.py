"""`benchmark camera`: figures of rows made by hand, and a real run of some seconds; no speed is judged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fashion_gui.benchmarks import camera
from fashion_gui.benchmarks.camera_rows import (
    Shown,
    Watched,
    garment_figures,
    read_shown,
    stream_figures,
)
from fashion_gui.benchmarks.lateness import Histogram
from fashion_gui.benchmarks.scripted_video import as_jpeg
from fashion_gui.core.errors import DataSetError
from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.photo_sets import LabelledPhoto, read_photo_set
from tests.support.tiny_model import sample
from tests.support.video import scripted_frames


def watched(left_out: int = 0) -> Watched:
    lateness = Histogram().summary()
    return Watched(
        begun=0.0, seconds=2.0, left_out=left_out, held=lateness, worked=lateness, own_busy=0.2, busy=0.5
    )


def test_lateness_is_summed_up_without_keeping_it() -> None:
    histogram = Histogram()
    for milliseconds in (0.0, 1.0, 2.04, 15.9, 16.1, 20_000.0):
        histogram.add(milliseconds)
    found = histogram.summary()
    assert (found.beats, found.median, found.longest) == (6, 2.0, 20_000.0)
    assert found.smooth == pytest.approx(4 / 6)
    assert found.p99 > 9_999


def test_ages_count_from_the_moment_an_answer_could_first_be_seen() -> None:
    rows = []
    for frame in range(0, 40, 2):  # every other frame is shown, with the answer to the one before it
        at = frame / 30 + 0.010
        rows.append(Shown(at=at, frame=frame, answer=frame - 2, captured=(frame - 2) / 30))
        rows.append(Shown(at=at + 0.020, frame=frame, answer=frame, captured=frame / 30))
    sent = [frame / 30 - 0.005 for frame in range(40)]
    found = stream_figures(rows[1:], [100.0] * 10 + [103.0] * 10, watched(9), sent)
    assert (found.frames, found.dropped) == (39, 9)
    assert found.previewed == pytest.approx(20 / 39)
    assert found.classified == 15.0
    assert found.age.median == found.age_p95 == pytest.approx(30.0)
    assert found.from_camera.median == pytest.approx(35.0)
    assert found.drift == pytest.approx(0.0)
    assert (found.memory, found.growth) == (103.0, 3.0)


def test_a_garment_counts_from_300_ms_after_it_appeared() -> None:
    def label(frame: int) -> str:
        if frame < 35:
            return "Bag"  # five frames late: not counted, but a change
        if frame < 60:
            return "Coat"
        return "Bag" if frame % 2 else "Dress"  # flickers

    rows = [Shown(at=frame / 30, frame=frame, label=label(frame), sure=frame % 3 > 0) for frame in range(120)]
    coat, dress = garment_figures(rows, ["Bag", "Coat", "Dress", ""], 30, 30)
    assert (coat.label, coat.right, coat.changes, coat.seen) == ("Coat", 1.0, 1, ["Bag", "Coat"])
    assert coat.sure == pytest.approx(2 / 3, abs=0.05)
    assert dress.right == pytest.approx(0.5, abs=0.05)
    assert dress.changes == 29


def test_rows_are_read_as_they_were_written(tmp_path: Path) -> None:
    full = Shown(at=2.5, frame=4, answer=3, captured=1.5, label="T-shirt/top", sure=True)
    rows = [Shown(at=1.25, frame=3), full]
    (tmp_path / "rows.csv").write_text("".join(f"{row.line()}\n" for row in rows), encoding="utf-8")
    assert read_shown(tmp_path / "rows.csv") == rows


def test_photos_make_a_script_with_a_garment_each(tmp_path: Path) -> None:
    for name in CLASS_NAMES[:4]:
        folder = tmp_path / name.replace("/", "-")
        folder.mkdir()
        shutil.copy(sample(name), folder)
    photos = list(read_photo_set(tmp_path).photos)
    script = camera.photo_script(photos, 1)
    assert sorted(label for label in script.labels if label) == sorted(CLASS_NAMES[:4])
    assert script.labels[3] == ""
    assert len(script.pictures) == 5 * script.frames_each
    with pytest.raises(DataSetError, match="No garment"):
        camera.photo_script([LabelledPhoto(tmp_path / "missing.jpg", 0, "")], 1)


def test_the_real_window_is_watched_and_every_figure_is_there() -> None:
    pictures = [as_jpeg(frame) for frame in scripted_frames(["Bag", None, "Trouser"], 30)]
    found = camera.measure(camera.Script(["Bag", "", "Trouser"], pictures), 6.0, "", lambda *_: None)
    assert found.watched.seconds > 0
    assert found.watched.held.beats > 0
    assert found.watched.training == ""
    assert found.stream.frames > 0
    assert 0 < found.stream.previewed <= 1
    assert found.stream.classified > 0
    assert found.stream.from_camera.median >= found.stream.age.median > 0
    assert found.stream.memory > 0
    assert {garment.label for garment in found.garments} == {"Bag", "", "Trouser"}
    assert any("Bag" in garment.seen for garment in found.garments)
