"""The blocks of a network, read from its IR alone: shapes, parameters, multiply-adds."""

from __future__ import annotations

import openvino as ov

from fashion_gui.core.architecture import Architecture, Block, gathered
from fashion_gui.core.errors import ModelError
from fashion_gui.core.stored_model import StoredModel
from fashion_gui.inference import devices
from fashion_gui.inference.network_graph import Layer, NetworkGraph

_TITLES = {
    "Convolution": "Convolution",
    "GroupConvolution": "Grouped convolution",
    "MatMul": "Dense layer",
    "MaxPool": "Max pooling",
    "AvgPool": "Average pooling",
    "ReduceMax": "Global max pooling",
    "ReduceMean": "Global average pooling",
    "Softmax": "Softmax",
}


def read_architecture(stored: StoredModel, precision: str = "fp16") -> Architecture:
    """The blocks of a model of the store, whose files are checked.

    Raises:
        ModelError: if there is no IR of that precision, or it can't be read.
    """
    xml, weights = stored.ir(precision)
    try:
        model = devices.core().read_model(xml, weights)
        model.reshape([1, 28, 28, 1])
    except RuntimeError as error:
        raise ModelError(f"The IR of “{stored.name}” can't be read.", "Train or import it again.") from error
    return architecture(model)


def architecture(model: ov.Model) -> Architecture:
    """The blocks of a network with fixed shapes, for one picture."""
    graph = NetworkGraph(model)
    residual = graph.residual_blocks()
    blocks: list[Block] = []
    done: set[int] = set()
    for layer in graph.layers:
        if layer.node in done:
            continue
        members = next((block for block in residual if layer.node in block), frozenset({layer.node}))
        inside = [other for other in graph.layers if other.node in members]
        done |= members
        if len(inside) > 1:
            blocks.append(_residual(inside, weighed=graph.holds(members, "Multiply")))
        else:
            blocks.append(_alone(layer))
    return Architecture((Block("Picture", "grey values", (28, 28, 1)), *gathered(blocks)))


def _alone(layer: Layer) -> Block:
    kernel = _by(layer.kernel)
    stride = f"stride {layer.stride[0]}" if layer.kernel and layer.stride and layer.stride[0] > 1 else ""
    told = {"Softmax": "probabilities", "MatMul": f"{layer.shape[-1]} values"}.get(layer.kind, kernel)
    detail = ", ".join(part for part in (told, stride, layer.activation) if part)
    return Block(
        _TITLES[layer.kind], detail, _picture_shape(layer.shape), layer.parameters, layer.multiply_adds
    )


def _residual(layers: list[Layer], *, weighed: bool) -> Block:
    """A block of a main road and a short cut; `weighed`: its channels are, too."""
    spatial = [layer for layer in layers if layer.kind.endswith("Convolution") and layer.shape[2] > 1]
    main = [layer for layer in spatial if layer.kernel[0] > 1]
    parts = [f"{len(main)} convolutions {_by(main[0].kernel)}" if main else f"{len(layers)} layers"]
    if any(layer.stride and layer.stride[0] > 1 for layer in main):
        parts.append("stride 2")
    if len(spatial) > len(main):
        parts.append(f"short cut {_by(next(la for la in spatial if la not in main).kernel)}")
    if weighed:
        parts.append("squeeze-and-excitation")
    return Block(
        "Residual block",
        ", ".join(parts),
        _picture_shape((main or layers)[-1].shape),
        sum(layer.parameters for layer in layers),
        sum(layer.multiply_adds for layer in layers),
    )


def _by(kernel: tuple[int, ...]) -> str:
    return " × ".join(str(edge) for edge in kernel)


def _picture_shape(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Channels last and no batch: [b, c, h, w] → (h, w, c), [b, c, 1, 1] and [b, c] → (c,)."""
    if len(shape) == 4 and shape[2:] != (1, 1):
        return shape[2], shape[3], shape[1]
    return (shape[1],)
