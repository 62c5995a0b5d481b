"""One video from start to stop: a thread that captures, one that recognises, one-place boxes between them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Protocol

from fashion_gui.core.errors import CameraError, FashionGuiError, ModelError
from fashion_gui.core.mailbox import Mailbox
from fashion_gui.services.classification import unexpected
from fashion_gui.services.model_slot import ModelSlot

if TYPE_CHECKING:
    from fashion_gui.core.capture import Capture, Frame
    from fashion_gui.core.live_answer import LiveAnswer
    from fashion_gui.core.recording import AnswerRecording
    from fashion_gui.core.video_sources import StreamFacts, VideoSource
    from fashion_gui.inference.live_recognition import LiveRecogniser

LOG = logging.getLogger(__name__)
_POLL_SECONDS = 0.1


class RunListener(Protocol):
    """What a run tells, from its threads; every message carries the run's number."""

    def opened(self, number: int, facts: StreamFacts) -> None: ...
    def lost(self, number: int, error: CameraError) -> None: ...
    def frame_came(self, number: int) -> None: ...
    def answer_came(self, number: int) -> None: ...
    def failed(self, number: int, error: FashionGuiError) -> None: ...
    def ended(self, number: int, error: CameraError | None) -> None: ...
    def recorded(self, path: Path, rows: int) -> None: ...
    def recording_failed(self, error: FashionGuiError) -> None: ...


class CameraRun:
    """Starts its threads at once.

    Attributes:
        number: which run it is.
        frames: the newest frame for the preview.
        answers: the newest answer with its frame.
        threshold: probability under which an answer is "not sure"; may be changed at any time.
    """

    def __init__(
        self, number: int, source: VideoSource, threshold: float, slot: ModelSlot, listener: RunListener
    ) -> None:
        self.number = number
        self.threshold = threshold
        self.frames: Mailbox[Frame] = Mailbox()
        self.answers: Mailbox[tuple[Frame, LiveAnswer]] = Mailbox()
        self._unanswered: Mailbox[Frame] = Mailbox()
        self._source = source
        self._slot = slot
        self._listener = listener
        self._stopping = threading.Event()
        self._wishes: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._recording: AnswerRecording | None = None
        self._recogniser: LiveRecogniser | None = None
        self._model_missed = False
        self._capture: Capture | None = None
        self._thread = threading.Thread(target=self._run, name="camera answers", daemon=True)
        self._thread.start()

    @property
    def left_out(self) -> int:
        """Frames that were captured and not recognised, because newer ones had come."""
        return self._unanswered.dropped

    def stop(self) -> None:
        """Nothing more comes from this run; its threads end in their own time."""
        self._stopping.set()
        if self._capture is not None:
            self._capture.stop()

    def wait(self, seconds: float) -> bool:
        """After `stop`: wait for the end of its threads; returns whether it has come."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def learn_background(self) -> None:
        self._wishes.put(self._learn_background)

    def record(self, path: Path) -> None:
        """Write the answers to a CSV from now on, until `stop_recording` or the end of the run."""
        self._wishes.put(partial(self._begin_recording, path))

    def stop_recording(self) -> None:
        self._wishes.put(self._end_recording)

    # In the capture thread

    def stream_opened(self, facts: StreamFacts) -> None:
        if not self._stopping.is_set():
            self._listener.opened(self.number, facts)

    def stream_lost(self, error: CameraError) -> None:
        if not self._stopping.is_set():
            self._listener.lost(self.number, error)

    def frame_captured(self, frame: Frame) -> None:
        self._unanswered.put(frame)
        if self.frames.put(frame) and not self._stopping.is_set():
            self._listener.frame_came(self.number)

    def stream_ended(self, error: CameraError | None) -> None:
        if not self._stopping.is_set():
            self._listener.ended(self.number, error)

    # In the thread of the answers

    def _run(self) -> None:
        try:
            from fashion_gui.core.capture import Capture  # OpenCV takes a while to import
            from fashion_gui.inference.live_recognition import LiveRecogniser

            capture = self._capture = Capture(self._source, self, persistent=True)
            self._recogniser = LiveRecogniser()
            if self._stopping.is_set():
                return
            capture.start()
            try:
                self._answer_all()
            finally:
                self._end_recording()
                capture.stop()
                capture.wait(10)  # longer than any time-out of a source
        except Exception as defect:
            LOG.exception("recognising %s", self._source)
            if not self._stopping.is_set():
                error = unexpected(defect)
                self._listener.ended(self.number, CameraError(error.problem, "Please start again."))

    def _answer_all(self) -> None:
        while not self._stopping.is_set():
            self._grant_wishes()
            frame = self._unanswered.wait(_POLL_SECONDS)
            if frame is None:
                continue
            answer = self._answer(frame)
            if answer is None:
                continue
            if self._recording is not None:
                self._record(self._recording, answer)
            if self.answers.put((frame, answer)) and not self._stopping.is_set():
                self._listener.answer_came(self.number)

    def _answer(self, frame: Frame) -> LiveAnswer | None:
        assert self._recogniser is not None
        try:
            classifier = self._slot.wait(self._stopping.is_set)
        except ModelError as error:
            if not self._model_missed and not self._stopping.is_set():
                self._model_missed = True  # once is enough: the preview goes on
                self._listener.failed(self.number, error)
            return None
        if classifier is None:
            return None
        return self._recogniser.recognise(frame, classifier, self.threshold)

    def _grant_wishes(self) -> None:
        while True:
            try:
                wish = self._wishes.get_nowait()
            except Empty:
                return
            wish()

    def _learn_background(self) -> None:
        if self._recogniser is not None:
            self._recogniser.learn_background()

    def _begin_recording(self, path: Path) -> None:
        from fashion_gui.core.recording import AnswerRecording

        self._end_recording()
        try:
            self._recording = AnswerRecording(path)
        except FashionGuiError as error:
            self._listener.recording_failed(error)

    def _record(self, recording: AnswerRecording, answer: LiveAnswer) -> None:
        try:
            recording.add(answer)
        except FashionGuiError as error:
            self._recording = None
            self._listener.recording_failed(error)

    def _end_recording(self) -> None:
        recording, self._recording = self._recording, None
        if recording is None:
            return
        try:
            recording.close()
        except FashionGuiError as error:
            self._listener.recording_failed(error)
        else:
            self._listener.recorded(recording.path, recording.rows)
