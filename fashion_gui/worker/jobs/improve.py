"""Let a model learn from a person's own examples; what is not worse is published.

TensorFlow is imported inside the functions only: how it computes must be settled first.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from fashion_gui import paths
from fashion_gui.core import datasets
from fashion_gui.core.errors import PictureError
from fashion_gui.core.images import decode
from fashion_gui.core.improvement import (
    ExampleSplit,
    improved_name,
    improvement_settings,
    split_examples,
)
from fashion_gui.core.labels import NONE
from fashion_gui.core.learnt_photos import photo_ids
from fashion_gui.core.model_store import ModelStore
from fashion_gui.core.ordered_map import ordered_map
from fashion_gui.core.own_examples import OwnExamples
from fashion_gui.core.photo_doubles import read_distinct_photos
from fashion_gui.core.photo_pictures import photo_looks
from fashion_gui.core.photo_sets import LabelledPhoto, label_words
from fashion_gui.core.recipes import TrainingSettings
from fashion_gui.training import acceleration
from fashion_gui.worker.context import JobContext
from fashion_gui.worker.job_requests import Improve
from fashion_gui.worker.jobs.train import starting_weights, train
from fashion_gui.worker.jobs.training_data import (
    Material,
    learn_from_photos,
    photos_checksum,
    read_fashion_mnist,
    target_distributions,
)
from fashion_gui.worker.messages import Done, Figures

if TYPE_CHECKING:
    from tensorflow import keras

    from fashion_gui.core.metrics import Evaluation
    from fashion_gui.inference.classifier import Classifier
    from fashion_gui.training.trainer import EpochResult, Trainer

_SHARES = (0.25, 0.4, 0.5, 0.6, 0.75, 1.0)
"""Of the new weights beside the old ones (Wortsman et al. 2022, see `recipes`)."""
_ENOUGH = 0.9
"""Of the examples learnt from that the new weights alone get right."""
_MOST_LOST_WHEN_CHOOSING = 0.001
"""Share of the validation images that the chosen one may get wrong in addition."""


class _WorseError(Exception):
    """The new model is worse than the one it goes on from; the store stays as it is."""


def run(request: Improve, context: JobContext) -> Done:
    """Do the whole job; without a model at the end the result was worse, and nothing was published.

    Raises:
        CancelledError: when asked to stop.
        TrainingError: if there are too few examples.
        DataSetError: if the examples or the data set are not there.
        ModelError: if the model has no weights to go on from.
    """
    store = ModelStore(paths.user_models_dir(), paths.bundled_models_dir())
    base = store.get(request.model) if request.model else store.active()
    settings = improvement_settings(base.name, base.manifest.settings)
    weights = starting_weights(base.id, settings.network)
    split = split_examples(_examples(request.examples, context))
    for sentence in split.notices:
        context.notice(sentence)
    fashion = read_fashion_mnist(request.data, request.download, context)
    material = _material(fashion, split, settings, context)
    started = time.perf_counter()
    context.stage("Starting TensorFlow")
    acceleration.prepare(settings.acceleration)
    with tempfile.TemporaryDirectory(prefix="fashion-gui-") as folder:
        trainer = train(settings, material, Path(folder), weights, context)
    context.stage("Mixing the new with the old")
    mixed = _mixed(trainer, weights or [], material.split, split.learnt)
    seconds = time.perf_counter() - started

    def judge(classifier: Classifier, tested: Evaluation) -> dict[str, float]:
        context.stage("Comparing with the model before")
        found = compare(base, classifier, split, fashion, tested.accuracy)
        values = {**msgspec.to_builtins(found), "accepted": found.accepted}
        context.send(Figures(kind="improvement", values=values))
        if not found.accepted:
            raise _WorseError
        return {
            "own_examples_before": found.right_before / found.asked,
            "own_examples_after": found.right_after / found.asked,
            "test_accuracy_before": found.test_before,
        }

    from fashion_gui.inference.improvement_check import compare
    from fashion_gui.worker.jobs.publish import publish_trained

    labels = sorted({photo.label for photo in split.learnt})
    changes = {
        "name": improved_name(base.name),
        "photo_temperature": base.manifest.photo_temperature,
        "threshold": base.manifest.threshold,
        "least_familiarity": base.manifest.least_familiarity,
        "notes": f"Goes on from {base.id} with {len(split.learnt)} own examples of "
        f"{', '.join(label_words(label) for label in labels)}; "
        f"{mixed.share:.0%} of the new weights.",
    }
    try:
        model = publish_trained(mixed, material, seconds, base.id, context, judge=judge, changes=changes)
    except _WorseError:
        model = ""
    return Done(model=model)


def _examples(folder: str, context: JobContext) -> list[LabelledPhoto]:
    """Those that can be used; what is amiss with the others is told."""
    context.stage("Reading the examples")
    own = OwnExamples(paths.own_photos_dir())
    found = read_distinct_photos(Path(folder)) if folder else own.photo_set()
    for sentence in found.left_out:
        context.notice(sentence)

    def readable(photo: LabelledPhoto) -> bool:
        try:
            decode(photo.path)
        except PictureError:
            return False
        return True

    flags = list(ordered_map(readable, found.photos))
    torn = [photo.path.name for photo, flag in zip(found.photos, flags, strict=True) if not flag]
    if torn:
        which = "1 example" if len(torn) == 1 else f"{len(torn)} examples"
        context.notice(f"{which} could not be read, “{torn[0]}” first.")
    return [photo for photo, flag in zip(found.photos, flags, strict=True) if flag]


def _material(
    fashion: datasets.FashionMnist, split: ExampleSplit, settings: TrainingSettings, context: JobContext
) -> Material:
    """Variations of the examples beside a sample of the data set, so that nothing is forgotten."""
    divided = datasets.split(fashion)
    count = min(settings.limit, len(divided.train_images))
    sample = np.random.default_rng(settings.seed).choice(len(divided.train_images), count, replace=False)
    images, targets = learn_from_photos(list(split.learnt), settings, context)
    return Material(
        fashion,
        divided,
        np.concatenate([divided.train_images[sample], images]),
        np.concatenate([target_distributions(divided.train_labels[sample]), targets]),
        None,
        {**fashion.checksums, "examples": photos_checksum((*split.learnt, *split.asked))},
        count,
        photo_ids(split.learnt),
    )


@dataclass(eq=False)
class _Mixed:
    """A network between the old and the new one, as `publish_trained` takes it; `share` is the new one's."""

    settings: TrainingSettings
    history: list[EpochResult]
    parameters: int
    network: keras.Model
    share: float

    def trained_network(self) -> keras.Model:
        return self.network


