"""Filing the user's own examples, where something comes in between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fashion_gui import paths
from fashion_gui.core.errors import FashionGuiError
from fashion_gui.core.own_examples import Filed, OwnExamples
from fashion_gui.core.photo_sets import LABELS_FILE
from fashion_gui.services.examples import Examples

WAIT = 60_000


@pytest.fixture
def examples() -> Iterator[Examples]:
    service = Examples()
    yield service
    service.close()


def test_what_is_filed_before_a_failure_is_told_and_can_be_taken_back(
    qtbot: QtBot, examples: Examples, tmp_path: Path
) -> None:
    (tmp_path / "00.jpg").write_text("Dear Sir")
    for number in range(1, 60):  # more than are filed at a time
        Image.new("RGB", (8, 8), (number, 0, 0)).save(tmp_path / f"{number:02}.png")
    own = OwnExamples(paths.own_photos_dir())
    table = own.folder / LABELS_FILE
    written: list[bytes] = []

    def spoil_table() -> None:  # in the thread that files, so always between the two portions
        if not written:
            written.append(table.read_bytes())
            table.write_text("somebody else's\n", encoding="utf-8")

    filed: list[Filed] = []
    problems: list[FashionGuiError] = []
    examples.listed.connect(spoil_table, Qt.ConnectionType.DirectConnection)
    examples.filed.connect(lambda what, _: filed.append(what))
    examples.failed.connect(problems.append)
    examples.file_paths([tmp_path], 1)
    qtbot.waitUntil(lambda: len(problems) == 2, timeout=WAIT)
    assert "00.jpg" in problems[0].problem
    assert "no column" in problems[1].problem
    assert [len(what.added) for what in filed] == [49]

    table.write_bytes(*written)
    examples.undo(filed[0].change)
    qtbot.waitUntil(lambda: not own.photo_set().photos, timeout=WAIT)
