"""`benchmark camera`: its options, and its figures in words."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from fashion_gui.cli.numbers import COUNT
from fashion_gui.cli.stored import add_data_option, dataset_folder

if TYPE_CHECKING:
    from fashion_gui.benchmarks.camera import CameraFigures, Script
    from fashion_gui.benchmarks.camera_rows import GarmentFigures
    from fashion_gui.benchmarks.lateness import Lateness


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--minutes", type=float, default=1.0, metavar="N", help="how long to watch (1)")
    parser.add_argument("--training", metavar="RECIPE", help="meanwhile train with this recipe")
    parser.add_argument(
        "--photos",
        type=Path,
        metavar="DIR",
        help="show garments of these labelled photos, by people whom no training with them learns from; "
        "default: the sample pictures",
    )
    parser.add_argument("--each", type=COUNT, default=2, metavar="N", help="photos of each class (2)")
    add_data_option(parser)


def measure(arguments: argparse.Namespace, progress: Callable[[int, int], None]) -> CameraFigures:
    """Do it; raises FashionGuiError."""
    import os

    from fashion_gui.benchmarks import camera
    from fashion_gui.core.datasets import DATASET_VARIABLE

    if arguments.training:
        os.environ[DATASET_VARIABLE] = str(dataset_folder(arguments.data).absolute())
    script = _photo_script(arguments) if arguments.photos else camera.sample_script()
    return camera.measure(script, arguments.minutes * 60, arguments.training or "", progress)


def _photo_script(arguments: argparse.Namespace) -> Script:
    from fashion_gui.benchmarks.camera import photo_script
    from fashion_gui.core.held_out import HeldOut
    from fashion_gui.core.photo_sets import read_photo_set

    _, asked = HeldOut().divide(read_photo_set(arguments.photos).photos)
    return photo_script(asked, arguments.each)


def told(found: CameraFigures) -> list[str]:
    """The figures, line by line."""
    stream, watched = found.stream, found.watched
    garments = [garment for garment in found.garments if garment.label]
    empty = [garment for garment in found.garments if not garment.label]
    return [
        found.machine,
        f"{watched.seconds:.0f} s, processors {watched.busy:.0%} busy, {watched.own_busy:.0%} with the window"
        + (f"; training meanwhile: {watched.training} images a second" if watched.training else ""),
        f"previewed        {stream.previewed:.2%} of {stream.frames:,} frames",
        f"classified       {stream.classified:.1f} frames/s, {stream.dropped:,} dropped",
        f"age of answer    {stream.age.median:.0f} ms median, {stream.age_p95:.0f} ms p95 (from capture); "
        f"{stream.from_camera.median:.0f} ms, {stream.from_camera_p95:.0f} ms (from the camera)",
        f"drift of the age {stream.drift:+.1f} ms",
        f"event loop       {_smooth(watched.held)}; by its own work {_smooth(watched.worked)}",
        f"memory           {stream.memory:.0f} MB, {stream.growth:+.1f} MB since it had warmed up",
        f"right label      {_mean([one.right for one in garments]):.1%} of the frames from 300 ms on, "
        f"{_mean([one.sure for one in garments]):.1%} as a sure answer; "
        f"at least 90 % in {_share([one.right >= 0.9 for one in garments])} appearances",
        f"label changes    at most one in {_share([one.changes <= 1 for one in garments])} appearances, "
        f"{max((one.changes for one in garments), default=0)} at most",
        f"empty scene      {_mean([one.right for one in empty]):.1%} of the frames from 300 ms on",
        *(f"  {_way(one)}" for one in found.garments if one.right < 0.9 or one.changes > 1),
    ]  # fmt: skip


def _way(garment: GarmentFigures) -> str:
    seen = " → ".join(name or "nothing" for name in garment.seen)
    return f"{garment.label or 'nothing'}: right {garment.right:.0%}, {seen}"


def _smooth(lateness: Lateness) -> str:
    return f"{lateness.smooth:.2%} under 16 ms (p99 {lateness.p99:.1f}, longest {lateness.longest:.0f} ms)"


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _share(values: list[bool]) -> str:
    return f"{sum(values)} of {len(values)}"
