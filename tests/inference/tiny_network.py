"""Trains a tiny network on ten made-up classes and saves it as the training does; a process of its own.

    python tiny_network.py FOLDER

writes FOLDER/saved_model and FOLDER/answers.npz: uint8 images, their labels, and Keras's probabilities.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tensorflow as tf
from tensorflow import keras

COUNT = 2000
TRAINED_ON = 3000


def pictures(count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A light bar whose height tells the class, on noise; uint8 [n, 28, 28] and labels 0–9."""
    labels = rng.integers(0, 10, count)
    images = rng.integers(0, 130, (count, 28, 28))
    for image, label in zip(images, labels, strict=True):
        row = 1 + 5 * label // 2
        image[row : row + 4, 4:24] += rng.integers(15, 125)
    return images.astype(np.uint8), labels


def main(folder: Path) -> None:
    keras.utils.set_random_seed(3)
    rng = np.random.default_rng(3)
    images, labels = pictures(TRAINED_ON, rng)
    network = keras.Sequential(
        [
            keras.layers.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, padding="same", strides=2, use_bias=False),
            keras.layers.BatchNormalization(momentum=0.8),
            keras.layers.ReLU(),
            keras.layers.Conv2D(32, 3, padding="same", strides=2, activation="relu"),
            keras.layers.Conv2D(32, 3, padding="same", activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(10),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    network.compile(keras.optimizers.Adam(3e-3), loss, metrics=["accuracy"])
    network.fit(images[..., None] / np.float32(255), labels, 64, epochs=3, verbose=2)

    module = tf.Module()
    module.network = network

    @tf.function(input_signature=[tf.TensorSpec([None, 28, 28, 1], tf.uint8, "picture")])
    def probabilities(picture: tf.Tensor) -> dict[str, tf.Tensor]:
        scaled = tf.cast(picture, tf.float32) / 255.0
        logits = (network(scaled) + network(tf.reverse(scaled, [2]))) / 2.0
        return {"probabilities": tf.nn.softmax(logits / 1.2)}

    module.probabilities = probabilities
    tf.saved_model.save(module, str(folder / "saved_model"), signatures={"serving_default": probabilities})
    fresh, fresh_labels = pictures(COUNT, rng)
    answers = probabilities(tf.constant(fresh[..., None]))["probabilities"].numpy()
    np.savez(folder / "answers.npz", images=fresh, labels=fresh_labels, probabilities=answers)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
