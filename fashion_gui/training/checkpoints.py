"""The state of a training after a whole epoch, so that it can go on later."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import tensorflow as tf

from fashion_gui.core.errors import TrainingError
from fashion_gui.core.whole_files import write_whole

_NAME = "checkpoint.npz"


def save(folder: Path, variables: list[tf.Variable], epoch: int) -> None:
    """Write all variables and the number of whole epochs behind them; the last checkpoint stays until then."""
    arrays = {f"v{number}": variable.numpy() for number, variable in enumerate(variables)}
    with write_whole(folder / _NAME) as stream:
        np.savez(stream, epoch=np.int64(epoch), **arrays)


def restore(folder: Path, variables: list[tf.Variable]) -> int:
    """Put the saved values back; returns the number of whole epochs, 0 where nothing was saved.

    Raises:
        TrainingError: if the checkpoint is damaged or belongs to another network.
    """
    path = folder / _NAME
    if not path.exists():
        return 0
    try:
        with np.load(path, allow_pickle=False) as saved:
            arrays = [saved[f"v{number}"] for number in range(len(variables))]
            epoch = int(saved["epoch"])
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise TrainingError(
            f"The checkpoint “{path}” can't be read ({error}).", "Start the training anew."
        ) from error
    for variable, array in zip(variables, arrays, strict=True):
        if variable.shape != array.shape:
            raise TrainingError(
                f"The checkpoint “{path}” belongs to another network.", "Start the training anew."
            )
        variable.assign(array)
    return epoch


def exists(folder: Path) -> bool:
    """Whether a whole epoch was saved in `folder`."""
    return (folder / _NAME).exists()
