"""The networks: float32 [n, 28, 28, 1] (0–1) in, float32 logits [n, 10] out."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import tensorflow as tf
from tensorflow import keras

from fashion_gui.core.errors import TrainingError

layers = keras.layers

# With Keras's default of 0.99 the first epochs are scored with statistics that have not settled.
BATCH_NORM_MOMENTUM = 0.9


class SeededDropout(keras.layers.Layer):
    """Dropout whose draws depend on its number of calls alone.

    The count is one of the network's weights, so that a resumed training drops the same units as an
    uninterrupted one would have.
    """

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def build(self, input_shape: tf.TensorShape) -> None:
        self.calls = self.add_weight("calls", (), tf.int64, "zeros", trainable=False)
        super().build(input_shape)

    def call(self, inputs: tf.Tensor, training: bool | None = None) -> tf.Tensor:
        if not training or not self.rate:
            return inputs
        seed = tf.stack([self.calls.assign_add(1), tf.constant(_salt(self.name), tf.int64)])
        kept = tf.random.stateless_uniform(tf.shape(inputs), seed) >= self.rate
        return tf.where(kept, inputs / (1 - self.rate), tf.zeros_like(inputs))


def sequential(dropout: float) -> keras.Model:
    """The report's network: convolutions of growing width, then dense layers (1.7 M parameters)."""
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            *_convolutions(32, 2),
            layers.MaxPooling2D(),
            SeededDropout(dropout / 2),
            *_convolutions(64, 2),
            layers.MaxPooling2D(),
            SeededDropout(dropout / 2),
            *_convolutions(128, 1),
            SeededDropout(dropout / 2),
            layers.Flatten(),
            layers.Dense(256, use_bias=False),
            _batch_norm(),
            layers.ReLU(),
            SeededDropout(dropout),
            layers.Dense(10, dtype="float32"),
        ],
        name="sequential",
    )


def quick(dropout: float) -> keras.Model:
    """Small and fast: three convolutions, 8 M multiply-adds a picture (0.9 M parameters).

    The first one halves the edges at once, as nothing costs as much as many channels at 28×28; all widths are
    multiples of 32, which oneDNN computes in half the time that it takes for others.
    """
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            _convolution(32, kernel=5, stride=2),
            _batch_norm(),
            layers.ReLU(),
            *_convolutions(64, 1),
            layers.MaxPooling2D(),
            *_convolutions(128, 1),
            layers.Flatten(),
            layers.Dense(128, use_bias=False),
            _batch_norm(),
            layers.ReLU(),
            SeededDropout(dropout),
            layers.Dense(10, dtype="float32"),
        ],
        name="quick",
    )


def accurate(dropout: float) -> keras.Model:
    """A small residual network (0.7 M parameters).

    Pre-activation: He et al. 2016; squeeze-and-excitation: Hu et al. 2018.
    """
    inputs = keras.Input((28, 28, 1))
    x = _convolution(32)(inputs)
    for width, blocks in ((64, 3), (96, 3)):
        for block in range(blocks):
            x = _residual(x, width, stride=2 if block == 0 else 1)
    x = layers.ReLU()(_batch_norm()(x))
    x = layers.GlobalAveragePooling2D()(x)
    x = SeededDropout(dropout)(x)
    return keras.Model(inputs, layers.Dense(10, dtype="float32")(x), name="accurate")


NETWORKS: dict[str, Callable[[float], keras.Model]] = {
    "sequential": sequential,
    "quick": quick,
    "accurate": accurate,
}


def build(name: str, dropout: float, seed: int) -> keras.Model:
    """Make a network with freshly drawn weights.

    Raises:
        TrainingError: if no network has that name.
    """
    if name not in NETWORKS:
        raise TrainingError(f"There is no network called “{name}”.", f"Choose one of: {', '.join(NETWORKS)}.")
    keras.backend.clear_session()  # layer names, which the dropout's draws depend on, start again
    keras.utils.set_random_seed(seed)
    return NETWORKS[name](dropout)


def _salt(name: str) -> int:
    return zlib.crc32(name.encode())


def _batch_norm() -> keras.layers.Layer:
    return layers.BatchNormalization(momentum=BATCH_NORM_MOMENTUM)


def _convolution(width: int, kernel: int = 3, stride: int = 1) -> keras.layers.Layer:
    return layers.Conv2D(
        width, kernel, stride, padding="same", use_bias=False, kernel_initializer="he_normal"
    )


def _convolutions(width: int, count: int) -> list[keras.layers.Layer]:
    """`count` times convolution, batch normalisation, ReLU."""
    made: list[keras.layers.Layer] = []
    for _ in range(count):
        made += [
            _convolution(width),
            _batch_norm(),
            layers.ReLU(),
        ]
    return made


def _residual(x: keras.KerasTensor, width: int, stride: int = 1) -> keras.KerasTensor:
    """Two 3×3 convolutions beside a short cut, the sum's channels weighed by squeeze-and-excitation."""
    before = layers.ReLU()(_batch_norm()(x))
    shortcut = x
    if stride > 1 or x.shape[-1] != width:
        pooled = layers.AveragePooling2D(stride)(before) if stride > 1 else before
        shortcut = _convolution(width, kernel=1)(pooled)
    y = _convolution(width, stride=stride)(before)
    y = _convolution(width)(layers.ReLU()(_batch_norm()(y)))
    weights = layers.GlobalAveragePooling2D(keepdims=True)(y)
    weights = layers.Conv2D(width // 8, 1, activation="relu")(weights)
    weights = layers.Conv2D(width, 1, activation="sigmoid")(weights)
    return layers.Add()([shortcut, layers.Multiply()([y, weights])])
