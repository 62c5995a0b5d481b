"""Says as one JSON object what TensorFlow computes with here: `fashion-gui worker probe`."""

from __future__ import annotations

import msgspec

from fashion_gui.core.recipes import Acceleration, TrainingSettings
from fashion_gui.training import acceleration


def probe() -> bytes:
    """Import TensorFlow as a training does, compute once, and look what is mapped; JSON."""
    wanted = Acceleration()
    acceleration.prepare(wanted)
    import tensorflow as tf

    tf.linalg.matmul(tf.ones((8, 8)), tf.ones((8, 8)))
    precision = TrainingSettings(recipe="", network="", epochs=1).precision
    found = acceleration.active(wanted, precision)
    return msgspec.json.encode({"sentence": found.sentence, **msgspec.structs.asdict(found)})
