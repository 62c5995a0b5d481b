"""A small real model, made in a second without TensorFlow: it knows the ten sample pictures by heart."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import openvino as ov
from openvino import opset13 as opset
from PIL import Image

from fashion_gui import paths
from fashion_gui.core import images, preprocessing, segmentation
from fashion_gui.core.labels import CLASS_NAMES, class_slug
from fashion_gui.core.learnt_photos import write_learnt_photos
from fashion_gui.core.manifest import Manifest
from fashion_gui.core.model_store import ModelStore
from fashion_gui.core.stored_model import GOLDEN_FILE, IR_STEMS, StoredModel
from fashion_gui.inference.conversion import RT_INFO_KEY
from fashion_gui.inference.verification import write_golden

SHARPNESS = 0.06
"""How quickly the probability falls with the distance from a sample picture."""


def sample(name: str) -> Path:
    """The sample picture of a class."""
    return paths.resources_dir() / "samples" / f"{class_slug(name)}.jpg"


def saved_again(name: str, path: Path) -> None:
    """A sample picture as a file of other contents, so that it is no copy."""
    with Image.open(sample(name)) as picture:
        picture.save(path, quality=95)


def seen_samples() -> np.ndarray:
    """What a network sees of the ten samples, uint8 [10, 28, 28]."""
    pictures = [images.decode(sample(name)) for name in CLASS_NAMES]
    return np.stack(
        [preprocessing.to_28x28(picture.rgb, segmentation.find_garment(picture.rgb)) for picture in pictures]
    )


def network(known: np.ndarray, order: np.ndarray | None = None) -> ov.Model:
    """Softmax of the closeness to each of `known`, uint8 [10, 28, 28]; `order` permutes the classes."""
    templates = known.reshape(10, 784).astype(np.float32) / 255
    if order is not None:
        templates = templates[order]
    picture = opset.parameter(ov.PartialShape([-1, 28, 28, 1]), ov.Type.u8, name="images")
    flat = opset.reshape(
        opset.convert(picture, "f32"), opset.constant(np.array([-1, 784], np.int64)), special_zero=False
    )
    scaled = opset.multiply(flat, opset.constant(np.float32(1 / 255)))
    # Two of a photo's looks are mirrored, so a shoe must be known whichever way it points.
    mirrored = templates.reshape(10, 28, 28)[:, :, ::-1].reshape(10, 784)
    both = np.concatenate([templates, mirrored])
    weights = opset.constant((both * 2 * SHARPNESS).T)
    bias = opset.constant(-(both**2).sum(axis=1)[None] * SHARPNESS)
    closeness = opset.reshape(
        opset.add(opset.matmul(scaled, weights, False, False), bias),
        opset.constant(np.array([-1, 2, 10], np.int64)),
        special_zero=False,
    )
    answer = opset.softmax(opset.reduce_max(closeness, opset.constant(np.array([1])), False), 1)
    answer.output(0).tensor.set_names({"probabilities"})
    model = ov.Model([answer], [picture])
    model.inputs[0].tensor.set_names({"images"})
    model.set_rt_info(json.dumps({"class_names": CLASS_NAMES}), RT_INFO_KEY)
    return model


def publish(
    store: ModelStore,
    known: np.ndarray,
    name: str = "Tiny",
    order: np.ndarray | None = None,
    *,
    least_familiarity: float = 0.0,
    learnt_photos: frozenset[str] = frozenset(),
) -> StoredModel:
    """Publish it with FP16 and FP32 weights and golden answers, as one that learnt from these photos."""
    model = network(known, order)
    compiled = ov.Core().compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    questions = np.concatenate([np.roll(known, shift, axis=2) for shift in range(-2, 3)])
    answers = compiled([questions[..., None]])[0]
    with store.build_folder() as folder:
        for precision in ("fp16", "fp32"):
            xml = folder / f"{IR_STEMS[precision]}.xml"
            ov.save_model(model, xml, compress_to_fp16=precision == "fp16")
        write_golden(folder / GOLDEN_FILE, questions, answers)
        write_learnt_photos(folder, learnt_photos)
        return store.publish(folder, Manifest(recipe="tiny", name=name, least_familiarity=least_familiarity))
