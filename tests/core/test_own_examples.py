"""The user's own examples on the disk: filing, doubles, labels, trash and undo, export, hand-made tables."""

from __future__ import annotations

import csv
import multiprocessing
import os
import zipfile
from pathlib import Path

import numpy as np
import pytest

from fashion_gui.core.errors import DataSetError, PictureError, StorageError
from fashion_gui.core.labels import NONE
from fashion_gui.core.new_examples import NewExample, around, from_file, from_pixels
from fashion_gui.core.own_examples import Exported, OwnExamples
from fashion_gui.core.photo_doubles import without_doubles
from fashion_gui.core.photo_sets import read_photo_set
from tests.support.tiny_model import sample

TROUSER, SHIRT = 1, 6


@pytest.fixture
def own(tmp_path: Path) -> OwnExamples:
    return OwnExamples(tmp_path / "mine")


def labels(own: OwnExamples) -> dict[str, int]:
    return {photo.path.name: photo.label for photo in own.photo_set().photos}


def drawn(number: int) -> NewExample:
    return from_pixels(np.full((30, 20, 3), number, np.uint8), f"{number}.png")


def test_what_is_filed_can_be_used_as_a_set_of_photos(own: OwnExamples) -> None:
    assert own.photo_set().photos == ()
    filed = own.add([from_file(sample("Trouser")), from_file(sample("Bag"))], TROUSER)
    own.add([from_pixels(np.zeros((9, 9, 3), np.uint8), "../camera/12:30", "video 7")], NONE)
    assert len(filed.added) == 2
    photos = read_photo_set(own.folder).photos
    assert [photo.label for photo in photos] == [TROUSER, TROUSER, NONE]
    assert photos[0].path.read_bytes() == sample("Trouser").read_bytes()
    assert photos[0].path.name.startswith("trouser-")
    assert photos[2].path.suffix == ".png"
    assert photos[2].group == "video 7"
    assert photos[0].group != photos[1].group
    assert own.photo_set().left_out == ()


def test_the_same_picture_is_there_only_once_and_filing_it_again_changes_its_label(
    own: OwnExamples, tmp_path: Path
) -> None:
    copy = tmp_path / "another name.jpeg"
    copy.write_bytes(sample("Shirt").read_bytes())
    first = own.add([from_file(sample("Shirt")), from_file(copy)], TROUSER)
    again = own.add([from_file(copy)], TROUSER)
    corrected = own.add([from_file(copy)], SHIRT)
    assert (len(first.added), again.known, len(again.change)) == (1, 1, 0)
    assert corrected.relabelled == first.added
    assert list(labels(own).values()) == [SHIRT]
    own.undo(corrected.change)
    assert list(labels(own).values()) == [TROUSER]


def test_removing_and_its_undo_and_the_undo_of_filing(own: OwnExamples) -> None:
    filed = own.add([drawn(1), drawn(2)], SHIRT)
    own.relabel(filed.added[:1], NONE)
    removed = own.remove(filed.added)
    assert labels(own) == {}
    assert not list(own.folder.glob("*.png"))
    back = own.undo(removed)
    assert labels(own) == dict(zip(filed.added, (NONE, SHIRT), strict=True))
    own.undo(back)
    assert labels(own) == {}
    own.add([drawn(1)], SHIRT)  # as if it had never been there
    assert list(labels(own).values()) == [SHIRT]


def test_what_left_the_trash_cannot_come_back_and_nothing_else_changes(own: OwnExamples) -> None:
    filed = own.add([drawn(1), drawn(2), drawn(3)], SHIRT)
    removed = own.remove(filed.added[:2])
    (own.folder / ".trash" / filed.added[1]).unlink()
    with pytest.raises(DataSetError, match="no longer in the trash"):
        own.undo(removed)
    assert list(labels(own)) == [filed.added[2]]


def test_old_trash_is_emptied(own: OwnExamples) -> None:
    filed = own.add([drawn(1), drawn(2)], SHIRT)
    own.remove(filed.added[:1])
    lying = own.folder / ".trash" / filed.added[0]
    os.utime(lying, (0, 0))
    own.remove(filed.added[1:])
    assert not lying.exists()
    assert (own.folder / ".trash" / filed.added[1]).exists()


