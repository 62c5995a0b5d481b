"""Pictures whose label looks wrong to a person: one file a data set. Neither data nor figures are changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from fashion_gui.core.errors import DataSetError
from fashion_gui.core.file_lock import exclusive
from fashion_gui.core.labelled_answers import LabelledAnswers
from fashion_gui.core.whole_files import write_whole


class _Marks(msgspec.Struct, frozen=True):
    """What a file holds.

    Attributes:
        data: which pictures, in words, for people who open the file.
        pictures: names of the marked ones.
    """

    data: str
    pictures: list[str]


class LabelMarks:
    """A folder of such files; keeps nothing in memory, so any number of threads may use it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, answers: LabelledAnswers) -> frozenset[int]:
        """Indices of the marked pictures among those answered.

        Raises:
            DataSetError: if the file is damaged.
        """
        marked = set(self._read(self._file(answers)))
        if not marked:
            return frozenset()
        return frozenset(index for index, name in enumerate(_names(answers)) if name in marked)

    def mark(self, answers: LabelledAnswers, index: int, wrong: bool) -> frozenset[int]:
        """Mark or unmark a picture; returns all that are marked then. Marks of other pictures stay.

        Raises:
            DataSetError: if the file is damaged.
            StorageError: if it can't be written; what was marked before stays.
        """
        path, name = self._file(answers), _names(answers)[index]
        with exclusive(path.with_suffix(".lock")):
            others = [marked for marked in self._read(path) if marked != name]
            kept = _Marks(_data(answers), [*others, name] if wrong else others)
            with write_whole(path) as stream:
                stream.write(msgspec.json.format(msgspec.json.encode(kept)))
        return self.find(answers)

    def _file(self, answers: LabelledAnswers) -> Path:
        """Test images are known by their pixels; a folder by its path, as pictures come and go in it."""
        folder = str(Path(answers.about.folder).resolve())
        about = folder.encode() if answers.paths else answers.pictures.tobytes()
        return self._folder / f"{hashlib.sha256(about).hexdigest()[:32]}.json"

    def _read(self, path: Path) -> list[str]:
        try:
            return msgspec.json.decode(path.read_bytes(), type=_Marks).pictures
        except FileNotFoundError:
            return []
        except (OSError, msgspec.MsgspecError) as error:
            raise DataSetError(
                f"The marked labels in “{path}” can't be read: {error}.",
                "Mend the file or move it away, then try again.",
            ) from error


def _data(answers: LabelledAnswers) -> str:
    return answers.about.folder or "test images, by number from 0"


def _names(answers: LabelledAnswers) -> list[str]:
    """Of each picture: its place below the folder, or its number."""
    if not answers.paths:
        return [str(number) for number in range(len(answers.labels))]
    folder = Path(answers.about.folder)
    paths = (Path(path) for path in answers.paths)
    return [(p.relative_to(folder) if p.is_relative_to(folder) else p).as_posix() for p in paths]
