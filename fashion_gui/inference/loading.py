"""Which model answers when the program starts: the chosen one, or the next best that computes rightly."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fashion_gui.core.errors import ModelError
from fashion_gui.inference.classifier import Classifier

if TYPE_CHECKING:
    from fashion_gui.core.model_store import ModelStore

DEFAULT_DEVICE = "CPU"
DEFAULT_PRECISION = "fp16"


def load_active(
    store: ModelStore, device: str = DEFAULT_DEVICE, precision: str = DEFAULT_PRECISION
) -> Classifier:
    """Load the model in use so that there is an answer whenever there can be one.

    What can't be used (a precision that is missing or computes wrongly here, a device that is gone, a
    damaged model) is left out, in this order: precision and device, then the model itself. What was left
    out and why stands in `classifier.stored.note`, one sentence for people; it is empty where all is well.

    Raises:
        ModelError: if not even a bundled model answers rightly.
    """
    wanted, usual = (device, precision), (DEFAULT_DEVICE, DEFAULT_PRECISION)
    stored = store.active()
    try:
        return Classifier.load(stored, *wanted)
    except ModelError as error:
        because = error
    if wanted != usual:
        note = f"{because.problem} {DEFAULT_DEVICE} and {DEFAULT_PRECISION.upper()} weights are used instead."
        try:
            return Classifier.load(replace(stored, note=f"{stored.note} {note}".strip()), *usual)
        except ModelError as error:
            because = error
    if stored.bundled:
        raise because
    return Classifier.load(store.fallback(because), *usual)
