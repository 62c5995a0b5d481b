"""One run of the worker: a request in, messages out, and an end in every case."""

from __future__ import annotations

import logging
import os
from collections import deque

import msgspec
from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

from fashion_gui.services.jobs import Ending
from fashion_gui.worker import messages
from fashion_gui.worker.job_requests import AnyRequest, encode
from fashion_gui.worker.program import program_command

LOG = logging.getLogger(__name__)

TERMINATE_MILLISECONDS = 3000
"""After a cancel, the worker's time to end by itself; then it is told to terminate."""
KILL_MILLISECONDS = 5000
"""After a cancel, the time by which it is gone."""
_LOG_LINES = 40
_LONGEST_LINE = 400
_LARGEST_MESSAGE = 16 * 1024 * 1024


class WorkerProcess(QObject):
    """Starts the worker with one request; lives in a thread with an event loop.

    The worker's standard input stays open for as long as the job is wanted: its end means "cancel", and
    it ends by itself when this process dies.

    Signals:
        message_received: one of `worker.messages`.
        ended: Ending; the last signal, once.
    """

    message_received = Signal(object)
    ended = Signal(object)

    def __init__(self, request: AnyRequest, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._request = request
        self._messages = b""
        self._errors = b""
        self._log: deque[str] = deque(maxlen=_LOG_LINES)
        self._last: messages.AnyMessage | None = None
        self._cancelled = False
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._read_messages)
        self._process.readyReadStandardError.connect(self._read_log)
        self._process.errorOccurred.connect(self._take_error)
        self._process.finished.connect(self._take_end)
        self._patience = QTimer(self, singleShot=True, interval=TERMINATE_MILLISECONDS)
        self._patience.timeout.connect(self._process.terminate)
        self._last_patience = QTimer(self, singleShot=True, interval=KILL_MILLISECONDS)
        self._last_patience.timeout.connect(self._process.kill)

    def start(self) -> None:
        """Start it; `ended` follows in any case."""
        program, *arguments = program_command()
        if os.name != "nt":  # else Ctrl-C on the console would hit the worker in the middle of anything
            parameters = QProcess.UnixProcessParameters()
            parameters.flags = QProcess.UnixProcessFlag.CreateNewSession
            self._process.setUnixProcessParameters(parameters)
        self._process.start(program, [*arguments, "worker"])
        self._process.write(encode(self._request) + b"\n")

    def cancel(self) -> None:
        """Ask it to stop; if it does not, it is terminated and at last killed."""
        if self._cancelled:
            return
        self._cancelled = True
        self._process.closeWriteChannel()
        self._patience.start()
        self._last_patience.start()

    @Slot()
    def _read_messages(self) -> None:
        *lines, self._messages = (self._messages + _bytes(self._process.readAllStandardOutput())).split(b"\n")
        if len(self._messages) > _LARGEST_MESSAGE:
            self._messages = b""
        for line in lines:
            try:
                message = messages.decode(line)
            except msgspec.MsgspecError as error:
                LOG.warning("The worker sent what is no message (%s): %r", error, line[:_LONGEST_LINE])
                continue
            self._last = message
            self.message_received.emit(message)

    @Slot()
    def _read_log(self) -> None:
        *lines, rest = (self._errors + _bytes(self._process.readAllStandardError())).split(b"\n")
        self._errors = rest[-_LONGEST_LINE:]
        for line in lines:
            self._add_to_log(line)

    def _add_to_log(self, line: bytes) -> None:
        text = line.decode(errors="replace").strip()[:_LONGEST_LINE]
        if text:
            self._log.append(text)
            LOG.debug("worker: %s", text)

    @Slot(QProcess.ProcessError)
    def _take_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:  # of the others `finished` tells
            self._end(Ending(not_started=self._process.errorString().rstrip("."), cancelled=self._cancelled))

    @Slot(int, QProcess.ExitStatus)
    def _take_end(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read_messages()
        self._read_log()
        self._add_to_log(self._errors)
        # Qt hands over the signal's number where one ended the process; Windows has none.
        by_signal = status is QProcess.ExitStatus.CrashExit and os.name != "nt"
        self._end(
            Ending(
                status=None if by_signal else code,
                signal=code if by_signal else None,
                last=self._last,
                log=tuple(self._log),
                cancelled=self._cancelled,
            )
        )

    def _end(self, ending: Ending) -> None:
        self._patience.stop()
        self._last_patience.stop()
        self.ended.emit(ending)


def _bytes(array: object) -> bytes:
    return bytes(array.data())  # type: ignore[attr-defined]  # QByteArray
