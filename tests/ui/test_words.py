"""Answers in words."""

from __future__ import annotations

import dataclasses

import numpy as np
from PySide6.QtGui import QTextLayout
from pytestqt.qtbot import QtBot

from fashion_gui.core.prediction import ModelTag, Prediction
from fashion_gui.ui import words

CLEAR = np.array([0.97, 0.02, *[0.00125] * 8], np.float32)
BETWEEN = np.array([0.49, 0.48, *[0.00375] * 8], np.float32)
ANYTHING = np.array([0.30, 0.16, *[0.0675] * 8], np.float32)


def about(probabilities: np.ndarray) -> Prediction:
    seen = np.zeros((28, 28), np.uint8)
    return Prediction(probabilities, seen, ModelTag("m", "CPU", "f32"), threshold=0.5, least_familiarity=1.0)


def test_a_sure_answer_is_its_class() -> None:
    assert words.answer(about(CLEAR)) == "T-shirt/top"
    assert words.certainty(about(CLEAR)) == "97% sure"


def test_doubt_names_two_classes_or_that_it_may_be_none() -> None:
    assert words.answer(about(BETWEEN)) == "Not sure: T-shirt/top or Trouser?"
    assert words.answer(about(ANYTHING)) == "None of the ten?"
    assert words.certainty(about(ANYTHING)) == "T-shirt/top 30%, Trouser 16%"
    anyway = dataclasses.replace(about(ANYTHING), threshold=0.1)
    assert words.answer(anyway) == "None of the ten?", "no threshold makes it familiar"


def test_no_line_ends_inside_the_name_of_a_class(qtbot: QtBot) -> None:  # noqa: ARG001
    shown = words.unbroken("Not sure: Bag or T-shirt/top?")
    ends = set()
    for width in range(80, 300, 5):
        layout = QTextLayout(shown)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            ends.add(shown[: line.textStart() + line.textLength()].rstrip().split()[-1])
        layout.endLayout()
    assert ends <= {"Not", "sure:", "Bag", "or", words.unbroken("T-shirt/top?")}
    assert len(ends) > 2
