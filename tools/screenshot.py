"""Makes the pictures of the README, one of each page: `make screenshots`.

python -m tools.screenshot FOLDER
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fashion_gui import paths
from fashion_gui.benchmarks.scripted_video import RATE, Cutting, scripted_frames
from fashion_gui.benchmarks.waiting import live
from fashion_gui.core import datasets
from fashion_gui.core.opencv import cv2
from fashion_gui.ui.page import Page
from fashion_gui.ui.pages.camera import CameraPage
from fashion_gui.ui.pages.evaluate import EvaluatePage
from fashion_gui.ui.pages.models import ModelsPage
from fashion_gui.ui.pages.teach import TeachPage
from fashion_gui.ui.pages.train import TrainPage
from fashion_gui.ui.widgets.answer_card import AnswerCard
from tools.window_driver import WindowDriver

SAMPLES = paths.resources_dir() / "samples"
AnyPage = TypeVar("AnyPage", bound=Page)


def main(folder: Path) -> None:
    """Each page with something on it, and the first one in the dark as well."""
    with tempfile.TemporaryDirectory(prefix="fashion-gui-") as home:
        os.environ["FASHION_GUI_HOME"] = home
        if data := os.environ.pop(datasets.DATASET_VARIABLE, ""):  # whose path shall not be in the pictures
            paths.user_dataset_dir().symlink_to(Path(data).resolve())
        for appearance, name in (("light", "classify.png"), ("dark", "classify-dark.png")):
            driver = WindowDriver(Path(home), appearance)
            driver.ask(SAMPLES / "t-shirt-top.jpg")
            driver.ask(SAMPLES / "t-shirt-top.jpg")  # the first one pays for what is read from the disk
            driver.save_screenshot(folder / name)
            driver.close()
        driver = WindowDriver(Path(home))
        show_camera(driver, folder, Path(home))
        show_train(driver, folder)
        show_evaluate(driver, folder)
        show_models(driver, folder)
        shown(driver, TeachPage)
        live(1000)
        driver.save_screenshot(folder / "teach.png")
        driver.close()


def show_camera(driver: WindowDriver, folder: Path, home: Path) -> None:
    """A garment in front of the camera, which is a video file here."""
    page = shown(driver, CameraPage)
    page.dialogs.source_entered.emit(str(_film(home / "garment.avi")))
    card = page.findChild(AnswerCard)
    assert card is not None
    driver.wait_for(lambda: "sure" in card.accessibleName(), "an answer to the video")
    live(1500)  # until the label is steady and the figures are those of a second
    driver.save_screenshot(folder / "camera.png")


def show_train(driver: WindowDriver, folder: Path) -> None:
    """The settings of a training, with varied pictures."""
    page = shown(driver, TrainPage)
    driver.wait_for(lambda: bool(page.setup.preview.images()), "the varied pictures")
    driver.save_screenshot(folder / "train.png")


def show_evaluate(driver: WindowDriver, folder: Path) -> None:
    """The confusion matrix of the model in use; needs the data set."""
    if datasets.locate(None, paths.user_dataset_dir()) is None:
        print(f"{datasets.DATASET_VARIABLE} is not set: evaluate.png stays as it is.", file=sys.stderr)
        return
    page = shown(driver, EvaluatePage)
    driver.wait_for(lambda: bool(page.models.entries), "the list of models")
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    done = page.results
    driver.wait_for(lambda: None not in (done.answers, done.charts), "the evaluation", seconds=600)
    QTest.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    live(2000)  # the chart is drawn beside the event loop
    driver.save_screenshot(folder / "evaluate.png")


def show_models(driver: WindowDriver, folder: Path) -> None:
    """The store, and what is known about the model in use."""
    shown(driver, ModelsPage)
    live(8000)  # the models are listed and checked
    driver.save_screenshot(folder / "models.png")


def shown(driver: WindowDriver, kind: type[AnyPage]) -> AnyPage:
    """Go to a page, as soon as it is there."""
    driver.wait_for(lambda: any(isinstance(page, kind) for page in driver.window.pages()), kind.__name__)
    page = next(page for page in driver.window.pages() if isinstance(page, kind))
    driver.window.show_page(page.name)
    driver.wait_for(page.isVisible, kind.__name__)
    return page


def _film(path: Path) -> Path:
    writer = None
    for rgb in scripted_frames([Cutting(SAMPLES / "bag.jpg", 340)], 600):
        if writer is None:
            size = (rgb.shape[1], rgb.shape[0])
            writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), RATE, size)
        writer.write(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR))
    assert writer is not None
    writer.release()
    return path


if __name__ == "__main__":
    main(Path(sys.argv[1]))
