"""Targets that hold on to what a network knew before it learns something new."""

from __future__ import annotations

import numpy as np
from tensorflow import keras

from fashion_gui.core.recipes import TrainingSettings
from fashion_gui.training import networks
from fashion_gui.training.export import ServingModule


def remembered(
    images: np.ndarray, targets: np.ndarray, weights: list[np.ndarray], settings: TrainingSettings
) -> np.ndarray:
    """Targets mixed with a network's own answers (Li & Hoiem 2016, “Learning without Forgetting”).

    Args:
        images: uint8 [n, 28, 28].
        targets: float32 [n, 10], distributions.
        weights: of the network, which `settings` names; its share is `settings.remembered`.

    Returns:
        float32 [n, 10], distributions.
    """
    keras.mixed_precision.set_global_policy("float32")
    network = networks.build(settings.network, settings.dropout, settings.seed)
    network.set_weights(weights)
    serving = ServingModule(network, 1.0)
    # The mean with the answers to the mirror images: better than either, and every second is learnt from so.
    answers = (serving.answers(images) + serving.answers(images[:, :, ::-1])) / 2
    mixed: np.ndarray = (1 - settings.remembered) * targets + settings.remembered * answers
    return mixed
