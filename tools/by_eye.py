"""How well a reader who sees only what the network sees recognises photos.

    python -m tools.by_eye sheets PHOTOS DIR [--count 150] [--held-out 1/10]
    python -m tools.by_eye score DIR ANSWERS [--model ID]

`sheets` writes into DIR what the network sees of photos by held-out people, 28×28 pixels enlarged: a random
choice of the ten classes, numbered, without labels, in sheet-1.png, sheet-2.png, … Before that, learn as the
network does from photos by the other people: examples.png shows eight a class, labelled.

Write one line for each picture, `number class` (`17 Ankle boot`), into the file ANSWERS before you look at
any photo. `score` compares it with the labels, and with a model's answers to the very same pictures: those of
the active one, or of another that has not learnt from these people either.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

import numpy as np
from PIL import Image

from fashion_gui.cli.stored import chosen_model
from fashion_gui.core import metrics
from fashion_gui.core.array_files import write_arrays
from fashion_gui.core.held_out import HeldOut
from fashion_gui.core.labels import CLASS_NAMES, class_index
from fashion_gui.core.photo_pictures import PhotoPictures, photo_looks
from fashion_gui.core.photo_sets import LabelledPhoto, read_photo_set
from fashion_gui.core.whole_files import write_whole
from fashion_gui.inference.classifier import Classifier
from tools.contact_sheet import contact_sheet, enlarged
from tools.mistakes import commonest_confusions

A_SHEET = 30
A_CLASS = 8
SEED = 1

_PICTURES = "pictures.npz"
_TIMES = 6


def write_sheets(photos: Path, folder: Path, count: int, held_out: HeldOut) -> None:
    """Write the labelled examples, the numbered sheets, and what `score` needs."""
    known = [photo for photo in read_photo_set(photos).photos if photo.label >= 0]
    learnt_from, asked = held_out.divide(known)
    chance = np.random.default_rng(SEED)
    examples = photo_looks(_some_of_each_class(learnt_from, chance))
    chosen = [asked[place] for place in chance.permutation(len(asked))[:count]]
    pictures = photo_looks(chosen)
    names = [CLASS_NAMES[label] for label in examples.labels]
    _save(folder / "examples.png", examples, names, A_CLASS)
    for number, start in enumerate(range(0, len(pictures.labels), A_SHEET), start=1):
        part = slice(start, start + A_SHEET)
        sheet = PhotoPictures(pictures.images[part], pictures.labels[part], ())
        numbers = [str(start + place) for place in range(1, len(sheet.labels) + 1)]
        _save(folder / f"sheet-{number}.png", sheet, numbers, columns=6)
    write_arrays(folder / _PICTURES, images=pictures.images, labels=pictures.labels, compressed=True)
    people = Counter(photo.group for photo in chosen).most_common()
    print(f"Pictures: {len(pictures.labels)}. People: {len(people)}. Most by one person: {people[0][1]}.")


def read_answers(text: str, count: int) -> np.ndarray:
    """Class indices int64 [count] from lines `number class`.

    Raises:
        ValueError: naming a line of another form, or the first number that is missing or twice there.
    """
    answers: dict[int, int] = {}
    for line in filter(str.strip, text.splitlines()):
        found = re.fullmatch(r"(\d+)\s+(.+)", line.strip())
        if found is None:
            raise ValueError(f"“{line}” is not a number and a class")
        if int(found[1]) in answers:
            raise ValueError(f"number {found[1]} is answered twice")
        answers[int(found[1])] = class_index(found[2])
    if strange := set(range(1, count + 1)) ^ set(answers):
        raise ValueError(f"numbers 1 to {count} are to be answered once each: see {min(strange)}")
    return np.array([answers[number] for number in range(1, count + 1)])


def score(answers: np.ndarray, images: np.ndarray, labels: np.ndarray, classifier: Classifier) -> list[str]:
    """Lines of figures: the reader's beside the model's.

    Args:
        answers: the reader's, int [n].
        images: uint8 [n, looks, 28, 28].
        labels: int [n], 0–9.
    """
    several = np.array([classifier.predict_looks(looks) for looks in images])
    one = classifier.predict_photos(np.ascontiguousarray(images[:, 0]))
    sides = {"reader": np.eye(len(CLASS_NAMES))[answers], "several looks": several, "one look": one}
    found = {side: metrics.evaluation(answered, labels, data="") for side, answered in sides.items()}
    reader, network = answers == labels, several.argmax(axis=1) == labels
    return [
        f"{'':>22}" + "".join(f"{side:>15}" for side in found),
        _row("accuracy", [figures.accuracy for figures in found.values()]),
        _row("balanced accuracy", [figures.balanced_accuracy for figures in found.values()]),
        *(
            _row(f"{name} ({row.support})", [figures.per_class[name].recall for figures in found.values()])
            for name, row in found["reader"].per_class.items()
            if row.support
        ),
        "",
        f"Right: both {np.sum(reader & network)}, only the reader {np.sum(reader & ~network)}, "
        f"only the model (several looks) {np.sum(network & ~reader)}, neither {np.sum(~reader & ~network)}",
        f"They give the same answer to {np.mean(answers == several.argmax(axis=1)):.1%}",
        *("", "The reader's commonest confusions:", *commonest_confusions(answers, labels)),
        *("", "The model's:", *commonest_confusions(several.argmax(axis=1), labels)),
    ]


def _some_of_each_class(photos: list[LabelledPhoto], chance: np.random.Generator) -> list[LabelledPhoto]:
    """Up to `A_CLASS` photos a class, class by class."""
    mixed = [photos[place] for place in chance.permutation(len(photos))]
    groups = ([photo for photo in mixed if photo.label == label] for label in range(len(CLASS_NAMES)))
    return [photo for group in groups for photo in group[:A_CLASS]]


def _save(path: Path, pictures: PhotoPictures, captions: list[str], columns: int) -> None:
    seen = [enlarged(looks[0], _TIMES) for looks in pictures.images]
    sheet: Image.Image = contact_sheet(seen, captions, columns)
    with write_whole(path) as stream:
        sheet.save(stream, "PNG")


def _row(name: str, shares: list[float]) -> str:
    return f"{name:>22}" + "".join(f"{share:15.1%}" for share in shares)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    sheets = commands.add_parser("sheets", help="write the pictures to be recognised")
    sheets.add_argument("photos", type=Path)
    sheets.add_argument("folder", type=Path)
    sheets.add_argument("--count", type=int, default=150)
    sheets.add_argument("--held-out", type=HeldOut.from_text, default=HeldOut())
    scored = commands.add_parser("score", help="compare a reader's answers with the labels and the model's")
    scored.add_argument("folder", type=Path)
    scored.add_argument("answers", type=Path)
    scored.add_argument("--model", metavar="ID")
    arguments = parser.parse_args()
    if arguments.command == "sheets":
        write_sheets(arguments.photos, arguments.folder, arguments.count, arguments.held_out)
        return
    with np.load(arguments.folder / _PICTURES) as kept:
        images, labels = kept["images"], kept["labels"]
    answers = read_answers(arguments.answers.read_text(encoding="utf-8"), len(labels))
    print("\n".join(score(answers, images, labels, Classifier.load(chosen_model(arguments.model)))))


if __name__ == "__main__":
    main()
