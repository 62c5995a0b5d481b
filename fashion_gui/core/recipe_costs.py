"""What a recipe cost and gave on this machine, read off the models that were trained by it."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from fashion_gui.core.datasets import MD5
from fashion_gui.core.manifest import Manifest
from fashion_gui.core.recipes import RECIPES
from fashion_gui.core.stored_model import StoredModel

_NO_MATTER = ("seed", "acceleration", "precision")
"""Settings that do not make it another recipe."""


@dataclass(frozen=True)
class Measured:
    """Seconds of all epochs together, and the share of the 10,000 test images that are right."""

    seconds: float
    accuracy: float


def measured(models: Iterable[StoredModel]) -> dict[str, Measured]:
    """By name of the recipe, from the newest model that was trained so on this system with all the data.

    Args:
        models: newest first; a model whose settings are not those of its recipe says nothing about it.
    """
    found: dict[str, Measured] = {}
    for model in models:
        manifest = model.manifest
        if manifest.recipe not in found and not model.bundled and _counts(manifest):
            seconds = sum(float(epoch["seconds"]) for epoch in manifest.history)
            found[manifest.recipe] = Measured(seconds, manifest.accuracy or 0.0)
    return found


def _counts(manifest: Manifest) -> bool:
    recipe = RECIPES.get(manifest.recipe)
    return (
        recipe is not None
        and manifest.accuracy is not None
        and manifest.data_checksums == MD5
        and manifest.versions.get("system") == platform.platform(terse=True)
        and _essence(manifest.settings) == _essence(msgspec.to_builtins(recipe))
        and len(manifest.history) == recipe.epochs
        and all("seconds" in epoch for epoch in manifest.history)
    )


def _essence(settings: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in settings.items() if name not in _NO_MATTER}