def test_a_table_made_by_hand_keeps_its_columns_and_its_strange_rows(own: OwnExamples) -> None:
    own.folder.mkdir()
    (own.folder / "mine.jpg").write_bytes(sample("Coat").read_bytes())
    table = own.folder / "labels.csv"
    table.write_text("label,file,note\nCoat,mine.jpg,blue\nShirt,gone.jpg,\nHat,what.jpg,?\n", "utf-8")
    said = " ".join(own.photo_set().left_out)
    assert "1 of the files in labels.csv is not in the folder, “gone.jpg” first." in said
    assert "“Hat” first" in said
    own.relabel(["mine.jpg"], SHIRT)
    own.add([drawn(1)], TROUSER)
    with table.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["label"] for row in rows] == ["Shirt", "Shirt", "Hat", "Trouser"]
    assert [row["note"] for row in rows] == ["blue", "", "?", ""]


def test_doubles_and_contradictions_are_said_and_filing_again_puts_them_right(own: OwnExamples) -> None:
    own.folder.mkdir()
    for name in ("a.jpg", "b.jpg", "c.jpg", "d.jpg"):
        (own.folder / name).write_bytes(sample("Coat" if name < "c" else "Bag").read_bytes())
    (own.folder / "labels.csv").write_text(
        "file,label\na.jpg,Coat\nb.jpg,Coat\nc.jpg,Bag\nd.jpg,Shirt\n", encoding="utf-8"
    )
    said = " ".join(own.photo_set().left_out)
    assert "1 file is there twice, “b.jpg” first; each counts once." in said
    assert "1 picture is there under labels that contradict each other, “c.jpg” first (Bag and Shirt)" in said
    assert labels(own) == {"a.jpg": 4}
    own.add([from_file(sample("Bag"))], 8)
    assert labels(own) == {"a.jpg": 4, "c.jpg": 8}


def contradictory(own: OwnExamples) -> Path:
    """A table made by hand: two labels of a file, one of no class, a file that is gone, and a double."""
    own.folder.mkdir()
    for name, shown in (("x.jpg", "Shirt"), ("hat.jpg", "Coat"), ("c.jpg", "Bag"), ("d.jpg", "Bag")):
        (own.folder / name).write_bytes(sample(shown).read_bytes())
    table = own.folder / "labels.csv"
    table.write_text(
        "file,label,person\nx.jpg,Shirt,Ann\nx.jpg,Coat,Bob\nhat.jpg,Hat,\ngone.jpg,Coat,\nc.jpg,Bag,\n"
        "d.jpg,Shirt,\n",
        encoding="utf-8",
    )
    return table


def reasons(own: OwnExamples) -> dict[str, str]:
    return {photo.path.name: photo.reason for photo in own.photo_set().unusable}


def test_filing_another_picture_settles_no_contradiction(own: OwnExamples) -> None:
    table = contradictory(own)
    before, said = table.read_text("utf-8"), own.photo_set().left_out
    assert any("“x.jpg” first" in sentence for sentence in said)
    filed = own.add([drawn(1)], TROUSER)
    assert table.read_text("utf-8").startswith(before)
    assert own.photo_set().left_out == said
    assert list(labels(own).values()) == [TROUSER]
    own.undo(filed.change)
    assert table.read_text("utf-8") == before


def test_what_does_not_count_is_told_one_by_one_and_settled_by_a_label_or_by_removal(
    own: OwnExamples,
) -> None:
    before = contradictory(own).read_text("utf-8")
    assert reasons(own) == {
        "x.jpg": "Coat or Shirt",
        "hat.jpg": "“Hat” is no class",
        "gone.jpg": "Not in the folder",
        "c.jpg": "Bag or Shirt",
        "d.jpg": "Bag or Shirt",
    }
    changes = [own.relabel(["x.jpg", "hat.jpg"], SHIRT), own.remove(["gone.jpg", "d.jpg"])]
    assert labels(own) == {"x.jpg": SHIRT, "hat.jpg": SHIRT, "c.jpg": 8}
    assert own.photo_set().left_out == ()
    for change in reversed(changes):
        own.undo(change)
    assert sorted((own.folder / "labels.csv").read_text("utf-8").split()) == sorted(before.split())
    assert len(reasons(own)) == 5


def test_where_nothing_counts_it_can_still_be_put_right(own: OwnExamples) -> None:
    own.folder.mkdir()
    (own.folder / "hat.jpg").write_bytes(sample("Coat").read_bytes())
    (own.folder / "labels.csv").write_text("file,label\nhat.jpg,\n", encoding="utf-8")
    assert reasons(own) == {"hat.jpg": "No label"}
    own.relabel(["hat.jpg"], 4)
    assert labels(own) == {"hat.jpg": 4}


