"""Arrays written whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from fashion_gui.core.array_files import write_arrays

FILLS_UP = """
import resource, signal, sys
from pathlib import Path
import numpy as np
from fashion_gui.core.array_files import write_arrays
from fashion_gui.core.errors import StorageError

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))  # as on a full disk, writing ends here
try:
    write_arrays(Path(sys.argv[1]), np.arange(1000))
except StorageError:
    print("told")
"""


@pytest.mark.parametrize("compressed", [False, True])
def test_arrays_come_back(tmp_path: Path, compressed: bool) -> None:
    numbers, name = np.arange(6.0).reshape(2, 3), np.array([1, 2], np.uint8)
    write_arrays(tmp_path / "some.npz", numbers, compressed=compressed, name=name)
    with np.load(tmp_path / "some.npz", allow_pickle=False) as read:
        np.testing.assert_array_equal(read["arr_0"], numbers)
        np.testing.assert_array_equal(read["name"], name)


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of that kind")
def test_a_full_disk_is_told_in_one_way_only(tmp_path: Path) -> None:
    path = tmp_path / "some.npz"
    write_arrays(path, np.arange(3))
    command = [sys.executable, "-c", FILLS_UP, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("told\n", "")
    with np.load(path) as read:
        np.testing.assert_array_equal(read["arr_0"], np.arange(3))
