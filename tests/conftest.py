"""What every test gets: no screen needed, and nothing of the user's touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for the user's models, runs, photos and settings, of this test alone."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("FASHION_GUI_HOME", str(home))
    return home


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
