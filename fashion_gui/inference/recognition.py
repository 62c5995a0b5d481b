"""The one road from a picture to its answer, for window, command line and camera."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from fashion_gui.core import images, preprocessing, segmentation
from fashion_gui.core.looks import looks
from fashion_gui.core.prediction import Milliseconds, Prediction

if TYPE_CHECKING:
    from fashion_gui.core.images import Picture
    from fashion_gui.inference.classifier import Classifier

Box = tuple[int, int, int, int]


def recognise(
    picture: Picture,
    classifier: Classifier,
    *,
    threshold: float | None = None,
    request: int = 0,
    box: Box | None = None,
    decode: float = 0.0,
) -> Prediction:
    """Find the garment, make it look like the data set's pictures, and ask the network.

    A picture that is in the data set's own style already is asked about as it is, a photo in several looks.
    Only one that has the data set's own size, too, need not be familiar to be answered.

    Args:
        threshold: probability under which the answer is "not sure"; the model's own unless given.
        request: number handed through to the answer.
        box: where the garment is, (x, y, width, height) in pixels of the picture.
        decode: milliseconds that reading the picture took, for the answer's account.
    """
    begun = time.perf_counter()
    own = None if box else preprocessing.dataset_style(picture)
    exact = own is not None and picture.rgb.shape[:2] == own.shape
    garment = None
    segmented = time.perf_counter()
    if own is None:
        garment = segmentation.find_garment(picture.rgb, box)
        segmented = time.perf_counter()
        looked = looks(picture.rgb, garment)
    else:
        looked = own[None]
    prepared = time.perf_counter()
    probabilities = classifier.predict_looks(looked) if garment else classifier.predict(looked)[0]
    inferred = time.perf_counter()
    return Prediction(
        probabilities=probabilities,
        seen=looked[0],
        tag=classifier.tag,
        milliseconds=Milliseconds(
            decode=decode,
            segment=(segmented - begun) * 1e3,
            prepare=(prepared - segmented) * 1e3,
            infer=(inferred - prepared) * 1e3,
        ),
        outlines=garment.outlines if garment else (),
        note=garment.note if garment else "",
        threshold=classifier.threshold if threshold is None else threshold,
        least_familiarity=0.0 if exact else classifier.least_familiarity,
        request=request,
    )


def recognise_file(
    path: Path,
    classifier: Classifier,
    *,
    threshold: float | None = None,
    request: int = 0,
    box: Box | None = None,
) -> tuple[Picture, Prediction]:
    """Read a picture file and recognise what it shows; arguments as `recognise`.

    Raises:
        PictureError: if it can't be read.
    """
    begun = time.perf_counter()
    picture = images.decode(path)
    decode = (time.perf_counter() - begun) * 1e3
    prediction = recognise(picture, classifier, threshold=threshold, request=request, box=box, decode=decode)
    return picture, prediction
