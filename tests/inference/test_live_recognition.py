"""A scripted video with known garments at known times: right soon, and steady."""

from __future__ import annotations

import itertools

from fashion_gui.core.capture import Frame
from fashion_gui.core.stored_model import StoredModel
from fashion_gui.inference.classifier import Classifier
from fashion_gui.inference.live_recognition import LiveRecogniser
from tests.support.video import RATE, scripted_frames

SCRIPT = ("T-shirt/top", "Ankle boot", None, "Bag", "Trouser", None, "Dress")
FRAMES_EACH = 30
SETTLED = 9  # frames: 300 ms


def test_the_label_is_right_soon_and_changes_once_a_garment(tiny_model: StoredModel) -> None:
    classifier, recogniser = Classifier.load(tiny_model), LiveRecogniser()
    labels: list[str | None] = []
    for number, rgb in enumerate(scripted_frames(SCRIPT, FRAMES_EACH)):
        answer = recogniser.recognise(Frame(rgb, number, number / RATE, 0.0), classifier, 0.3)
        labels.append(answer.label if answer.there else None)
        assert answer.there == bool(answer.probabilities.any())
    for index, name in enumerate(SCRIPT):
        during = labels[index * FRAMES_EACH : (index + 1) * FRAMES_EACH]
        assert sum(label == name for label in during[SETTLED:]) >= 0.9 * (FRAMES_EACH - SETTLED), name
        changes = sum(one != other for one, other in itertools.pairwise(during))
        assert changes <= 1, (name, during)
