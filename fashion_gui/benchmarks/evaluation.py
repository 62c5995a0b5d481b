"""How fast the Evaluate page is: the answers to all test images, and what one looks into afterwards."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

import msgspec

from fashion_gui.benchmarks.figures import Spread, machine, spread
from fashion_gui.benchmarks.probes import command, environment
from fashion_gui.core.datasets import DATASET_VARIABLE
from fashion_gui.core.errors import FashionGuiError

_EVALUATIONS = 3


class EvaluationFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds for all test images, and milliseconds from a wish to the painted answer.

    Attributes:
        model: that is in use, in words.
        answering: seconds that the network took for all `images`.
        evaluating: from the press of the button to the results, everything compiled and written anew.
        opening: from the choice of a model that was evaluated before to its results.
        cell: from a click into the confusion matrix to the pictures.
        why: from the choice of a picture to its heat map.
    """

    machine: str
    model: str
    images: int
    answering: Spread
    evaluating: Spread
    opening: Spread
    cell: Spread
    why: Spread


def measure(data: Path, repeats: int) -> EvaluationFigures:
    """Use the real page of a window of its own `repeats` times, and evaluate three times.

    Raises:
        FashionGuiError: if the window did not come up, or did not answer.
    """
    answering, evaluating, last = [], [], {}
    for _ in range(_EVALUATIONS):
        with tempfile.TemporaryDirectory(prefix="fashion-gui-") as home:
            last = _probe(data, repeats, home)
        answering.append(last["answering"])
        evaluating.append(last["evaluating"])
    return EvaluationFigures(
        machine=machine(),
        model=last["model"],
        images=last["images"],
        answering=spread(answering),
        evaluating=spread(evaluating),
        opening=spread(last["opening"]),
        cell=spread(last["cell"]),
        why=spread(last["why"]),
    )


def _probe(data: Path, repeats: int, home: str) -> dict:
    child = subprocess.run(
        [*command("evaluation_probe"), str(repeats)],
        capture_output=True,
        text=True,
        env={**environment(home), DATASET_VARIABLE: str(data.absolute())},
        check=False,
    )
    if child.returncode != 0:
        reason = (child.stderr.strip().splitlines() or [f"exit status {child.returncode}"])[-1]
        raise FashionGuiError(f"The Evaluate page could not be measured: {reason}")
    return json.loads(child.stdout)
