"""The road of a frame: garment, 28×28, network, and what that means after the frames before."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from fashion_gui.core import preprocessing
from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.live_answer import LiveAnswer
from fashion_gui.core.prediction import Milliseconds
from fashion_gui.core.smoothing import Smoother
from fashion_gui.core.video_segmentation import VideoSegmenter

if TYPE_CHECKING:
    from fashion_gui.core.capture import Frame
    from fashion_gui.inference.classifier import Classifier


class LiveRecogniser:
    """Recognises the frames of one video, in their order; some may be left out."""

    def __init__(self) -> None:
        self._segmenter = VideoSegmenter()
        self._smoother = Smoother()
        self._seen = np.zeros((preprocessing.SIDE, preprocessing.SIDE), np.uint8)

    def learn_background(self) -> None:
        """Take what the next frames show for the empty scene."""
        self._segmenter.learn_background()

    def recognise(self, frame: Frame, classifier: Classifier, threshold: float | None = None) -> LiveAnswer:
        """The steady answer after this frame; `threshold` as in `recognise`, the model's own unless given."""
        limit = classifier.threshold if threshold is None else threshold
        begun = time.perf_counter()
        garment = self._segmenter.find(frame.rgb)
        segmented = prepared = time.perf_counter()
        probabilities = None
        if garment.found:
            self._seen = preprocessing.to_28x28(frame.rgb, garment)
            prepared = time.perf_counter()
            probabilities = classifier.predict_photo(self._seen)
        inferred = time.perf_counter()
        steady = self._smoother.update(probabilities, frame.seconds, limit)
        nothing = np.zeros(len(CLASS_NAMES), np.float32)
        return LiveAnswer(
            probabilities=nothing if steady.probabilities is None else steady.probabilities,
            seen=self._seen,
            tag=classifier.tag,
            milliseconds=Milliseconds(
                segment=(segmented - begun) * 1e3,
                prepare=(prepared - segmented) * 1e3,
                infer=(inferred - prepared) * 1e3,
            ),
            outlines=garment.outlines,
            threshold=limit,
            least_familiarity=classifier.least_familiarity,
            request=frame.number,
            held=steady.index,
            sure=steady.sure,
            there=steady.there,
            box=garment.box if garment.found else None,
            frame=frame.number,
            seconds=frame.seconds,
            captured=frame.captured,
        )
