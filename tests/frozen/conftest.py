from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.frozen.built import Built, link_tree, listing
from tests.support.idx import small_dataset

DIST = Path(__file__).resolve().parents[2] / "dist"
BUILDS = {name: DIST / name for name in ("fashion-gui-lite", "fashion-gui") if (DIST / name).is_dir()}


@pytest.fixture(scope="session", params=list(BUILDS) or [None])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Each build that lies in `dist/`, moved to where it is hardest for it."""
    if request.param is None:
        pytest.skip("nothing is built; “make build-lite” or “make build” does it")
    root = tmp_path_factory.mktemp("frozen")
    folder = root / "Mode für Ängstliche" / request.param
    try:
        link_tree(BUILDS[request.param], folder)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        shutil.rmtree(folder)
        shutil.copytree(BUILDS[request.param], folder, symlinks=True)
    home = root / "home"
    home.mkdir()
    data = small_dataset(root / "data", train=2_000, test=300)
    before = listing(folder)
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir() and not path.is_symlink())]
    for path in folders:
        path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    runtime = root / "runtime"
    runtime.mkdir(mode=0o700)
    environment = {
        "LANG": "C.UTF-8",
        "FASHION_GUI_DATASET": str(data),
        "XDG_RUNTIME_DIR": str(runtime),  # every desktop session has one
    }
    program = Built(folder, home, environment)
    yield program
    assert listing(folder) == before, "the program's own folder was written to"
    for path in folders:
        path.chmod(stat.S_IRWXU)
    assert not program.processes()
    assert not [path for path in written(home) if not path.is_relative_to(program.user_folder)]


def written(folder: Path) -> list[Path]:
    """All files below a folder."""
    return [Path(where, name) for where, _, names in os.walk(folder) for name in names]
