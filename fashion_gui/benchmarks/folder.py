"""How many pictures of a folder are classified a second, beside only decoding them."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from fashion_gui.benchmarks.figures import Spread, machine, spread
from fashion_gui.core.errors import DataSetError, PictureError
from fashion_gui.core.images import decode, find_pictures
from fashion_gui.core.ordered_map import ordered_map
from fashion_gui.inference.recognition import recognise_file

if TYPE_CHECKING:
    from fashion_gui.inference.classifier import Classifier


class FolderFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Pictures a second on all cores; `ratio` is the median of classifying by that of decoding alone."""

    machine: str
    pictures: int
    decoded: Spread
    classified: Spread
    ratio: float


def measure(
    folder: Path, limit: int, classifier: Classifier, repeats: int, progress: Callable[[int, int], None]
) -> FolderFigures:
    """Decode and classify the first `limit` pictures of the folder by turns, `repeats` times.

    Raises:
        DataSetError: if there are none.
    """
    files = (path for path in find_pictures([folder]) if path.is_file())
    paths = list(islice(files, limit))
    if not paths:
        raise DataSetError(f"“{folder}” holds no pictures.", "Choose a folder of pictures.")
    decoded, classified = [], []
    for number in range(repeats):
        decoded.append(_rate(paths, decode))
        classified.append(_rate(paths, lambda path: recognise_file(path, classifier)))
        progress(number + 1, repeats)
    one, other = spread(decoded), spread(classified)
    return FolderFigures(
        machine=machine(),
        pictures=len(paths),
        decoded=one,
        classified=other,
        ratio=other.median / one.median,
    )


def _rate(paths: list[Path], work: Callable[[Path], object]) -> float:
    def attempt(path: Path) -> None:
        try:
            work(path)
        except PictureError:
            return

    started = time.perf_counter()
    for _ in ordered_map(attempt, paths):
        pass
    return len(paths) / (time.perf_counter() - started)
