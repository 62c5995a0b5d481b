"""Recognises the garment in a live video: one line of output a frame.

SOURCE is the number of a camera (0 is the first), a video file, or the address of a network camera
(http://… or rtsp://…). Of a file every frame is answered, as fast as that goes; of a live source always the
newest, the others are left out. Ends with the video, or with Ctrl-C.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fashion_gui.cli.numbers import COUNT
from fashion_gui.cli.output import add_json_option, print_json
from fashion_gui.cli.stored import add_model_options, add_threshold_option, load_classifier

if TYPE_CHECKING:
    from fashion_gui.core.capture import Frame
    from fashion_gui.core.live_answer import LiveAnswer
    from fashion_gui.core.mailbox import Mailbox
    from fashion_gui.core.video_sources import StreamFacts, VideoSource

SUMMARY = "recognise the garment in front of a camera"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help="number of a camera, video file, or address")
    add_json_option(parser)
    add_model_options(parser)
    add_threshold_option(parser)
    parser.add_argument("--frames", type=COUNT, metavar="N", help="end after so many lines")


def run(arguments: argparse.Namespace) -> int:
    from fashion_gui.core.live_answer import live_record
    from fashion_gui.core.video_sources import FILE, source_from
    from fashion_gui.inference.live_recognition import LiveRecogniser

    source = source_from(arguments.source)
    classifier = load_classifier(arguments)
    recogniser = LiveRecogniser()
    frames = _frames_of_file(source) if source.kind == FILE else _newest_frames(source)
    try:
        for printed, frame in enumerate(frames, start=1):
            answer = recogniser.recognise(frame, classifier, arguments.threshold)
            if arguments.json:
                age = (time.perf_counter() - answer.captured) * 1e3
                print_json({**live_record(answer), "age_ms": round(age, 3)})
            else:
                print(f"{answer.seconds:8.2f} s  {_words(answer)}", flush=True)
            if printed == arguments.frames:
                break
    except KeyboardInterrupt:
        pass  # the way to end it
    return 0


def _words(answer: LiveAnswer) -> str:
    if not answer.there:
        return "nothing there"
    (best, p), (second, q) = answer.ranking()[:2]
    return f"{best} {p:.0%}" if answer.accepted else f"not sure: {best} {p:.0%} or {second} {q:.0%}"


def _frames_of_file(source: VideoSource) -> Iterator[Frame]:
    """Every frame, at the times they have in the video."""
    from fashion_gui.core.capture import DEFAULT_RATE, Frame
    from fashion_gui.core.video_streams import VideoStream

    stream = VideoStream(source)
    try:
        rate = stream.facts.frame_rate or DEFAULT_RATE
        number = 0
        while (rgb := stream.read()) is not None:
            yield Frame(rgb, number, number / rate, time.perf_counter())
            number += 1
    finally:
        stream.close()


def _newest_frames(source: VideoSource) -> Iterator[Frame]:
    """Of a live source: each time the newest frame there is.

    Raises:
        CameraError: when nothing comes (any more).
    """
    from fashion_gui.core.capture import Capture

    listener = _Newest()
    capture = Capture(source, listener)
    capture.start()
    try:
        while True:
            frame = listener.frames.wait(0.1)
            if frame is not None:
                yield frame
            elif listener.ended:
                if listener.error is not None:
                    raise listener.error
                return
    finally:
        capture.stop()
        capture.wait(3)


class _Newest:
    """Keeps the newest frame of a capture, and how it ended."""

    def __init__(self) -> None:
        from fashion_gui.core.mailbox import Mailbox

        self.frames: Mailbox[Frame] = Mailbox()
        self.error: Exception | None = None
        self.ended = False

    def stream_opened(self, facts: StreamFacts) -> None:
        pass

    def stream_lost(self, error: Exception) -> None:
        pass  # the capture is not a persistent one: scripts are told of the end

    def frame_captured(self, frame: Frame) -> None:
        self.frames.put(frame)

    def stream_ended(self, error: Exception | None) -> None:
        self.error, self.ended = error, True
