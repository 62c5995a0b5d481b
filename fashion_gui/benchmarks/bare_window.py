"""A child of `benchmark window`: opens a window with nothing in it, and prints in how many seconds it was up.

    python -m fashion_gui.benchmarks.bare_window STARTED

`STARTED` is the parent's clock (`time.time()`) at the start of this process. Nothing of the program is
imported.
"""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class BareWindow(QMainWindow):
    """Says when it has been painted, and closes."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        QTimer.singleShot(0, self.leave)

    def leave(self) -> None:
        """Print the time and end."""
        print(time.time() - float(sys.argv[1]))
        QApplication.quit()


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    window = BareWindow()
    window.resize(1200, 780)  # as large as the program's first window
    window.show()
    application.exec()
