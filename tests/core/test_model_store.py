from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from fashion_gui.core.errors import ModelError, StorageError
from fashion_gui.core.manifest import SCHEMA, Manifest, read_manifest
from fashion_gui.core.model_store import ModelStore

FILES = {"model.xml": b"<net/>" * 50, "model.bin": bytes(range(256)) * 20, "golden.npz": b"golden" * 9}


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "user" / "models", tmp_path / "bundled")


def publish(store: ModelStore, recipe: str = "quick", **fields: object):
    with store.build_folder() as folder:
        for name, contents in FILES.items():
            (folder / name).write_bytes(contents)
        return store.publish(folder, Manifest(recipe=recipe, **fields))


def bundle(store: ModelStore, recipe: str = "accurate"):
    """Put a model where the ones that ship with the program lie."""
    maker = ModelStore(store.bundled_dir, store.bundled_dir.parent / "none")
    model = publish(maker, recipe)
    shutil.rmtree(store.bundled_dir / ".trash", ignore_errors=True)
    return store.get(model.id)


def flip(path: Path, position: int, bit: int = 1) -> None:
    raw = bytearray(path.read_bytes())
    raw[position] ^= bit
    path.write_bytes(raw)


def test_a_published_model_is_found_and_read(store):
    model = publish(store, "Accurate!", metrics={"test_accuracy": 0.95}, history=[{"loss": 1.5}], seed=7)
    assert model.id.startswith("accurate-20")
    assert [m.id for m in store.models()] == [model.id]
    again = store.get(model.id)
    assert again.manifest == model.manifest
    assert again.manifest.accuracy == 0.95
    assert again.manifest.history == [{"loss": 1.5}]
    assert again.name == model.id
    assert again.precisions == ("fp16",)
    assert again.ir("fp16") == (FILES["model.xml"], FILES["model.bin"])
    assert again.size == sum(map(len, FILES.values()))
    assert {p.name for p in model.folder.iterdir()} == {*FILES, "manifest.json"}
    with pytest.raises(ModelError, match="no IR of precision int8"):
        again.ir("int8")


def test_a_build_that_is_not_published_leaves_nothing(store):
    with store.build_folder() as folder:
        (folder / "model.xml").write_bytes(b"x")
    assert list(store.user_dir.iterdir()) == []


