"""Recognises the garment in each picture: one line of output a picture, in the order they are found.

A picture that can't be read gets a line that says why, the others go on, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fashion_gui.cli.numbers import Within
from fashion_gui.cli.output import add_json_option, print_json, progress, warn
from fashion_gui.cli.stored import add_model_options, add_threshold_option, load_classifier
from fashion_gui.core.errors import FashionGuiError

if TYPE_CHECKING:
    from fashion_gui.core.prediction import Prediction

SUMMARY = "recognise the garment in pictures and folders"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a picture, a folder (with all below it), or - for a list on stdin",
    )
    add_json_option(parser)
    add_model_options(parser)
    add_threshold_option(parser)
    parser.add_argument(
        "--jobs",
        type=Within(int, 1, 1024),
        default=0,
        metavar="N",
        help="pictures at a time (default: one a processor)",
    )


def run(arguments: argparse.Namespace) -> int:
    from fashion_gui.core.images import find_pictures
    from fashion_gui.core.ordered_map import ordered_map
    from fashion_gui.core.records import Outcome, record
    from fashion_gui.inference.recognition import recognise_file

    classifier = load_classifier(arguments)

    def recognised(path: Path) -> Outcome:
        try:
            return Outcome(path, recognise_file(path, classifier, threshold=arguments.threshold)[1])
        except FashionGuiError as error:
            return Outcome(path, error)

    count = failures = 0
    with progress(*_columns(), as_json=arguments.json) as display:
        task = display.add_task("", total=None)
        pictures = find_pictures(_named(arguments.paths))
        for outcome in ordered_map(recognised, pictures, workers=arguments.jobs):
            count += 1
            failures += isinstance(outcome.answer, FashionGuiError)
            if arguments.json:
                print_json(record(outcome.path, outcome.answer))
            else:
                _print(outcome.path, outcome.answer)
            display.advance(task)
    if not count:
        warn("the list on standard input is empty: one path a line is expected.")
    return 1 if failures else 0


def _print(path: Path, answer: Prediction | FashionGuiError) -> None:
    if isinstance(answer, FashionGuiError):
        print(f"{path}: {answer}", file=sys.stderr, flush=True)
        return
    (best, p), (second, q) = answer.ranking()[:2]
    words = f"{best} {p:.0%}" if answer.accepted else f"not sure: {best} {p:.0%} or {second} {q:.0%}"
    words += "" if answer.familiar else ", perhaps none of the ten"
    print(f"{path}: {words}{f' ({answer.note})' if answer.note else ''}", flush=True)


def _named(arguments: list[str]) -> Iterator[Path]:
    """The paths of the command line; `-` stands for those on stdin, one a line, read as they are needed."""
    for argument in arguments:
        if argument != "-":
            yield Path(argument)
            continue
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="surrogateescape")  # a name may be any bytes
        for line in sys.stdin:
            if name := line.rstrip("\r\n"):
                yield Path(name)


def _columns() -> tuple[Any, ...]:
    from rich.progress import SpinnerColumn, TimeElapsedColumn

    return SpinnerColumn(), "{task.completed:,} pictures", TimeElapsedColumn()
