"""A `labels.csv` as it lies on the disk; rows and columns that are not ours stay when it is written anew."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from fashion_gui.core.errors import DataSetError
from fashion_gui.core.whole_files import write_whole

COLUMNS = ("file", "label", "person")
"""What `photo_sets` reads; `person` may be empty."""

Row = dict[str, str]
Rows = tuple[Row, ...]

_MEND = "Put it right, or move the file away, and a new one is begun."


@dataclass(frozen=True)
class LabelTable:
    """The columns, and all rows by the file they are about: several where it stands there more than once."""

    columns: tuple[str, ...]
    rows: dict[str, Rows]


def read_label_table(path: Path) -> LabelTable:
    """The table in `path`, an empty one where there is no file.

    Raises:
        DataSetError: if it can't be read, or lacks a column.
    """
    try:
        with path.open(newline="", encoding="utf-8-sig") as stream:
            reader = csv.DictReader(stream, restval="")
            columns = tuple(reader.fieldnames or COLUMNS)
            lacking = [name for name in COLUMNS[:2] if name not in columns]
            if lacking:
                raise DataSetError(f"“{path}” has no column “{lacking[0]}”.", _MEND)
            rows: dict[str, Rows] = {}
            for row in reader:
                file = row["file"] or ""
                rows[file] = (*rows.get(file, ()), {name: row[name] or "" for name in columns})
    except FileNotFoundError:
        return LabelTable(COLUMNS, {})
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataSetError(f"“{path}” can't be read: {error}.", _MEND) from error
    return LabelTable((*columns, *(name for name in COLUMNS if name not in columns)), rows)


def write_label_table(path: Path, table: LabelTable) -> None:
    """Write it whole or not at all.

    Raises:
        StorageError: if it can't be written; an earlier one is untouched.
    """
    with write_whole(path) as stream:
        stream.write(label_table_bytes(table))


def label_table_bytes(table: LabelTable) -> bytes:
    """The table as a CSV file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, table.columns, restval="", lineterminator="\n")
    writer.writeheader()
    for rows in table.rows.values():
        writer.writerows(rows)
    return text.getvalue().encode("utf-8", "surrogateescape")
