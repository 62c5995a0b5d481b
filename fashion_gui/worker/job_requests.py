"""What the worker is asked for: one JSON line on its standard input, told apart by `type`."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from fashion_gui.core.held_out import HeldOut


class JobRequest(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag=str.lower):
    """Base of all requests; paths are strings, empty for the usual place."""

    home: str = ""
    """The user's folder, so that worker and window agree on it."""


class Train(JobRequest, frozen=True, kw_only=True):
    """Train by a recipe, convert, check, evaluate, publish.

    Attributes:
        settings: `core.recipes.TrainingSettings` as plain values; only `recipe` must be there,
            the others replace the recipe's own.
        data: folder of the data set.
        download: fetch the data set if it is nowhere.
        photos: folder of labelled photos to learn from as well; see `core.photo_sets`.
        held_out: the photos of which people are only asked about.
        start_from: id of a model whose weights are gone on from, instead of fresh ones.
        run: name of an earlier run to go on with; its settings then hold.
    """

    settings: dict[str, Any] = {}
    data: str = ""
    download: bool = False
    photos: str = ""
    held_out: HeldOut = HeldOut()
    start_from: str = ""
    run: str = ""


class MeasureTraining(JobRequest, frozen=True, kw_only=True):
    """Train without publishing, to measure.

    Attributes:
        settings, data: as in `Train`.
        way: the program's compiled loop, or the report's `fit` on pictures varied in Python.
        target: test accuracy at which to stop, 0–1; 0 trains all epochs.
    """

    settings: dict[str, Any] = {}
    data: str = ""
    way: Literal["compiled", "fit"] = "compiled"
    target: float = 0.0


class MeasureInference(JobRequest, frozen=True, kw_only=True):
    """Time a stored model's Keras network and its IRs beside each other.

    Attributes:
        model: its id.
        repeats: single images timed for each variant.
    """

    model: str
    data: str = ""
    repeats: int = 200


class Quantise(JobRequest, frozen=True, kw_only=True):
    """Add INT8 weights to a stored model, or to a copy of a bundled one.

    Attributes:
        model: its id.
        data: folder of the data set.
    """

    model: str
    data: str = ""


class Improve(JobRequest, frozen=True, kw_only=True):
    """Let a model learn from a person's own examples, and keep the result if it is not worse.

    Attributes:
        model: its id; empty for the one in use.
        examples: folder of labelled pictures; empty for the person's own.
        data: folder of the data set; download: fetch it if it is nowhere.
    """

    model: str = ""
    examples: str = ""
    data: str = ""
    download: bool = False


AnyRequest = Train | MeasureTraining | MeasureInference | Quantise | Improve
_decoder = msgspec.json.Decoder(AnyRequest)


def encode(request: AnyRequest) -> bytes:
    """One line of JSON, without the line end."""
    return msgspec.json.encode(request)


def decode(line: bytes | str) -> AnyRequest:
    """The request of a line.

    Raises:
        msgspec.MsgspecError: if it is none.
    """
    return _decoder.decode(line)
