"""`benchmark training` and `benchmark inference`: their options, and their figures in words."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from fashion_gui.cli.numbers import COUNT
from fashion_gui.cli.output import print_json, progress, warn
from fashion_gui.cli.stored import add_data_option, chosen_model, dataset_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from fashion_gui.core.benchmark_results import InferenceResult, InferenceRow, TrainingResult
    from fashion_gui.worker.job_requests import AnyRequest
    from fashion_gui.worker.messages import AnyMessage


def add_training_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--images",
        type=COUNT,
        metavar="N",
        help="training images an epoch (12800; with --to-92 all of them)",
    )
    parser.add_argument("--to-92", action="store_true", help="instead: the whole way to 92 %% accuracy")
    parser.add_argument(
        "--epochs",
        type=COUNT,
        default=0,
        metavar="N",
        help="with --to-92: at most N of the report's way (30)",
    )
    parser.add_argument("--repeats", type=COUNT, default=3, metavar="N", help="measured runs (3)")
    add_data_option(parser)


def add_inference_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", metavar="ID", help="default: the active model")
    parser.add_argument(
        "--repeats", type=COUNT, default=200, metavar="N", help="single pictures timed for each variant (200)"
    )
    add_data_option(parser)


def measure_training(arguments: argparse.Namespace) -> int:
    """Seconds an epoch of each variant, told anew after each; kept for the window once all are measured."""
    if arguments.to_92:
        return _measure_ways(arguments)
    from fashion_gui import paths
    from fashion_gui.benchmarks.training import EpochTally, Heard, epoch_plan
    from fashion_gui.core.benchmark_results import keep

    images = arguments.images or 12_800
    plan = epoch_plan(str(dataset_folder(arguments.data).absolute()), images, arguments.repeats)
    tally = EpochTally(images)
    with progress(as_json=arguments.json) as display:
        bar = display.add_task("Training", total=len(plan))
        for number, measurement in enumerate(plan):
            display.update(bar, description=measurement.name, completed=number)
            heard = Heard()
            have_done(measurement.request, heard.take)
            tally.add(measurement.name, heard)
            if not arguments.json:
                print(f"{measurement.name}: {heard.epochs[-1]['seconds']:.1f} s", flush=True)
    result = tally.result()
    if arguments.json:
        _print_result(result)
    else:
        print("\n".join(_training_lines(result)))
    keep(result, paths.benchmarks_dir())
    return 0


def _measure_ways(arguments: argparse.Namespace) -> int:
    """Each epoch is told as it ends, so a run that is stopped has said how far it came."""
    import msgspec

    from fashion_gui.benchmarks.training import Heard, WayFigures, way_plan, way_so_far
    from fashion_gui.worker.messages import Figures, Progress

    data = str(dataset_folder(arguments.data).absolute())

    def tell(way: WayFigures) -> None:
        if arguments.json:
            print_json(msgspec.to_builtins(way))
            return
        reached = "reached" if way.reached else "not reached yet"
        print(
            f"{way.name}: epoch {way.epochs}, {way.seconds:.0f} s, {way.test_accuracy:.2%} ({reached}), "
            f"processors {way.busy:.0%} busy; {way.active}",
            flush=True,
        )

    ends: list[WayFigures] = []
    with progress(as_json=arguments.json) as display:
        bar = display.add_task("Training", total=None)
        for measurement in way_plan(data, arguments.epochs, arguments.images or 0):
            heard = Heard()

            def take(message: AnyMessage, heard: Heard = heard, name: str = measurement.name) -> None:
                heard.take(message)
                if isinstance(message, Progress):
                    display.update(bar, description=name, completed=message.done, total=message.total)
                elif isinstance(message, Figures):
                    tell(way_so_far(name, heard))

            have_done(measurement.request, take)
            ends.append(way_so_far(measurement.name, heard))
    quick, report = ends
    if not arguments.json:
        reached = "" if report.reached else ", which it did not reach: it would take longer still"
        print(f"quick takes {quick.seconds / report.seconds:.1%} of the report's time to 92 %{reached}")
    return 0


def measure_inference(arguments: argparse.Namespace) -> int:
    """Each row as it comes; kept for the window once all are measured."""
    from fashion_gui import paths
    from fashion_gui.benchmarks.inference import begin, with_row
    from fashion_gui.core.benchmark_results import keep
    from fashion_gui.worker.job_requests import MeasureInference
    from fashion_gui.worker.messages import Figures

    model = chosen_model(arguments.model)
    request = MeasureInference(
        model=model.id, data=str(dataset_folder(arguments.data).absolute()), repeats=arguments.repeats
    )
    result = begin(model.name)

    def take(message: AnyMessage) -> None:
        nonlocal result
        if isinstance(message, Figures):
            result = with_row(result, message.values)
            if not arguments.json:
                print(f"{message.values['variant']}: {message.values['median_ms']:.2f} ms", flush=True)

    have_done(request, take)
    if arguments.json:
        _print_result(result)
    else:
        lines = [result.machine, *map(_inference_line, result.rows), *_saving_lines(result)]
        print("\n".join(lines))
    keep(result, paths.benchmarks_dir())
    return 0


def _print_result(result: InferenceResult | TrainingResult) -> None:
    import msgspec

    from fashion_gui.core.benchmark_results import records

    print_json({**msgspec.to_builtins(result), "rows": records(result)})


def _training_lines(result: TrainingResult) -> list[str]:
    return [
        f"{result.machine}; {result.images:,} images an epoch",
        *(
            f"{row.variant:24} {row.seconds:.1f} s ({row.lowest:.1f}–{row.highest:.1f}), "
            f"processors {row.busy:.0%} busy; {row.active}"
            for row in result.rows
        ),
        *_saving_lines(result),
    ]


def _inference_line(row: InferenceRow) -> str:
    return (
        f"{row.variant:14} {row.median_ms:8.2f} ms (p99 {row.p99_ms:.2f}), "
        f"{row.images_per_second:8,.0f} images/s, {row.accuracy:.2%}, "
        f"{row.file_bytes / 1e6:.1f} MB file, {row.memory_bytes / 1e6:.0f} MB memory"
    )


def _saving_lines(result: InferenceResult | TrainingResult) -> list[str]:
    from fashion_gui.core.benchmark_results import PUBLISHED, kind_of, published_saving, saved

    kind = kind_of(result)
    before, after = PUBLISHED[kind]
    names = [row.variant for row in result.rows]
    shares = zip(names, saved(result), strict=True)
    told = [f"{name}: {share:.0%} less time" for name, share in shares if share]
    return [*told, f"published: {before:g} s → {after:g} s, {published_saving(kind):.0%} less"]


def have_done(request: AnyRequest, show: Callable[[AnyMessage], None]) -> None:
    """Have a worker do it; what it notices goes to standard error.

    Raises:
        FashionGuiError: if it could not be done.
        KeyboardInterrupt: if it was stopped.
    """
    from fashion_gui.cli.worker_process import work
    from fashion_gui.worker.messages import Notice

    def take(message: AnyMessage) -> None:
        if isinstance(message, Notice):
            warn(message.sentence)
        show(message)

    outcome = work(request, take)
    if outcome.error is not None:
        raise outcome.error
    if outcome.cancelled:
        raise KeyboardInterrupt
