"""What the worker says: one JSON line a message, told apart by `type`.

`fashion-gui train --json` prints the same lines. A job ends well only if its last message is `Done` *and*
the process ends with status 0.
"""

from __future__ import annotations

from typing import Any

import msgspec


class Message(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag=str.lower):
    """Base of all messages."""


class Stage(Message, frozen=True, kw_only=True):
    """What is being done now, in words: `"Reading the data set"`."""

    name: str


class Notice(Message, frozen=True, kw_only=True):
    """Something the person should know; the job goes on."""

    sentence: str


class Acceleration(Message, frozen=True, kw_only=True):
    """What TensorFlow was found to compute with; see `training.acceleration.ActiveAcceleration`."""

    sentence: str
    tensorflow: str
    itex: str | None
    onednn: bool
    thread_pool: str
    threads: int
    precision: str
    note: str


class Progress(Message, frozen=True, kw_only=True):
    """`done` of `total` steps of the present stage (bytes, images, …)."""

    done: int
    total: int


class Batches(Message, frozen=True, kw_only=True):
    """The latest few training batches.

    Attributes:
        epoch, epochs: from 1; step, steps: within the epoch.
        losses: cross-entropy in nats, one a batch.
        seconds_left: to the end of the last epoch, estimated.
    """

    epoch: int
    epochs: int
    step: int
    steps: int
    losses: tuple[float, ...]
    images_per_second: float
    seconds_left: float


class Epoch(Message, frozen=True, kw_only=True):
    """A whole epoch, saved and safe to resume from; accuracies and `busy` (processor) from 0 to 1."""

    epoch: int
    epochs: int
    loss: float
    accuracy: float
    validation_loss: float
    validation_accuracy: float
    learning_rate: float
    seconds: float
    images_per_second: float
    busy: float


class Figures(Message, frozen=True, kw_only=True):
    """A result in numbers: an evaluation, a row of a benchmark; `kind` says which."""

    kind: str
    values: dict[str, Any]


class Done(Message, frozen=True, kw_only=True):
    """The job ended well; `model` is the id of the model that was made or changed, if one was."""

    model: str = ""


class Cancelled(Message, frozen=True, kw_only=True):
    """The job ended because it was asked to; `run` can be resumed if it names one."""

    run: str = ""


class Failed(Message, frozen=True, kw_only=True):
    """The job could not be done; `run` can be resumed if it names one."""

    problem: str
    advice: str = ""
    run: str = ""


AnyMessage = Stage | Notice | Acceleration | Progress | Batches | Epoch | Figures | Done | Cancelled | Failed
_decoder = msgspec.json.Decoder(AnyMessage)
_encoder = msgspec.json.Encoder()


def encode(message: AnyMessage) -> bytes:
    """One line of JSON, without the line end."""
    return _encoder.encode(message)


def decode(line: bytes | str) -> AnyMessage:
    """The message of a line.

    Raises:
        msgspec.MsgspecError: if it is none.
    """
    return _decoder.decode(line)
