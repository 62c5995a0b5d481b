"""What went wrong and what to do about it, at the bottom of the window."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QWidget

from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.style import GAP
from fashion_gui.ui.widgets.basics import ActionButton, action, label

_NOTICE_MILLISECONDS = 7000


class Message(NamedTuple):
    """One message: `kind` is "problem" (stays until dismissed) or "notice" (goes by itself)."""

    kind: str
    text: str
    advice: str


class MessageBar(QFrame):
    """Shows messages one at a time, oldest first; hidden while there are none."""

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
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP + 4)
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._more)
        layout.addWidget(close)
        self._timer = QTimer(self, singleShot=True, interval=_NOTICE_MILLISECONDS)
        self._timer.timeout.connect(self.dismiss)
        self.hide()

    def show_problem(self, problem: str, advice: str) -> None:
        """Something went wrong; the same message is not queued twice."""
        self._add(Message("problem", problem, advice))

    def show_notice(self, text: str) -> None:
        """Something went well that can't be seen otherwise."""
        self._add(Message("notice", text, ""))

    def messages(self) -> list[Message]:
        """What is shown, and what waits behind it."""
        return list(self._messages)

    @Slot()
    def dismiss(self) -> None:
        """Go on to the next message."""
        if self._messages:
            self._messages.popleft()
        self._show_first(is_new=True)

    def redraw(self) -> None:
        """Take on the colours of a new scheme."""
        self._show_first(is_new=False)

    def _add(self, message: Message) -> None:
        if message not in self._messages:
            self._messages.append(message)
            self._show_first(is_new=len(self._messages) == 1)

    def _show_first(self, *, is_new: bool) -> None:
        self.setVisible(bool(self._messages))
        if not self._messages:
            return
        message = self._messages[0]
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
            self._timer.start()
        else:
            self._timer.stop()
