"""What other starts of the program, or the system, bring to the window that is open."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from fashion_gui.one_window import ANSWER, address, decode

LOG = logging.getLogger(__name__)
_LARGEST_REQUEST = 4 * 1024 * 1024


class Handover(QObject):
    """Listens for second starts; only whoever holds the lock of `one_window` may make one.

    Signals:
        pictures_brought: tuple of Paths; empty if the window alone is wanted.
    """

    pictures_brought = Signal(object)

    def __init__(self, home: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.newConnection.connect(self._take_connection)
        QLocalServer.removeServer(address(home))  # left by one that was killed
        self.listening = self._server.listen(address(home))
        if not self.listening:
            LOG.warning("Other starts can't reach this window: %s", self._server.errorString())

    @Slot()
    def close(self) -> None:
        """Take nothing any more."""
        self._server.close()

    @Slot()
    def _take_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(socket.deleteLater)

    @Slot()
    def _read(self) -> None:
        socket = self.sender()
        assert isinstance(socket, QLocalSocket)
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LARGEST_REQUEST:
                socket.abort()
            return
        try:
            pictures = decode(bytes(socket.readLine().data()))
        except ValueError as error:
            LOG.warning("What came to this window is no list of pictures: %s", error)
            socket.abort()
            return
        socket.write(ANSWER)
        socket.flush()
        socket.disconnectFromServer()
        self.pictures_brought.emit(pictures)


class OpenedFiles(QObject):
    """Files that macOS asks the running program to open; installed as the application's event filter.

    Signals:
        pictures_brought: tuple of Paths.
    """

    pictures_brought = Signal(object)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QFileOpenEvent) and event.file():
            self.pictures_brought.emit((Path(event.file()),))
            return True
        return super().eventFilter(watched, event)
