"""INT8 by post-training quantisation (NNCF), accepted only where it loses hardly any accuracy.

NNCF takes seconds to import and minutes to work, so this is for the worker process.
"""

from __future__ import annotations

import contextlib
import logging
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import openvino as ov

from fashion_gui.core.errors import ModelError
from fashion_gui.core.stored_model import IR_STEMS
from fashion_gui.inference import devices, verification
from fashion_gui.inference.conversion import save_ir

if TYPE_CHECKING:
    from fashion_gui.core.datasets import Split
    from fashion_gui.core.stored_model import StoredModel

MAX_DROP = 0.003
"""Largest loss of accuracy on the validation images, 0.3 points."""

CALIBRATION_IMAGES = 300
"""More brought nothing: 300, 1,000 and 2,000 gave the same accuracy to 0.02 points."""

_BATCH = 50


class Quantization(msgspec.Struct, frozen=True, kw_only=True):
    """How a quantisation went.

    Attributes:
        accuracy_before, accuracy_after: on the validation images, 0–1; before is f32.
        controlled: whether layers had to be given back their floating-point weights.
        golden_worst: largest difference of a probability from the golden answers.
        seconds: spent on all of it.
    """

    accuracy_before: float
    accuracy_after: float
    controlled: bool
    golden_worst: float
    seconds: float


def quantize(
    stored: StoredModel,
    folder: Path,
    split: Split,
    progress: Callable[[float], None] | None = None,
    max_drop: float = MAX_DROP,
) -> Quantization:
    """Write `model-int8.xml` and `.bin` into `folder`, if they answer nearly as well as the model itself.

    Plain quantisation first; where it loses too much, NNCF's accuracy control gives the layers that hurt
    most their floating-point weights back, one after the other.

    Args:
        split: calibrated on some of its training images, judged on its validation images.
        progress: told the share of the calibration that is done, 0–1; may raise to stop.
        max_drop: accuracy that may be lost on the validation images, 0–1.

    Raises:
        ModelError: if more is lost, or it computes wrongly on this machine; nothing is then written.
        StorageError: if the files can't be written.
    """
    started = time.perf_counter()
    judges = split.validation_images, split.validation_labels
    model = devices.core().read_model(*stored.ir("fp32" if "fp32" in stored.precisions else "fp16"))
    before = _accuracy(model, *judges)
    with _nncf() as nncf:
        calibration = nncf.Dataset(list(_spread(split.train_images)), _reporting(progress))
        options: dict[str, Any] = {
            "preset": nncf.QuantizationPreset.MIXED,  # what a residual block adds up may be negative
            "target_device": nncf.TargetDevice.CPU,
            "subset_size": CALIBRATION_IMAGES,
            "ignored_scope": nncf.IgnoredScope(names=_tail(model), validate=False),
        }
        quantized = nncf.quantize(model, calibration, **options)
        after = _accuracy(quantized, *judges)
        controlled = before - after > max_drop
        if controlled:
            options["validation_dataset"] = nncf.Dataset(list(_batches(*judges)), _images)
            quantized = nncf.quantize_with_accuracy_control(
                model, calibration, validation_fn=_validate, max_drop=max_drop, **options
            )
            after = _accuracy(quantized, *judges)
    if before - after > max_drop:
        raise ModelError(
            f"INT8 would lose {100 * (before - after):.2f} points of accuracy on the validation images; "
            f"{100 * max_drop:g} are allowed.",
            "Use the FP16 weights.",
        )
    worst = verification.check_golden(_answers(quantized), verification.read_golden(stored), "i8")
    save_ir(quantized, folder / f"{IR_STEMS['int8']}.xml", compress_to_fp16=True)
    return Quantization(
        accuracy_before=before,
        accuracy_after=after,
        controlled=controlled,
        golden_worst=worst,
        seconds=time.perf_counter() - started,
    )


@contextlib.contextmanager
def _nncf() -> Iterator[Any]:
    """NNCF without its progress bars, warnings, and the TensorFlow it would load for nothing."""
    hidden = "tensorflow" not in sys.modules
    if hidden:
        sys.modules["tensorflow"] = None  # type: ignore[assignment]
    try:
        # The warnings are about names of OpenVINO's that NNCF still uses.
        with contextlib.redirect_stdout(sys.stderr), warnings.catch_warnings(record=True):
            import nncf

            nncf.set_log_level(logging.ERROR)
            yield nncf
    finally:
        if hidden:
            del sys.modules["tensorflow"]


def _spread(images: np.ndarray) -> Iterable[np.ndarray]:
    """`CALIBRATION_IMAGES` of them, evenly spread, one a batch as the calibration wants it."""
    chosen = np.linspace(0, len(images) - 1, min(CALIBRATION_IMAGES, len(images))).round().astype(int)
    return (images[i : i + 1, ..., None] for i in np.unique(chosen))


def _reporting(progress: Callable[[float], None] | None) -> Callable[[np.ndarray], np.ndarray]:
    given = 0

    def transform(image: np.ndarray) -> np.ndarray:
        nonlocal given
        given += 1
        if progress is not None:
            progress(min(1.0, given / CALIBRATION_IMAGES))
        return image

    return transform


def _tail(model: ov.Model) -> list[str]:
    """Names of what comes after the last layers with weights: averaging, temperature and softmax.

    INT8 saves nothing there, and rounding the logits costs up to two points.
    """
    names, waiting = [], [model.outputs[0].node]
    while waiting:
        node = waiting.pop()
        if node.get_type_name() not in ("MatMul", "Convolution", "Constant"):
            names.append(node.get_friendly_name())
            waiting += [port.get_node() for port in node.input_values()]
    return names


def _compile(model: ov.Model) -> ov.CompiledModel:
    """With f32 for all that is not INT8, as NNCF compares and the classifier computes."""
    return devices.core().compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})


def _batches(images: np.ndarray, labels: np.ndarray) -> Iterable[tuple[np.ndarray, np.ndarray]]:
    for start in range(0, len(images), _BATCH):
        yield images[start : start + _BATCH, ..., None], labels[start : start + _BATCH]


def _images(batch: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    return batch[0]


def _validate(compiled: ov.CompiledModel, batches: Iterable[Any]) -> tuple[float, list[float]]:
    """What accuracy control asks for: the accuracy, and its values by batch."""
    right = [compiled(images)[0].argmax(axis=1) == labels for images, labels in batches]
    return float(np.concatenate(right).mean()), [float(part.mean()) for part in right]


def _accuracy(model: ov.Model, images: np.ndarray, labels: np.ndarray) -> float:
    return _validate(_compile(model), _batches(images, labels))[0]


def _answers(model: ov.Model) -> Callable[[np.ndarray], np.ndarray]:
    compiled = _compile(model)

    def predict(images: np.ndarray) -> np.ndarray:
        answers: np.ndarray = compiled(images[..., None])[0]
        return answers

    return predict
