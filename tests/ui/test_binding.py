"""What the window's library must not do to Python."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot


class Sender(QObject):
    told = Signal(object)


def test_calls_and_signals_keep_the_reference_counts(qtbot: QtBot) -> None:
    """PySide6 6.12.0 takes one from None at each call, and from True at each signal, until Python stops."""
    sender = Sender()
    heard: list[object] = []
    sender.told.connect(heard.append)
    qtbot.wait(1)
    before = [sys.getrefcount(value) for value in (None, True, False)]
    for number in range(500):
        sender.told.emit(number)
        QApplication.processEvents()
    after = [sys.getrefcount(value) for value in (None, True, False)]
    assert len(heard) == 500
    assert all(abs(new - old) < 100 for old, new in zip(before, after, strict=True)), (before, after)
