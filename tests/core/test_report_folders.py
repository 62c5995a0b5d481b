"""Reports lie beside each other: their folders tell model, precision and pictures, and never meet."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fashion_gui.core.errors import StorageError
from fashion_gui.core.labelled_answers import AnswersAbout
from fashion_gui.core.metrics import evaluation
from fashion_gui.core.report_folders import make_report_folder


def about(folder: str = "", precision: str = "fp16") -> AnswersAbout:
    figures = evaluation(np.eye(10, dtype=np.float32), np.arange(10), data="10 pictures")
    return AnswersAbout(
        key="k",
        data_key="d",
        model="tiny",
        precision=precision,
        folder=folder,
        official=False,
        figures=figures,
    )


def test_the_name_tells_model_precision_and_pictures(tmp_path: Path) -> None:
    for what, name in (
        (about(), "evaluation-tiny-fp16-test-images"),
        (about(precision="int8"), "evaluation-tiny-int8-test-images"),
        (about("/home/me/Kleider: 2026 / Größe M?"), "evaluation-tiny-fp16-Größe-M"),
        (about("/"), "evaluation-tiny-fp16-pictures"),
    ):
        made = make_report_folder(tmp_path / "reports", what)
        assert made == tmp_path / "reports" / name
        assert made.is_dir()
    assert len(make_report_folder(tmp_path, about("/" + 250 * "x")).name) < 80


def test_what_is_there_already_stays_as_it_is(tmp_path: Path) -> None:
    first = make_report_folder(tmp_path, about())
    (first / "report.pdf").write_bytes(b"the first one")
    (tmp_path / f"{first.name}-2").touch()  # a file holds the name as well
    third = make_report_folder(tmp_path, about())
    assert third.name == f"{first.name}-3"
    assert list(third.iterdir()) == []
    assert (first / "report.pdf").read_bytes() == b"the first one"


def test_a_place_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(StorageError, match="could not be written"):
            make_report_folder(place, about())
