"""What combo boxes paint: the words for nothing chosen, and long names shortened."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from fashion_gui.ui.widgets.calm_inputs import CalmComboBox

_LONG = "The model of a name for which there can't ever be room in here"


def _painted(
    qtbot: QtBot, *items: str, placeholder: str = "", kind: type[QComboBox] = CalmComboBox
) -> QImage:
    box = kind()
    qtbot.addWidget(box)
    box.addItems(list(items))
    box.setPlaceholderText(placeholder)
    box.setFixedSize(200, 34)
    return box.grab().toImage()


def test_where_nothing_is_chosen_the_box_says_what_there_is_to_choose(qtbot: QtBot) -> None:
    assert _painted(qtbot, placeholder="No camera found") != _painted(qtbot)


def test_a_name_without_room_ends_in_an_ellipsis(qtbot: QtBot) -> None:
    assert _painted(qtbot, _LONG) != _painted(qtbot, _LONG, kind=QComboBox)  # which cuts it off
    assert _painted(qtbot, "Short") == _painted(qtbot, "Short", kind=QComboBox)
