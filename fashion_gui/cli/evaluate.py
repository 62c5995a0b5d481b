"""Asks a model about the 10,000 test images of Fashion-MNIST, and reports how well it does.

Printed are accuracy, precision, recall, F1 and support of each class with their macro and weighted averages,
the confusion matrix (rows are the true classes) and the expected calibration error. With --photos it is asked
about labelled photos instead, on the road that a dropped photo takes; balanced accuracy, the share of "not
sure", and how well the confidence tells what is none of the ten (AUROC) are then printed as well.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fashion_gui.cli.output import add_json_option, print_json, progress, warn
from fashion_gui.cli.stored import (
    add_data_option,
    add_held_out_option,
    add_model_options,
    check_held_out,
    load_classifier,
    load_dataset,
)

if TYPE_CHECKING:
    from fashion_gui.core.answered_pictures import AnsweredPictures
    from fashion_gui.core.labelled_answers import LabelledAnswers
    from fashion_gui.inference.classifier import Classifier

SUMMARY = "report how well a model does on the test images or on labelled photos"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_model_options(parser)
    add_data_option(parser)
    parser.add_argument(
        "--photos",
        type=Path,
        metavar="DIR",
        help="labelled photos instead of the test images: a labels.csv (file, label), "
        "or one sub-folder a class",
    )
    add_held_out_option(parser, "of --photos, only theirs; a training with the same did not learn from them")
    parser.add_argument(
        "--predictions",
        type=Path,
        metavar="FILE.csv",
        help="also write what was answered to every picture, with all ten probabilities",
    )
    parser.add_argument(
        "--report", type=Path, metavar="FILE.pdf", help="also write a report of a few pages with charts"
    )
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    check_held_out(arguments)
    return _on_test_images(arguments) if arguments.photos is None else _on_photos(arguments)


def _on_test_images(arguments: argparse.Namespace) -> int:
    import msgspec

    from fashion_gui.cli.evaluation_text import report
    from fashion_gui.core.answered_pictures import AnsweredPictures
    from fashion_gui.core.datasets import test_images_name

    data = load_dataset(arguments.data)
    if data.doubt:
        warn(data.doubt)
    classifier = load_classifier(arguments)
    started = time.perf_counter()
    probabilities = classifier.predict_many(data.test_images)
    seconds = time.perf_counter() - started
    name = test_images_name(len(data.test_labels), official=data.official)
    asked = AnsweredPictures(probabilities, data.test_labels, data.test_images, name, seconds)
    answers = _summed_up(asked, classifier, arguments, official=data.official)
    figures = answers.about.figures
    _print(arguments, msgspec.to_builtins(figures), report(figures))
    return _write(arguments, classifier, answers)


def _on_photos(arguments: argparse.Namespace) -> int:
    """Exit status 1 if some of what is in the folder could not be evaluated."""
    import msgspec

    from fashion_gui.cli.evaluation_text import photo_report
    from fashion_gui.core.people_asked import photos_by
    from fashion_gui.core.photo_doubles import read_distinct_photos
    from fashion_gui.core.photo_figures import photo_figures
    from fashion_gui.inference.photo_evaluation import evaluate_photos

    photo_set = photos_by(read_distinct_photos(arguments.photos), arguments.held_out)
    for sentence in photo_set.left_out:
        warn(sentence)
    classifier = load_classifier(arguments)
    with progress(as_json=arguments.json) as display:
        bar = display.add_task("Recognising photos", total=len(photo_set.photos))
        asked = evaluate_photos(
            photo_set,
            classifier,
            arguments.held_out,
            lambda done, _: display.update(bar, completed=done),
        )
    for sentence in asked.left_out[len(photo_set.left_out) :]:
        warn(sentence)
    answers = _summed_up(asked, classifier, arguments, official=False)
    figures, found = answers.about.figures, photo_figures(answers, classifier.threshold)
    told = {"figures": figures, **msgspec.structs.asdict(found), "unreadable": asked.unreadable}
    _print(arguments, msgspec.to_builtins(told), photo_report(figures, found, asked.unreadable))
    status = _write(arguments, classifier, answers)
    return 1 if asked.unreadable or photo_set.left_out else status


def _summed_up(
    asked: AnsweredPictures, classifier: Classifier, arguments: argparse.Namespace, *, official: bool
) -> LabelledAnswers:
    return asked.summed_up(
        classifier.tag,
        key="",  # it is not kept
        data_key="",
        model=classifier.stored.id,
        precision=arguments.precision,
        folder=str(arguments.photos or ""),
        official=official,
        held_out=arguments.held_out,
    )


def _print(arguments: argparse.Namespace, record: dict[str, Any], lines: list[str]) -> None:
    if arguments.json:
        print_json(record)
    else:
        print("\n".join(lines), flush=True)


def _write(arguments: argparse.Namespace, classifier: Classifier, answers: LabelledAnswers) -> int:
    """Write the files that were asked for; exit status 1 if one of them can't be written."""
    if arguments.predictions is None and arguments.report is None:
        return 0
    from fashion_gui import paths
    from fashion_gui.core.errors import FashionGuiError
    from fashion_gui.core.evaluation_files import predictions_csv, write_lines
    from fashion_gui.core.label_marks import LabelMarks

    marked = LabelMarks(paths.label_marks_dir()).find(answers)
    status = 0
    if arguments.predictions is not None:
        try:
            write_lines(arguments.predictions, predictions_csv(answers, classifier.threshold, marked))
        except FashionGuiError as error:  # the report may be written all the same
            warn(str(error))
            status = 1
    if arguments.report is not None:
        _write_report(arguments, classifier, answers, marked)
    return status


def _write_report(
    arguments: argparse.Namespace,
    classifier: Classifier,
    answers: LabelledAnswers,
    marked: frozenset[int],
) -> None:
    from fashion_gui import paths
    from fashion_gui.core.benchmark_results import all_last
    from fashion_gui.inference.architecture import read_architecture
    from fashion_gui.reports.evaluation_report import Material, write_pdf

    stored = classifier.stored
    write_pdf(
        Material(
            answers,
            tuple(stored.manifest.history),
            stored.manifest.temperature,
            classifier.threshold,
            marked,
            read_architecture(stored, arguments.precision),
            all_last(paths.benchmarks_dir()),
        ),
        arguments.report,
    )
