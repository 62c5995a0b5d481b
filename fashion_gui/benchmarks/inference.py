"""Keras against OpenVINO: the rows themselves come from the worker, see `worker.jobs.measure_inference`."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import msgspec

from fashion_gui.benchmarks.figures import machine
from fashion_gui.core.benchmark_results import InferenceResult, InferenceRow


def begin(model: str) -> InferenceResult:
    """A result without rows yet, of the model of this name."""
    now = datetime.now(timezone.utc).isoformat(timespec="seconds")
    return InferenceResult(machine=machine(), measured=now, model=model)


def with_row(result: InferenceResult, values: dict[str, Any]) -> InferenceResult:
    """The result with one more row as the worker tells it, the slowest way first."""
    rows = [*result.rows, msgspec.convert(values, InferenceRow)]
    return msgspec.structs.replace(result, rows=sorted(rows, key=lambda row: -row.median_ms))
