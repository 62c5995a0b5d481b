"""Drags a file onto another program's window, as a file manager does: python drag.py FILE X Y

A small window at the right edge of the screen is what the file is dragged from; mouse and button are moved by
the X server itself (XTEST). Prints what the window that was dropped on did with it.
"""

from __future__ import annotations

import ctypes
import sys
import threading
import time

from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

SOURCE = (1560, 40)


class Source(QWidget):
    """Where the drag begins."""

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, ARG002
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(sys.argv[1])])
        drag = QDrag(self)
        drag.setMimeData(mime)
        print(drag.exec(Qt.DropAction.CopyAction).name, flush=True)
        QTimer.singleShot(3000, QApplication.quit)  # who takes it asks for the data only now


def move_mouse(x: int, y: int) -> None:
    """Press the button on the source, go to (x, y) step by step, let go."""
    x11, xtst = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x11.XOpenDisplay(None))

    def go(to_x: float, to_y: float) -> None:
        xtst.XTestFakeMotionEvent(display, -1, int(to_x), int(to_y), 0)
        x11.XFlush(display)
        time.sleep(0.03)

    go(*SOURCE)
    xtst.XTestFakeButtonEvent(display, 1, 1, 0)
    x11.XFlush(display)
    time.sleep(0.5)
    for share in range(1, 31):
        go(SOURCE[0] + (x - SOURCE[0]) * share / 30, SOURCE[1] + (y - SOURCE[1]) * share / 30)
    time.sleep(0.5)
    xtst.XTestFakeButtonEvent(display, 1, 0, 0)
    x11.XFlush(display)


application = QApplication(sys.argv[:1])
source = Source(windowFlags=Qt.WindowType.FramelessWindowHint)
source.setGeometry(SOURCE[0] - 30, SOURCE[1] - 30, 60, 60)
source.show()
target = int(sys.argv[2]), int(sys.argv[3])
QTimer.singleShot(500, lambda: threading.Thread(target=move_mouse, args=target, daemon=True).start())
QTimer.singleShot(60_000, lambda: application.exit(1))
sys.exit(application.exec())
