"""The yardstick for real photos: `make photo-folds PHOTOS=DIR`.

python -m tools.photo_folds PHOTOS

Divides the people who took the photos into five parts, trains by the `photos` recipe and refines five times,
each time without one part, and asks each model about the photos it could not know. Printed are the figures
over all five together, step by step, and what is most often taken for what; build/photo-folds/failures.png
shows the most confident mistakes. What varying the photos brings is told by a sixth model, which learns as
the first one does, but from each photo as it is. Five epochs each, and three to refine, with 20,000 of the
data set's images, to keep it to an hour: a model that ships learns longer.
What was trained stays in build/photo-folds/, so an interrupted run goes on.
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tools.bundled_models import PROJECT, train

if TYPE_CHECKING:
    from fashion_gui.core.photo_pictures import PhotoPictures
    from fashion_gui.core.photo_sets import LabelledPhoto
    from fashion_gui.inference.classifier import Classifier

HOME = PROJECT / "build" / "photo-folds"
FOLDS = 5
EPOCHS = 5
IMAGES = 20_000


def main(photos: Path) -> None:
    os.environ["FASHION_GUI_HOME"] = str(HOME)
    from fashion_gui.core.held_out import HeldOut
    from fashion_gui.core.model_store import ModelStore
    from fashion_gui.core.photo_pictures import photo_looks
    from fashion_gui.core.photo_sets import read_photo_set
    from fashion_gui.inference.classifier import Classifier

    store = ModelStore(HOME / "models", PROJECT / "models")
    start = next(model for model in store.models() if model.manifest.recipe == "accurate")
    untaught = Classifier.load(start)
    photo_set = read_photo_set(photos).photos
    asked: list[PhotoPictures] = []
    shown: list[list[LabelledPhoto]] = []
    answers: dict[str, list[np.ndarray]] = defaultdict(list)
    tests = []
    for part in range(1, FOLDS + 1):
        held_out = HeldOut(part, FOLDS)
        learnt = _trained(f"part-{part}", "photos", part, photos, start.id, "--epochs", str(EPOCHS))
        refined = _trained(f"part-{part}-refined", "refine", part, photos, learnt)
        tests.append(store.get(refined).manifest.metrics["test_accuracy"])
        photos_asked = held_out.divide(photo_set)[1]
        pictures = photo_looks(photos_asked)
        asked.append(pictures)
        shown.append([photo for photo in photos_asked if photo not in pictures.unreadable])
        answers["data set only, photo shrunk"].append(untaught.predict_photos(shrunk(shown[-1])))
        for name, model in (("data set only", start.id), ("with photos", learnt), ("refined", refined)):
            one, several = _answers(Classifier.load(store.get(model)), pictures)
            answers[f"{name}, one look"].append(one)
            answers[f"{name}, several looks"].append(several)
        for name in ("with photos, several looks", "refined, several looks"):
            print(f"{held_out.part}/{FOLDS}, {name}: {_line(answers[name][-1], pictures.labels)}", flush=True)
    labels = np.concatenate([pictures.labels for pictures in asked])
    bare = _trained("unvaried", "photos", 1, photos, start.id, "--epochs", str(EPOCHS), "--no-vary-photos")
    unvaried = _answers(Classifier.load(store.get(bare)), asked[0])[1]
    print(f"1/{FOLDS}, photos not varied: {_line(unvaried, asked[0].labels)}")
    for name, found in answers.items():
        print(f"{name:>30}: {_line(np.concatenate(found), labels)}")
    print(f"test images of the data set: {np.mean(tests):.2%}")
    final = np.concatenate(answers["refined, several looks"])
    people = [photo.group for fold in shown for photo in fold]
    print(f"mean over the people, refined: {_by_person(final, labels, people):.1%} right")
    plain = np.concatenate([pictures.images[:, 0] for pictures in asked])
    _show_mistakes([photo for fold in shown for photo in fold], plain, final)


def shrunk(photos: Sequence[LabelledPhoto]) -> np.ndarray:
    """Whole photos reduced to 28×28 and negated, uint8 [n, 28, 28]: the naive way, which finds no garment."""
    from fashion_gui.core.images import decode
    from fashion_gui.core.opencv import cv2
    from fashion_gui.core.preprocessing import centred

    greys = (cv2.cvtColor(decode(photo.path).rgb, cv2.COLOR_RGB2GRAY) for photo in photos)
    return np.stack([centred(255 - grey) for grey in greys])


def _trained(name: str, recipe: str, part: int, photos: Path, start: str, *options: str) -> str:
    """Id of the model that knows all but one part of the people; trained unless there is a note of it."""
    note = HOME / f"{name}.json"
    if not note.exists():
        who = ("--photos", str(photos.resolve()), "--held-out", f"{part}/{FOLDS}")
        model = train(recipe, "--start-from", start, *who, "--limit", str(IMAGES), *options)
        note.write_text(json.dumps(model), encoding="utf-8")
    return str(json.loads(note.read_text(encoding="utf-8")))


def _answers(classifier: Classifier, pictures: PhotoPictures) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities [n, 10] by one look, and by several."""
    one = classifier.predict_photos(np.ascontiguousarray(pictures.images[:, 0]))
    return one, np.array([classifier.predict_looks(looks) for looks in pictures.images])


def _show_mistakes(photos: Sequence[LabelledPhoto], seen: np.ndarray, probabilities: np.ndarray) -> None:
    """Print the commonest confusions, and write failures.png."""
    from fashion_gui.core.whole_files import write_whole
    from tools.mistakes import commonest_confusions, failure_sheet

    labels = np.array([photo.label for photo in photos])
    known = labels >= 0
    confusions = commonest_confusions(probabilities[known].argmax(axis=1), labels[known])
    print("Most often confused:", *confusions, sep="\n")
    sheet = failure_sheet(photos, seen, probabilities)
    if sheet is not None:
        with write_whole(HOME / "failures.png") as stream:
            sheet.save(stream, "PNG")


def _by_person(probabilities: np.ndarray, labels: np.ndarray, people: Sequence[str]) -> float:
    """Mean over the people of the share of their photos that are right: some took far more than others."""
    right: dict[str, list[bool]] = {}
    for person, label, answer in zip(people, labels, probabilities.argmax(axis=1), strict=True):
        if label >= 0:
            right.setdefault(person, []).append(label == answer)
    return float(np.mean([np.mean(flags) for flags in right.values()]))


def _line(probabilities: np.ndarray, labels: np.ndarray) -> str:
    from fashion_gui.core import metrics
    from fashion_gui.core.familiarity import familiarity

    known = labels >= 0
    found = metrics.evaluation(probabilities[known], labels[known], data="")
    recalls = ", ".join(f"{name} {row.recall:.0%}" for name, row in found.per_class.items() if row.support)
    scores = familiarity(probabilities)
    return (
        f"{found.accuracy:.1%} right, {found.balanced_accuracy:.1%} balanced, "
        f"calibration error {found.ece:.1%}, "
        f"AUROC {metrics.auroc(scores[known], scores[~known]):.3f} ({found.count} photos; {recalls})"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