def test_every_flipped_byte_is_noticed(store):
    model = publish(store, history=[{"loss": 1.25}])
    for name in (*FILES, "manifest.json"):
        path = model.folder / name
        whole = path.read_bytes()
        for position in range(0, len(whole), max(1, len(whole) // 150)):
            flip(path, position, 1 << (position % 8))
            with pytest.raises(ModelError, match=name) as caught:
                store.get(model.id).check()
            assert caught.value.advice
            path.write_bytes(whole)
    store.get(model.id).check()


def test_a_damaged_model_hides_no_other_and_is_reported(store):
    good, bad, worse = publish(store), publish(store), publish(store)
    flip(bad.folder / "model.bin", 9)
    (worse.folder / "manifest.json").unlink()
    survey = store.survey()
    assert [m.id for m in survey.models] == [good.id]
    assert {d.folder.name for d in survey.damaged} == {bad.id, worse.id}
    assert all(d.error.advice for d in survey.damaged)


def test_a_damaged_model_is_not_made_active(store):
    good, bad = publish(store), publish(store)
    store.activate(good.id)
    flip(bad.folder / "golden.npz", 0)
    with pytest.raises(ModelError, match=r"golden\.npz"):
        store.activate(bad.id)
    assert store.active().id == good.id


def test_without_a_choice_the_bundled_model_answers(store):
    model = bundle(store)
    assert store.active().id == model.id
    assert store.active().bundled
    assert store.active().note == ""


@pytest.mark.parametrize("harm", ["flip", "remove", "choice"])
def test_the_bundled_model_stands_in_with_a_sentence(store, harm):
    bundled, own = bundle(store), publish(store)
    store.activate(own.id)
    assert store.active().id == own.id
    if harm == "flip":
        flip(own.folder / "model.bin", 0)
    elif harm == "remove":
        shutil.rmtree(own.folder)
    else:
        (store.user_dir / "active.json").write_bytes(b'{"id": "\xff"}')
    active = store.active()
    assert active.id == bundled.id
    assert active.note.endswith(f"“{bundled.name}” answers instead.")


def test_the_bundle_names_its_default(store):
    models = sorted([bundle(store), bundle(store)], key=lambda m: m.id)
    (store.bundled_dir / "active.json").write_text(json.dumps({"id": models[1].id}))
    assert store.active().id == models[1].id
    flip(models[1].folder / "model.bin", 0)
    assert store.active().id == models[0].id


def test_no_model_at_all_is_said(store):
    with pytest.raises(ModelError, match="There is no model"):
        store.active()
    with pytest.raises(ModelError, match=r"There is no model “\.\./x”"):
        store.get("../x")


def test_a_newer_manifest_is_told_from_a_damaged_one(store):
    model = publish(store)
    from fashion_gui.core.manifest import write_manifest  # as a later version would write it

    changed = read_manifest(model.folder)
    object_fields = {f: getattr(changed, f) for f in changed.__struct_fields__}
    write_manifest(model.folder, Manifest(**{**object_fields, "schema": SCHEMA + 1}))
    with pytest.raises(ModelError, match="newer version"):
        store.get(model.id)


def test_a_folder_under_another_name_is_refused(store):
    model = publish(store)
    model.folder.rename(store.user_dir / "mine")
    with pytest.raises(ModelError, match="another model"):
        store.get("mine")


def test_links_and_folders_are_not_published(store, tmp_path):
    (tmp_path / "secret").write_text("x")
    with store.build_folder() as folder:
        (folder / "model.xml").symlink_to(tmp_path / "secret")
        with pytest.raises(StorageError, match="plain file"):
            store.publish(folder, Manifest(recipe="quick"))
    assert store.models() == []


def test_extending_adds_replaces_and_keeps_whole(store):
    model = publish(store, metrics={"validation_accuracy": 0.9})
    store.extend(model.id, {"evaluation.json": b"{}"}, metrics={"test_accuracy": 0.8})
    later = store.extend(model.id, {"evaluation.json": b"[]", "model-int8.xml": b"i", "model-int8.bin": b"8"})
    later.check()
    assert later.read("evaluation.json") == b"[]"
    assert later.precisions == ("fp16", "int8")
    assert later.manifest.metrics == {"validation_accuracy": 0.9, "test_accuracy": 0.8}
    with pytest.raises(ModelError, match="can't be replaced"):
        store.extend(model.id, {"model.bin": b"other"})
    with pytest.raises(ModelError, match="can't be replaced"):
        store.extend(model.id, {"../outside.json": b"x"})
    assert not (store.user_dir / "outside.json").exists()
    store.get(model.id).check()


def test_bundled_models_are_read_only(store):
    model = bundle(store)
    for change in (
        lambda: store.rename(model.id, "x"),
        lambda: store.delete(model.id),
        lambda: store.extend(model.id, {"evaluation.json": b""}),
    ):
        with pytest.raises(ModelError, match="ships with the program"):
            change()


def test_rename_and_delete_with_undo(store):
    bundled, own = bundle(store), publish(store)
    assert store.rename(own.id, "  my   model ").name == "my model"
    with pytest.raises(ModelError, match="needs a name"):
        store.rename(own.id, "  ")
    store.activate(own.id)
    store.delete(own.id)
    assert [m.id for m in store.models()] == [bundled.id]
    assert (store.active().id, store.active().note) == (bundled.id, "")
    restored = store.restore(own.id)
    restored.check()
    assert restored.name == "my model"
    with pytest.raises(ModelError, match="no longer in the trash"):
        store.restore(own.id)


def test_undo_puts_the_model_in_use_back_unless_another_was_chosen(store):
    bundled, own = bundle(store), publish(store)
    store.activate(own.id)
    store.delete(own.id)
    store.restore(own.id, in_use=True)
    assert store.active().id == own.id
    store.delete(own.id)
    store.activate(bundled.id)
    store.restore(own.id, in_use=True)
    assert store.active().id == bundled.id


def test_old_trash_and_left_behind_builds_are_cleared(store):
    old, new = publish(store), publish(store)
    store.delete(old.id)
    month_ago = time.time() - 31 * 24 * 3600
    os.utime(store.user_dir / ".trash" / old.id, (month_ago, month_ago))
    left = store.user_dir / ".build-0123"
    left.mkdir()
    os.utime(left, (month_ago, month_ago))
    store.delete(new.id)
    publish(store)
    assert not left.exists()
    with pytest.raises(ModelError):
        store.restore(old.id)
    store.restore(new.id)


def test_a_removed_store_is_said_and_made_again(store):
    bundled, own = bundle(store), publish(store)
    store.activate(own.id)
    with store.build_folder() as folder:
        (folder / "model.xml").write_bytes(b"x")
        shutil.rmtree(store.user_dir)
        with pytest.raises(StorageError, match="could not be written"):
            store.publish(folder, Manifest(recipe="quick"))
    with pytest.raises(ModelError, match="There is no model"):
        store.extend(own.id, {"evaluation.json": b"{}"})
    assert store.active().id == bundled.id
    assert publish(store).id in {m.id for m in store.models()}


def test_a_store_that_cannot_be_written_to(store):
    """A file where the folder should be binds root as well as anybody."""
    store.user_dir.parent.mkdir(parents=True)
    store.user_dir.write_text("in the way")
    with pytest.raises(StorageError, match="could not be written"), store.build_folder():
        pass
    assert store.survey().models == ()


@pytest.mark.skipif(os.name == "nt", reason="rights are kept otherwise there")
def test_a_read_only_store(store):
    """As nobody if the tests run as root, whom rights don't bind."""
    model = publish(store)
    store.user_dir.chmod(0o555)
    for folder in (store.user_dir.parent, store.user_dir.parent.parent):
        folder.chmod(0o755)
    code = f"""
        import os, pathlib, sys
        from fashion_gui.core.errors import StorageError
        from fashion_gui.core.manifest import Manifest
        from fashion_gui.core.model_store import ModelStore
        if os.getuid() == 0:
            os.setgroups([]); os.setgid(65534); os.setuid(65534)
        store = ModelStore(pathlib.Path({str(store.user_dir)!r}), pathlib.Path("/nowhere"))
        for change in (lambda: store.build_folder().__enter__(), lambda: store.activate({model.id!r}),
                       lambda: store.rename({model.id!r}, "x"), lambda: store.delete({model.id!r})):
            try:
                change()
            except StorageError as error:
                assert "Permission denied" in str(error), error
            else:
                sys.exit("written after all")
    """
    for path in [*tmp_parents(store.user_dir)]:
        path.chmod(path.stat().st_mode | 0o011)
    for path in model.folder.iterdir():
        path.chmod(0o644)
    model.folder.chmod(0o755)
    result = run(code)
    store.user_dir.chmod(0o755)
    assert result.returncode == 0, result.stderr
    store.get(model.id).check()


def test_a_full_disk_leaves_nothing_half_written(store):
    """A limit on the size of files makes the system refuse a write just as a full disk does."""
    model = publish(store)
    code = f"""
        import pathlib, resource, signal
        from fashion_gui.core.errors import StorageError
        from fashion_gui.core.manifest import Manifest
        from fashion_gui.core.model_store import ModelStore
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        store = ModelStore(pathlib.Path({str(store.user_dir)!r}), pathlib.Path("/nowhere"))
        with store.build_folder() as folder:
            (folder / "model.xml").write_bytes(b"x")
            (folder / "model.bin").write_bytes(b"x")
            resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
            for change in (
                lambda: store.publish(folder, Manifest(recipe="quick", notes="n" * 1000)),
                lambda: store.extend({model.id!r}, {{"evaluation.json": b"x" * 1000}}),
                lambda: store.rename({model.id!r}, "other"),
            ):
                try:
                    change()
                except StorageError as error:
                    assert "could not be written" in str(error), error
                else:
                    raise SystemExit("written after all")
    """
    assert (result := run(code)).returncode == 0, result.stderr
    assert [m.id for m in store.models()] == [model.id]
    assert store.survey().damaged == ()
    assert store.get(model.id).name == model.id


def test_two_programs_publish_at_once(store):
    code = f"""
        import pathlib, sys
        import fashion_gui.core.model_store as module, fashion_gui.core.model_writing as writing
        from fashion_gui.core.manifest import Manifest
        numbers = iter(range(100))
        writing.new_id = lambda recipe, created: f"quick-{{next(numbers)}}"   # both want the same ids
        store = module.ModelStore(pathlib.Path({str(store.user_dir)!r}), pathlib.Path("/nowhere"))
        sys.stdin.readline()
        for i in range(20):
            with store.build_folder() as folder:
                (folder / "model.xml").write_bytes(b"x" * i)
                (folder / "model.bin").write_bytes(sys.argv[1].encode())
                print(store.publish(folder, Manifest(recipe="quick")).id)
    """
    programs = [start(code, name) for name in "ab"]
    ids = [line for p in programs for line in p.communicate("go\n")[0].split()]
    assert [p.returncode for p in programs] == [0, 0]
    assert len(set(ids)) == 40
    survey = store.survey()
    assert {m.id for m in survey.models} == set(ids)
    assert survey.damaged == ()


def test_two_programs_extend_one_model_and_nothing_is_lost(store):
    model = publish(store)
    code = f"""
        import pathlib, sys
        from fashion_gui.core.model_store import ModelStore
        store = ModelStore(pathlib.Path({str(store.user_dir)!r}), pathlib.Path("/nowhere"))
        sys.stdin.readline()
        for i in range(15):
            name = f"{{sys.argv[1]}}-{{i}}"
            store.extend({model.id!r}, {{name + ".json": b"1"}}, metrics={{name: i}})
    """
    programs = [start(code, name) for name in "ab"]
    assert [p.communicate("go\n")[1] for p in programs] == ["", ""]
    later = store.get(model.id)
    later.check()
    assert len(later.manifest.files) == len(FILES) + 30
    assert len(later.manifest.metrics) == 30


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL there")
def test_a_program_killed_while_publishing_or_extending_leaves_only_whole_models(store):
    model = publish(store)
    code = f"""
        import pathlib
        from fashion_gui.core.manifest import Manifest
        from fashion_gui.core.model_store import ModelStore
        store = ModelStore(pathlib.Path({str(store.user_dir)!r}), pathlib.Path("/nowhere"))
        print("go", flush=True)
        for i in range(100000):
            with store.build_folder() as folder:
                (folder / "model.xml").write_bytes(b"x" * 100000)
                (folder / "model.bin").write_bytes(b"y" * 100000)
                store.publish(folder, Manifest(recipe="quick"))
            store.extend({model.id!r}, {{"model-int8.xml": b"%d" % i, "model-int8.bin": b"%d" % i}})
    """
    for wait in (0.003, 0.011, 0.017, 0.029, 0.043, 0.071):
        program = start(code)
        program.stdout.readline()
        time.sleep(wait)
        program.send_signal(signal.SIGKILL)
        program.communicate()
        survey = store.survey()
        assert survey.damaged == ()
        assert model.id in {m.id for m in survey.models}
    extended = store.extend(model.id, {"evaluation.json": b"{}"})  # its lock died with the program
    extended.check()


def tmp_parents(path: Path) -> list[Path]:
    """Folders of the test's own that somebody else has to pass through."""
    return [parent for parent in path.parents if "pytest-of" in str(parent)]


def run(code: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-c", textwrap.dedent(code)]
    return subprocess.run(program, capture_output=True, text=True, timeout=60, check=False)


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
