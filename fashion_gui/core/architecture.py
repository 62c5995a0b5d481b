"""A network as a row of blocks, as it stands in its IR."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Block:
    """Layers that belong together.

    Attributes:
        title: "Convolution", "Residual block", …
        detail: of what kind and size, in words.
        shape: of what comes out, for one picture: (height, width, channels) or (values,).
        parameters: weights and biases of all `count` together; batch normalisation is folded into them.
        multiply_adds: for one answer, of all `count` together.
        count: how many such blocks follow one another.
    """

    title: str
    detail: str
    shape: tuple[int, ...]
    parameters: int = 0
    multiply_adds: int = 0
    count: int = 1

    @property
    def size(self) -> str:
        """The shape in words: "14 × 14 × 64"."""
        return " × ".join(str(edge) for edge in self.shape)


@dataclass(frozen=True)
class Architecture:
    """All blocks from the picture to the probabilities."""

    blocks: tuple[Block, ...]

    @property
    def parameters(self) -> int:
        return sum(block.parameters for block in self.blocks)

    @property
    def multiply_adds(self) -> int:
        return sum(block.multiply_adds for block in self.blocks)


def gathered(blocks: list[Block]) -> tuple[Block, ...]:
    """Equal blocks that follow one another, as one."""
    made: list[Block] = []
    alone: Block | None = None
    for block in blocks:
        if made and block == alone:
            before = made[-1]
            made[-1] = replace(
                before,
                parameters=before.parameters + block.parameters,
                multiply_adds=before.multiply_adds + block.multiply_adds,
                count=before.count + 1,
            )
        else:
            made.append(block)
        alone = block
    return tuple(made)


def amount(value: int) -> str:
    """A large number for people: 960, 41.5 K, 74.3 M."""
    for limit, unit in ((10**9, "G"), (10**6, "M"), (10**3, "K")):
        if value >= limit:
            return f"{value / limit:.3g} {unit}" if value < 1000 * limit else f"{value / limit:,.0f} {unit}"
    return f"{value:,}"
