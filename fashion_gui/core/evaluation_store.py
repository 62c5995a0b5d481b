"""Keeps what models answered, so that the same is not computed twice.

Two kinds of files, each whole or not there: the pictures with their labels once a set, and the answers once
a model, precision and set. A file that is damaged, or that an older program wrote otherwise, is as good as
none: it is computed anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import zipfile
import zlib
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from fashion_gui.core.array_files import write_arrays
from fashion_gui.core.labelled_answers import AnswersAbout, LabelledAnswers

_DAMAGE = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error, msgspec.MsgspecError)
_KEPT = 64
"""How many files stay; the ones least recently used go."""


def key_of(*parts: object) -> str:
    """A name for everything that the answers depend on: 32 hexadecimal digits."""
    return hashlib.sha256(msgspec.json.encode([str(part) for part in parts])).hexdigest()[:32]


class EvaluationStore:
    """A folder of kept answers; keeps nothing in memory, so any number of threads may use it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, key: str) -> LabelledAnswers | None:
        """What was kept under `key`, or None."""
        try:
            with np.load(self._answers_file(key), allow_pickle=False) as kept:
                about = msgspec.json.decode(kept["about"].tobytes(), type=AnswersAbout)
                probabilities = kept["probabilities"]
                withheld = frozenset(kept["withheld"].tolist())
            pictures, labels, paths = self._read_pictures(about.data_key)
            found = LabelledAnswers(about, probabilities, labels, pictures, paths, withheld)
        except _DAMAGE:
            return None
        if about.key != key:
            return None
        with contextlib.suppress(OSError):
            self._answers_file(key).touch()
            self._data_file(about.data_key).touch()
        return found

    def find_pictures(self, data_key: str) -> tuple[np.ndarray, np.ndarray] | None:
        """Pictures uint8 [n, 28, 28] and labels int64 [n] of a set that was evaluated before, or None."""
        try:
            return self._read_pictures(data_key)[:2]
        except _DAMAGE:
            return None

    def keep(self, answers: LabelledAnswers) -> None:
        """Write the answers under their key.

        Raises:
            StorageError: if they can't be written; what was kept before is untouched.
        """
        about = answers.about
        pictures, labels, paths = answers.pictures, answers.labels, _bytes(answers.paths)
        write_arrays(self._data_file(about.data_key), pictures=pictures, labels=labels, paths=paths)
        write_arrays(
            self._answers_file(about.key),
            probabilities=answers.probabilities,
            withheld=np.array(sorted(answers.withheld), np.int64),
            about=_bytes(about),
        )
        self._sweep()

    def _read_pictures(self, data_key: str) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]]:
        with np.load(self._data_file(data_key), allow_pickle=False) as data:
            paths = msgspec.json.decode(data["paths"].tobytes(), type=tuple[str, ...])
            return data["pictures"], data["labels"], paths

    def _answers_file(self, key: str) -> Path:
        return self._folder / f"answers-{key}.npz"

    def _data_file(self, key: str) -> Path:
        return self._folder / f"pictures-{key}.npz"

    def _sweep(self) -> None:
        with contextlib.suppress(OSError):
            files = sorted(self._folder.glob("*.npz"), key=lambda path: path.stat().st_mtime, reverse=True)
            for path in files[_KEPT:]:
                path.unlink(missing_ok=True)


def _bytes(value: Any) -> np.ndarray:
    return np.frombuffer(msgspec.json.encode(value), np.uint8)