def _mixed(
    trainer: Trainer, start: list[np.ndarray], split: datasets.Split, learnt: Sequence[LabelledPhoto]
) -> _Mixed:
    """With as little of the new weights as answers most of the examples that were learnt from.

    Less of them costs less of what the model knew; that is looked at on the validation images.
    """
    from fashion_gui.training.export import ServingModule

    network = trainer.trained_network()
    new = network.get_weights()
    module = ServingModule(network, 1.0)

    def right(share: float, images: np.ndarray, labels: np.ndarray) -> float:
        pairs = zip(new, start, strict=True)
        network.set_weights([(share * n + (1 - share) * o).astype(n.dtype) for n, o in pairs])
        return float(np.mean(module.many_logits(images).argmax(axis=1) == labels))

    looks = photo_looks([photo for photo in learnt if photo.label != NONE])
    enough = _SHARES[-1]
    if len(looks.labels):
        most = right(1.0, looks.images[:, 0], looks.labels)
        enough = next(s for s in _SHARES if right(s, looks.images[:, 0], looks.labels) >= _ENOUGH * most)
    validation = split.validation_images, split.validation_labels
    least = right(0.0, *validation) - _MOST_LOST_WHEN_CHOOSING
    for share in sorted((s for s in _SHARES if s <= enough), reverse=True):
        if right(share, *validation) >= least:
            break
    settings = msgspec.structs.replace(trainer.settings, kept_first=1 - share, kept_last=1 - share)
    return _Mixed(settings, trainer.history, trainer.parameters, network, share)
