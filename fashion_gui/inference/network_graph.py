"""What is found in an IR's graph: layers with their weights, and the blocks that a sum closes."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import prod

import openvino as ov

_WITH_WEIGHTS = ("Convolution", "GroupConvolution", "MatMul")
_POOLINGS = ("MaxPool", "AvgPool", "ReduceMax", "ReduceMean")
_SCALED = ("Add", "Multiply", "Subtract")
_ACTIVATIONS = {"Relu": "ReLU", "PRelu": "PReLU", "Swish": "swish", "Gelu": "GELU", "Tanh": "tanh"}


@dataclass
class Layer:
    """A convolution, dense layer, pooling or softmax, with what the graph does to its output.

    Attributes:
        node: its number in the order of computation.
        kind: the operation's name in OpenVINO.
        kernel, stride: of convolutions and poolings, in pixels.
        shape: of what comes out of it, batch first, channels second.
    """

    node: int
    kind: str
    kernel: tuple[int, ...] = ()
    stride: tuple[int, ...] = ()
    shape: tuple[int, ...] = ()
    parameters: int = 0
    multiply_adds: int = 0
    activation: str = ""


@dataclass
class NetworkGraph:
    """The operations that depend on the picture; `model` has fixed shapes.

    Attributes:
        layers: in the order of computation.
    """

    model: ov.Model
    layers: list[Layer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._nodes = self.model.get_ordered_ops()
        self._number = {node.get_friendly_name(): number for number, node in enumerate(self._nodes)}
        self._owner: dict[int, Layer] = {}
        for number, node in enumerate(self._nodes):
            if self._inputs[number] or node.get_type_name() == "Parameter":
                self._take(number, node)

    @cached_property
    def _inputs(self) -> list[list[int]]:
        """Of each node, those of its inputs that depend on the picture."""
        known: list[list[int]] = []
        for node in self._nodes:
            sources = [self._number[source.get_friendly_name()] for source in _sources(node)]
            kept = (n for n in sources if known[n] or self._nodes[n].get_type_name() == "Parameter")
            known.append(list(kept))
        return known

    def residual_blocks(self) -> list[frozenset[int]]:
        """For each sum of two paths, the nodes from behind the fork up to the sum."""
        found = []
        for number, node in enumerate(self._nodes):
            if node.get_type_name() != "Add" or len(self._inputs[number]) != 2 or len(_shape(node)) != 4:
                continue
            one, other = (self._before(source) for source in self._inputs[number])
            fork = max(one & other)
            found.append(self._before(number) - self._before(fork))
        return found

    def holds(self, members: frozenset[int], kind: str) -> bool:
        """Whether two paths are joined by such an operation inside a block."""
        return any(self._nodes[n].get_type_name() == kind and len(self._inputs[n]) == 2 for n in members)

    def _before(self, number: int) -> frozenset[int]:
        """A node and all that it depends on."""
        found, open_ends = {number}, [number]
        while open_ends:
            for source in self._inputs[open_ends.pop()]:
                if source not in found:
                    found.add(source)
                    open_ends.append(source)
        return frozenset(found)

    def _take(self, number: int, node: ov.Node) -> None:
        kind = node.get_type_name()
        before = next((self._owner[n] for n in self._inputs[number] if n in self._owner), None)
        if kind in _WITH_WEIGHTS and len(self._inputs[number]) == 1:
            self._add_weighted(number, node)
        elif kind in (*_POOLINGS, "Softmax") and len(_shape(_sources(node)[0])) in (2, 4):
            attributes = node.get_attributes()
            kernel, stride = attributes.get("kernel", ()), attributes.get("strides", ())
            self._own(number, Layer(number, kind, tuple(kernel), tuple(stride), _shape(node)))
        elif before is not None:
            self._owner[number] = before
            if kind in _SCALED and len(self._inputs[number]) == 1:
                before.parameters += self._new_parameters(node)
            elif kind in _ACTIVATIONS and not before.activation:
                before.activation = _ACTIVATIONS[kind]

    def _add_weighted(self, number: int, node: ov.Node) -> None:
        weights = self._weights(node)
        if weights is None:  # both factors are constants or computed: no layer
            return
        shape = _shape(node)
        size = _size(weights)
        positions = prod(shape[2:]) if len(shape) == 4 else prod(shape[1:-1])
        attributes = node.get_attributes()
        layer = Layer(
            number,
            node.get_type_name(),
            tuple(weights.get_output_shape(0)[-2:]) if len(shape) == 4 else (),
            tuple(attributes.get("strides", ())),
            shape,
            self._new_parameters(node),
            size * positions,
        )
        self._own(number, layer)

    def _own(self, number: int, layer: Layer) -> None:
        self.layers.append(layer)
        self._owner[number] = layer

    def _new_parameters(self, node: ov.Node) -> int:
        """Numbers in the constant that this node adds or multiplies by.

        A single one scales the picture or the logits, and is not counted.
        """
        weights = self._weights(node)
        return size if weights is not None and (size := _size(weights)) > 1 else 0

    def _weights(self, node: ov.Node) -> ov.Node | None:
        """The largest constant behind the inputs of a node that do not depend on the picture.

        Compressed and quantised weights are a constant, converted, shifted and scaled by smaller ones.
        """
        open_ends = [source for source in _sources(node) if not self._depends(source)]
        constants = []
        while open_ends:
            source = open_ends.pop()
            if source.get_type_name() == "Constant":
                constants.append(source)
            open_ends += _sources(source)
        return max(constants, key=_size, default=None)

    def _depends(self, node: ov.Node) -> bool:
        number = self._number[node.get_friendly_name()]
        return bool(self._inputs[number]) or node.get_type_name() == "Parameter"


def _sources(node: ov.Node) -> list[ov.Node]:
    return [node.input(place).get_source_output().get_node() for place in range(node.get_input_size())]


def _shape(node: ov.Node) -> tuple[int, ...]:
    return tuple(node.output(0).get_shape()) if node.get_output_size() else ()


def _size(constant: ov.Node) -> int:
    return prod(constant.get_output_shape(0))
