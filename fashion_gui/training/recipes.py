"""The recipes, where the training finds them; see `core.recipes`."""

from __future__ import annotations

from fashion_gui.core.recipes import RECIPES, TrainingSettings, check, recipe

__all__ = ["RECIPES", "TrainingSettings", "check", "recipe"]
