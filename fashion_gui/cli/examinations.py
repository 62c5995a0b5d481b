"""What the doctor looks at, one function each."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from fashion_gui import __version__, paths
from fashion_gui.core.errors import FashionGuiError

PACKAGES = (  # the built program has tensorflow-cpu and opencv-python-headless instead of their larger kin
    "PySide6-Essentials",
    "openvino",
    "nncf",
    "tensorflow",
    "tensorflow-cpu",
    "intel-extension-for-tensorflow",
    "numpy",
    "opencv-python",
    "opencv-python-headless",
    "pillow",
    "pi-heif",
)


@dataclass(frozen=True)
class Finding:
    """What one look found: a sentence for people, `facts` for programs."""

    state: Literal["good", "absent", "broken"]
    text: str
    facts: dict[str, Any] = field(default_factory=dict)


def program() -> Finding:
    """Version of the program, of Python and of the system."""
    python = platform.python_version()
    system = platform.platform(terse=True)
    return Finding(
        "good",
        f"Fashion GUI {__version__}, Python {python}, {system}, {os.cpu_count()} processors",
        {"version": __version__, "python": python, "system": system, "processors": os.cpu_count()},
    )


def packages() -> Finding:
    """Versions of the libraries that must fit together."""
    versions = {name: _version(name) for name in PACKAGES}
    there = ", ".join(f"{name} {version}" for name, version in versions.items() if version)
    return Finding("good", there, {"versions": versions})


def training() -> Finding:
    """Whether ITEX really runs, found out by a child process that imports TensorFlow as the training does."""
    from fashion_gui.core import parts
    from fashion_gui.worker.program import program_command

    try:
        parts.check("tensorflow")
    except parts.MissingPartError as error:
        return Finding("absent", str(error), {"tensorflow": None, "itex": None})
    child = subprocess.run(
        [*program_command(), "worker", "probe"], capture_output=True, text=True, timeout=120, check=False
    )
    try:
        import msgspec

        facts = msgspec.json.decode(child.stdout)
        sentence, note = facts.pop("sentence"), facts["note"]
    except (msgspec.DecodeError, KeyError):
        reason = (child.stderr.strip().splitlines() or [f"exit status {child.returncode}"])[-1]
        return Finding("broken", f"TensorFlow could not be started: {reason}")
    return Finding("good" if facts["itex"] else "absent", f"{sentence}. {note}".rstrip(" ."), facts)


def inference() -> Finding:
    """The devices that OpenVINO can compute on."""
    from fashion_gui.inference.devices import AUTO, devices

    found = devices()
    names = ", ".join(f"{device} ({name})" for device, name in found.items() if device != AUTO)
    return Finding(
        "good" if found else "broken", f"OpenVINO computes on {names or 'nothing'}", {"devices": found}
    )


def cameras() -> Finding:
    """The ways to open a camera, and the cameras there are."""
    from cv2_enumerate_cameras import enumerate_cameras

    from fashion_gui.core.opencv import cv2

    backends = [cv2.videoio_registry.getBackendName(b) for b in cv2.videoio_registry.getCameraBackends()]
    found = [camera.name for camera in enumerate_cameras()]
    text = f"{', '.join(found)} (through {', '.join(backends)})" if found else "no camera"
    return Finding("good" if found else "absent", text, {"backends": backends, "cameras": found})


def dataset() -> Finding:
    """Whether Fashion-MNIST is found, and is what was published."""
    from fashion_gui.core import datasets

    folder = datasets.locate(None, paths.user_dataset_dir())
    if folder is None:
        return Finding(
            "absent", "Fashion-MNIST is not here yet; training and evaluation will download it (30 MB)"
        )
    try:
        data = datasets.load(folder)
    except FashionGuiError as error:
        return Finding("broken", str(error), {"folder": str(folder)})
    what = "the published files" if data.official else "files of one's own, not the published ones"
    text = f"{folder}: {len(data.train_images):,} + {len(data.test_images):,} pictures, {what}"
    facts = {"folder": str(folder), "official": data.official, "checksums": data.checksums}
    return Finding("good", text, facts)


def models() -> Finding:
    """Every file of every model checked, the active one compiled and asked its golden questions."""
    from fashion_gui.cli.stored import model_store
    from fashion_gui.inference.classifier import Classifier

    survey = model_store().survey()
    facts: dict[str, Any] = {
        "models": [model.id for model in survey.models],
        "damaged": {damaged.folder.name: str(damaged.error) for damaged in survey.damaged},
    }
    try:
        active = model_store().active()
        tag = Classifier.load(active).tag
    except FashionGuiError as error:
        return Finding("broken", str(error), facts)
    facts["active"] = active.id
    text = (
        f"{len(survey.models)} whole; “{active.name}” answers as it should on {tag.device} ({tag.precision})"
    )
    if survey.damaged:
        return Finding("broken", f"{text}; damaged: {' '.join(facts['damaged'].values())}", facts)
    return Finding("good", f"{text}. {active.note}".removesuffix(". "), facts)


def folders() -> Finding:
    """Whether the user's folder can be written to, and what room there is."""
    home = paths.home_dir()
    existing = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(existing).free
    facts = {"home": str(home), "bundled": str(paths.bundle_dir()), "free_bytes": free}
    if not (existing.is_dir() and os.access(existing, os.W_OK)):
        return Finding("broken", f"“{existing}” may not be written to, so no model can be kept", facts)
    return Finding("good", f"models and settings in {home}, {free / 1e9:.0f} GB free", facts)


def display() -> Finding:
    """Whether a window can be shown."""
    from fashion_gui.display import no_display

    reason = no_display()
    return Finding("absent", reason) if reason else Finding("good", "a window can be shown")


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


EXAMINATIONS: dict[str, Callable[[], Finding]] = {
    "program": program,
    "packages": packages,
    "training": training,
    "inference": inference,
    "cameras": cameras,
    "dataset": dataset,
    "models": models,
    "folders": folders,
    "display": display,
}
