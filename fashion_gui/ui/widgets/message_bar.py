"""What went wrong and what to do about it, at the bottom of the window."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QWidget

from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import ActionButton, action, label

_NOTICE_MILLISECONDS = 7000
_UNDO_MILLISECONDS = 15_000
"""Longer, as one may have to think."""


class Message(NamedTuple):
    """One message: `kind` is "problem" (stays until dismissed) or "notice" (goes by itself)."""

    kind: str
    text: str
    advice: str
    undo: Callable[[], object] | None = None


class MessageBar(QFrame):
    """Shows messages one at a time, the latest first; hidden while there are none."""

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._artwork = artwork
        self._messages: deque[Message] = deque()
        self._icon = QLabel()
        self._text = label("", wrap=True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._more = label("", "small")
        dismiss = action(self, "Dismiss", "Put this message away", "Ctrl+Shift+D", self.dismiss)
        close = ActionButton(dismiss, artwork, "close", kind="bare", words=False)
        self._undo = action(self, "Undo", "Take back what this message tells", "Ctrl+Z", self._take_undo)
        self._undo_button = ActionButton(self._undo, artwork, "back", kind="quiet")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP + 4)
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._more)
        layout.addWidget(self._undo_button)
        layout.addWidget(close)
        self._timer = QTimer(self, singleShot=True, interval=_NOTICE_MILLISECONDS)
        self._timer.timeout.connect(self.dismiss)
        self.hide()

    def show_problem(self, problem: str, advice: str) -> None:
        """Something went wrong; the same message is not kept twice."""
        self._add(Message("problem", problem, advice))

    def retract(self, problem: str, advice: str) -> None:
        """A problem that was shown is over; nothing happens where it was put away already."""
        message = Message("problem", problem, advice)
        if message in self._messages:
            was_first = self._messages[0] == message
            self._messages.remove(message)
            self._show_first(is_new=was_first)

    def show_notice(self, text: str) -> None:
        """Something went well that can't be seen otherwise."""
        self._add(Message("notice", text, ""))

    def show_undo(self, text: str, undo: Callable[[], object]) -> None:
        """Something was done that can be taken back; it takes the place of an earlier one."""
        self._messages = deque(message for message in self._messages if message.undo is None)
        self._add(Message("notice", text, "", undo))

    def messages(self) -> list[Message]:
        """What is shown, and what waits behind it."""
        return list(self._messages)

    @Slot()
    def dismiss(self) -> None:
        """Go back to the message before."""
        if self._messages:
            self._messages.popleft()
        self._show_first(is_new=True)

    def redraw(self) -> None:
        """Take on the colours of a new scheme."""
        self._show_first(is_new=False)

    @Slot()
    def _take_undo(self) -> None:
        undo = self._messages[0].undo if self._messages else None
        self.dismiss()
        if undo is not None:
            undo()

    def _add(self, message: Message) -> None:
        if message in self._messages:
            self._messages.remove(message)
        self._messages.appendleft(message)
        self._show_first(is_new=True)

    def _show_first(self, *, is_new: bool) -> None:
        self.setVisible(bool(self._messages))
        if not self._messages:
            return
        message = self._messages[0]
        self._undo.setEnabled(message.undo is not None)
        self._undo_button.setVisible(message.undo is not None)
        self.setProperty("kind", message.kind)
        import html  # most windows never have anything to say

        advice = QApplication.palette().color(QPalette.ColorRole.Text).name()
        self._text.setText(
            f"<b>{html.escape(message.text)}</b> "
            f'<span style="color: {advice}">{html.escape(message.advice)}</span>'
        )
        waiting = len(self._messages) - 1
        self._more.setText(f"{waiting} more" if waiting else "")
        role = QPalette.ColorRole.BrightText if message.kind == "problem" else QPalette.ColorRole.Accent
        colour = QApplication.palette().color(role)
        self._icon.setPixmap(self._artwork.symbol(message.kind, 20, self.devicePixelRatioF(), colour))
        for widget in (self, self._text, self._more):  # the style sheet looks at `kind`
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        if not is_new:
            return
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # not for a window that has nothing to say

        self.setAccessibleName(f"{message.text} {message.advice}".strip())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        if message.kind == "notice":
            self._timer.start(_NOTICE_MILLISECONDS if message.undo is None else _UNDO_MILLISECONDS)
        else:
            self._timer.stop()
