"""TensorFlow for the tests of the training's parts, prepared as the worker prepares it."""

from __future__ import annotations

import sys

import pytest

from fashion_gui.core.recipes import Acceleration


@pytest.fixture(scope="session", autouse=True)
def tensorflow() -> None:
    """TensorFlow imported once, with ITEX where it is installed."""
    from fashion_gui.training import acceleration

    if "tensorflow" not in sys.modules:
        acceleration.prepare(Acceleration())
