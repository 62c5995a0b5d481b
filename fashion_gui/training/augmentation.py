"""Random variations of a batch of pictures, inside the TensorFlow graph.

Every draw depends on (seed, step) alone, so that a resumed training sees the same pictures.
"""

from __future__ import annotations

import math

import numpy as np
import tensorflow as tf

from fashion_gui.core.recipes import Augmentation

_BATCH = 500


def augment(images: tf.Tensor, settings: Augmentation, seed: tf.Tensor) -> tf.Tensor:
    """Vary a batch.

    Args:
        images: float32 [n, 28, 28, 1], 0–1, 0 is background.
        seed: int32 [2]; the same seed gives the same variations.

    Returns:
        float32 [n, 28, 28, 1], 0–1.
    """
    moved = any((settings.rotation, settings.zoom, settings.shear, settings.shift, settings.flip))
    if moved:
        images = _move(images, settings, seed)
    if settings.erasing and settings.erasing_area:
        images = _erase(images, settings, seed + tf.constant([0, 7919]))
    return images


def varied(images: np.ndarray, settings: Augmentation, seed: int) -> np.ndarray:
    """Each of the pictures uint8 [n, 28, 28], varied once; the same seed gives the same variations."""
    parts = [
        augment(
            tf.cast(images[at : at + _BATCH, ..., np.newaxis], tf.float32) / 255.0,
            settings,
            tf.constant([seed, at]),
        )
        for at in range(0, len(images), _BATCH)
    ]
    return tf.cast(tf.round(tf.concat(parts, 0)[..., 0] * 255.0), tf.uint8).numpy()


def _move(images: tf.Tensor, settings: Augmentation, seed: tf.Tensor) -> tf.Tensor:
    """One projective transform a picture: rotation, shear, zoom, mirror and shift about the centre."""
    count, edge = tf.shape(images)[0], 28
    draw = tf.random.stateless_uniform([8, count], seed, -1.0, 1.0)
    warped = tf.cast(draw[7] < 2 * settings.warped - 1, tf.float32)
    angle = draw[0] * warped * math.radians(settings.rotation)
    slant = tf.tan(draw[1] * warped * math.radians(settings.shear))
    scale_x = 1.0 + draw[2] * warped * settings.zoom
    scale_y = 1.0 + draw[3] * warped * settings.zoom
    mirror = tf.where(draw[6] < 0, -1.0, 1.0) if settings.flip else tf.ones_like(angle)
    shift_x = draw[4] * settings.shift * edge
    shift_y = draw[5] * settings.shift * edge
    whole = warped < 0.5
    shift_x = tf.where(whole, tf.round(shift_x), shift_x)
    shift_y = tf.where(whole, tf.round(shift_y), shift_y)
    # output pixel → input pixel: rotate, shear, scale, mirror
    cos, sin = tf.cos(angle), tf.sin(angle)
    a, b = mirror * cos / scale_x, mirror * (slant * cos - sin) / scale_x
    c, d = sin / scale_y, (slant * sin + cos) / scale_y
    centre = (edge - 1) / 2
    offset_x = centre - a * (centre + shift_x) - b * (centre + shift_y)
    offset_y = centre - c * (centre + shift_x) - d * (centre + shift_y)
    zero = tf.zeros_like(a)
    transforms = tf.stack([a, b, offset_x, c, d, offset_y, zero, zero], axis=1)
    return tf.raw_ops.ImageProjectiveTransformV3(
        images=images,
        transforms=transforms,
        output_shape=[edge, edge],
        fill_value=0.0,
        interpolation="BILINEAR",
        fill_mode="CONSTANT",
    )


def _erase(images: tf.Tensor, settings: Augmentation, seed: tf.Tensor) -> tf.Tensor:
    """Replace one rectangle by uniform noise; area 2 % to `erasing_area`, aspect ratio 0.3–3.3."""
    count, edge = tf.shape(images)[0], 28.0
    draw = tf.random.stateless_uniform([5, count, 1, 1], seed)
    area = (0.02 + draw[0] * tf.maximum(settings.erasing_area - 0.02, 0.0)) * edge * edge
    ratio = tf.exp((draw[1] * 2 - 1) * math.log(3.3))
    height = tf.minimum(tf.sqrt(area * ratio), edge)
    width = tf.minimum(tf.sqrt(area / ratio), edge)
    top, left = draw[2] * (edge - height), draw[3] * (edge - width)
    rows = tf.reshape(tf.range(edge), [1, 28, 1])
    columns = tf.reshape(tf.range(edge), [1, 1, 28])
    inside = (rows >= top) & (rows < top + height) & (columns >= left) & (columns < left + width)
    inside = inside & (draw[4] < settings.erasing)
    noise = tf.random.stateless_uniform(tf.shape(images), seed + tf.constant([0, 104_729]))
    return tf.where(inside[..., tf.newaxis], noise, images)
