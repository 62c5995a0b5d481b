"""How live the Camera page is: the real window watches a loopback camera, 640×480 at 30 frames a second.

The garments of the video and their times are known, so whether the label is right, soon and steady is
measured along with rates, ages, smoothness and memory. The camera is in this process, the window in a child.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np

from fashion_gui import paths
from fashion_gui.benchmarks.camera_rows import (
    MEMORY_FILE,
    SHOWN_FILE,
    GarmentFigures,
    StreamFigures,
    Watched,
    garment_figures,
    read_shown,
    stream_figures,
)
from fashion_gui.benchmarks.figures import machine
from fashion_gui.benchmarks.network_camera import NetworkCamera, network_camera
from fashion_gui.benchmarks.probes import command, environment
from fashion_gui.benchmarks.scripted_video import RATE, Cutting, as_jpeg, scripted_frames
from fashion_gui.core.errors import DataSetError, FashionGuiError, PictureError
from fashion_gui.core.labels import CLASS_NAMES, class_slug
from fashion_gui.core.photo_sets import LabelledPhoto

_FRAMES_EACH = 75
_EMPTY_EVERY = 3  # appearances after which the scene is empty for a while
_AFTERWARDS_SECONDS = 60.0


class Script(msgspec.Struct, frozen=True):
    """A video.

    Attributes:
        labels: of what appears in it one after the other, empty for the empty scene.
        pictures: JPEGs, equally many for each.
    """

    labels: list[str]
    pictures: list[bytes]

    @property
    def frames_each(self) -> int:
        return len(self.pictures) // len(self.labels)


class CameraFigures(msgspec.Struct, frozen=True, kw_only=True):
    """One run.

    Attributes:
        script: how many different garments the video shows.
        watched: the window's own measurements; stream: rates and ages; garments: each appearance.
    """

    machine: str
    script: int
    watched: Watched
    stream: StreamFigures
    garments: list[GarmentFigures]


def sample_script() -> Script:
    """The ten sample pictures, with the empty scene now and then."""
    samples = paths.resources_dir() / "samples"
    return _script([(name, Cutting(samples / f"{class_slug(name)}.jpg")) for name in CLASS_NAMES])


def photo_script(photos: list[LabelledPhoto], each: int, seed: int = 0) -> Script:
    """Up to `each` photos a class in which a garment can be found, the classes by turns.

    Raises:
        DataSetError: if there is none.
    """
    chosen: list[tuple[str, Cutting]] = []
    rng = np.random.default_rng(seed)
    for index, name in enumerate(CLASS_NAMES):
        found: list[Cutting] = []
        candidates = [photo for photo in photos if photo.label == index]
        for position in rng.permutation(len(candidates)):
            if len(found) == each:
                break
            try:
                cutting = Cutting(candidates[position].path)
            except PictureError:
                continue
            if cutting.found:
                found.append(cutting)
        chosen += [(name, cutting) for cutting in found]
    if not chosen:
        raise DataSetError("No garment was found in any of the photos.", "Choose other photos.")
    return _script([chosen[position] for position in rng.permutation(len(chosen))])


def _script(garments: list[tuple[str, Cutting]]) -> Script:
    labels: list[str] = []
    cuttings: list[Cutting | None] = []
    for number, (label, cutting) in enumerate(garments):
        labels.append(label)
        cuttings.append(cutting)
        if number % _EMPTY_EVERY == _EMPTY_EVERY - 1:
            labels.append("")
            cuttings.append(None)
    return Script(labels, [as_jpeg(frame) for frame in scripted_frames(cuttings, _FRAMES_EACH)])


def measure(
    script: Script, seconds: float, training: str, progress: Callable[[int, int], None]
) -> CameraFigures:
    """Watch the script over and over for so long; `training` is the recipe of one meanwhile, or empty.

    Raises:
        FashionGuiError: if the window did not come up, or nothing was shown.
    """
    with (
        tempfile.TemporaryDirectory(prefix="fashion-gui-") as home,
        network_camera(script.pictures, RATE) as camera,
    ):
        watched = _watch(camera, seconds, Path(home), training, progress)
        rows = read_shown(Path(home) / SHOWN_FILE)
        lines = (Path(home) / MEMORY_FILE).read_text(encoding="utf-8").splitlines()
        memory = [float(line.partition(",")[2]) for line in lines]
        garments = garment_figures(rows, script.labels, script.frames_each, RATE)
        return CameraFigures(
            machine=machine(),
            script=len(script.labels) - script.labels.count(""),
            watched=watched,
            stream=stream_figures(rows, memory, watched, camera.sent),
            garments=garments,
        )


def _watch(
    camera: NetworkCamera, seconds: float, home: Path, training: str, progress: Callable[[int, int], None]
) -> Watched:
    asked = [camera.url, str(seconds), str(home), *([training] if training else [])]
    program = [*command("camera_probe"), *asked]
    with (
        (home / "errors.txt").open("w+", encoding="utf-8") as errors,
        subprocess.Popen(
            program, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment(home)
        ) as child,
    ):
        try:
            while child.poll() is None and not camera.sent:  # a training must come into its stride first
                time.sleep(0.1)
            begun = time.monotonic()
            while child.poll() is None:
                passed = time.monotonic() - begun
                progress(min(round(passed), round(seconds)), round(seconds))
                if passed > seconds + _AFTERWARDS_SECONDS:
                    raise FashionGuiError("The window did not come to its end.")
                time.sleep(0.2)
        finally:
            if child.poll() is None:
                child.kill()
        assert child.stdout is not None
        told = child.stdout.read()
        if child.returncode != 0:
            errors.seek(0)
            reason = (errors.read().strip().splitlines() or [f"exit status {child.returncode}"])[-1]
            raise FashionGuiError(f"The camera could not be measured: {reason}")
    return msgspec.convert(json.loads(told), Watched)
