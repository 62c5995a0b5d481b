"""What repeated measurements are summed up as."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np


class Spread(msgspec.Struct, frozen=True):
    """Of repeated measurements, in the unit of the name it stands under: quote the median."""

    median: float
    lowest: float
    highest: float
    p99: float
    count: int


def spread(values: Sequence[float]) -> Spread:
    """Sum up at least one measurement."""
    array = np.asarray(values, float)
    return Spread(
        float(np.median(array)),
        float(array.min()),
        float(array.max()),
        float(np.percentile(array, 99)),
        len(array),
    )


def machine() -> str:
    """Processor, number of cores and system in one line."""
    name = platform.processor() or platform.machine()
    cpu_info = Path("/proc/cpuinfo")
    if cpu_info.exists():
        for line in cpu_info.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                name = line.partition(":")[2].strip()
                break
    system, python = platform.platform(terse=True), platform.python_version()
    return f"{name}, {os.cpu_count()} cores, {system}, Python {python}"
