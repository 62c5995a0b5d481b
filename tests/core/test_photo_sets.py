"""Labelled pictures found in a table or in folders, and what is said about the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from fashion_gui.core.errors import DataSetError
from fashion_gui.core.labels import NONE
from fashion_gui.core.photo_sets import read_photo_set


def _picture(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (8, 8)).save(path)
    return path


def test_a_table_names_the_files_beside_it_or_in_photos(tmp_path: Path) -> None:
    _picture(tmp_path / "a.png")
    _picture(tmp_path / "photos" / "b.png")
    (tmp_path / "labels.csv").write_text("file,label,person\na.png,Coat,eva\nb.png,(none of the ten),\n")
    photos = read_photo_set(tmp_path).photos
    assert [(photo.path.name, photo.label, photo.group) for photo in photos] == [
        ("a.png", 4, "eva"),
        ("b.png", NONE, "b"),
    ]


def test_one_folder_a_class_by_name_or_slug(tmp_path: Path) -> None:
    _picture(tmp_path / "Ankle boot" / "1.png")
    _picture(tmp_path / "t-shirt-top" / "deep" / "2.png")
    _picture(tmp_path / "Hats" / "3.png")
    (tmp_path / "Bag").mkdir()
    found = read_photo_set(tmp_path)
    assert {photo.label for photo in found.photos} == {9, 0}
    assert "“Hats” first" in found.left_out[0]


def test_what_can_not_be_used_is_said_and_the_rest_is_used(tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        _picture(tmp_path / name)
    _picture(tmp_path.parent / "outside.png")
    (tmp_path / "labels.csv").write_text(
        "file,label\na.png,Coat\nb.png,Coat\nb.png,Shirt\ngone.png,Bag\na.png,Coat\n../outside.png,Bag\na.png,Kilt\n"
    )
    found = read_photo_set(tmp_path)
    assert [photo.path.name for photo in found.photos] == ["a.png"]
    said = " ".join(found.left_out)
    assert "2 of the files" in said
    assert "“gone.png” first" in said
    assert "“Kilt” first" in said
    assert "labels that contradict each other, “b.png”" in said


@pytest.mark.parametrize("table", ["name,label\n", "file,label\n", "file,label\nx.png,Coat\n"])
def test_nothing_usable_is_an_error_that_tells_the_form(tmp_path: Path, table: str) -> None:
    (tmp_path / "labels.csv").write_text(table)
    with pytest.raises(DataSetError, match=r"labels\.csv with the columns file and label"):
        read_photo_set(tmp_path)


def test_a_folder_of_nothing_but_contradictions_says_so(tmp_path: Path) -> None:
    _picture(tmp_path / "b.png")
    (tmp_path / "labels.csv").write_text("file,label\nb.png,Coat\nb.png,Shirt\n")
    with pytest.raises(DataSetError, match="1 file has labels that contradict"):
        read_photo_set(tmp_path)


def test_a_missing_folder_and_a_table_that_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(DataSetError, match="not a folder"):
        read_photo_set(tmp_path / "nowhere")
    (tmp_path / "labels.csv").write_bytes(b"\xff\xfe\x00file")
    with pytest.raises(DataSetError):
        read_photo_set(tmp_path)
