"""Recognising pictures by a command."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fashion_gui import paths
from fashion_gui.core import datasets
from fashion_gui.core.labels import CLASS_NAMES
from tests.cli.program import PROGRAM, Command, Trained

SAMPLES = sorted((paths.resources_dir() / "samples").glob("*.jpg"))


def test_record_is_as_documented(command: Command, trained: Trained) -> None:
    done = command("classify", SAMPLES[0], "--json", FASHION_GUI_HOME=trained.home)
    assert done.status == 0
    (record,) = done.records
    assert list(record) == [
        *(
            "path",
            "label",
            "confidence",
            "accepted",
            "probabilities",
            "model",
            "device",
            "precision",
            "milliseconds",
        )
    ]
    assert record["path"] == str(SAMPLES[0])
    assert tuple(record["probabilities"]) == CLASS_NAMES
    assert sum(record["probabilities"].values()) == pytest.approx(1, abs=1e-4)
    assert (
        record["confidence"]
        == record["probabilities"][record["label"]]
        == max(record["probabilities"].values())
    )
    assert list(record["milliseconds"]) == ["decode", "segment", "prepare", "infer"]


def test_bad_pictures_are_named_and_the_rest_go_on(
    command: Command, trained: Trained, tmp_path: Path
) -> None:
    good, torn, text, empty = (tmp_path / name for name in ("good.jpg", "torn.jpg", "text.jpg", "empty.jpg"))
    shutil.copy(SAMPLES[0], good)
    torn.write_bytes(SAMPLES[0].read_bytes()[:2000])
    text.write_text("not a picture")
    empty.touch()
    missing = tmp_path / "missing.jpg"
    done = command("classify", torn, text, good, empty, missing, "--json", FASHION_GUI_HOME=trained.home)
    assert done.status == 1
    assert [Path(record["path"]) for record in done.records] == [torn, text, good, empty, missing]
    assert ["error" in record for record in done.records] == [True, True, False, True, True]
    assert all(set(record) == {"path", "error"} for record in done.records if "error" in record)


def test_in_words(command: Command, trained: Trained, tmp_path: Path) -> None:
    done = command("classify", *SAMPLES[:3], tmp_path / "missing.jpg", FASHION_GUI_HOME=trained.home)
    assert done.status == 1
    for line, sample in zip(done.out.splitlines(), SAMPLES[:3], strict=True):
        assert line.startswith(f"{sample}: ")
        assert any(name in line for name in CLASS_NAMES)
    assert "missing.jpg" in done.err


def test_threshold_decides_what_is_accepted(command: Command, trained: Trained) -> None:
    arguments = ("classify", *SAMPLES, "--json", "--threshold")
    home = {"FASHION_GUI_HOME": trained.home}
    assert all(record["accepted"] for record in command(*arguments, 0, **home).records)
    assert not any(record["accepted"] for record in command(*arguments, 1, **home).records)
    assert "not sure: " in command("classify", SAMPLES[0], "--threshold", 1, **home).out


def test_folder_with_all_below_it_in_order(command: Command, trained: Trained, tmp_path: Path) -> None:
    names = ["a.png", "b/Größe 42 – été.png", "b/c/x.png", "z.png"]
    for number, name in enumerate(names):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        Image.new("L", (28, 28), number).save(tmp_path / name)
    (tmp_path / "notes.txt").write_text("left out")
    (tmp_path / "b/loop").symlink_to(tmp_path)
    done = command("classify", tmp_path, "--json", FASHION_GUI_HOME=trained.home)
    assert done.status == 0
    assert sorted(str(Path(record["path"]).relative_to(tmp_path)) for record in done.records) == names
    again = command("classify", tmp_path, "--json", "--jobs", 1, FASHION_GUI_HOME=trained.home)
    assert [record["path"] for record in again.records] == [record["path"] for record in done.records]


def test_list_on_standard_input(command: Command, trained: Trained) -> None:
    listed = "".join(f"{sample}\n" for sample in SAMPLES[:4])
    done = command("classify", "-", "--json", stdin=listed, FASHION_GUI_HOME=trained.home)
    assert done.status == 0
    assert [record["path"] for record in done.records] == [str(sample) for sample in SAMPLES[:4]]
    done = command("classify", "-", "--json", stdin="", FASHION_GUI_HOME=trained.home)
    assert (done.status, done.out) == (0, "")
    assert "standard input is empty" in done.err


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes exist on Linux only")
def test_names_that_are_no_text(command: Command, trained: Trained, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff\xfe.png"
    Image.new("L", (28, 28)).save(os.fsdecode(name), format="PNG")
    for arguments, given in ((("classify", tmp_path), ""), (("classify", "-"), os.fsdecode(name) + "\n")):
        done = command(*arguments, "--json", stdin=given, FASHION_GUI_HOME=trained.home)
        assert done.status == 0, done.err
        assert os.fsencode(done.records[0]["path"]) == name
        assert command(*arguments, stdin=given, FASHION_GUI_HOME=trained.home).status == 0


def test_unknown_model_is_refused(command: Command, trained: Trained) -> None:
    done = command("classify", SAMPLES[0], "--model", "nothing", FASHION_GUI_HOME=trained.home)
    assert done.status == 1
    assert "There is no model “nothing”" in done.err
    assert trained.model in done.err


def test_test_pictures_as_files_get_the_labels_of_the_arrays(
    command: Command, trained: Trained, tmp_path: Path
) -> None:
    images = datasets.load(Path(trained.data)).test_images[:200]
    for number, image in enumerate(images):
        Image.fromarray(image).save(tmp_path / f"{number:03}.png")
    done = command("classify", tmp_path, "--json", "--precision", "fp32", FASHION_GUI_HOME=trained.home)
    from fashion_gui.core.model_store import ModelStore
    from fashion_gui.inference.classifier import Classifier

    store = ModelStore(Path(trained.home, "models"), tmp_path)
    expected = Classifier.load(store.get(trained.model), precision="fp32").predict_many(images).argmax(axis=1)
    answers = [CLASS_NAMES.index(record["label"]) for record in done.records]
    assert np.array_equal(answers, expected)


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="peak memory of one child is told on POSIX only")
def test_memory_does_not_grow_with_the_number_of_pictures(trained: Trained, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    Image.new("L", (28, 28)).save(picture)

    def peak_kilobytes(count: int) -> int:
        (tmp_path / "list").write_text(f"{picture}\n" * count)
        with (tmp_path / "list").open() as listed:
            program = subprocess.Popen(
                [*PROGRAM, "classify", "-", "--json"],
                stdin=listed,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "FASHION_GUI_HOME": trained.home},
            )
            _, status, usage = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
        assert program.returncode == 0
        return usage.ru_maxrss

    assert peak_kilobytes(4000) - peak_kilobytes(200) < 20_000


def test_interrupt_ends_cleanly(trained: Trained) -> None:
    with subprocess.Popen(
        [*PROGRAM, "classify", "--jobs", "1", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "FASHION_GUI_HOME": trained.home},
    ) as program:
        assert program.stdin
        assert program.stderr
        program.stdin.write("missing.png\n" * 8)
        program.stdin.flush()
        assert "missing.png" in program.stderr.readline()  # it is at work, and waits for more
        program.send_signal(signal.SIGINT)
        program.wait(timeout=20)
        assert "Traceback" not in program.stderr.read()
        assert program.returncode == 130


def test_a_reader_that_has_had_enough_is_no_error(trained: Trained) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*PROGRAM, "classify", *map(str, SAMPLES), "--json"],
        stdout=writing,
        stderr=subprocess.PIPE,
        env={**os.environ, "FASHION_GUI_HOME": trained.home},
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")
