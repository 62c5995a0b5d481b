"""A second start of the program hands its pictures to the window that is open."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fashion_gui import one_window
from fashion_gui.app import _take_other_starts
from fashion_gui.core.errors import StorageError
from fashion_gui.core.file_lock import hold
from fashion_gui.services.handover import Handover, OpenedFiles
from fashion_gui.ui.main_window import MainWindow
from fashion_gui.ui.pages.classify import ClassifyPage
from tests.support.tiny_model import sample
from tests.ui.conftest import WAIT, wait_for_answer

PROGRAM = [sys.executable, "-m", "fashion_gui"]


@pytest.fixture
def handover(window: MainWindow, own_home: Path) -> Iterator[Handover]:
    place = one_window.take_place(own_home, ())
    assert place is not None
    _take_other_starts(window, place)
    found = window.findChild(Handover)
    assert isinstance(found, Handover)
    yield found
    found.close()
    place.close()


@pytest.mark.usefixtures("handover")
def test_a_second_start_hands_its_picture_over_and_ends(
    qtbot: QtBot, window: MainWindow, page: ClassifyPage
) -> None:
    window.show_page("models")
    picture = sample("Bag")
    with subprocess.Popen([*PROGRAM, picture.name], cwd=picture.parent, stderr=subprocess.PIPE) as second:
        try:
            qtbot.waitUntil(lambda: second.poll() is not None, timeout=WAIT)
        finally:
            second.kill()
        assert second.communicate()[1] == b""
    assert second.returncode == 0
    wait_for_answer(qtbot, page, "Bag")
    assert page.isVisible()


@pytest.mark.parametrize("sent", [b"shirt.jpg\n", b'{"a": 1}\n', b"[1]\n", b"\xff\n", b'["unfinished'])
def test_what_is_no_list_of_pictures_changes_nothing(
    qtbot: QtBot, handover: Handover, own_home: Path, sent: bytes
) -> None:
    with qtbot.assertNotEmitted(handover.pictures_brought, wait=100):
        socket = QLocalSocket()
        socket.connectToServer(one_window.address(own_home))
        assert socket.waitForConnected(WAIT)
        socket.write(sent)
        socket.flush()
        if sent.endswith(b"\n"):
            qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    socket.abort()


def test_of_two_starts_at_once_one_is_the_window(own_home: Path) -> None:
    starts = [
        subprocess.Popen(PROGRAM, stderr=subprocess.PIPE, text=True, start_new_session=True) for _ in range(2)
    ]
    deadline = time.monotonic() + 60
    while all(start.poll() is None for start in starts):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    [ended], [window] = ([s for s in starts if (s.poll() is None) is running] for running in (False, True))
    assert ended.returncode == 0
    assert hold(own_home / ".window.lock") is None
    window.send_signal(signal.SIGINT)
    assert window.wait(60) == 0
    assert not (own_home / ".window.socket").exists()
    for start in starts:
        start.communicate()


def test_a_window_that_was_killed_is_followed_by_another(
    qtbot: QtBot, window: MainWindow, own_home: Path
) -> None:
    killed = subprocess.Popen(PROGRAM, stderr=subprocess.DEVNULL)
    qtbot.waitUntil((own_home / ".window.socket").exists, timeout=WAIT)
    killed.kill()
    killed.wait()
    assert (own_home / ".window.socket").exists()
    place = one_window.take_place(own_home, ())
    assert place is not None
    with place:
        handover = Handover(own_home, window)
        assert handover.listening
        handover.close()


def test_a_window_that_does_not_answer_is_not_waited_for_for_ever(own_home: Path) -> None:
    with hold(own_home / ".window.lock") as place:
        assert place
        with pytest.raises(one_window.UnansweredError, match="does not answer"):
            one_window.take_place(own_home, (), patience=0.2)


def test_a_home_that_is_no_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        one_window.take_place(tmp_path / "file" / "home", ())


def test_a_long_path_of_the_home_is_no_hindrance(window: MainWindow, tmp_path: Path) -> None:
    home = tmp_path / ("long " * 30)
    home.mkdir()
    handover = Handover(home, window)
    assert handover.listening
    handover.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_any_name_of_a_file_arrives() -> None:
    names = (Path("/tmp/ä ö\n.jpg"), Path(os.fsdecode(b"/tmp/\xff.jpg")))
    assert one_window.decode(one_window.encode(names)) == names


def test_a_file_that_the_system_wants_opened(qtbot: QtBot, window: MainWindow, page: ClassifyPage) -> None:
    opened = OpenedFiles(window)
    opened.pictures_brought.connect(window.take_pictures)
    event = QFileOpenEvent(str(sample("Dress")))
    assert opened.eventFilter(QApplication.instance(), event)
    wait_for_answer(qtbot, page, "Dress")
