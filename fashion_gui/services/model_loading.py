"""Where the models are, and how one becomes a classifier; both import much, so not for the GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fashion_gui import paths

if TYPE_CHECKING:
    from fashion_gui.core.model_store import ModelStore
    from fashion_gui.inference.classifier import Classifier
    from fashion_gui.services.classification import ModelChoice


def open_store() -> ModelStore:
    """The user's models and the bundled ones."""
    from fashion_gui.core.model_store import ModelStore

    return ModelStore(paths.user_models_dir(), paths.bundled_models_dir())


def load_model(choice: ModelChoice) -> Classifier:
    """Find a model in the store, compile and check it; for the one in use, the next best if it must be.

    Raises:
        ModelError: if there is none, or the one named is damaged or gives wrong answers here.
    """
    from fashion_gui.inference.classifier import Classifier
    from fashion_gui.inference.loading import load_active

    store = open_store()
    if choice.model is None:
        return load_active(store, choice.device, choice.precision)
    return Classifier.load(store.get(choice.model), choice.device, choice.precision)
