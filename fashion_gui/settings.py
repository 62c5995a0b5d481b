"""The user's preferences: one typed, frozen object, and the file that keeps it."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

APPEARANCES = ("system", "light", "dark")


@dataclass(frozen=True)
class Settings:
    """What the program remembers.

    Attributes:
        threshold: calibrated probability (0–1) under which an answer is "not sure".
        appearance: one of `APPEARANCES`.
        page: name of the page last shown.
        folder: folder last opened; empty for the home folder.
        width, height: of the window in device-independent pixels.
        maximised: whether the window filled the screen.
    """

    threshold: float = 0.5
    appearance: str = "system"
    page: str = ""
    folder: str = ""
    width: int = 1200
    height: int = 780
    maximised: bool = False

    def __post_init__(self) -> None:
        _check("threshold", 0 <= self.threshold <= 1)
        _check("appearance", self.appearance in APPEARANCES)
        _check("width", 0 < self.width < 100_000)
        _check("height", 0 < self.height < 100_000)


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
            ValueError: if a value is out of its range.
        """
        self.current = dataclasses.replace(self.current, **values)
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
            stream.write(json.dumps(dataclasses.asdict(self.current), indent=2).encode() + b"\n")
        self._saved = self.current


def _check(name: str, good: bool) -> None:
    if not good:
        raise ValueError(f"the setting “{name}” is out of its range")


def _read(path: Path) -> Settings:
    try:
        stored = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return Settings()
    settings = Settings()
    for field in dataclasses.fields(Settings):
        value = stored.get(field.name) if isinstance(stored, dict) else None
        if type(value) is type(field.default) or (isinstance(field.default, float) and type(value) is int):
            try:
                settings = dataclasses.replace(settings, **{field.name: value})  # type: ignore[arg-type]
            except ValueError:
                continue
    return settings
