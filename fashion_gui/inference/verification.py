"""Golden answers: before a network may answer on a machine, it shows there that it computes rightly.

Some OpenVINO releases compute INT8 wrongly on some processors without any error, so neither a hash nor
a successful compilation says that the answers are right. Every model carries 32 pictures and what the
Keras network answered to them; whoever compiles it asks these first.
"""

from __future__ import annotations

import io
import platform
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from fashion_gui.core.array_files import write_arrays
from fashion_gui.core.errors import FashionGuiError, ModelError
from fashion_gui.core.file_lock import exclusive
from fashion_gui.core.stored_model import GOLDEN_FILE, StoredModel
from fashion_gui.core.whole_files import write_whole

GOLDEN_COUNT = 32
_CLEAR_MARGIN = 0.5
"""A golden picture's best probability should lead by this much, so that no precision may answer otherwise."""

TOLERANCE = {"f32": 0.02, "f16": 0.04, "bf16": 0.08, "i8": 0.4}
"""Largest difference of a probability from Keras's, by the number format of the computation; the mean over
the pictures of their largest differences may be a quarter of it.

Right computation of a network of 0.7 M parameters and 95 % was seen to bring (largest, mean): FP16 weights in
f32 0.004, 0.0005; in bf16 0.018, 0.002; INT8, calibrated three times, 0.21, 0.02. One weight with a wrong
exponent, or one in ten with a wrong sign, brings 0.99, 0.7. An unknown format is held to that of bf16.
"""


class Golden(NamedTuple):
    """Pictures uint8 [n, 28, 28] and the right probabilities float32 [n, 10]."""

    images: np.ndarray
    probabilities: np.ndarray


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a precision of a model computed rightly on a device of this machine.

    Attributes:
        model: id; `weights` is the SHA-256 of the IR's weights.
        device, system, openvino: where it ran: the device's full name, the operating system with its
            release (which brings the drivers), and the build of OpenVINO's plugin.
        problem: one sentence if it failed, else empty.
        checked: UTC, ISO 8601; given when it is written down.
    """

    model: str
    precision: str
    weights: str
    device: str
    system: str
    openvino: str
    passed: bool
    problem: str = ""
    checked: str = ""

    def failed(self, problem: str) -> Verdict:
        """The opposite verdict."""
        return msgspec.structs.replace(self, passed=False, problem=problem)


def write_golden(path: Path, images: np.ndarray, probabilities: np.ndarray) -> None:
    """Choose 32 pictures and write them with their answers.

    Args:
        images: uint8 [n, 28, 28], some hundreds that were not trained on.
        probabilities: float32 [n, 10], what the Keras network answers, computed in f32.
    """
    chosen = _choose(probabilities)
    write_arrays(path, images=images[chosen], probabilities=probabilities[chosen], compressed=True)


def _choose(probabilities: np.ndarray) -> np.ndarray:
    """Indices of the golden pictures, in turn from each class that is answered: from the least clear of
    the clear ones, on which small faults show first, to the most certain, which nothing right can change.
    """
    top_two = np.sort(probabilities, axis=1)[:, -2:]
    margins = top_two[:, 1] - top_two[:, 0]
    clearest_last = np.argsort(margins, kind="stable")
    clear = clearest_last[margins[clearest_last] >= _CLEAR_MARGIN]
    answers = probabilities.argmax(axis=1)
    of_class = [clear[answers[clear] == answer] for answer in range(probabilities.shape[1])]
    in_turn = [
        members[round(place * (len(members) - 1))]
        for place in (0.0, 1.0, 0.3, 0.6)
        for members in of_class
        if len(members)
    ]
    wanted = dict.fromkeys([*in_turn, *clearest_last[::-1]])  # few classes or all unclear: the clearest
    return np.sort(list(wanted)[:GOLDEN_COUNT])


def read_golden(stored: StoredModel) -> Golden:
    """The golden answers of a model.

    Raises:
        ModelError: if they are missing or damaged.
    """
    raw = stored.read(GOLDEN_FILE)
    try:
        with np.load(io.BytesIO(raw), allow_pickle=False) as arrays:
            golden = Golden(arrays["images"], arrays["probabilities"])
    except (ValueError, KeyError, OSError) as error:
        raise ModelError(f"The golden answers of “{stored.id}” can't be read.", "Train it again.") from error
    count = len(golden.images)
    if count == 0 or golden.images.shape != (count, 28, 28) or golden.probabilities.shape != (count, 10):
        raise ModelError(f"The golden answers of “{stored.id}” have a wrong form.", "Train it again.")
    return golden


def check_golden(predict: Callable[[np.ndarray], np.ndarray], golden: Golden, computation: str) -> float:
    """Ask the golden questions; returns the largest difference of a probability.

    Args:
        predict: uint8 [n, 28, 28] → float32 [n, 10].
        computation: the number format it computes in, a key of `TOLERANCE`.

    Raises:
        ModelError: if the answers are off by more than the tolerance, or a clear one names another class.
    """
    tolerance = TOLERANCE.get(computation, TOLERANCE["bf16"])
    answers = predict(golden.images)
    differences = np.abs(answers - golden.probabilities).max(axis=1)
    worst = float(differences.max())
    top_two = np.sort(golden.probabilities, axis=1)[:, -2:]
    clear = top_two[:, 1] - top_two[:, 0] > 2 * tolerance
    wrong = int(np.sum((answers.argmax(axis=1) != golden.probabilities.argmax(axis=1)) & clear))
    near = worst <= tolerance and float(differences.mean()) <= tolerance / 4
    if wrong or not near:  # not near, also when it is not a number
        raise ModelError(
            f"This precision computes wrongly on this machine: {wrong} of {len(answers)} known answers name "
            f"another class, and probabilities are off by up to {worst:.2g}, {differences.mean():.2g} on "
            f"average; in {computation}, {tolerance:g} and {tolerance / 4:g} are allowed.",
            "Choose another precision or device, or another model.",
        )
    return worst


def where_it_runs() -> str:
    """The operating system with its release, for `Verdict.system`."""
    return f"{platform.node()}: {platform.platform()}"


def remember(verdict: Verdict, path: Path) -> None:
    """Write a verdict down unless the same already stands there; one that can't be written is let go."""
    known = remembered(path)
    if any(_same(verdict, old) and old.passed == verdict.passed for old in known):
        return
    try:
        with exclusive(path.with_name(f".{path.name}.lock"), patience=1.0):
            others = [old for old in remembered(path) if not _same(verdict, old)]
            now = datetime.now(timezone.utc).isoformat(timespec="seconds")
            with write_whole(path) as stream:
                stream.write(
                    msgspec.json.encode([*others[-499:], msgspec.structs.replace(verdict, checked=now)])
                )
    except FashionGuiError:
        return  # it is only kept to be shown; every load checks anew


def remembered(path: Path) -> list[Verdict]:
    """All verdicts of this and earlier starts; none where the file is missing or damaged."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[Verdict])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return []


def _same(one: Verdict, other: Verdict) -> bool:
    fields = ("model", "precision", "weights", "device", "system", "openvino")
    return all(getattr(one, field) == getattr(other, field) for field in fields)
