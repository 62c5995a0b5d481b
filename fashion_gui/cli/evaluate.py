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
from typing import TYPE_CHECKING

from fashion_gui.cli.output import add_json_option, print_json, progress, warn
from fashion_gui.cli.stored import (
    add_data_option,
    add_held_out_option,
    add_model_options,
    load_classifier,
    load_dataset,
)

if TYPE_CHECKING:
    from fashion_gui.core.labelled_answers import AnswersAbout, LabelledAnswers
    from fashion_gui.core.metrics import Evaluation
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
    if arguments.photos is None:
        _on_test_images(arguments)
        return 0
    return _on_photos(arguments)


def _on_test_images(arguments: argparse.Namespace) -> None:
    import msgspec

    from fashion_gui.cli.evaluation_text import report
    from fashion_gui.core.labelled_answers import LabelledAnswers
    from fashion_gui.core.metrics import evaluation

    data = load_dataset(arguments.data)
    if data.doubt:
        warn(data.doubt)
    classifier = load_classifier(arguments)
    started = time.perf_counter()
    probabilities = classifier.predict_many(data.test_images)
    seconds = time.perf_counter() - started
    found = evaluation(
        probabilities,
        data.test_labels,
        data="the 10,000 test images" if data.official else f"{len(data.test_labels):,} test images",
        model=classifier.tag.model,
        device=classifier.tag.device,
        precision=classifier.tag.precision,
        seconds=seconds,
    )
    about = _about(classifier, arguments, found, official=data.official)
    _save(arguments, classifier, LabelledAnswers(about, probabilities, data.test_labels, data.test_images))
    if arguments.json:
        print_json(msgspec.to_builtins(found))
    else:
        print("\n".join(report(found)))


def _on_photos(arguments: argparse.Namespace) -> int:
    """Exit status 1 if some of what is in the folder could not be evaluated."""
    from dataclasses import replace

    import msgspec
    import numpy as np

    from fashion_gui.cli.evaluation_text import photo_report
    from fashion_gui.core.errors import DataSetError
    from fashion_gui.core.labelled_answers import LabelledAnswers, missing_classes
    from fashion_gui.core.photo_sets import read_photo_set
    from fashion_gui.inference.photo_evaluation import answer_photos, summed_up

    photo_set = read_photo_set(arguments.photos)
    if arguments.held_out:
        asked = arguments.held_out.divide(photo_set.photos)[1]
        photo_set = replace(photo_set, photos=tuple(asked))
    for sentence in photo_set.left_out:
        warn(sentence)
    classifier = load_classifier(arguments)
    started = time.perf_counter()
    with progress(as_json=arguments.json) as display:
        bar = display.add_task("Recognising photos", total=len(photo_set.photos))
        answered = answer_photos(
            photo_set.photos, classifier, lambda done, _: display.update(bar, completed=done)
        )
    if not any(photo.label >= 0 for photo, _ in answered):
        raise DataSetError(
            f"No picture in “{arguments.photos}” could be evaluated.",
            "Label pictures that show one of the ten classes, and check that they can be opened.",
        )
    found = summed_up(photo_set, answered, classifier, time.perf_counter() - started)
    probabilities = np.array([answer.probabilities for _, answer in answered])
    labels = np.array([photo.label for photo, _ in answered])
    names = [str(photo.path) for photo, _ in answered]
    missing = missing_classes(labels)
    if missing:
        warn(missing)
    about = _about(classifier, arguments, found.figures, official=False)
    seen = np.array([answer.seen for _, answer in answered])
    _save(arguments, classifier, LabelledAnswers(about, probabilities, labels, seen, tuple(names)))
    if arguments.json:
        print_json(msgspec.to_builtins(found))
    else:
        print("\n".join(photo_report(found)))
    return 1 if found.unreadable or photo_set.left_out else 0


def _about(
    classifier: Classifier, arguments: argparse.Namespace, figures: Evaluation, *, official: bool
) -> AnswersAbout:
    from datetime import datetime, timezone

    from fashion_gui.core.labelled_answers import AnswersAbout

    return AnswersAbout(
        key="",  # it is not kept
        data_key="",
        model=classifier.stored.id,
        precision=arguments.precision,
        folder=str(arguments.photos or ""),
        official=official,
        figures=figures,
        created=datetime.now(timezone.utc).isoformat(timespec="seconds"),
    )


def _save(arguments: argparse.Namespace, classifier: Classifier, answers: LabelledAnswers) -> None:
    """Write the files that were asked for."""
    if arguments.predictions is None and arguments.report is None:
        return
    from fashion_gui import paths
    from fashion_gui.core.evaluation_files import predictions_csv, write_lines
    from fashion_gui.core.label_marks import LabelMarks

    marked = LabelMarks(paths.label_marks_dir()).find(answers)
    if arguments.predictions is not None:
        write_lines(arguments.predictions, predictions_csv(answers, marked))
    if arguments.report is not None:
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
