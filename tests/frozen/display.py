"""An invisible X screen of one's own, that can be looked at."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import numpy as np

WIDTH, HEIGHT = 1600, 900


class Display:
    """Xvfb with its picture in a file: no program is needed to take screenshots."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._picture = folder / "Xvfb_screen0"
        reading, writing = os.pipe()
        screen = f"{WIDTH}x{HEIGHT}x24"
        self.server = subprocess.Popen(
            [
                "Xvfb",
                "-displayfd",
                str(writing),
                "-screen",
                "0",
                screen,
                "-fbdir",
                str(folder),
                "-nolisten",
                "tcp",
                "-noreset",  # as on a desktop, which never loses its last window
            ],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as stream:
            self.name = f":{stream.readline().strip()}"

    def picture(self) -> np.ndarray:
        """What is on the screen, uint8 [900, 1600, 3] RGB (the XWD format, see XWDFile.h)."""
        content = self._picture.read_bytes()
        header = np.frombuffer(content, ">u4", 25)
        start, line, colours = int(header[0]), int(header[12]), int(header[19])
        pixels = np.frombuffer(content, np.uint8, HEIGHT * line, start + 12 * colours)
        return pixels.reshape(HEIGHT, line // 4, 4)[:, :WIDTH, 2::-1]

    def vanish(self) -> None:
        """As when a remote session breaks off."""
        self.server.kill()
        self.server.wait()
