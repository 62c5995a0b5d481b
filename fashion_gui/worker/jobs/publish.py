"""From a trained network to a model in the store: calibrate, convert, check, evaluate, publish."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import msgspec
import numpy as np

from fashion_gui import paths
from fashion_gui.core.array_files import write_arrays
from fashion_gui.core.datasets import test_images_name
from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.learnt_photos import learnt_photo_ids, write_learnt_photos
from fashion_gui.core.looks import combined
from fashion_gui.core.manifest import Manifest
from fashion_gui.core.metrics import (
    Evaluation,
    evaluation,
    expected_calibration_error,
    fit_temperature,
)
from fashion_gui.core.model_folders import hash_and_sync
from fashion_gui.core.model_store import ModelStore
from fashion_gui.core.photo_calibration import PhotoCalibration, calibrate
from fashion_gui.core.stored_model import EVALUATION_FILE, GOLDEN_FILE, WEIGHTS_FILE, StoredModel
from fashion_gui.core.versions import installed_versions
from fashion_gui.core.whole_files import write_whole
from fashion_gui.training.augmentation import varied
from fashion_gui.training.export import ServingModule, save_serving
from fashion_gui.worker.context import JobContext
from fashion_gui.worker.messages import Figures

if TYPE_CHECKING:
    from tensorflow import keras

    from fashion_gui.core.datasets import FashionMnist
    from fashion_gui.core.photo_pictures import PhotoPictures
    from fashion_gui.core.recipes import TrainingSettings
    from fashion_gui.inference.classifier import Classifier
    from fashion_gui.training.trainer import EpochResult
    from fashion_gui.worker.jobs.training_data import Material

PARITY_IMAGES = 256


class Trained(Protocol):
    """What is published: a trainer, or what was made of its network."""

    settings: TrainingSettings
    history: list[EpochResult]

    @property
    def parameters(self) -> int: ...

    def trained_network(self) -> keras.Model: ...


def publish_trained(
    trainer: Trained,
    material: Material,
    seconds: float,
    start_from: str,
    context: JobContext,
    *,
    judge: Callable[[Classifier, Evaluation], dict[str, float]] = lambda _classifier, _tested: {},
    changes: dict[str, Any] | None = None,
) -> str:
    """Publish the trainer's averaged network; returns the id of the new model.

    The temperature is fitted on the validation images, varied as those learnt from were (or as `calibration`
    of the settings says): as they are, some have near doubles among the latter, and the network is surer of
    them than of pictures it never met. The test images only measure the finished IR.

    Args:
        seconds: that the training took.
        start_from: id of the model whose weights it went on from, or empty.
        judge: asked before the model is published; returns further metrics, and what it raises keeps the
            model out of the store.
        changes: fields of the manifest to be filled in with something else.

    Raises:
        ModelError: if the IR does not answer as the network does; nothing is then seen in the store.
        StorageError: if the store can't be written to.
    """
    context.stage("Calibrating")
    split = material.split
    network = trainer.trained_network()
    settings, labels = trainer.settings, split.validation_labels
    variations = settings.calibration or settings.augmentation
    harder = varied(split.validation_images, variations, settings.seed)
    temperature = fit_temperature(ServingModule(network, 1.0).many_logits(harder), labels)
    serving = ServingModule(network, temperature)
    probabilities = serving.answers(split.validation_images)

    started = time.perf_counter()
    context.stage("Converting to OpenVINO IR")
    manifest = _manifest(trainer, material, temperature)
    on_photos = _on_photos(serving, material.photos)
    manifest = msgspec.structs.replace(
        manifest,
        photo_temperature=on_photos.temperature,
        least_familiarity=on_photos.least_familiarity,
        notes=f"Goes on from {start_from}." if start_from else "",
    )
    manifest = msgspec.structs.replace(manifest, **(changes or {}))
    store = ModelStore(paths.user_models_dir(), paths.bundled_models_dir())
    with store.build_folder() as folder:
        checked = split.validation_images[:PARITY_IMAGES]
        parity = _convert(serving, folder, checked, probabilities[:PARITY_IMAGES], manifest)
        _write_goldens(folder, split.validation_images, probabilities)
        save_weights(folder / WEIGHTS_FILE, network.get_weights())
        before = learnt_photo_ids(store.get(start_from)) if start_from else frozenset()
        write_learnt_photos(folder, material.learnt_photos | before)
        converted = time.perf_counter() - started

        context.stage("Evaluating")
        classifier = _unpublished(folder, manifest)
        tested = _evaluate(classifier, material.fashion)
        context.send(Figures(kind="evaluation", values=msgspec.to_builtins(tested)))
        with write_whole(folder / EVALUATION_FILE) as stream:
            stream.write(msgspec.json.encode(tested))

        context.stage("Publishing")
        metrics = {
            "test_accuracy": tested.accuracy,
            "test_ece": tested.ece,
            "validation_accuracy": float(np.mean(probabilities.argmax(axis=1) == labels)),
            "validation_ece": expected_calibration_error(probabilities, labels),
            **{f"parity_{precision}": worst for precision, worst in parity.items()},
            **on_photos.metrics,
            **judge(classifier, tested),
        }
        timings = {"training": seconds, "converting": converted, "evaluating": tested.seconds}
        context.check()
        return store.publish(folder, msgspec.structs.replace(manifest, metrics=metrics, timings=timings)).id


def save_weights(path: Path, weights: list[np.ndarray]) -> None:
    """Write a network's weights as plain arrays, which, unlike a `.keras` file, can hold no code."""
    write_arrays(path, *weights, compressed=True)


