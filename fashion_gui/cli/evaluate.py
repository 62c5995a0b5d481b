"""Asks a model about the 10,000 test images of Fashion-MNIST, and reports how well it does.

Printed are accuracy, precision, recall, F1 and support of each class with their macro and weighted averages,
the confusion matrix (rows are the true classes) and the expected calibration error.
"""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

from fashion_gui.cli.output import add_json_option, print_json
from fashion_gui.cli.stored import add_data_option, add_model_options, load_classifier, load_dataset

if TYPE_CHECKING:
    from fashion_gui.core.metrics import ClassFigures, Evaluation

SUMMARY = "report how well a model does on the test images"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_model_options(parser)
    add_data_option(parser)
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    import msgspec

    from fashion_gui.core.metrics import evaluation

    data = load_dataset(arguments.data)
    classifier = load_classifier(arguments)
    started = time.perf_counter()
    probabilities = classifier.predict_many(data.test_images)
    seconds = time.perf_counter() - started
    found = evaluation(
        probabilities,
        data.test_labels,
        data=f"{'' if data.official else 'not the published '}Fashion-MNIST test images",
        model=classifier.tag.model,
        device=classifier.tag.device,
        precision=classifier.tag.precision,
        seconds=seconds,
    )
    if arguments.json:
        print_json(msgspec.to_builtins(found))
    else:
        print("\n".join(report(found)))
    return 0


def report(found: Evaluation) -> list[str]:
    """The figures as lines of text."""
    speed = f"{found.count / found.seconds:,.0f} images/s"
    lines = [
        f"{found.model} on {found.device} ({found.precision}), {found.count:,} {found.data}, {speed}",
        f"Accuracy {found.accuracy:.2%}, expected calibration error {found.ece:.4f}",
        "",
        f"{'':>18} {'precision':>9} {'recall':>9} {'F1':>9} {'support':>9}",
        *(_figures(name, figures) for name, figures in found.per_class.items()),
        _figures("macro average", found.macro_average),
        _figures("weighted average", found.weighted_average),
        "",
        "Confusion matrix: rows are the true classes, columns the answers in the same order",
    ]
    names = list(found.per_class)
    rows = zip(names, found.confusion_matrix, strict=True)
    return lines + [f"{name:>18} " + " ".join(f"{count:5}" for count in row) for name, row in rows]


def _figures(name: str, figures: ClassFigures) -> str:
    return f"{name:>18} {figures.precision:9.4f} {figures.recall:9.4f} {figures.f1:9.4f} {figures.support:9,}"
