"""Shows the program at work without a screen: `make demo`.

    python -m tools.demo FOLDER

The real window is given each sample picture by a drop, then all of them, then a file that is no picture; a
short training runs in a real worker process, and its model answers. Screenshots go to FOLDER. Nothing of the
user's is touched.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from fashion_gui import paths
from fashion_gui.cli.worker_process import work
from fashion_gui.core import datasets
from fashion_gui.core.errors import FashionGuiError
from fashion_gui.core.model_store import ModelStore
from fashion_gui.ui import words
from fashion_gui.worker import messages
from fashion_gui.worker.job_requests import Train
from tools.window_driver import WindowDriver

TRAINING = {"recipe": "quick", "limit": 2000, "epochs": 1}


def main(folder: Path) -> int:
    """Run the demo; returns the exit status."""
    dataset = datasets.locate(None, paths.user_dataset_dir())
    with tempfile.TemporaryDirectory(prefix="fashion-gui-demo-") as home:
        os.environ["FASHION_GUI_HOME"] = home
        try:
            show_answers(folder, Path(home))
            show_training(folder, Path(home), dataset)
        except (FashionGuiError, TimeoutError) as error:
            print(f"The demo stopped: {error}", file=sys.stderr)
            return 1
    print(f"Screenshots: {folder}")
    return 0


def show_answers(folder: Path, home: Path) -> None:
    """Drop each sample, all of them, and a file that is no picture; light and dark."""
    samples = sorted((paths.resources_dir() / "samples").iterdir())
    driver = WindowDriver(home)
    driver.save_screenshot(folder / "01-start.png")
    for number, sample in enumerate(samples, 2):
        answer = driver.ask(sample)
        spent = f"{answer.milliseconds.total:.0f} ms"
        print(f"{sample.name}: {words.answer(answer)} ({words.certainty(answer)}), {spent}")
        driver.save_screenshot(folder / f"{number:02}-{sample.stem}.png")
    driver.drop([paths.resources_dir() / "samples"])
    table = driver.page.results
    driver.wait_for(lambda: table.model.rowCount() == len(samples), "the table of all samples")
    driver.save_screenshot(folder / "12-folder.png")
    driver.drop([Path(__file__)])
    driver.wait_for(driver.window.message_bar.isVisible, "a word about a file that is no picture")
    driver.save_screenshot(folder / "13-not-a-picture.png")
    driver.close()
    driver = WindowDriver(home, "dark")
    driver.ask(samples[0])
    driver.save_screenshot(folder / "14-dark.png")
    driver.close()


def show_training(folder: Path, home: Path, dataset: Path | None) -> None:
    """Train in a worker process, make the new model the one in use, and ask it."""
    outcome = work(Train(settings=TRAINING, data=str(dataset or ""), download=True, home=str(home)), tell)
    if outcome.error is not None:
        raise outcome.error
    ModelStore(paths.user_models_dir(), paths.bundled_models_dir()).activate(outcome.model)
    driver = WindowDriver(home)
    answer = driver.ask(paths.resources_dir() / "samples" / "bag.jpg")
    print(f"{answer.tag.model}: {words.answer(answer)} ({words.certainty(answer)})")
    driver.save_screenshot(folder / "15-own-model.png")
    driver.close()


def tell(message: messages.AnyMessage) -> None:
    """What the worker says, on the console."""
    if isinstance(message, messages.Stage):
        print(f"{message.name} …", flush=True)
    elif isinstance(message, messages.Epoch):
        print(f"Epoch {message.epoch}: {message.validation_accuracy:.1%} of the validation images")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
