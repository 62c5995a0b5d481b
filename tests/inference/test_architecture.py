"""The blocks of small networks whose sizes can be counted by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import openvino as ov
import pytest
from openvino import opset13 as opset

from fashion_gui.core.architecture import Architecture, amount
from fashion_gui.core.errors import ModelError
from fashion_gui.core.model_store import ModelStore
from fashion_gui.core.stored_model import StoredModel
from fashion_gui.inference.architecture import architecture, read_architecture
from fashion_gui.paths import bundled_models_dir, user_models_dir

DRAW = np.random.default_rng(1)


def constant(*shape: int) -> ov.Node:
    return opset.constant(DRAW.normal(size=shape).astype(np.float16))


def weights(*shape: int) -> ov.Node:
    """Stored as FP16, as in the program's own models."""
    return opset.convert(constant(*shape), "f32")


def convolution(source: ov.Node, into: int, of: int, edge: int = 3, stride: int = 1) -> ov.Node:
    pad = [edge // 2] * 2
    made = opset.convolution(source, weights(into, of, edge, edge), [stride] * 2, pad, pad, [1, 1])
    return opset.add(made, weights(1, into, 1, 1))


def picture(batch: int = 1) -> tuple[ov.Node, ov.Node]:
    start = opset.parameter(ov.PartialShape([batch, 28, 28, 1]), ov.Type.u8)
    scaled = opset.multiply(opset.convert(start, "f32"), opset.constant(np.float32(1 / 255)))
    return start, opset.transpose(scaled, opset.constant([0, 3, 1, 2]))


def answer(source: ov.Node, channels: int) -> ov.Node:
    pooled = opset.reduce_mean(source, opset.constant([2, 3]), False)
    dense = opset.matmul(pooled, weights(10, channels), False, True)
    return opset.softmax(opset.add(dense, weights(1, 10)), 1)


def told(found: Architecture) -> list[tuple[str, str, str, int, int, int]]:
    return [(b.title, b.detail, b.size, b.parameters, b.multiply_adds, b.count) for b in found.blocks]


def test_a_plain_network_block_by_block() -> None:
    start, x = picture()
    x = opset.relu(convolution(x, 8, 1))
    x = opset.max_pool(x, [2, 2], [1, 1], [0, 0], [0, 0], [2, 2]).output(0)
    x = opset.relu(convolution(x, 16, 8))
    assert told(architecture(ov.Model([answer(x, 16)], [start]))) == [
        ("Picture", "grey values", "28 × 28 × 1", 0, 0, 1),
        ("Convolution", "3 × 3, ReLU", "28 × 28 × 8", 72 + 8, 784 * 72, 1),
        ("Max pooling", "2 × 2, stride 2", "14 × 14 × 8", 0, 0, 1),
        ("Convolution", "3 × 3, ReLU", "14 × 14 × 16", 1152 + 16, 196 * 1152, 1),
        ("Global average pooling", "", "16", 0, 0, 1),
        ("Dense layer", "10 values", "10", 160 + 10, 160, 1),
        ("Softmax", "probabilities", "10", 0, 0, 1),
    ]


def residual(x: ov.Node, width: int) -> ov.Node:
    y = opset.relu(convolution(x, width, width))
    return opset.relu(opset.add(x, convolution(y, width, width)))


def test_residual_blocks_are_found_and_equal_ones_gathered() -> None:
    start, x = picture()
    x = opset.relu(convolution(x, 4, 1))
    for _ in range(3):
        x = residual(x, 4)
    found = architecture(ov.Model([answer(x, 4)], [start]))
    one = 2 * (144 + 4)
    assert told(found)[2] == (
        "Residual block",
        "2 convolutions 3 × 3",
        "28 × 28 × 4",
        3 * one,
        3 * 2 * 784 * 144,
        3,
    )
    assert found.parameters == 36 + 4 + 3 * one + 50


def test_the_bundled_models_and_what_their_manifests_say() -> None:
    for stored in ModelStore(user_models_dir(), bundled_models_dir()).survey(check_files=False).models:
        found = read_architecture(stored)
        # Batch normalisation is folded in, which leaves a few numbers less.
        assert 0.99 * stored.manifest.parameters < found.parameters <= stored.manifest.parameters
        assert [block.title for block in found.blocks[-2:]] == ["Dense layer", "Softmax"]


def test_a_model_of_another_kind_is_no_reason_to_fail(tiny_model: StoredModel) -> None:
    found = read_architecture(tiny_model, "fp32")
    assert [block.title for block in found.blocks] == ["Picture", "Dense layer", "Softmax"]
    with pytest.raises(ModelError, match="int8"):
        read_architecture(tiny_model, "int8")


def test_a_damaged_ir_is_said(tiny_model: StoredModel) -> None:
    path: Path = tiny_model.ir_paths("fp16")[0]
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(ModelError, match="damaged"):
        read_architecture(tiny_model)


def test_amounts_for_people() -> None:
    assert [amount(n) for n in (0, 970, 1920, 58_900, 694_214, 127_300_000)] == [
        "0",
        "970",
        "1.92 K",
        "58.9 K",
        "694 K",
        "127 M",
    ]
