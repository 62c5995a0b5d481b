"""The devices OpenVINO can compute on, and what a compiled network really executes."""

from __future__ import annotations

import functools
from collections import Counter

import numpy as np
import openvino as ov

# OpenVINO fills its tables of number formats when they are first needed, and while it does so lets go of the
# interpreter's lock: two threads with their first question at the same moment wait for each other for ever.
# Importing is done by one thread at a time, so the tables are filled here.
ov.Type.u8.to_dtype()
ov.Tensor(np.zeros(1, np.uint8))

AUTO = "AUTO"


@functools.cache
def core() -> ov.Core:
    """The process's one OpenVINO; making one loads the plugins."""
    return ov.Core()


def devices() -> dict[str, str]:
    """Full name by device: `AUTO` first, then each device that OpenVINO finds here."""
    found = {device: full_name(device) for device in core().available_devices}
    return {AUTO: f"the best of {', '.join(found)}", **found} if found else {}


def full_name(device: str) -> str:
    """The maker's name of a device; its own name where it has none."""
    try:
        return str(core().get_property(device, "FULL_DEVICE_NAME")).strip() or device
    except RuntimeError:
        return device


def plugin_version(device: str) -> str:
    """Build of the OpenVINO plugin behind a device, which decides what code computes."""
    return ", ".join(str(version.build_number) for version in core().get_versions(device).values())


def executing_devices(compiled: ov.CompiledModel) -> tuple[str, ...]:
    """The devices that compute this network; with AUTO, the ones it settled for."""
    return tuple(str(name).strip("()") for name in compiled.get_property("EXECUTION_DEVICES"))


def executed_precision(compiled: ov.CompiledModel) -> str:
    """The number format most convolutions (else: layers) are really computed in: `f32`, `bf16`, `i8`, …"""
    layers = [operation.get_rt_info() for operation in compiled.get_runtime_model().get_ops()]
    kinds = [(_text(info, "layerType").lower(), _text(info, "runtimePrecision")) for info in layers]
    counts = Counter(precision for kind, precision in kinds if kind == "convolution" and precision)
    counts = counts or Counter(precision for kind, precision in kinds if precision and kind != "const")
    return counts.most_common(1)[0][0] if counts else "unknown"


def _text(info: dict[str, ov.OVAny], key: str) -> str:
    return str(info[key].astype(str)) if key in info else ""