def _on_photos(serving: ServingModule, photos: PhotoPictures | None) -> PhotoCalibration:
    """How the network does on photos by people it never saw."""
    if photos is None:
        return PhotoCalibration({})
    count, looks = photos.images.shape[:2]
    answers = combined(serving.answers(photos.images.reshape(-1, 28, 28)).reshape(count, looks, -1))
    return calibrate(answers, photos.labels)


def _manifest(trainer: Trained, material: Material, temperature: float) -> Manifest:
    settings = trainer.settings
    return Manifest(
        recipe=settings.recipe,
        settings=msgspec.to_builtins(settings),
        seed=settings.seed,
        parameters=trainer.parameters,
        temperature=temperature,
        history=[asdict(epoch) for epoch in trainer.history],
        versions=installed_versions(),
        data_checksums=material.checksums,
        held_out=material.held_out,
    )


def _convert(
    serving: ServingModule, folder: Path, images: np.ndarray, expected: np.ndarray, manifest: Manifest
) -> dict[str, float]:
    """Write the IRs; returns the largest difference of a probability to Keras, by precision."""
    from fashion_gui.inference.conversion import convert_checked

    about = {
        "class_names": CLASS_NAMES,
        "recipe": manifest.settings,
        "data_checksums": manifest.data_checksums,
        "temperature": manifest.temperature,
    }
    with tempfile.TemporaryDirectory(prefix="fashion-gui-") as temporary:
        saved_model = Path(temporary) / "saved_model"
        save_serving(serving, saved_model)
        return convert_checked(saved_model, folder, images, expected, about)


def _write_goldens(folder: Path, images: np.ndarray, probabilities: np.ndarray) -> None:
    from fashion_gui.inference.verification import write_golden

    write_golden(folder / GOLDEN_FILE, images, probabilities)


def _unpublished(folder: Path, manifest: Manifest) -> Classifier:
    """The IR, not the Keras network, that is about to be published."""
    from fashion_gui.inference.classifier import Classifier

    files = {path.name: hash_and_sync(path) for path in folder.iterdir()}
    unpublished = StoredModel(folder, msgspec.structs.replace(manifest, id="unpublished", files=files))
    with tempfile.TemporaryDirectory(prefix="fashion-gui-") as temporary:
        return Classifier.load(unpublished, verdicts=Path(temporary) / "verdicts.json")


def _evaluate(classifier: Classifier, data: FashionMnist) -> Evaluation:
    """How it does on the test images."""
    started = time.perf_counter()
    probabilities = classifier.predict_many(data.test_images)
    seconds = time.perf_counter() - started
    return evaluation(
        probabilities,
        data.test_labels,
        data=test_images_name(len(data.test_labels), official=data.official),
        device=classifier.tag.device,
        precision=classifier.tag.precision,
        seconds=seconds,
    )
