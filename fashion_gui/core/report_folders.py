"""Where reports of evaluations go: a new folder each, so that none takes the place of an earlier one."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path

from fashion_gui.core.labelled_answers import AnswersAbout
from fashion_gui.core.whole_files import storage_error

_LONGEST = 40
"""Characters of the pictures' name, so that the whole name stays within what file systems allow."""


def make_report_folder(parent: Path, about: AnswersAbout) -> Path:
    """A new folder in `parent`, named after model, precision and pictures, and numbered if that is taken.

    Raises:
        StorageError: if it can't be made.
    """
    name = f"evaluation-{about.model}-{about.precision}-{_pictures(about)}"
    for number in count(1):
        folder = parent / (name if number == 1 else f"{name}-{number}")
        try:
            parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir()  # refuses what is there, even if another window made it just now
        except FileExistsError as error:
            if not parent.is_dir():  # a file, below which every number would be refused
                raise storage_error(parent, error) from error
        except OSError as error:
            raise storage_error(folder, error) from error
        else:
            return folder
    raise AssertionError("numbers do not end")


def _pictures(about: AnswersAbout) -> str:
    """What the pictures are called, in characters that every file system takes."""
    if not about.folder:
        return "test-images"
    name = re.sub(r"[^\w]+", "-", Path(about.folder).name)[:_LONGEST].strip("-") or "pictures"
    return f"{name}-{str(about.held_out).replace('/', '-of-')}" if about.held_out else name
