"""Arrays in files of numpy's own form, `.npz`."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np

from fashion_gui.core.whole_files import write_whole


def write_arrays(path: Path, *arrays: np.ndarray, compressed: bool = False, **named: np.ndarray) -> None:
    """Write arrays whole or not at all; without names they are called `arr_0`, `arr_1`, …

    They are packed in memory: on a full disk `zipfile` would go on writing to a file that is closed already.

    Raises:
        StorageError: if they can't be written; an earlier file is untouched.
    """
    packed = io.BytesIO()
    (np.savez_compressed if compressed else np.savez)(packed, *arrays, **named)
    with write_whole(path) as stream:
        stream.write(packed.getbuffer())
