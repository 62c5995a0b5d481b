"""Trains a network by a recipe, converts it to OpenVINO's IR, checks it, evaluates it and stores it.

Standard output is the id of the new model alone, or with --json every message of the training, one a line.
Ctrl-C stops it; what was trained up to the last whole epoch can be gone on with by --resume.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fashion_gui.cli.numbers import Within
from fashion_gui.cli.output import add_json_option, warn
from fashion_gui.cli.stored import add_data_option, add_held_out_option, check_held_out
from fashion_gui.core.errors import TrainingError
from fashion_gui.core.recipes import RANGES, RECIPES
from fashion_gui.paths import home_dir

if TYPE_CHECKING:
    from fashion_gui.worker.job_requests import Train

SUMMARY = "train a network and make a model of it"
_SETTINGS = (
    *("recipe", "epochs", "batch_size", "learning_rate", "precision", "seed", "limit"),
    *("photos_per_class", "vary_photos"),
)
_TRACEBACK = "Traceback (most recent call last):"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--recipe", choices=list(RECIPES), help="the network and its settings")
    what.add_argument(
        "--resume", metavar="RUN", help="go on with an interrupted training, with its own settings"
    )
    parser.add_argument(
        "--photos",
        type=Path,
        metavar="DIR",
        help="learn from labelled photos as well: a folder with labels.csv, or with one sub-folder a class",
    )
    add_held_out_option(
        parser, "photos by these people are not learnt from, only asked about (default: 1/10)"
    )
    parser.add_argument("--start-from", metavar="ID", help="go on from the weights of this model")
    for option, kind, text in (
        ("--epochs", int, "rounds through the training images"),
        ("--batch-size", int, "images a step"),
        ("--learning-rate", float, "the highest rate, reached after the warm-up"),
        ("--seed", int, "start of all random numbers"),
        ("--limit", int, "use only so many training images; 0 takes all"),
        ("--photos-per-class", int, "pictures made of each class of the photos"),
    ):
        number = Within(kind, *RANGES[option.removeprefix("--").replace("-", "_")])
        shown = f"{text} ({number.lowest:,}–{number.highest:,}; default: the recipe's)"
        parser.add_argument(option, type=number, metavar="N" if kind is int else "X", help=shown)
    parser.add_argument(
        "--precision", choices=["bf16", "fp32"], help="of the arithmetic (default: the recipe's)"
    )
    parser.add_argument(
        "--itex",
        action=argparse.BooleanOptionalAction,
        help="with or without the Intel Extension for TensorFlow (default: with, where it is installed)",
    )
    parser.add_argument(
        "--vary-photos",
        action=argparse.BooleanOptionalAction,
        help="make these of other outlines, light and angles, or repeat each photo (default: the recipe's)",
    )
    add_data_option(parser)
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    from fashion_gui.cli.training_display import print_message, training_display
    from fashion_gui.cli.worker_process import work

    check_held_out(arguments)
    if arguments.json:
        outcome = work(_request(arguments), print_message)
    else:
        with training_display() as show:
            outcome = work(_request(arguments), show)
    resuming = f"“fashion-gui train --resume {outcome.run}” goes on with it." if outcome.run else ""
    if outcome.error is not None:
        if _TRACEBACK in outcome.log:  # a defect of ours: whoever is to mend it needs this
            warn("\n".join(outcome.log[outcome.log.index(_TRACEBACK) :]))
        raise TrainingError(outcome.error.problem, f"{outcome.error.advice} {resuming}".strip())
    if outcome.cancelled:
        warn(f"the training was stopped. {resuming}".strip())
        raise KeyboardInterrupt
    if not arguments.json:
        print(outcome.model)
    return 0


def _request(arguments: argparse.Namespace) -> Train:
    from fashion_gui.core.held_out import HeldOut
    from fashion_gui.worker.job_requests import Train

    settings: dict[str, Any] = {
        name: value for name in _SETTINGS if (value := getattr(arguments, name)) is not None
    }
    if arguments.itex is not None:
        settings["acceleration"] = {"itex": arguments.itex}
    if arguments.resume and settings:
        warn("the training goes on with its own settings; the others given here don't count.")
    return Train(
        home=str(home_dir()),
        settings=settings,
        data=str(arguments.data.absolute()) if arguments.data else "",
        download=True,
        photos=str(arguments.photos.absolute()) if arguments.photos else "",
        held_out=arguments.held_out or HeldOut(),
        start_from=arguments.start_from or "",
        run=arguments.resume or "",
    )
