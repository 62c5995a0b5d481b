"""A job under way: what is done, how far it is, and Cancel."""

from __future__ import annotations

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from fashion_gui.core.time_left import TimeLeft
from fashion_gui.ui import words
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import ActionButton, Card, Elided, action, label, row


class JobStrip(Card):
    """One line with a bar and the time left; takes no room while nothing runs.

    Signals:
        cancel_wanted: stop the job.
    """

    cancel_wanted = Signal()

    def __init__(self, artwork: Artwork, shortcut: str = "Ctrl+.", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = ""
        self._text = Elided("strong")
        self._left = label("", "quiet")
        self._pace = TimeLeft()
        self._cancel = action(self, "Cancel", "Stop this job", shortcut, self.cancel_wanted.emit)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.body.setContentsMargins(2 * GAP, GAP + 2, GAP + 2, GAP + 2)
        line = row(self._text, self._left, ActionButton(self._cancel, artwork, "close"), spacing=2 * GAP)
        line.setStretch(0, 1)
        self.body.addLayout(line)
        self.body.addWidget(self._bar)
        self.hide()

    def begin(self, title: str) -> None:
        """A job waits or has started."""
        self._title = title
        self._pace = TimeLeft()
        self._cancel.setEnabled(True)
        self.show_stage("waiting for another job")
        self.show()

    def show_stage(self, stage: str) -> None:
        """What is done now; how long it takes is not known yet."""
        self.show_doing(f"{stage[:1].lower()}{stage[1:]}")
        self._left.setText("")
        self._bar.setRange(0, 0)

    def show_doing(self, doing: str) -> None:
        """What is done now, as a part of what the bar shows."""
        self._text.setText(f"{self._title}: {doing} …")
        self._bar.setAccessibleName(self._text.text())

    def show_progress(self, done: int, total: int) -> None:
        """How far the present stage is; from this the time that is left is estimated."""
        left = self._pace.seconds(done, total, time.monotonic())
        self._left.setText(f"about {words.duration(left)} left" if left is not None else "")
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)

    def show_cancelling(self) -> None:
        """It was asked to stop."""
        self._cancel.setEnabled(False)
        self.show_stage("stopping")

    def end(self) -> None:
        """It is over."""
        self.hide()

    def text(self) -> str:
        """What it says."""
        return self._text.text()
