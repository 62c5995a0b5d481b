"""The training loop, compiled whole: no queue between epochs that could stand idle.

`Model.fit` feeds from tf.data, whose autotuner can leave the processor at 0 % for seconds at the end of an
epoch. Here the pictures lie in memory and one graph gathers, varies, learns and averages for many steps.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import tensorflow as tf
from tensorflow import keras

from fashion_gui.core.processors import processors
from fashion_gui.core.recipes import TrainingSettings
from fashion_gui.training import checkpoints, networks
from fashion_gui.training.augmentation import augment

_CHUNK_SECONDS = 0.4  # how long the graph runs before progress is told and a cancel is seen
_VALIDATION_BATCH = 500


@dataclass(frozen=True)
class StepProgress:
    """The latest few batches.

    Attributes:
        epoch: from 1; step: whole steps in this epoch; losses: of the latest batches.
        images_per_second: within this epoch so far.
    """

    epoch: int
    step: int
    steps: int
    losses: tuple[float, ...]
    images_per_second: float


@dataclass(frozen=True)
class EpochResult:
    """A whole epoch; validation is by the averaged weights, losses are cross-entropies in nats.

    Attributes:
        busy: share of all processors' time that was used, 0–1.
    """

    epoch: int
    loss: float
    accuracy: float
    validation_loss: float
    validation_accuracy: float
    learning_rate: float
    seconds: float
    images_per_second: float
    busy: float


class LearningFailedError(Exception):
    """The loss is not finite, or the network still guesses after an epoch."""


@dataclass(frozen=True, eq=False)
class TrainingData:
    """uint8 pictures [n, 28, 28] with target distributions float32 [n, 10], and validation labels int [m]."""

    images: np.ndarray
    targets: np.ndarray
    validation_images: np.ndarray
    validation_labels: np.ndarray


class Trainer:
    """Trains one network by one recipe; `epochs()` yields what happens, `history` holds the whole epochs.

    Args:
        folder: where the checkpoint of each whole epoch goes; one that lies there is gone on from.
        weights: to start from, of the same network; fresh ones are drawn if there are none.
    """

    def __init__(
        self,
        settings: TrainingSettings,
        data: TrainingData,
        folder: Path,
        weights: list[np.ndarray] | None = None,
    ) -> None:
        keras.mixed_precision.set_global_policy(
            "mixed_bfloat16" if settings.precision == "bf16" else "float32"
        )
        self.settings = settings
        self._data = data
        self._folder = folder
        self._network = networks.build(settings.network, settings.dropout, settings.seed)
        self._start = weights
        if weights is not None:
            self._network.set_weights(weights)
        self._averaged = networks.build(settings.network, settings.dropout, settings.seed)
        self._averaged.set_weights(self._network.get_weights())
        self.steps_per_epoch = max(1, len(data.images) // settings.batch_size)
        self._optimizer = self._make_optimizer()
        self._images = tf.constant(data.images[..., np.newaxis])
        self._targets = tf.constant(data.targets, tf.float32)
        self._chunk = 2
        self.history = [EpochResult(**figures) for figures in checkpoints.restore(folder, self._variables())]

    def epochs(self, cancelled: Callable[[], bool]) -> Iterator[StepProgress | EpochResult]:
        """Train the epochs that are left; each is saved before its result is told.

        Stops quietly when `cancelled()` turns true; the last whole epoch can then be resumed from.

        Raises:
            LearningFailedError: see there; the last checkpoint is from before.
        """
        for epoch in range(len(self.history), self.settings.epochs):
            started, processor = time.perf_counter(), time.process_time()
            losses: list[float] = []
            hits = 0
            order = self._order(epoch)
            while len(losses) < self.steps_per_epoch:
                if cancelled():
                    return
                fresh, right, seconds = self._run_chunk(order, epoch, len(losses))
                losses += fresh
                hits += right
                rate = len(losses) * self.settings.batch_size / (time.perf_counter() - started)
                yield StepProgress(epoch + 1, len(losses), self.steps_per_epoch, tuple(fresh), rate)
                self._chunk = max(1, min(64, round(len(fresh) * _CHUNK_SECONDS / seconds)))
            trained = time.perf_counter() - started
            validation_loss, validation_accuracy = self._validate()
            seconds = time.perf_counter() - started
            result = EpochResult(
                epoch=epoch + 1,
                loss=float(np.mean(losses)),
                accuracy=hits / (len(losses) * self.settings.batch_size),
                validation_loss=validation_loss,
                validation_accuracy=validation_accuracy,
                learning_rate=float(self._learning_rate(self._optimizer.iterations)),
                seconds=seconds,
                images_per_second=len(losses) * self.settings.batch_size / trained,
                busy=(time.process_time() - processor) / seconds / processors(),
            )
            self._check(result)
            self.history.append(result)
            checkpoints.save(self._folder, self._variables(), [asdict(past) for past in self.history])
            yield result

    def trained_network(self) -> keras.Model:
        """The averaged network in 32-bit floats, with its share of the start, for publishing."""
        keras.mixed_precision.set_global_policy("float32")
        network = networks.build(self.settings.network, self.settings.dropout, self.settings.seed)
        learnt = self._averaged.get_weights()
        if self._start is not None:
            kept = np.linspace(self.settings.kept_first, self.settings.kept_last, len(learnt))
            pairs = zip(kept, learnt, self._start, strict=True)
            learnt = [((1 - share) * new + share * old).astype(new.dtype) for share, new, old in pairs]
        network.set_weights(learnt)
        return network

    @property
    def parameters(self) -> int:
        """Number of weights that are learnt."""
        return sum(int(np.prod(variable.shape)) for variable in self._network.trainable_variables)

    def _make_optimizer(self) -> keras.optimizers.Optimizer:
        settings = self.settings
        total = settings.epochs * self.steps_per_epoch
        warmup = min(round(settings.warmup_epochs * self.steps_per_epoch), total - 1)
        self._learning_rate = keras.optimizers.schedules.CosineDecay(
            0.0 if warmup else settings.learning_rate,
            decay_steps=total - warmup,
            warmup_target=settings.learning_rate if warmup else None,
            warmup_steps=warmup,
        )
        optimizer = keras.optimizers.AdamW(self._learning_rate, weight_decay=settings.weight_decay)
        optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
        optimizer.build(self._network.trainable_variables)
        return optimizer

    def _variables(self) -> list[tf.Variable]:
        return [*self._network.weights, *self._averaged.weights, *self._optimizer.variables]

    def _order(self, epoch: int) -> tf.Tensor:
        order = np.random.default_rng([self.settings.seed, epoch]).permutation(len(self._data.images))
        return tf.constant(order, tf.int32)

    def _run_chunk(self, order: tf.Tensor, epoch: int, done: int) -> tuple[list[float], int, float]:
        """A few steps; returns their losses, the number of right guesses and the seconds taken."""
        count = min(self._chunk, self.steps_per_epoch - done)
        started = time.perf_counter()
        losses, hits = self._steps(
            order,
            tf.constant(done * self.settings.batch_size),
            tf.constant(epoch * self.steps_per_epoch + done),
            tf.constant(count),
        )
        values = losses.numpy().tolist()
        if not all(map(math.isfinite, values)):
            raise LearningFailedError("The loss is no longer a finite number.")
        return values, int(hits), time.perf_counter() - started

    @tf.function(reduce_retracing=True)
    def _steps(
        self, order: tf.Tensor, start: tf.Tensor, first: tf.Tensor, count: tf.Tensor
    ) -> tuple[tf.Tensor, tf.Tensor]:
        """`count` steps of learning from `order[start:]`; `first` counts from the beginning."""
        losses = tf.TensorArray(tf.float32, size=count)
        hits = tf.constant(0)
        size = self.settings.batch_size
        for number in tf.range(count):
            chosen = order[start + number * size : start + (number + 1) * size]
            loss, right = self._step(chosen, first + number)
            losses = losses.write(number, loss)
            hits += right
        return losses.stack(), hits

    def _step(self, chosen: tf.Tensor, step: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        settings = self.settings
        seed = tf.stack([tf.constant(settings.seed), step])
        images = tf.cast(tf.gather(self._images, chosen), tf.float32) / 255.0
        images = augment(images, settings.augmentation, seed)
        targets = tf.gather(self._targets, chosen)
        with tf.GradientTape() as tape:
            logits = self._network(images, training=True)
            loss = tf.reduce_mean(
                keras.losses.categorical_crossentropy(
                    targets, logits, from_logits=True, label_smoothing=settings.label_smoothing
                )
            )
        variables = self._network.trainable_variables
        self._optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))
        self._average(step)
        right = tf.argmax(logits, axis=1) == tf.argmax(targets, axis=1)
        return loss, tf.reduce_sum(tf.cast(right, tf.int32))

    def _average(self, step: tf.Tensor) -> None:
        """Move the averages towards the weights, batch-normalisation statistics included."""
        number = tf.cast(step, tf.float32)
        decay = tf.minimum(self.settings.averaging, (1.0 + number) / (10.0 + number))
        for average, weight in zip(self._averaged.weights, self._network.weights, strict=True):
            if weight.dtype.is_floating:
                average.assign_add((1.0 - decay) * (weight.read_value() - average.read_value()))

    def _validate(self) -> tuple[float, float]:
        logits = self.logits(self._data.validation_images)
        labels = self._data.validation_labels
        loss = keras.losses.sparse_categorical_crossentropy(labels, logits, from_logits=True)
        return float(tf.reduce_mean(loss)), float(np.mean(logits.argmax(axis=1) == labels))

    def logits(self, images: np.ndarray) -> np.ndarray:
        """Logits float32 [n, 10] of the averaged network for uint8 pictures [n, 28, 28]."""
        parts = [
            self._forward(tf.constant(images[at : at + _VALIDATION_BATCH, ..., np.newaxis])).numpy()
            for at in range(0, len(images), _VALIDATION_BATCH)
        ]
        return np.concatenate(parts)

    @tf.function(reduce_retracing=True)
    def _forward(self, images: tf.Tensor) -> tf.Tensor:
        return tf.cast(self._averaged(tf.cast(images, tf.float32) / 255.0, training=False), tf.float32)

    def _check(self, result: EpochResult) -> None:
        labels = self._data.validation_labels
        chance = np.bincount(labels).max() / len(labels)
        # A run of few steps may honestly know nothing yet; after 100 steps a network that learns does.
        if self.steps_per_epoch >= 100 and max(result.accuracy, result.validation_accuracy) < 1.5 * chance:
            raise LearningFailedError(
                f"After epoch {result.epoch} the network still guesses "
                f"({result.validation_accuracy:.0%} of the validation images)."
            )
