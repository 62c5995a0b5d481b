"""From a TensorFlow SavedModel to an OpenVINO IR that answers the same, or no IR at all.

TensorFlow is not needed in this process. What is checked strictly is the IR with FP32 weights computed
in f32: it shows that the graph was understood. Compressing the weights to FP16 then changes the
probabilities by what rounding to 11 significant bits brings (about 5e-4 for a network of 0.7 M
parameters), so that file is held to `FP16_TOLERANCE`.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import openvino as ov

from fashion_gui.core.errors import ModelError
from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.stored_model import IR_STEMS
from fashion_gui.core.whole_files import storage_error

PARITY_TOLERANCE = 1e-4
"""Largest difference of a probability between Keras and the IR with FP32 weights, both in f32."""

FP16_TOLERANCE = 3e-2
"""The same for FP16 weights; the bundled network was seen to be off by 0.012 on the least clear picture."""

RT_INFO_KEY = "fashion_gui"
"""Where the IR keeps what it says about itself, as one JSON string: `model.get_rt_info("fashion_gui")`."""

_BATCH = 64


def convert(
    saved_model: Path, xml: Path, rt_info: Mapping[str, object], *, compress_to_fp16: bool = True
) -> None:
    """Write the IR (`xml` and, beside it, `.bin`) of a SavedModel.

    Args:
        saved_model: folder; its function takes uint8 [?, 28, 28, 1] and returns
            `{"probabilities": float32 [?, 10]}`.
        rt_info: what the IR says about itself (class names, recipe, checksums); stored as JSON.
        compress_to_fp16: store the weights as FP16 instead of FP32.

    Raises:
        ModelError: if the network is of another form, or can't be converted.
        StorageError: if the files can't be written.
    """
    save_ir(_converted(saved_model, rt_info), xml, compress_to_fp16)


def check_parity(
    xml: Path, images: np.ndarray, expected: np.ndarray, tolerance: float = PARITY_TOLERANCE
) -> float:
    """The largest difference between what the IR answers in f32 and the Keras network's own answers.

    Args:
        images: uint8 [n, 28, 28].
        expected: probabilities float32 [n, 10].

    Raises:
        ModelError: if it is above `tolerance`, or not a number.
    """
    compiled = ov.Core().compile_model(xml, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    request = compiled.create_infer_request()
    answers = [
        request.infer([images[start : start + _BATCH, ..., None]])[0].copy()
        for start in range(0, len(images), _BATCH)
    ]
    worst = float(np.abs(np.concatenate(answers) - expected).max())
    if not worst <= tolerance:  # also when it is not a number
        raise ModelError(
            f"The converted network answers differently: a probability is off by {worst:.2g}, "
            f"{tolerance:.0e} is allowed.",
            "Train again; if it happens once more, train in 32-bit floats (--precision fp32).",
        )
    return worst


def convert_checked(
    saved_model: Path,
    folder: Path,
    images: np.ndarray,
    expected: np.ndarray,
    rt_info: Mapping[str, object],
    *,
    precisions: tuple[str, ...] = ("fp16", "fp32"),
) -> dict[str, float]:
    """Write the IRs of a model into `folder`, each only if it answers as the Keras network does.

    Args:
        images: uint8 [n, 28, 28], 256 or so.
        expected: the Keras network's probabilities for them, float32 [n, 10], computed in f32.
        precisions: of the weights, among `fp16` and `fp32`; FP32 is checked in any case.

    Returns:
        The largest difference of a probability, by precision.

    Raises:
        ModelError: if one is off by more than its tolerance; nothing is then left behind.
        StorageError: if the files can't be written.
    """
    model = _converted(saved_model, rt_info)
    worst = {}
    try:
        for precision, tolerance in (("fp32", PARITY_TOLERANCE), ("fp16", FP16_TOLERANCE)):
            if precision == "fp32" or precision in precisions:
                xml = folder / f"{IR_STEMS[precision]}.xml"
                save_ir(model, xml, compress_to_fp16=precision == "fp16")
                worst[precision] = check_parity(xml, images, expected, tolerance)
    except BaseException:
        for precision in IR_STEMS:
            _remove(folder / f"{IR_STEMS[precision]}.xml")
        raise
    if "fp32" not in precisions:
        _remove(folder / f"{IR_STEMS['fp32']}.xml")
    return worst


def _converted(saved_model: Path, rt_info: Mapping[str, object]) -> ov.Model:
    try:
        model = ov.convert_model(saved_model)
    except Exception as error:  # the converter raises whatever its front end does
        raise ModelError(
            f"The network could not be converted: {str(error).strip().splitlines()[-1]}",
            "Train again; the checkpoint is kept.",
        ) from error
    _check_form(model)
    model.inputs[0].tensor.set_names({"images"})
    model.outputs[0].tensor.set_names({"probabilities"})
    model.set_rt_info(json.dumps(dict(rt_info), ensure_ascii=False, sort_keys=True), RT_INFO_KEY)
    return model


def _check_form(model: ov.Model) -> None:
    """Refuse a network that is not uint8 [?, 28, 28, 1] → probabilities float32 [?, 10]."""
    inputs = [(str(port.partial_shape), port.element_type.get_type_name()) for port in model.inputs]
    outputs = [(str(port.partial_shape), port.element_type.get_type_name()) for port in model.outputs]
    if inputs != [("[?,28,28,1]", "u8")] or outputs != [(f"[?,{len(CLASS_NAMES)}]", "f32")]:
        raise ModelError(
            f"The network has another form than this program's: {inputs} → {outputs}.",
            "Train it with this program.",
        )


def save_ir(model: ov.Model, xml: Path, compress_to_fp16: bool) -> None:
    """Write `xml` and, beside it, `.bin`, and read them back.

    Raises:
        StorageError: if they can't be written whole; nothing is then left behind.
    """
    try:
        ov.save_model(model, xml, compress_to_fp16=compress_to_fp16)
        ov.Core().read_model(xml)  # on a full disk OpenVINO writes torn files and says nothing
    except (OSError, RuntimeError) as error:
        _remove(xml)
        raise storage_error(xml, OSError("it is torn, or can't be created")) from error


def _remove(xml: Path) -> None:
    for path in (xml, xml.with_suffix(".bin")):
        with contextlib.suppress(OSError):
            path.unlink()
