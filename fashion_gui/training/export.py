"""From a trained network to a SavedModel that answers with calibrated probabilities."""

from __future__ import annotations

from pathlib import Path

import tensorflow as tf
from tensorflow import keras


class ServingModule(tf.Module):
    """uint8 [n, 28, 28, 1] → probabilities float32 [n, 10]: scaling, network, mirror, calibrated softmax.

    Args:
        temperature: divides the logits (Guo et al. 2017, “On Calibration of Modern Neural Networks”).
        mirrored: take the mean of the logits of the picture and its mirror image.
    """

    def __init__(self, network: keras.Model, temperature: float, mirrored: bool) -> None:
        super().__init__("serving")
        self._network = network
        self._temperature = temperature
        self._mirrored = mirrored

    def logits(self, pictures: tf.Tensor) -> tf.Tensor:
        """Uncalibrated logits float32 [n, 10]."""
        scaled = tf.cast(pictures, tf.float32) / 255.0
        logits = self._network(scaled, training=False)
        if self._mirrored:
            logits = (logits + self._network(tf.reverse(scaled, [2]), training=False)) / 2.0
        return logits

    @tf.function(input_signature=[tf.TensorSpec([None, 28, 28, 1], tf.uint8, "picture")])
    def probabilities(self, picture: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"probabilities": tf.nn.softmax(self.logits(picture) / self._temperature)}


def save_serving(module: ServingModule, folder: Path) -> None:
    """Write the SavedModel that OpenVINO converts."""
    tf.saved_model.save(module, str(folder), signatures={"serving_default": module.probabilities})
