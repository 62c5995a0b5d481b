"""What each way to compute a training gives, on the `sequential` network.

python -m tools.training_options DATA [--images 12800] [--repeats 3]

The defaults of `fashion_gui/training/acceleration.py` were chosen so. Each training has a process of its own,
all options take turns, and the second epoch counts (the first one traces the graph). Printed are seconds an
epoch, and the share of the processors' time that was used.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from fashion_gui.benchmarks.figures import spread
from fashion_gui.core.recipes import Acceleration
from fashion_gui.training import acceleration
from fashion_gui.worker.context import JobContext
from fashion_gui.worker.job_requests import MeasureTraining
from fashion_gui.worker.jobs import measure_training
from fashion_gui.worker.messages import AnyMessage, Figures


class Option(NamedTuple):
    """One difference to what the program does: of the recipe's settings, or of the environment."""

    settings: dict[str, Any] = {}  # noqa: RUF012
    environment: dict[str, str] = {}  # noqa: RUF012
    side_by_side: bool = False
    way: str = "compiled"


OPTIONS = {
    "as the program does it (ITEX, bf16, batches of 256)": Option(),
    "batches of 64": Option({"batch_size": 64}),
    "batches of 128": Option({"batch_size": 128}),
    "batches of 512": Option({"batch_size": 512}),
    "OpenMP threads": Option({"acceleration": {"thread_pool": "openmp"}}),
    "one thread": Option({"acceleration": {"threads": 1}}),
    "two operations side by side, a thread each": Option(side_by_side=True),
    "ITEX's layout optimiser": Option(environment={"ITEX_LAYOUT_OPT": "1"}),
    "without ITEX's fused operations": Option(environment={"ITEX_REMAPPER": "0"}),
    "ITEX's own mixed precision of fp32": Option(
        {"precision": "fp32"},
        {"ITEX_AUTO_MIXED_PRECISION": "1", "ITEX_AUTO_MIXED_PRECISION_DATA_TYPE": "BFLOAT16"},
    ),
    "oneDNN's objects kept": Option(environment={"ITEX_CACHE_ONEDNN_OBJECT": "1"}),
    "Keras's fit, pictures varied in Python": Option(way="fit"),
}


def main(arguments: argparse.Namespace) -> None:
    seconds: dict[str, list[float]] = {name: [] for name in OPTIONS}
    busy: dict[str, list[float]] = {name: [] for name in OPTIONS}
    for _ in range(arguments.repeats):
        for name, option in OPTIONS.items():
            command = [sys.executable, "-m", "tools.training_options", str(arguments.data), "--one", name]
            child = subprocess.run(
                [*command, "--images", str(arguments.images)],
                env={**os.environ, **option.environment},
                stdout=subprocess.PIPE,
                check=True,
            )
            epoch = json.loads(child.stdout.splitlines()[-1])
            seconds[name].append(epoch["seconds"])
            busy[name].append(epoch["busy"])
            print(f"{name}: {epoch['seconds']:.1f} s", file=sys.stderr, flush=True)
    taken = {name: spread(values) for name, values in seconds.items()}
    first = next(iter(taken.values())).median
    for name, found in taken.items():
        times = f"{found.median:5.1f} s ({found.lowest:.1f}–{found.highest:.1f})"
        used = spread(busy[name]).median
        print(f"{name:>52}: {times}, {found.median / first - 1:+.0%}, {used:.0%} busy")


def measure_one(option: Option, data: Path, images: int) -> None:
    """Train for two epochs in this process; prints the figures of the second as JSON."""
    if option.side_by_side:
        acceleration.prepare = _side_by_side(acceleration.prepare)

    def take(message: AnyMessage) -> None:
        if isinstance(message, Figures):
            print(json.dumps(message.values), flush=True)

    settings = {"recipe": "sequential", "epochs": 2, "limit": images, **option.settings}
    request = MeasureTraining(settings=settings, data=str(data), way=option.way)  # type: ignore[arg-type]
    measure_training.run(request, JobContext(take, threading.Event()))


def _side_by_side(prepare: Callable[[Acceleration], None]) -> Callable[[Acceleration], None]:
    def prepared(wanted: Acceleration) -> None:
        prepare(wanted)
        import tensorflow as tf

        tf.config.threading.set_inter_op_parallelism_threads(2)
        tf.config.threading.set_intra_op_parallelism_threads(1)

    return prepared


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path, help="folder of the four Fashion-MNIST files")
    parser.add_argument("--images", type=int, default=12_800, help="an epoch")
    parser.add_argument("--repeats", type=int, default=3, help="trainings of each option")
    parser.add_argument("--one", choices=list(OPTIONS), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        measure_one(OPTIONS[given.one], given.data, given.images)
    else:
        main(given)
