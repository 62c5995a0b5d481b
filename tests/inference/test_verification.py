from __future__ import annotations

import numpy as np
import pytest

from fashion_gui.core.errors import ModelError
from fashion_gui.inference.verification import (
    TOLERANCE,
    Golden,
    Verdict,
    check_golden,
    read_golden,
    remember,
    remembered,
    write_golden,
)


@pytest.fixture
def golden(prototype) -> Golden:
    return read_golden(prototype)


def test_the_golden_pictures_cover_the_classes_from_least_clear_to_most_certain(golden, tiny_network):
    assert golden.images.shape == (32, 28, 28)
    assert golden.images.dtype == np.uint8
    answers = golden.probabilities.argmax(axis=1)
    assert np.bincount(answers, minlength=10).min() >= 3
    chosen, every = margins(golden.probabilities), margins(tiny_network.probabilities)
    for answer in range(10):
        of_class = every[(tiny_network.probabilities.argmax(axis=1) == answer) & (every >= 0.5)]
        assert chosen[answers == answer].min() == of_class.min()
        assert chosen[answers == answer].max() == of_class.max()


def margins(probabilities: np.ndarray) -> np.ndarray:
    """By how much the best class leads."""
    top_two = np.sort(probabilities, axis=1)[:, -2:]
    return top_two[:, 1] - top_two[:, 0]


def test_a_network_that_is_sure_of_nothing_gets_golden_pictures_too(tmp_path, tiny_network):
    flat = np.full((50, 10), 0.1, np.float32)
    write_golden(tmp_path / "golden.npz", tiny_network.images[:50], flat)
    with np.load(tmp_path / "golden.npz") as arrays:
        assert arrays["images"].shape == (32, 28, 28)


def test_right_answers_pass(golden):
    assert check_golden(lambda _: golden.probabilities, golden, "f32") == 0.0
    worst = check_golden(lambda _: golden.probabilities + np.float32(0.004), golden, "f32")
    assert worst == pytest.approx(0.004, abs=1e-4)


@pytest.mark.parametrize("computation", [*TOLERANCE, "unknown"])
def test_wrong_answers_do_not(golden, computation):
    for wrong in (
        np.roll(golden.probabilities, 1, axis=1),
        np.full_like(golden.probabilities, np.nan),
        np.full_like(golden.probabilities, 0.1),
        golden.probabilities[::-1],
    ):
        with pytest.raises(ModelError, match="computes wrongly on this machine"):
            check_golden(lambda _, wrong=wrong: wrong, golden, computation)


def test_damaged_golden_answers_are_said(stored):
    (stored.folder / "golden.npz").write_bytes(b"x")
    with pytest.raises(ModelError, match=r"golden\.npz"):
        read_golden(stored)


def verdict(**changes) -> Verdict:
    fields = {
        "model": "m",
        "precision": "int8",
        "weights": "w",
        "device": "d",
        "system": "s",
        "openvino": "o",
    }
    return Verdict(**{**fields, "passed": True, **changes})


def test_verdicts_are_kept_per_machine_version_and_precision(tmp_path):
    path = tmp_path / "verified.json"
    assert remembered(path) == []
    remember(verdict(), path)
    remember(verdict(openvino="newer").failed("Wrong."), path)
    remember(verdict(device="GPU"), path)
    before = path.read_bytes()
    remember(verdict(), path)
    assert path.read_bytes() == before  # nothing new, nothing written
    remember(verdict().failed("Wrong now."), path)
    kept = {(v.openvino, v.device): (v.passed, v.problem) for v in remembered(path)}
    assert kept == {
        ("o", "d"): (False, "Wrong now."),
        ("newer", "d"): (False, "Wrong."),
        ("o", "GPU"): (True, ""),
    }
    assert all(v.checked for v in remembered(path))
