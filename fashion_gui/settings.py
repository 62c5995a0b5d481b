"""The user's preferences: one typed, frozen object, and the file that keeps it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

APPEARANCES = ("system", "light", "dark")
PRECISIONS = ("fp16", "fp32", "int8")


class Settings(NamedTuple):
    """What the program remembers.

    Attributes:
        threshold: calibrated probability (0–1) under which an answer is "not sure".
        appearance: one of `APPEARANCES`.
        page: name of the page last shown.
        folder: folder last opened; empty for the home folder.
        video: camera number, video file or address last watched; empty for the first camera there is.
        mirror: whether live video is shown as in a mirror.
        device: what the network is computed on, as OpenVINO calls it: `CPU`, `GPU`, `AUTO`, …
        precision: of its weights, one of `PRECISIONS`.
        width, height: of the window in device-independent pixels.
        maximised: whether the window filled the screen.
    """

    threshold: float = 0.5
    appearance: str = "system"
    page: str = ""
    folder: str = ""
    video: str = ""
    mirror: bool = True
    device: str = "CPU"
    precision: str = "fp16"
    width: int = 1200
    height: int = 780
    maximised: bool = False


_RANGES: dict[str, Callable[[Any], bool]] = {
    "threshold": lambda value: 0 <= value <= 1,
    "appearance": APPEARANCES.__contains__,
    "device": bool,
    "precision": PRECISIONS.__contains__,
    "width": lambda value: 0 < value < 100_000,
    "height": lambda value: 0 < value < 100_000,
}


class SettingsStore:
    """Reads the preferences once, hands out the present ones and writes them back.

    A damaged file is as good as none: each value that can't be understood is replaced by its default.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._saved = _read(path)
        self.current = self._saved

    def change(self, **values: Any) -> Settings:
        """Replace some values; `save` makes it last.

        Raises:
            ValueError: if a value is not of its type, or out of its range.
        """
        for name, value in values.items():
            if not _fits(name, value):
                raise ValueError(f"the setting “{name}” can't be {value!r}")
        self.current = self.current._replace(**values)
        return self.current

    def save(self) -> None:
        """Write the file if anything changed.

        Raises:
            StorageError: if it can't be written.
        """
        if self.current == self._saved:
            return
        from fashion_gui.core.whole_files import write_whole

        with write_whole(self._path) as stream:
            stream.write(json.dumps(self.current._asdict(), indent=2).encode() + b"\n")
        self._saved = self.current


def _fits(name: str, value: object) -> bool:
    kind = type(Settings._field_defaults[name])
    if type(value) is not kind and not (kind is float and type(value) is int):
        return False
    return _RANGES.get(name, lambda _: True)(value)


def _read(path: Path) -> Settings:
    try:
        stored = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return Settings()
    if not isinstance(stored, dict):
        return Settings()
    known = {name: stored[name] for name in Settings._fields if name in stored}
    return Settings(**{name: value for name, value in known.items() if _fits(name, value)})
