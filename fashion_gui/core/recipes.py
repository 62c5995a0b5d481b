"""The recipes one can train by, and the settings a run is made of.

Plain data and their ranges, so that window, command line and worker agree on them without TensorFlow.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from fashion_gui.core.errors import TrainingError

ThreadPool = Literal["tensorflow", "openmp"]
Precision = Literal["bf16", "fp32"]


class Acceleration(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for.

    Attributes:
        itex: load Intel Extension for TensorFlow where it is installed.
        onednn: let TensorFlow itself use oneDNN.
        thread_pool: ITEX on TensorFlow's own threads or on OpenMP's.
        threads: threads within one operation; 0 takes all processors.
    """

    itex: bool = True
    onednn: bool = True
    thread_pool: ThreadPool = "tensorflow"
    threads: int = 0


class Augmentation(msgspec.Struct, frozen=True, kw_only=True):
    """Ranges of the variations; 0 switches one off.

    Attributes:
        rotation: degrees either way, 0–180.
        zoom: share either way, 0–0.5 (0.1: 90–110 %).
        shear: degrees either way, 0–45.
        shift: share of the edge either way, 0–0.5 (0.07: two pixels of 28).
        flip: mirror every second picture left to right.
        warped: share of the pictures that rotation, zoom and shear apply to, 0–1; the others are shifted
            by whole pixels only and so stay as sharp as the pictures to be recognised.
        erasing: share of the pictures in which a rectangle is replaced by noise, 0–1
            (Zhong et al. 2020, “Random Erasing Data Augmentation”).
        erasing_area: largest share of the picture that is erased, 0–0.6.
    """

    rotation: float = 8.0
    zoom: float = 0.08
    shear: float = 5.0
    shift: float = 0.075
    flip: bool = True
    warped: float = 0.5
    erasing: float = 0.5
    erasing_area: float = 0.3


NONE = Augmentation(rotation=0, zoom=0, shear=0, shift=0, flip=False, warped=0, erasing=0)

LIMITS: dict[str, tuple[float, float]] = {
    "rotation": (0, 180),
    "zoom": (0, 0.5),
    "shear": (0, 45),
    "shift": (0, 0.5),
    "warped": (0, 1),
    "erasing": (0, 1),
    "erasing_area": (0, 0.6),
}
"""Smallest and largest value of each range of `Augmentation`."""


class TrainingSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that decides how a training goes; kept with the model.

    Attributes:
        learning_rate: highest rate, reached after `warmup_epochs`, then falling to 0 on a cosine
            (Loshchilov & Hutter 2017).
        weight_decay: of AdamW (Loshchilov & Hutter 2019); not applied to biases and normalisation.
        averaging: decay of the exponential moving average of the weights that is validated and published.
        kept_first, kept_last: share of the weights it went on from that the published ones keep, 0–1, in
            the first layer and in the last, evenly between: learning something new costs less of the old so
            (Wortsman et al. 2022, “Robust fine-tuning of zero-shot models”), and early layers, which see
            edges and stripes, have least to learn anew.
        remembered: share of the answers of the network it went on from in the targets of the data set's
            images, 0–1: what that one knew beyond the labels is not forgotten so (Li & Hoiem 2016, “Learning
            without Forgetting”); what is new, the photos, is learnt from its labels alone.
        limit: use only so many training images; 0 takes all.
        photos_per_class: pictures made of each class of the photos that are learnt from, if there are any.
        vary_photos: make them of other outlines, light and angles; if not, each photo is repeated as it is.
        calibration: how the validation images are varied that the temperature is fitted on; None: as those
            learnt from. Hardly varied ones are easier than what it meets, and would leave it too sure.
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
    kept_first: float = 0.0
    kept_last: float = 0.0
    remembered: float = 0.0
    precision: Precision = "bf16"
    seed: int = 20
    limit: int = 0
    photos_per_class: int = 4_000
    vary_photos: bool = True
    augmentation: Augmentation = Augmentation()
    calibration: Augmentation | None = None
    acceleration: Acceleration = Acceleration()


RECIPES: dict[str, TrainingSettings] = {
    "quick": TrainingSettings(
        recipe="quick",
        network="quick",
        epochs=5,
        batch_size=256,
        learning_rate=6e-3,
        warmup_epochs=0.5,
        weight_decay=0.2,
        averaging=0.99,
        dropout=0.0,  # in so few epochs it only slows the learning down
        augmentation=Augmentation(warped=0, rotation=0, zoom=0, shear=0, shift=0.04, erasing=0),
    ),
    "sequential": TrainingSettings(recipe="sequential", network="sequential", epochs=15, batch_size=256),
    "accurate": TrainingSettings(recipe="accurate", network="accurate", epochs=40),
    # Goes on from an `accurate` model: little is left to learn about the data set, so the rate is low.
    "photos": TrainingSettings(
        recipe="photos",
        network="accurate",
        epochs=20,
        learning_rate=1e-3,
        warmup_epochs=0.2,
        label_smoothing=0.05,
        kept_first=0.2,
        kept_last=0.2,
        remembered=0.8,
        augmentation=Augmentation(warped=0.3),
    ),
    # Goes on from a `photos` model with pictures as it will meet them, shifted and mirrored only (He et al.
    # 2019, “Data Augmentation Revisited: Rethinking the Distribution Gap between Clean and Augmented Data”).
    "refine": TrainingSettings(
        recipe="refine",
        network="accurate",
        epochs=3,
        learning_rate=4e-4,
        warmup_epochs=0.1,
        label_smoothing=0.05,
        kept_first=0.6,
        kept_last=0.6,
        remembered=0.8,
        augmentation=Augmentation(warped=0, erasing=0),
        calibration=Augmentation(warped=0.3),
    ),
}

RANGES: dict[str, tuple[float, float]] = {
    "epochs": (1, 1_000),
    "batch_size": (8, 4_096),
    "learning_rate": (1e-6, 1.0),
    "weight_decay": (0.0, 1.0),
    "label_smoothing": (0.0, 0.5),
    "dropout": (0.0, 0.9),
    "warmup_epochs": (0.0, 100.0),
    "averaging": (0.0, 0.99999),
    "kept_first": (0.0, 1.0),
    "kept_last": (0.0, 1.0),
    "remembered": (0.0, 1.0),
    "seed": (0, 2**31 - 1),
    "limit": (0, 60_000),
    "photos_per_class": (10, 20_000),
}
"""Smallest and largest value of each setting that is a number."""


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
    owners: list[tuple[msgspec.Struct, dict[str, tuple[float, float]]]] = [
        (settings, RANGES),
        (settings.augmentation, LIMITS),
    ]
    if settings.calibration is not None:
        owners.append((settings.calibration, LIMITS))
    for owner, ranges in owners:
        for name, (lowest, highest) in ranges.items():
            value = getattr(owner, name)
            if not lowest <= value <= highest:
                words = name.replace("_", " ")
                raise TrainingError(
                    f"The {words} can't be {value:g}.", f"Choose a value from {lowest:g} to {highest:g}."
                )
