"""Lets a model learn from your own labelled pictures, beside a part of Fashion-MNIST lest it forgets.

Some of the pictures are only asked about: the new model is compared with the one before on them and on the
test images, and is kept only where it is not worse. Standard output is its id, or with --json every message,
one a line. “fashion-gui models activate ID” lets it answer from then on.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from fashion_gui.cli.output import add_json_option, warn
from fashion_gui.cli.stored import add_data_option
from fashion_gui.paths import home_dir

if TYPE_CHECKING:
    from fashion_gui.core.improvement import Improvement
    from fashion_gui.worker.messages import AnyMessage

SUMMARY = "let a model learn from your own labelled pictures"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", metavar="ID", help="the model that learns; default: the active one")
    parser.add_argument(
        "--examples",
        type=Path,
        metavar="DIR",
        help="folder with a labels.csv, or one sub-folder a class; default: your own examples",
    )
    add_data_option(parser)
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    import msgspec

    from fashion_gui.cli.training_display import print_message, training_display
    from fashion_gui.cli.worker_process import work
    from fashion_gui.core.improvement import Improvement
    from fashion_gui.worker.job_requests import Improve
    from fashion_gui.worker.messages import Figures

    found: list[Improvement] = []

    def keep(message: AnyMessage) -> bool:
        is_result = isinstance(message, Figures) and message.kind == "improvement"
        if is_result:
            found.append(msgspec.convert(message.values, Improvement))  # type: ignore[union-attr]
        return is_result

    request = Improve(
        home=str(home_dir()),
        model=arguments.model or "",
        examples=str(arguments.examples.absolute()) if arguments.examples else "",
        data=str(arguments.data.absolute()) if arguments.data else "",
        download=True,
    )
    if arguments.json:
        outcome = work(request, print_message)
    else:
        with training_display() as show:
            outcome = work(request, lambda message: None if keep(message) else show(message))
    if outcome.error is not None:
        raise outcome.error
    if outcome.cancelled:
        warn("it was stopped; nothing has changed.")
        raise KeyboardInterrupt
    for comparison in found:
        _tell(comparison)
    if outcome.model and not arguments.json:
        print(outcome.model)
    return 0 if outcome.model else 1


def _tell(found: Improvement) -> None:
    """The comparison, beside what other programs read."""
    for name, (asked, before, after) in found.per_class.items():
        warn(f"{name}: {after} of {asked} held-out examples right, {before} before")
    warn(f"test images: {found.test_after:.2%} right, {found.test_before:.2%} before")
    worse = f" at {', '.join(found.worse_classes)}" if found.worse_classes else ""
    warn(
        "the new model is not worse, and was kept"
        if found.accepted
        else f"it would be worse{worse}, and was not kept"
    )
