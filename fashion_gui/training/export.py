"""From a trained network to a SavedModel that answers with calibrated probabilities."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import tensorflow as tf
from tensorflow import keras

_BATCH = 500


class ServingModule(tf.Module):
    """uint8 [n, 28, 28, 1] → probabilities float32 [n, 10]: scaling, network, calibrated softmax.

    Args:
        temperature: divides the logits (Guo et al. 2017, “On Calibration of Modern Neural Networks”).
    """

    def __init__(self, network: keras.Model, temperature: float) -> None:
        super().__init__("serving")
        self._network = network
        self._temperature = temperature

    def logits(self, pictures: tf.Tensor) -> tf.Tensor:
        """Uncalibrated logits float32 [n, 10]."""
        return self._network(tf.cast(pictures, tf.float32) / 255.0, training=False)

    def many_logits(self, pictures: np.ndarray) -> np.ndarray:
        """Uncalibrated logits float32 [n, 10] of uint8 [n, 28, 28], in batches."""
        parts = [
            self._forward(tf.constant(pictures[at : at + _BATCH, ..., np.newaxis])).numpy()
            for at in range(0, len(pictures), _BATCH)
        ]
        return np.concatenate(parts)

    def answers(self, pictures: np.ndarray) -> np.ndarray:
        """Calibrated probabilities float32 [n, 10] of uint8 [n, 28, 28], in batches."""
        return tf.nn.softmax(self.many_logits(pictures) / self._temperature).numpy()

    @tf.function(reduce_retracing=True)
    def _forward(self, pictures: tf.Tensor) -> tf.Tensor:
        return self.logits(pictures)

    @tf.function(input_signature=[tf.TensorSpec([None, 28, 28, 1], tf.uint8, "picture")])
    def probabilities(self, picture: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"probabilities": tf.nn.softmax(self.logits(picture) / self._temperature)}


def save_serving(module: ServingModule, folder: Path) -> None:
    """Write the SavedModel that OpenVINO converts."""
    tf.saved_model.save(module, str(folder), signatures={"serving_default": module.probabilities})
