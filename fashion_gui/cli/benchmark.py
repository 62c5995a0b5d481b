"""Measures the program on this machine: medians of repeated runs, what is compared by turns in one run.

window     how fast it is up beside a bare PySide6 window, and how fast a dropped picture is answered;
           --program PROGRAM: how fast another build of the program is up, beside this one
folder     pictures a second, beside only decoding them
training   seconds an epoch with and without ITEX; --to-92: the whole way to 92 % on the test images
camera     live video: rates, ages, smoothness, memory; is the label right and steady?
inference  Keras against OpenVINO: milliseconds, images a second, accuracy, size, memory
teaching   what filing some of a person's photos as examples brings for that person's other photos
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fashion_gui.cli import benchmark_camera, benchmark_networks, benchmark_teaching
from fashion_gui.cli.numbers import COUNT
from fashion_gui.cli.output import add_json_option, print_json, progress
from fashion_gui.cli.stored import add_data_option, add_model_options, dataset_folder, load_classifier

if TYPE_CHECKING:
    from collections.abc import Callable

    from fashion_gui.benchmarks.figures import Spread

SUMMARY = "measure the program on this machine"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(title="what to measure", metavar="KIND", required=True)

    window = kinds.add_parser("window", help="start, and drop to answer")
    window.add_argument("pictures", nargs="*", type=Path, help="pictures to drop; default: a sample picture")
    _add_repeats(window, 5)
    window.add_argument("--drops", type=COUNT, default=10, metavar="N", help="drops of each picture (10)")
    window.add_argument("--program", type=Path, help="only compare starts: this program's and that one's")
    window.set_defaults(measure=_window)

    folder = kinds.add_parser("folder", help="classify against decode")
    folder.add_argument("folder", type=Path)
    folder.add_argument(
        "--limit", type=COUNT, default=400, metavar="N", help="use the first N pictures (400)"
    )
    add_model_options(folder)
    _add_repeats(folder, 3)
    folder.set_defaults(measure=_folder)

    training = kinds.add_parser("training", help="with and without ITEX")
    benchmark_networks.add_training_arguments(training)
    training.set_defaults(measure=benchmark_networks.measure_training)

    inference = kinds.add_parser("inference", help="Keras against OpenVINO")
    benchmark_networks.add_inference_arguments(inference)
    inference.set_defaults(measure=benchmark_networks.measure_inference)

    evaluation = kinds.add_parser("evaluation", help="the Evaluate page, from the wish to the pictures")
    add_data_option(evaluation)
    _add_repeats(evaluation, 20)
    evaluation.set_defaults(measure=_evaluation)

    camera = kinds.add_parser("camera", help="live video")
    benchmark_camera.add_arguments(camera)
    camera.set_defaults(measure=_camera)

    teaching = kinds.add_parser("teaching", help="what own examples bring")
    benchmark_teaching.add_arguments(teaching)
    teaching.set_defaults(measure=benchmark_teaching.measure)

    for kind in (window, folder, training, inference, evaluation, camera, teaching):
        add_json_option(kind)


def run(arguments: argparse.Namespace) -> int:
    return arguments.measure(arguments)


def _window(arguments: argparse.Namespace) -> int:
    if arguments.program:
        return _starts(arguments)
    from fashion_gui import paths
    from fashion_gui.benchmarks.window import measure

    pictures = arguments.pictures or [paths.resources_dir() / "samples" / "shirt.jpg"]
    with _bar("Opening windows") as tell:
        found = measure(pictures, arguments.repeats, arguments.drops, tell)
    _show(arguments, found, [
        found.machine,
        f"bare window up      {_seconds(found.bare)}",
        f"program's window up {_seconds(found.up)}, {found.ratio:.2f} times the bare one",
        f"first answer        {_seconds(found.first_answer)}",
        *(f"{name}: drop to answer {_milliseconds(value)}" for name, value in found.answers.items()),
        f"imported too early: {', '.join(found.heavy) or 'nothing'}",
    ])  # fmt: skip
    return 0


def _starts(arguments: argparse.Namespace) -> int:
    from fashion_gui.benchmarks.starts import measure

    with _bar("Starting programs") as tell:
        found = measure(arguments.program.absolute(), arguments.repeats, tell)
    _show(arguments, found, [
        found.machine,
        f"this program ready  {_seconds(found.this)}",
        f"the other one ready {_seconds(found.other)}, {found.ratio:.2f} times this one",
    ])  # fmt: skip
    return 0


def _folder(arguments: argparse.Namespace) -> int:
    from fashion_gui.benchmarks.folder import measure

    classifier = load_classifier(arguments)
    with _bar("Decoding and classifying") as tell:
        found = measure(arguments.folder, arguments.limit, classifier, arguments.repeats, tell)
    _show(arguments, found, [
        found.machine,
        f"decoding alone {found.decoded.median:,.0f} pictures/s, classifying {found.classified.median:,.0f} "
        f"pictures/s ({found.pictures} pictures), ratio {found.ratio:.2f}",
    ])  # fmt: skip
    return 0


def _evaluation(arguments: argparse.Namespace) -> int:
    from fashion_gui.benchmarks.evaluation import measure

    found = measure(dataset_folder(arguments.data), arguments.repeats)
    _show(arguments, found, [
        found.machine,
        f"{found.images:,} images answered in {_seconds(found.answering)} by {found.model}; "
        f"with loading and figures {_seconds(found.evaluating)}",
        f"kept results are shown after       {_milliseconds(found.opening)}",
        f"pictures of a cell are shown after {_milliseconds(found.cell)}",
        f"what mattered is shown after       {_milliseconds(found.why)}",
    ])  # fmt: skip
    return 0


def _camera(arguments: argparse.Namespace) -> int:
    with _bar("Watching") as tell:
        found = benchmark_camera.measure(arguments, tell)
    _show(arguments, found, benchmark_camera.told(found))
    return 0


@contextmanager
def _bar(title: str) -> Iterator[Callable[[int, int], None]]:
    with progress() as display:
        bar = display.add_task(title, total=None)
        yield lambda done, total: display.update(bar, completed=done, total=total)


def _show(arguments: argparse.Namespace, found: Any, lines: list[str]) -> None:
    import msgspec

    if arguments.json:
        print_json(msgspec.to_builtins(found))
    else:
        print("\n".join(lines))


def _seconds(value: Spread) -> str:
    return f"{value.median:.3f} s ({value.lowest:.3f}–{value.highest:.3f})"


def _milliseconds(value: Spread) -> str:
    return f"{value.median:.0f} ms ({value.lowest:.0f}–{value.highest:.0f})"


def _add_repeats(parser: argparse.ArgumentParser, default: int) -> None:
    parser.add_argument(
        "--repeats", type=COUNT, default=default, metavar="N", help=f"measured runs ({default})"
    )
