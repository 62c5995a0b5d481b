"""What a training that went on from other weights keeps of them."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np

from fashion_gui.core.recipes import RECIPES


def test_early_layers_keep_more_of_the_start_than_late_ones(tmp_path: Path) -> None:
    from fashion_gui.training import networks
    from fashion_gui.training.trainer import Trainer, TrainingData

    settings = msgspec.structs.replace(RECIPES["quick"], epochs=1, batch_size=8, precision="fp32")
    random = np.random.default_rng(1)
    pictures, labels = random.integers(0, 256, (16, 28, 28), np.uint8), np.arange(16) % 10
    data = TrainingData(pictures, np.eye(10, dtype=np.float32)[labels], pictures, labels)
    start = networks.build(settings.network, settings.dropout, seed=3).get_weights()
    trainer = Trainer(settings, data, tmp_path, start)
    list(trainer.epochs(lambda: False))

    def published(first: float, last: float) -> list[np.ndarray]:
        trainer.settings = msgspec.structs.replace(settings, kept_first=first, kept_last=last)
        return trainer.trained_network().get_weights()

    learnt, old, between = published(0, 0), published(1, 1), published(1, 0)
    for new, before in zip(old, start, strict=True):
        np.testing.assert_array_equal(new, before)
    assert np.abs(learnt[0] - start[0]).max() > 1e-4
    assert np.abs(learnt[-1] - start[-1]).max() > 1e-4
    np.testing.assert_array_equal(between[0], start[0])
    np.testing.assert_array_equal(between[-1], learnt[-1])


def test_targets_take_on_what_the_network_before_answers() -> None:
    from fashion_gui.training import networks
    from fashion_gui.training.export import ServingModule
    from fashion_gui.training.remembering import remembered

    settings = msgspec.structs.replace(RECIPES["quick"], remembered=0.8)
    before = networks.build(settings.network, settings.dropout, seed=3)
    pictures = np.random.default_rng(1).integers(0, 256, (16, 28, 28), np.uint8)
    targets = np.eye(10, dtype=np.float32)[np.arange(16) % 10]
    serving = ServingModule(before, 1.0)
    answers = (serving.answers(pictures) + serving.answers(pictures[:, :, ::-1])) / 2
    mixed = remembered(pictures, targets, before.get_weights(), settings)
    assert mixed.dtype == np.float32
    np.testing.assert_allclose(mixed, 0.2 * targets + 0.8 * answers, atol=1e-6)
