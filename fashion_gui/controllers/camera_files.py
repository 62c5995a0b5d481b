"""What the Camera page leaves on disk: snapshots, recordings of the answers, and examples to learn from."""

from __future__ import annotations

import time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from fashion_gui import paths
from fashion_gui.core.errors import FashionGuiError
from fashion_gui.ui.pages.camera import CameraPage

if TYPE_CHECKING:
    import numpy as np

    from fashion_gui.core.live_answer import LiveAnswer
    from fashion_gui.services.camera import Camera
    from fashion_gui.services.examples import Examples
    from fashion_gui.services.snapshots import Snapshots


class CameraFiles(QObject):
    """Writes into the folder `camera` of the user's folder, and files examples among the user's own.

    Signals:
        problem_found: FashionGuiError.
        notice_given: a sentence.
    """

    problem_found = Signal(object)
    notice_given = Signal(str)

    def __init__(self, page: CameraPage, camera: Camera, examples: Examples, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._camera = camera
        self._examples = examples
        self._video = ""
        page.corrected.connect(self._take_correction)
        camera.started.connect(self._name_video)
        page.snapshot_wanted.connect(self._take_snapshot)
        page.recording_wanted.connect(self._take_recording)
        camera.recorded.connect(self._take_recorded)
        camera.recording_failed.connect(self._take_recording_failure)

    def close(self) -> None:
        """Wait for what is being written."""
        if "_snapshots" in self.__dict__:
            self._snapshots.close()

    @cached_property
    def _snapshots(self) -> Snapshots:
        from fashion_gui.services.snapshots import Snapshots

        snapshots = Snapshots(self)
        snapshots.saved.connect(self._take_saved)
        snapshots.failed.connect(self.problem_found)
        return snapshots

    @Slot(object, object)
    def _take_snapshot(self, rgb: np.ndarray, answer: LiveAnswer) -> None:
        self._snapshots.save(_new_file("png"), rgb, answer)

    @Slot(bool)
    def _take_recording(self, wanted: bool) -> None:
        if wanted:
            self._camera.record(_new_file("csv"))
        else:
            self._camera.stop_recording()
        self._page.show_recording(wanted)

    @Slot()
    def _name_video(self) -> None:
        """Examples out of one video, also one that was lost and back, are alike and are held out together."""
        self._video = time.strftime("video %Y-%m-%d %H:%M:%S")

    @Slot(object, object, int)
    def _take_correction(self, rgb: np.ndarray, answer: LiveAnswer, label: int) -> None:
        self._examples.file_frame(rgb, answer.box, self._video, label)

    @Slot(object)
    def _take_saved(self, path: Path) -> None:
        self.notice_given.emit(f"Picture and answer were saved to {path}.")

    @Slot(object, int)
    def _take_recorded(self, path: Path, rows: int) -> None:
        self.notice_given.emit(f"{rows:,} answers were written to {path}.")

    @Slot(object)
    def _take_recording_failure(self, error: FashionGuiError) -> None:
        self._page.show_recording(False)
        self.problem_found.emit(error)


def _new_file(suffix: str) -> Path:
    """A name in the user's folder that no file has yet."""
    now = time.time()
    stamp = time.strftime("%Y-%m-%d %H-%M-%S", time.localtime(now))
    return paths.home_dir() / "camera" / f"{stamp}-{int(now % 1 * 1000):03d}.{suffix}"
