"""`benchmark teaching`: its options, and its figures in words."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from fashion_gui.cli.benchmark_networks import have_done
from fashion_gui.cli.numbers import COUNT
from fashion_gui.cli.output import print_json
from fashion_gui.cli.stored import add_data_option, add_held_out_option, chosen_model, dataset_folder

if TYPE_CHECKING:
    from fashion_gui.benchmarks.teaching import TeachingFigures


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("photos", type=Path, help="folder with a labels.csv: file, label, person")
    parser.add_argument("--examples", type=COUNT, default=20, metavar="N", help="photos filed (20)")
    parser.add_argument("--person", default="", help="whose photos; default: whose the model errs on most")
    parser.add_argument("--label", default="", help="of which class; default: the one it errs on most")
    parser.add_argument("--seed", type=int, default=0, help="which of the photos are filed (0)")
    parser.add_argument("--model", metavar="ID", help="default: the active model")
    add_held_out_option(
        parser, "people that the model has not learnt from (1/10, which a training holds out by itself)"
    )
    add_data_option(parser)


def measure(arguments: argparse.Namespace) -> int:
    """Of a model that learnt no photos, everybody is a stranger to it."""
    import msgspec

    from fashion_gui.benchmarks import teaching
    from fashion_gui.core.held_out import HeldOut
    from fashion_gui.core.photo_sets import label_index, read_photo_set
    from fashion_gui.inference.classifier import Classifier

    label = label_index(arguments.label) if arguments.label else None
    photos = list(read_photo_set(arguments.photos).photos)
    model = chosen_model(arguments.model)
    if "photos" in model.manifest.data_checksums:
        photos = (arguments.held_out or HeldOut()).divide(photos)[1]
    classifier = Classifier.load(model)
    pupil = teaching.choose_pupils(photos, classifier, arguments.examples, arguments.person, label)[0]
    data = str(dataset_folder(arguments.data).absolute())
    found = teaching.measure(pupil, classifier, arguments.examples, arguments.seed, data=data, work=have_done)
    if arguments.json:
        print_json(msgspec.to_builtins(found))
    else:
        print("\n".join(_lines(found)))
    return 0


def _lines(found: TeachingFigures) -> list[str]:
    rows = (
        (f"their {found.others} other photos of it", found.others_before, found.others_after),
        (f"their {found.rest} photos of other classes", found.rest_before, found.rest_after),
        ("examples that were held out", found.held_out_before, found.held_out_after),
        ("test images", found.test_before, found.test_after),
    )
    return [
        f"{found.model}: {found.examples} photos of {found.label} by person {found.person} filed, "
        f"{found.seconds:.0f} s, {'offered' if found.accepted else 'not offered'}",
        *(
            f"{name:42} {before:7.2%} → {'unknown' if after is None else f'{after:.2%}'}"
            for name, before, after in rows
        ),
    ]
