"""What every test gets: no screen needed, and nothing of the user's touched."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import numpy as np

    from fashion_gui.core.stored_model import StoredModel

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A shell ignores Ctrl-C for what it starts in the background, and the programs under test would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for the user's models, runs, photos and settings, of this test alone."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("FASHION_GUI_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def known_samples() -> np.ndarray:
    """What a network sees of the ten sample pictures, uint8 [10, 28, 28]."""
    from tests.support.tiny_model import seen_samples

    return seen_samples()


@pytest.fixture
def tiny_model(known_samples: np.ndarray) -> StoredModel:
    """A small real model that knows the ten samples, active in the user's store of this test."""
    from fashion_gui.core.model_store import ModelStore
    from fashion_gui.paths import bundled_models_dir, user_models_dir
    from tests.support.tiny_model import publish

    store = ModelStore(user_models_dir(), bundled_models_dir())
    return store.activate(publish(store, known_samples).id)


@pytest.fixture(scope="session")
def dataset_dir() -> Path:
    """Folder of the four official Fashion-MNIST files, from `FASHION_GUI_DATASET`."""
    return _folder("FASHION_GUI_DATASET")


@pytest.fixture(scope="session")
def photos_dir() -> Path:
    """Folder with `labels.csv` and `photos/` of real clothes, from `FASHION_GUI_PHOTOS`."""
    return _folder("FASHION_GUI_PHOTOS")


def _folder(variable: str) -> Path:
    value = os.environ.get(variable)
    if not value:
        pytest.skip(f"{variable} does not name a folder")
    return Path(value).resolve()
