"""The preview in the window shows what the training graph does."""

from __future__ import annotations

import subprocess
import sys
import time

import numpy as np
import pytest

from fashion_gui.core.augmentation_preview import preview
from fashion_gui.core.recipes import NONE, Augmentation

# Both get the same draws, so that every pixel must agree; TensorFlow stays in a process of its own.
SAME_DRAWS = """
import numpy as np
from fashion_gui.core import augmentation_preview as twin
from fashion_gui.core.recipes import Augmentation
from fashion_gui.training import augmentation as graph

random = np.random.default_rng(1)
images = random.uniform(0, 1, (64, 28, 28)).astype(np.float32)
moves, erasures = random.uniform(-1, 1, (8, 64)), random.uniform(0, 1, (5, 64))
noise = random.uniform(0, 1, (64, 28, 28))
answers = iter([moves, erasures.reshape(5, 64, 1, 1), noise[..., None]])
graph.tf.random.stateless_uniform = lambda *_, **__: graph.tf.constant(next(answers), graph.tf.float32)

settings = Augmentation(rotation=40, zoom=0.3, shear=20, shift=0.3, erasing=0.7, erasing_area=0.4)
expected = graph.augment(images[..., None], settings, graph.tf.constant([1, 2])).numpy()[..., 0]
made = twin.erase(twin.move(images, settings, moves), settings, erasures, noise)
difference = np.abs(expected - made)
print(difference.max(), expected.std())
# A picture's edge may round to the other side of "outside" in 32 bits: a few pixels of 50,000.
assert (difference > 1e-3).sum() < 20, (difference > 1e-3).sum()
"""


def garments(count: int = 12) -> np.ndarray:
    pictures = np.zeros((count, 28, 28), np.uint8)
    pictures[:, 4:24, 8:20] = 200
    return pictures


def test_agrees_with_the_training_graph() -> None:
    done = subprocess.run([sys.executable, "-c", SAME_DRAWS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:] + done.stdout


def test_nothing_asked_for_changes_nothing() -> None:
    assert np.array_equal(preview(garments(), NONE, seed=1), garments())


@pytest.mark.parametrize("name", ["rotation", "zoom", "shear", "shift"])
def test_a_small_turn_of_a_knob_is_a_small_change(name: str) -> None:
    little, more = (
        preview(garments(), Augmentation(warped=1, erasing=0, **{name: value}), seed=3).astype(int)
        for value in (0.1, 0.102)
    )
    assert np.abs(little - more).max() < 30


def test_same_seed_same_pictures_and_quick_enough_for_a_knob() -> None:
    settings = Augmentation(warped=1, erasing=1)
    assert np.array_equal(preview(garments(), settings, 7), preview(garments(), settings, 7))
    assert not np.array_equal(preview(garments(), settings, 7), preview(garments(), settings, 8))
    begun = time.perf_counter()
    preview(garments(), settings, 7)
    assert time.perf_counter() - begun < 0.05
