"""The recipes one can train by, and the settings a run is made of."""

from __future__ import annotations

import msgspec

from fashion_gui.core.errors import TrainingError
from fashion_gui.training.acceleration import Acceleration, Precision
from fashion_gui.training.augmentation import LIMITS, Augmentation


class TrainingSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that decides how a training goes; kept with the model.

    Attributes:
        learning_rate: highest rate, reached after `warmup_epochs`, then falling to 0 on a cosine
            (Loshchilov & Hutter 2017).
        weight_decay: of AdamW (Loshchilov & Hutter 2019); not applied to biases and normalisation.
        averaging: decay of the exponential moving average of the weights that is validated and published.
        mirrored: answer with the mean over the picture and its mirror image.
        limit: use only so many training images; 0 takes all.
    """

    recipe: str
    network: str
    epochs: int
    batch_size: int = 128
    learning_rate: float = 2e-3
    weight_decay: float = 0.05
    label_smoothing: float = 0.1
    dropout: float = 0.3
    warmup_epochs: float = 1.0
    averaging: float = 0.998
    mirrored: bool = False
    precision: Precision = "bf16"
    seed: int = 20
    limit: int = 0
    augmentation: Augmentation = Augmentation()
    acceleration: Acceleration = Acceleration()


RECIPES: dict[str, TrainingSettings] = {
    "quick": TrainingSettings(
        recipe="quick",
        network="quick",
        epochs=4,
        warmup_epochs=0.5,
        averaging=0.99,
        dropout=0.1,
        label_smoothing=0.05,
        augmentation=Augmentation(warped=0, rotation=0, zoom=0, shear=0, shift=0.04, erasing=0),
    ),
    "sequential": TrainingSettings(recipe="sequential", network="sequential", epochs=15, batch_size=256),
    "accurate": TrainingSettings(recipe="accurate", network="accurate", epochs=48, mirrored=True),
}

_RANGES: dict[str, tuple[float, float]] = {
    "epochs": (1, 1_000),
    "batch_size": (8, 4_096),
    "learning_rate": (1e-6, 1.0),
    "weight_decay": (0.0, 1.0),
    "label_smoothing": (0.0, 0.5),
    "dropout": (0.0, 0.9),
    "warmup_epochs": (0.0, 100.0),
    "averaging": (0.0, 0.99999),
    "seed": (0, 2**31 - 1),
    "limit": (0, 60_000),
}


def recipe(name: str) -> TrainingSettings:
    """The settings of a named recipe.

    Raises:
        TrainingError: if there is none of that name.
    """
    if name not in RECIPES:
        raise TrainingError(f"There is no recipe called “{name}”.", f"Choose one of: {', '.join(RECIPES)}.")
    return RECIPES[name]


def check(settings: TrainingSettings) -> None:
    """Refuse settings out of range.

    Raises:
        TrainingError: naming the setting, its value and its range.
    """
    ranges = [(settings, name, limits) for name, limits in _RANGES.items()]
    ranges += [(settings.augmentation, name, limits) for name, limits in LIMITS.items()]
    for owner, name, (lowest, highest) in ranges:
        value = getattr(owner, name)
        if not lowest <= value <= highest:
            words = name.replace("_", " ")
            raise TrainingError(
                f"The {words} can't be {value:g}.", f"Choose a value from {lowest:g} to {highest:g}."
            )
