"""Marks of wrong labels: kept with the data, whatever model answered."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fashion_gui.core.errors import DataSetError
from fashion_gui.core.label_marks import LabelMarks
from fashion_gui.core.labelled_answers import AnswersAbout, LabelledAnswers
from fashion_gui.core.metrics import evaluation


def answers(seed: int, folder: str = "", names: tuple[str, ...] = (), model: str = "one") -> LabelledAnswers:
    count = len(names) or 6
    draw = np.random.default_rng(seed)
    labels = np.arange(count) % 10
    probabilities = np.full((count, 10), 0.1, np.float32)
    about = AnswersAbout(
        key=model,
        data_key=str(seed),
        model=model,
        precision="fp16",
        folder=folder,
        official=False,
        figures=evaluation(probabilities, labels, data="some"),
    )
    pictures = draw.integers(0, 255, (count, 28, 28), np.uint8)
    return LabelledAnswers(
        about, probabilities, labels, pictures, tuple(f"{folder}/{name}" for name in names)
    )


def test_marks_belong_to_the_pictures(tmp_path: Path) -> None:
    marks = LabelMarks(tmp_path / "marks")
    assert marks.find(answers(1)) == frozenset()
    assert marks.mark(answers(1), 4, True) == {4}
    assert marks.mark(answers(1), 2, True) == {2, 4}
    assert marks.mark(answers(1), 2, True) == {2, 4}
    assert LabelMarks(tmp_path / "marks").find(answers(1, model="another")) == {2, 4}
    assert marks.find(answers(2)) == frozenset()
    assert marks.mark(answers(1), 4, False) == {2}


def test_in_a_folder_they_go_by_name(tmp_path: Path) -> None:
    marks, folder = LabelMarks(tmp_path / "marks"), str(tmp_path / "photos")
    marks.mark(answers(1, folder, ("coat/a.jpg", "coat/b.jpg")), 1, True)
    grown = answers(2, folder, ("bag/new.jpg", "coat/a.jpg", "coat/b.jpg"))
    assert marks.find(grown) == {2}
    shrunk = answers(3, folder, ("bag/new.jpg", "coat/a.jpg"))
    assert marks.mark(shrunk, 0, True) == {0}
    assert marks.find(grown) == {0, 2}  # the one that was away is not forgotten


def test_a_damaged_file_is_said_and_kept(tmp_path: Path) -> None:
    marks = LabelMarks(tmp_path)
    marks.mark(answers(1), 3, True)
    (path,) = tmp_path.glob("*.json")
    path.write_text("{", encoding="utf-8")
    with pytest.raises(DataSetError, match="can't be read"):
        marks.mark(answers(1), 4, True)
    assert path.read_text(encoding="utf-8") == "{"
