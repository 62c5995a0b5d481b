"""A reduced precision that does not learn is given up for good."""

from __future__ import annotations

import threading
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from fashion_gui.core.errors import TrainingError
from fashion_gui.core.recipes import RECIPES, TrainingSettings
from fashion_gui.worker import runs
from fashion_gui.worker.context import JobContext
from fashion_gui.worker.job_requests import Train
from fashion_gui.worker.messages import AnyMessage, Notice


def test_what_does_not_learn_in_bf16_goes_on_in_fp32_and_is_kept_so(tmp_path: Path) -> None:
    """Started from weights that are no numbers, it learns in neither, and says so."""
    import msgspec

    from fashion_gui.training import networks
    from fashion_gui.worker.jobs.train import train

    settings = msgspec.structs.replace(RECIPES["quick"], epochs=1, batch_size=8, precision="bf16")
    random = np.random.default_rng(1)
    pictures, labels = random.integers(0, 256, (16, 28, 28), np.uint8), np.arange(16) % 10
    split = SimpleNamespace(validation_images=pictures, validation_labels=labels)
    material = SimpleNamespace(images=pictures, targets=np.eye(10, dtype=np.float32)[labels], split=split)
    drawn = networks.build(settings.network, settings.dropout, settings.seed).get_weights()
    nothing = [np.full_like(array, np.nan) if array.dtype.kind == "f" else array for array in drawn]
    messages: list[AnyMessage] = []
    kept: list[TrainingSettings] = []
    context = JobContext(messages.append, threading.Event())
    with pytest.raises(TrainingError, match=r"no longer a finite number\. Try a lower"):
        train(settings, material, tmp_path, nothing, context, keep=kept.append)  # type: ignore[arg-type]
    assert [one.precision for one in kept] == ["fp32"]
    told = [message.sentence for message in messages if isinstance(message, Notice)]
    assert len(told) == 1
    assert told[0].endswith("The training goes on in 32-bit floats from the last whole epoch.")


def test_a_run_goes_on_with_the_precision_it_was_brought_to() -> None:
    import msgspec

    from fashion_gui.worker.jobs.train import resolve

    run = runs.begin(Train(settings=msgspec.to_builtins(RECIPES["quick"])))
    runs.remember(run, msgspec.structs.replace(RECIPES["quick"], precision="fp32"))
    again = runs.find(run.name).request
    assert again.run == run.name
    assert resolve(again.settings) == msgspec.structs.replace(RECIPES["quick"], precision="fp32")
