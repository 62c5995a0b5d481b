"""The 24 steps that a built program must do, in this order, each on what the earlier ones left.

Run by `make test-frozen` on what lies in `dist/`. In the lite build the steps that need TensorFlow or NNCF
must say so instead.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest

import fashion_gui
from fashion_gui.cli.main import COMMANDS
from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.model_store import ModelStore
from fashion_gui.paths import bundled_models_dir
from tests.frozen.built import Built, check_quiet, wait_until
from tests.frozen.display import Display
from tests.support.tiny_model import sample
from tests.support.video import scripted_frames, write_video

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]
ACCENT = (0x50, 0x46, 0xC8)


class Smoke:
    """The steps, and what they hand on: the model that was made, the screen, the window."""

    def __init__(self, built: Built, folder: Path) -> None:
        self.built = built
        self.folder = folder
        self.model = ""
        self.display = Display(folder / "screen")
        self.window: subprocess.Popen[str] | None = None

    def version(self) -> None:
        assert self.built.run("--version").out == f"Fashion GUI {fashion_gui.__version__}\n"

    def help(self) -> None:
        said = self.built.run("--help").out
        assert all(name in said for name in COMMANDS)

    def wrong_usage(self) -> None:
        assert "usage: fashion-gui" in self.built.run("frobnicate", status=2).err

    def doctor(self) -> None:
        [facts] = [json.loads(self.built.run("doctor", "--json").out)]
        assert not [name for name, fact in facts.items() if fact["state"] == "broken"]
        assert "CPU" in facts["inference"]["devices"]
        itex = facts["training"]["itex"]
        assert (itex is None) if self.built.is_lite else itex, facts["training"]

    def classify_one(self) -> None:
        assert "Bag" in self.built.run("classify", sample("Bag")).out

    def classify_a_folder(self) -> None:
        records = self.built.run("classify", "--json", sample("Bag").parent).records
        right = [r for r in records if Path(r["path"]).name == sample(r["label"]).name]
        assert len(right) == len(CLASS_NAMES)

    def classify_a_list(self) -> None:
        names = "".join(f"{sample(name)}\n" for name in ("Dress", "Sneaker"))
        assert [r["label"] for r in self.built.run("classify", "-", "--json", stdin=names).records] == [
            "Dress",
            "Sneaker",
        ]

    def refuse_what_is_no_picture(self) -> None:
        assert f"{__file__}: " in self.built.run("classify", __file__, status=1).err

    def list_models(self) -> None:
        assert self.built.run("models", "list").out.count("\n") >= 2

    def show_a_model(self) -> None:
        assert self.active() in self.built.run("models", "show", self.active()).out

    def evaluate(self) -> None:
        [figures] = self.built.run("evaluate", "--json").records
        assert figures["count"] == 300
        assert len(figures["per_class"]) == len(CLASS_NAMES)

    def write_a_report(self) -> None:
        report = self.folder / "Bericht ü.pdf"
        self.built.run("evaluate", "--report", report)
        assert report.read_bytes().startswith(b"%PDF")

    def say_where_data_is_missing(self) -> None:
        assert "fashion-gui:" in self.built.run("evaluate", "--data", self.folder, status=1).err

    def train(self) -> None:
        short = ("train", "--recipe", "quick", "--limit", "2000", "--epochs", "1", "--json")
        if self.built.is_lite:
            said = self.built.run(*short, status=1)
            assert "lite build" in said.out + said.err
            self.model = self.active()
            return
        records = self.built.run(*short).records
        [how] = [r for r in records if r["type"] == "acceleration"]
        assert "ITEX" in how["sentence"], how
        assert records[-1]["type"] == "done"
        self.model = records[-1]["model"]

    def activate_it(self) -> None:
        self.built.run("models", "activate", self.model)
        assert self.active() == self.model

    def classify_with_it(self) -> None:
        [record] = self.built.run("classify", "--json", sample("Trouser")).records
        assert record["model"]
        assert record["label"] in CLASS_NAMES

    def quantise(self) -> None:
        if self.built.is_lite:
            said = self.built.run("models", "quantise", self.model, status=1)
            assert "lite build" in said.err
            return
        # On the whole data set where it lies: on a few pictures one more wrong answer counts as a great loss.
        whole = os.environ.get("FASHION_GUI_DATASET", self.built.environment["FASHION_GUI_DATASET"])
        done = self.built.run("models", "quantise", self.copy_without_int8(), "--data", whole, "--json")
        self.model = done.records[-1]["model"]

    def classify_in_int8(self) -> None:
        precision = "fp32" if self.built.is_lite else "int8"
        [record] = self.built.run(
            *("classify", "--json", "--model", self.model, "--precision", precision, sample("Bag"))
        ).records
        assert record["label"] == "Bag"

    def export_and_import(self) -> None:
        archive = self.folder / "model.zip"
        self.built.run("models", "export", self.bundled(), archive)
        self.built.run("models", "import", archive)

    def watch_a_video(self) -> None:
        video = write_video(self.folder / "vidéo.avi", list(scripted_frames(["Bag"], 12)))
        records = self.built.run("watch", video, "--json", "--model", self.bundled()).records
        assert len(records) == 12
        assert records[-1]["label"] == "Bag"

    def open_the_window_with_a_picture(self) -> None:
        self.built.user_folder.mkdir(parents=True, exist_ok=True)
        settings = {"appearance": "light", "width": 1280, "height": 800}
        (self.built.user_folder / "settings.json").write_text(json.dumps(settings))
        self.built.run("models", "activate", self.bundled())
        self.window = self.built.start(sample("Bag"), DISPLAY=self.display.name)
        wait_until(lambda: self.bars() > 600, "an answer in the window")

    def hand_over_a_picture(self) -> None:
        before = self.display.picture()[:, :880].copy()
        self.built.run(sample("Dress"), DISPLAY=self.display.name)
        wait_until(lambda: (self.display.picture()[:, :880] != before).mean() > 0.2, "another picture")
        wait_until(lambda: self.bars() > 600, "its answer")

    def drop_a_picture(self) -> None:
        before = self.display.picture()[:, :880].copy()
        script = Path(__file__).with_name("drag.py")
        dragging = subprocess.run(
            [sys.executable, script, sample("Sneaker"), "400", "400"],
            env={**self.built.environment, "DISPLAY": self.display.name, "QT_QPA_PLATFORM": "xcb"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (dragging.returncode, dragging.stdout) == (0, "CopyAction\n"), dragging.stderr
        wait_until(lambda: (self.display.picture()[:, :880] != before).mean() > 0.2, "the dropped picture")
        wait_until(lambda: self.bars() > 600, "its answer")

    def close_the_window(self) -> None:
        assert self.window
        self.window.send_signal(signal.SIGINT)
        _, err = self.window.communicate(timeout=60)
        assert self.window.returncode == 0
        check_quiet(err)

    # What the steps ask

    def active(self) -> str:
        """The id of the model that answers, which `models list` marks."""
        [record] = [r for r in self.built.run("models", "list", "--json").records if r["active"]]
        return record["id"]

    def bundled(self) -> str:
        """The id of the model that answered before any was made."""
        folder = self.built.folder / "_internal" / "models"
        return json.loads((folder / "active.json").read_text())["id"]

    def copy_without_int8(self) -> str:
        """The id of a copy of the bundled model that has no INT8 weights yet."""
        store = ModelStore(self.built.user_folder / "models", bundled_models_dir())
        model = store.get(self.bundled())
        with store.build_folder() as folder:
            for name in model.manifest.files:
                if not name.startswith("model-int8."):
                    (folder / name).write_bytes(model.read(name))
            return store.publish(folder, msgspec.structs.replace(model.manifest, name="Without INT8")).id

    def bars(self) -> int:
        """Pixels of the accent colour right of the photo: the bar of a sure answer has a thousand."""
        right = self.display.picture()[:, 900:1280].astype(int)
        return int((np.abs(right - ACCENT).sum(axis=2) < 12).sum())


STEPS: tuple[Callable[[Smoke], None], ...] = (
    Smoke.version,
    Smoke.help,
    Smoke.wrong_usage,
    Smoke.doctor,
    Smoke.classify_one,
    Smoke.classify_a_folder,
    Smoke.classify_a_list,
    Smoke.refuse_what_is_no_picture,
    Smoke.list_models,
    Smoke.show_a_model,
    Smoke.evaluate,
    Smoke.write_a_report,
    Smoke.say_where_data_is_missing,
    Smoke.train,
    Smoke.activate_it,
    Smoke.classify_with_it,
    Smoke.quantise,
    Smoke.classify_in_int8,
    Smoke.export_and_import,
    Smoke.watch_a_video,
    Smoke.open_the_window_with_a_picture,
    Smoke.hand_over_a_picture,
    Smoke.drop_a_picture,
    Smoke.close_the_window,
)


@pytest.fixture(scope="module")
def smoke(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Smoke]:
    run = Smoke(built, tmp_path_factory.mktemp("smoke"))
    yield run
    for process in built.processes():
        process.kill()
    run.display.vanish()


@pytest.mark.parametrize("step", STEPS, ids=[step.__name__ for step in STEPS])
def test_smoke(smoke: Smoke, step: Callable[[Smoke], None]) -> None:
    step(smoke)


def test_the_window_is_measured(built: Built) -> None:
    measured = built.run(*("benchmark", "window", "--repeats", 1, "--drops", 1, "--json", sample("Bag")))
    assert measured.records[0]["heavy"] == []
    assert 0 < measured.records[0]["up"]["median"] < measured.records[0]["first_answer"]["median"]
