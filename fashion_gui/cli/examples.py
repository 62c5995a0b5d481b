"""The pictures that you filed as examples for the model to learn from: a folder of files and a labels.csv.

“fashion-gui improve” learns from them; “fashion-gui train --photos” and “fashion-gui evaluate --photos” take
the folder as well.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from fashion_gui.cli.output import add_json_option, print_json, warn
from fashion_gui.paths import own_photos_dir

if TYPE_CHECKING:
    from fashion_gui.core.own_examples import OwnExamples

SUMMARY = "list, add, remove or export your own labelled pictures"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="all of them, with their labels")
    listing.set_defaults(action=_list)
    add = actions.add_parser("add", help="file pictures under a class; one that is there gets the new label")
    add.add_argument("label", metavar="LABEL", help="one of the ten classes, or “none”")
    add.add_argument("pictures", metavar="PICTURE", nargs="+", type=Path, help="files, or folders of them")
    add.set_defaults(action=_add)
    remove = actions.add_parser("remove", help="take files out; they stay in a trash for 30 days")
    remove.add_argument("files", metavar="FILE", nargs="+", help="names as “list” prints them")
    remove.set_defaults(action=_remove)
    export = actions.add_parser("export", help="write a zip of the pictures and their labels.csv")
    export.add_argument("file", metavar="FILE.zip", type=Path)
    export.set_defaults(action=_export)
    for action in (listing, add, remove, export):
        add_json_option(action)


def run(arguments: argparse.Namespace) -> int:
    from fashion_gui.core.own_examples import OwnExamples

    return arguments.action(arguments, OwnExamples(own_photos_dir()))


def _list(arguments: argparse.Namespace, own: OwnExamples) -> int:
    from fashion_gui.core.photo_sets import label_name

    found = own.photo_set()
    for sentence in found.left_out:
        warn(sentence)
    for photo in found.photos:
        if arguments.json:
            print_json({"file": str(photo.path), "label": label_name(photo.label), "group": photo.group})
        else:
            print(f"{label_name(photo.label):<18} {photo.path.name}")
    if not found.photos and not arguments.json:
        print(f"There are no examples in {own.folder} yet.")
    return 1 if found.left_out else 0


def _add(arguments: argparse.Namespace, own: OwnExamples) -> int:
    from fashion_gui.core.errors import DataSetError, PictureError
    from fashion_gui.core.labels import CLASS_NAMES
    from fashion_gui.core.new_examples import from_file
    from fashion_gui.core.photo_sets import label_index
    from fashion_gui.core.picture_files import find_pictures

    label = label_index(arguments.label)
    if label is None:
        raise DataSetError(
            f"“{arguments.label}” is no known class.", f"Choose one of: {', '.join(CLASS_NAMES)}, none."
        )
    added = relabelled = known = bad = 0
    for path in find_pictures(arguments.pictures):
        try:
            filed = own.add([from_file(path)], label)
        except PictureError as error:
            warn(str(error))
            bad += 1
            continue
        added, relabelled = added + len(filed.added), relabelled + len(filed.relabelled)
        known += filed.known
    if arguments.json:
        print_json({"added": added, "relabelled": relabelled, "known": known, "failed": bad})
    else:
        print(f"{added} added, {relabelled} got another label, {known} were there already.")
    return 1 if bad else 0


def _remove(arguments: argparse.Namespace, own: OwnExamples) -> int:
    removed = own.remove(arguments.files)
    # The table may name a file with or without the folder it lies in.
    found = {name.removeprefix("photos/") for name in removed.before}
    unknown = [name for name in arguments.files if name.removeprefix("photos/") not in found]
    for name in unknown:
        warn(f"there is no example “{name}”.")
    if arguments.json:
        print_json({"removed": sorted(removed.before)})
    else:
        print(f"{len(removed)} removed.")
    return 1 if unknown else 0


def _export(arguments: argparse.Namespace, own: OwnExamples) -> int:
    from fashion_gui.core.picture_files import picture_count

    written = own.export(arguments.file)
    if arguments.json:
        print_json(
            {"file": str(arguments.file), "pictures": written.pictures, "to_put_right": written.unusable}
        )
    else:
        print(f"{picture_count(written.pictures)} written to {arguments.file}.")
        if written.unusable:
            warn(f"{picture_count(written.unusable)} of them to be put right; “list” tells why.")
    return 0
