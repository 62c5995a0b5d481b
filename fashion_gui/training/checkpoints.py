"""The state of a training after a whole epoch, so that it can go on later."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import tensorflow as tf

from fashion_gui.core.array_files import write_arrays
from fashion_gui.core.errors import TrainingError

_NAME = "checkpoint.npz"


def save(folder: Path, variables: list[tf.Variable], history: list[dict[str, Any]]) -> None:
    """Write all variables and one dict of figures a whole epoch; the last checkpoint stays until then."""
    arrays = {f"v{number}": variable.numpy() for number, variable in enumerate(variables)}
    figures = np.frombuffer(msgspec.json.encode(history), np.uint8)
    write_arrays(folder / _NAME, history=figures, **arrays)


def restore(folder: Path, variables: list[tf.Variable]) -> list[dict[str, Any]]:
    """Put the saved values back; returns the figures of the whole epochs, none where nothing was saved.

    Raises:
        TrainingError: if the checkpoint is damaged or belongs to another network.
    """
    path = folder / _NAME
    if not path.exists():
        return []
    try:
        with np.load(path, allow_pickle=False) as saved:
            arrays = [saved[f"v{number}"] for number in range(len(variables))]
            history = msgspec.json.decode(saved["history"].tobytes(), type=list[dict[str, Any]])
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise TrainingError(
            f"The checkpoint “{path}” can't be read ({error}).", "Start the training anew."
        ) from error
    for variable, array in zip(variables, arrays, strict=True):
        if variable.shape != array.shape:
            raise TrainingError(
                f"The checkpoint “{path}” belongs to another network.", "Start the training anew."
            )
        variable.assign(array)
    return history


def exists(folder: Path) -> bool:
    """Whether a whole epoch was saved in `folder`."""
    return (folder / _NAME).exists()
