"""`fashion-gui examples` and what `fashion-gui improve` says where it can't begin."""

from __future__ import annotations

from pathlib import Path

from tests.cli.program import Command
from tests.support.tiny_model import sample


def test_examples_are_filed_listed_exported_and_removed(command: Command, tmp_path: Path) -> None:
    (tmp_path / "letter.jpg").write_text("Dear Sir")
    assert "no examples" in command("examples", "list").out
    added = command(
        "examples", "add", "shirt", sample("Shirt"), sample("Coat"), tmp_path / "letter.jpg", "--json"
    )
    assert added.status == 1
    assert added.records == [{"added": 2, "relabelled": 0, "known": 0, "failed": 1}]
    assert "letter.jpg" in added.err
    again = command("examples", "add", "none", sample("Coat"))
    assert (again.status, again.out) == (0, "0 added, 1 got another label, 0 were there already.\n")
    listed = command("examples", "list", "--json").records
    assert [record["label"] for record in listed] == ["Shirt", "(none of the ten)"]
    assert command("examples", "export", tmp_path / "mine.zip").status == 0
    assert (tmp_path / "mine.zip").stat().st_size > 20_000
    name = Path(listed[0]["file"]).name
    removed = command("examples", "remove", name, "nothing.jpg", "--json")
    assert (removed.status, removed.records) == (1, [{"removed": [name]}])
    assert "no example “nothing.jpg”" in removed.err
    one = tmp_path / "one.zip"
    assert command("examples", "export", one).out == f"1 picture written to {one}.\n"


def test_what_lies_in_the_folder_photos_goes_by_either_name(command: Command) -> None:
    command("examples", "add", "shirt", sample("Shirt"))
    file = Path(command("examples", "list", "--json").records[0]["file"])
    (file.parent / "photos").mkdir()
    file.rename(file.parent / "photos" / file.name)
    removed = command("examples", "remove", f"photos/{file.name}")
    assert (removed.status, removed.out, removed.err) == (0, "1 removed.\n", "")


def test_an_unknown_class_and_too_few_examples_are_said(command: Command, tmp_path: Path) -> None:
    wrong = command("examples", "add", "hat", sample("Shirt"))
    assert wrong.status == 1
    assert "“hat” is no known class. Choose one of: T-shirt/top" in wrong.err
    none = command("improve", "--data", tmp_path)
    assert none.status == 1
    assert "There are no examples to learn from yet." in none.err
