"""Models by command: named, deleted, brought back, and taken elsewhere as one file."""

from __future__ import annotations

import zipfile
from pathlib import Path

from fashion_gui.core.stored_model import StoredModel
from tests.cli.program import Command


def test_a_model_is_renamed_exported_deleted_restored_and_imported(
    command: Command, tiny_model: StoredModel, tmp_path: Path
) -> None:
    model = tiny_model.id
    (record,) = command("models", "rename", model, "Wardrobe", "--json").records
    assert (record["name"], record["active"]) == ("Wardrobe", True)

    archive = tmp_path / "wardrobe.zip"
    assert command("models", "export", model, archive).status == 0
    assert {"model.xml", "model.bin", "manifest.json", "class_names.json", "sample.py", "README.md"} <= set(
        zipfile.ZipFile(archive).namelist()
    )

    deleted = command("models", "delete", model)
    assert deleted.status == 0
    assert f"models restore {model}" in deleted.out
    assert model not in command("models", "list").out
    assert command("models", "restore", model).status == 0

    elsewhere = str(tmp_path / "elsewhere")
    (record,) = command("models", "import", archive, "--json", FASHION_GUI_HOME=elsewhere).records
    assert record["name"] == "Wardrobe"
    assert record["id"] in command("models", "list", FASHION_GUI_HOME=elsewhere).out


def test_what_can_not_be_done_is_said(command: Command, tiny_model: StoredModel, tmp_path: Path) -> None:
    pickle = tmp_path / "net.pkl"
    pickle.write_bytes(b"\x80\x04.")
    for arguments, said in (
        (("import", pickle), "a pickle, which can hold code"),
        (("import", tmp_path / "nowhere.zip"), "can't be read"),
        (("rename", tiny_model.id, "   "), "needs a name"),
        (("delete", "nobody"), "There is no model “nobody”"),
    ):
        done = command("models", *arguments)
        assert done.status == 1
        assert said in done.err
    assert command("models", "export", tiny_model.id).status == 2
