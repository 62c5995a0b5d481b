"""A tiny network, trained once a session in a process of its own: TensorFlow stays out of the tests."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.manifest import Manifest
from fashion_gui.core.model_store import ModelStore
from fashion_gui.core.stored_model import GOLDEN_FILE, StoredModel
from fashion_gui.inference.conversion import convert_checked
from fashion_gui.inference.verification import write_golden


@dataclass(frozen=True)
class TinyNetwork:
    """A SavedModel, pictures uint8 [n, 28, 28], their labels [n], and Keras's probabilities [n, 10]."""

    saved_model: Path
    images: np.ndarray
    labels: np.ndarray
    probabilities: np.ndarray


@pytest.fixture(scope="session")
def tiny_network(tmp_path_factory: pytest.TempPathFactory) -> TinyNetwork:
    folder = tmp_path_factory.mktemp("tiny")
    script = Path(__file__).with_name("tiny_network.py")
    done = subprocess.run(
        [sys.executable, str(script), str(folder)], capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    with np.load(folder / "answers.npz") as arrays:
        return TinyNetwork(
            folder / "saved_model", *(arrays[n] for n in ("images", "labels", "probabilities"))
        )


@pytest.fixture(scope="session")
def prototype(tiny_network: TinyNetwork, tmp_path_factory: pytest.TempPathFactory) -> StoredModel:
    """The tiny network as a published model with FP16 and FP32 weights; never changed by a test."""
    return publish(ModelStore(tmp_path_factory.mktemp("store"), Path("/nowhere")), tiny_network)


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "models", tmp_path / "bundled")


@pytest.fixture
def stored(store: ModelStore, tiny_network: TinyNetwork) -> StoredModel:
    """A copy of the model for this test alone, in `store`."""
    return publish(store, tiny_network)


@pytest.fixture
def bundled(store: ModelStore, tiny_network: TinyNetwork) -> StoredModel:
    """The model as one that ships with the program, beside the models of `store`."""
    return publish(ModelStore(store.bundled_dir, store.user_dir), tiny_network)


def publish(store: ModelStore, network: TinyNetwork) -> StoredModel:
    with store.build_folder() as folder:
        convert_checked(
            network.saved_model,
            folder,
            network.images[:256],
            network.probabilities[:256],
            {"class_names": CLASS_NAMES, "recipe": "tiny"},
        )
        write_golden(folder / GOLDEN_FILE, network.images, network.probabilities)
        return store.publish(folder, Manifest(recipe="tiny", name="Tiny", threshold=0.6))
