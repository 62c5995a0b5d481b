"""Makes the pictures of the README: `make screenshot`.

python -m tools.screenshot FOLDER
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from fashion_gui import paths
from tools.window_driver import WindowDriver


def main(folder: Path) -> None:
    """The window with the answer to a sample picture, light and dark."""
    sample = paths.resources_dir() / "samples" / "t-shirt-top.jpg"
    with tempfile.TemporaryDirectory(prefix="fashion-gui-") as home:
        os.environ["FASHION_GUI_HOME"] = home
        for appearance, name in (("light", "classify.png"), ("dark", "classify-dark.png")):
            driver = WindowDriver(Path(home), appearance)
            driver.ask(sample)
            driver.ask(sample)  # the first one pays for what is read from the disk
            driver.save_screenshot(folder / name)
            driver.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
