"""How each precision of a model does on a device of this machine: right or not, and how quickly."""

from __future__ import annotations

import time

from fashion_gui import paths
from fashion_gui.core.errors import ModelError
from fashion_gui.core.model_rows import PrecisionCheck
from fashion_gui.core.stored_model import IR_STEMS, StoredModel
from fashion_gui.inference import verification
from fashion_gui.inference.classifier import VERDICTS_FILE, Classifier

_MOST_TIMED = 100
_SECONDS = 0.5
"""Longest time for timing one image over and over, so that a busy machine does not hold up the rest."""


def examine(stored: StoredModel, device: str) -> tuple[PrecisionCheck, ...]:
    """Compile each precision on a device (see `devices.devices`), ask the golden questions, time one image.

    The time is the least of many: other work on the machine can only add to it, so the least is nearest to
    what the network itself takes, and can be compared with that of a model timed in a quieter moment. What
    fails is part of the result.
    """
    return tuple(_examine(stored, device, precision) for precision in stored.precisions)


def _examine(stored: StoredModel, device: str, precision: str) -> PrecisionCheck:
    try:
        classifier = Classifier.load(stored, device, precision)
    except ModelError as error:
        return PrecisionCheck(
            precision, problem=error.problem, wrong=_computed_wrongly(stored, precision, error)
        )
    picture = verification.read_golden(stored).images[:1]
    milliseconds: list[float] = []
    while len(milliseconds) < _MOST_TIMED and sum(milliseconds) < _SECONDS * 1000:
        begun = time.perf_counter()
        classifier.predict(picture)
        milliseconds.append((time.perf_counter() - begun) * 1000)
    tag = classifier.tag
    return PrecisionCheck(precision, f"{tag.device} · {tag.precision}", min(milliseconds))


def _computed_wrongly(stored: StoredModel, precision: str, error: ModelError) -> bool:
    """Whether it was the golden answers that failed: such a verdict is written down."""
    weights = stored.manifest.files[f"{IR_STEMS[precision]}.bin"]
    return any(
        verdict.weights == weights and verdict.problem == error.problem
        for verdict in verification.remembered(paths.home_dir() / VERDICTS_FILE)
    )
