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


def test_the_golden_pictures_cover_the_classes_and_are_clear(golden):
    assert golden.images.shape == (32, 28, 28)
    assert golden.images.dtype == np.uint8
    answers = golden.probabilities.argmax(axis=1)
    assert np.bincount(answers, minlength=10).min() >= 3
    top_two = np.sort(golden.probabilities, axis=1)[:, -2:]
    assert (top_two[:, 1] - top_two[:, 0]).min() >= 0.5
    margins = top_two[:, 1] - top_two[:, 0]
    assert np.sum(margins < 0.6) >= 8  # small faults show on these
    assert np.sum(margins > 0.9) >= 8  # nothing right changes these


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
