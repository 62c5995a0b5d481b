"""Only models trained here, by the recipe as it is, on all the data, tell what a recipe costs."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fashion_gui.core.datasets import MD5
from fashion_gui.core.manifest import Manifest
from fashion_gui.core.recipe_costs import measured
from fashion_gui.core.recipes import recipe
from fashion_gui.core.stored_model import StoredModel


def trained(**changes: Any) -> Manifest:
    settings = recipe("quick")
    values: dict[str, Any] = {
        "recipe": "quick",
        "settings": msgspec.to_builtins(settings),
        "history": [{"seconds": 30.0}] * settings.epochs,
        "metrics": {"test_accuracy": 0.924},
        "versions": {"system": platform.platform(terse=True)},
        "data_checksums": dict(MD5),
    }
    return Manifest(**{**values, **changes})


def stored(manifest: Manifest, *, bundled: bool = False) -> StoredModel:
    return StoredModel(Path("nowhere"), manifest, bundled)


def test_the_newest_that_counts_tells() -> None:
    newer = trained(metrics={"test_accuracy": 0.93}, settings={**trained().settings, "seed": 7})
    costs = measured([stored(newer), stored(trained())])
    assert costs["quick"].accuracy == 0.93
    assert costs["quick"].seconds == 30 * recipe("quick").epochs


@pytest.mark.parametrize(
    "manifest",
    [
        trained(metrics={}),
        trained(versions={"system": "elsewhere"}),
        trained(data_checksums={}),
        trained(history=[{"seconds": 30.0}]),
        trained(settings={**trained().settings, "limit": 500}),
        trained(recipe="of old"),
    ],
)
def test_others_say_nothing(manifest: Manifest) -> None:
    assert measured([stored(manifest)]) == {}


def test_bundled_models_were_trained_elsewhere() -> None:
    assert measured([stored(trained(), bundled=True)]) == {}
