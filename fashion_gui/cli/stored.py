"""The model and the data set that a command works on."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from fashion_gui import paths
from fashion_gui.cli.numbers import SHARE
from fashion_gui.cli.output import progress, warn

if TYPE_CHECKING:
    from fashion_gui.core.datasets import FashionMnist
    from fashion_gui.core.held_out import HeldOut
    from fashion_gui.core.model_store import ModelStore
    from fashion_gui.core.stored_model import StoredModel
    from fashion_gui.inference.classifier import Classifier

PRECISIONS = ("fp16", "fp32", "int8")


def add_model_options(parser: argparse.ArgumentParser) -> None:
    """Which model answers, and where it runs."""
    parser.add_argument(
        "--model", metavar="ID", help="a model of “fashion-gui models list”; default: the active one"
    )
    parser.add_argument(
        "--precision", choices=PRECISIONS, default="fp16", help="of the weights (default: fp16)"
    )
    parser.add_argument(
        "--device", default="CPU", help="an OpenVINO device: CPU, GPU, NPU, AUTO (default: CPU)"
    )


def add_threshold_option(parser: argparse.ArgumentParser) -> None:
    """How sure an answer must be."""
    parser.add_argument(
        "--threshold",
        type=SHARE,
        metavar="P",
        help="probability (0–1) under which the answer is “not sure” (default: the model's)",
    )


def add_data_option(parser: argparse.ArgumentParser) -> None:
    """Where Fashion-MNIST lies."""
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="folder of the four Fashion-MNIST .gz files; default: FASHION_GUI_DATASET, else downloaded once",
    )


def add_held_out_option(parser: argparse.ArgumentParser, text: str) -> None:
    """One part of the people who took labelled photos."""
    parser.add_argument(
        "--held-out", type=_held_out, metavar="K/N", help=f"the K-th of N parts of the people: {text}"
    )


def check_held_out(arguments: argparse.Namespace) -> None:
    """End as wrong usage if people are named of whom there are no photos."""
    if arguments.held_out and not arguments.photos:
        arguments.refuse("argument --held-out: name the photos, whose people it divides, with --photos")


def _held_out(text: str) -> HeldOut:
    from fashion_gui.core.held_out import HeldOut

    try:
        return HeldOut.from_text(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def model_store() -> ModelStore:
    """The store of bundled and own models."""
    from fashion_gui.core.model_store import ModelStore

    return ModelStore(paths.user_models_dir(), paths.bundled_models_dir())


def chosen_model(model_id: str | None) -> StoredModel:
    """The model of this id, or the active one.

    Raises:
        ModelError: if there is none, or it is damaged.
    """
    model = model_store().get(model_id) if model_id else model_store().active()
    if model.note:
        warn(model.note)
    return model


def load_classifier(arguments: argparse.Namespace) -> Classifier:
    """The classifier that the options of `add_model_options` describe.

    Raises:
        ModelError: if it can't be loaded, or gives wrong answers on this machine.
    """
    from fashion_gui.inference.classifier import Classifier

    return Classifier.load(chosen_model(arguments.model), arguments.device, arguments.precision)


def dataset_folder(named: Path | None) -> Path:
    """Where the data set lies; it is downloaded into the user's folder if it is nowhere.

    Raises:
        DataSetError: if it can't be downloaded.
    """
    from fashion_gui.core import datasets

    folder = datasets.locate(named, paths.user_dataset_dir())
    if folder is not None:
        return folder
    with progress() as display:
        bar = display.add_task("Downloading Fashion-MNIST", total=datasets.DOWNLOAD_BYTES)
        return datasets.download(
            paths.user_dataset_dir(), lambda done, total: display.update(bar, completed=done, total=total)
        )


def load_dataset(named: Path | None) -> FashionMnist:
    """The data set, checked, from `dataset_folder`.

    Raises:
        DataSetError: naming the file, what was found and what to do.
    """
    from fashion_gui.core import datasets

    return datasets.load(dataset_folder(named))