def test_pictures_in_the_sub_folder_photos_are_relabelled_and_removed_too(own: OwnExamples) -> None:
    (own.folder / "photos").mkdir(parents=True)
    (own.folder / "photos" / "x.jpg").write_bytes(sample("Coat").read_bytes())
    (own.folder / "labels.csv").write_text("file,label\nx.jpg,Coat\nphotos/x.jpg,Shirt\n", encoding="utf-8")
    assert reasons(own) == {"x.jpg": "Coat or Shirt"}
    own.relabel(["photos/x.jpg"], SHIRT)
    assert labels(own) == {"x.jpg": SHIRT}
    removed = own.remove(["photos/x.jpg"])
    assert labels(own) == {}
    assert not (own.folder / "photos" / "x.jpg").exists()
    own.undo(removed)
    assert labels(own) == {"x.jpg": SHIRT}


def test_export_leaves_out_nothing_and_counts_what_is_to_be_put_right(
    own: OwnExamples, tmp_path: Path
) -> None:
    contradictory(own)
    own.add([drawn(1)], TROUSER)
    assert own.export(tmp_path / "out.zip") == Exported(pictures=5, unusable=4)
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        archive.extractall(tmp_path / "there")
    there = OwnExamples(tmp_path / "there")
    assert reasons(there) == reasons(own)
    assert labels(there) == labels(own)


def test_a_file_taken_away_while_the_folder_is_read_stops_nothing(own: OwnExamples) -> None:
    own.add([drawn(1), drawn(2)], SHIRT)
    found = read_photo_set(own.folder)
    gone = found.photos[0].path
    gone.unlink()
    assert without_doubles(found) == found  # whoever opens the file says that it is gone
    assert gone.name in own.photo_set().left_out[0]


def test_a_table_that_cannot_be_understood_is_left_alone(own: OwnExamples) -> None:
    own.folder.mkdir()
    table = own.folder / "labels.csv"
    table.write_text("picture;class\nx.jpg;Coat\n")
    assert "has no column “file”" in own.photo_set().left_out[0]
    with pytest.raises(DataSetError, match="has no column “file”"):
        own.add([drawn(1)], SHIRT)
    assert table.read_text() == "picture;class\nx.jpg;Coat\n"
    assert not list(own.folder.glob("*.png"))


def test_files_outside_the_folder_are_never_touched(own: OwnExamples, tmp_path: Path) -> None:
    own.folder.mkdir()
    outside = tmp_path / "holiday.jpg"
    outside.write_bytes(sample("Coat").read_bytes())
    (own.folder / "labels.csv").write_text("file,label\n../holiday.jpg,Coat\n", encoding="utf-8")
    assert own.photo_set().photos == ()
    own.remove(["../holiday.jpg"])
    assert outside.exists()


def test_a_folder_that_cannot_be_written_to_is_said(own: OwnExamples) -> None:
    own.folder.write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="could not be written"):
        own.add([drawn(2)], SHIRT)


def test_what_is_no_picture_is_not_filed(tmp_path: Path) -> None:
    text = tmp_path / "letter.jpg"
    text.write_text("Dear Sir")
    with pytest.raises(PictureError, match=r"letter\.jpg"):
        from_file(text)


def test_export_is_a_set_of_its_own(own: OwnExamples, tmp_path: Path) -> None:
    with pytest.raises(DataSetError, match="no examples"):
        own.export(tmp_path / "out.zip")
    own.add([drawn(1), drawn(2)], SHIRT)
    own.add([drawn(3)], NONE)
    assert own.export(tmp_path / "out.zip") == Exported(3, 0)
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        archive.extractall(tmp_path / "there")
    assert sorted(photo.label for photo in read_photo_set(tmp_path / "there").photos) == [NONE, SHIRT, SHIRT]


def _file_many(folder: Path, first: int) -> None:
    for number in range(first, first + 12):
        OwnExamples(folder).add([drawn(number)], SHIRT)


def test_two_windows_at_once_lose_nothing(own: OwnExamples) -> None:
    context = multiprocessing.get_context("spawn")
    others = [context.Process(target=_file_many, args=(own.folder, first)) for first in (0, 50)]
    for other in others:
        other.start()
    _file_many(own.folder, 100)
    for other in others:
        other.join(60)
        assert other.exitcode == 0
    assert len(own.photo_set().photos) == 36


def test_the_part_around_a_box_stays_inside_the_picture() -> None:
    rgb = np.zeros((100, 80, 3), np.uint8)
    assert around(rgb, (40, 40, 20, 40)).shape == (60, 30, 3)
    assert around(rgb, (0, 0, 80, 100)).shape == rgb.shape
