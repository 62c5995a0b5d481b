"""What makes the built program belong to a desktop: icons, version resource, Info.plist, menu entry."""

from __future__ import annotations

import io
import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from fashion_gui import __version__

SUMMARY = "Recognises clothing in pictures, folders and live video"
MIME_TYPES = tuple(
    f"image/{kind}" for kind in ("jpeg", "png", "webp", "avif", "gif", "bmp", "tiff", "heic", "heif")
)
"""The kinds of picture that the program reads, as in core/picture_formats.py."""

ICO_EDGES = (16, 24, 32, 48, 64, 128, 256)

INFO_PLIST = {
    "CFBundleDisplayName": "Fashion GUI",
    "CFBundleShortVersionString": __version__,
    "LSMinimumSystemVersion": "14.0",
    "NSHighResolutionCapable": True,
    "NSCameraUsageDescription": "Fashion GUI recognises clothing that is held in front of the camera. "
    "No picture leaves this computer.",
    "CFBundleDocumentTypes": [
        {
            "CFBundleTypeName": "Picture",
            "CFBundleTypeRole": "Viewer",
            "LSHandlerRank": "Alternate",
            "LSItemContentTypes": ["public.image"],
        }
    ],
}
"""Of the macOS program; without the sentence about the camera macOS ends whatever opens one."""


def write_icons(svg: Path, folder: Path) -> None:
    """`fashion-gui.png` (256 pixels), `.ico` and `.icns` from the drawing."""
    folder.mkdir(parents=True, exist_ok=True)
    QGuiApplication.instance() or QGuiApplication([])
    largest = _rendered(svg, 1024)
    largest.save(folder / "fashion-gui.icns")
    largest.save(folder / "fashion-gui.ico", sizes=[(edge, edge) for edge in ICO_EDGES])
    _rendered(svg, 256).save(folder / "fashion-gui.png")


def _rendered(svg: Path, edge: int) -> Image.Image:
    image = QImage(edge, edge, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(svg)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Image.open(io.BytesIO(bytes(buffer.data().data())))


def version_resource(version: str = __version__) -> str:
    """The text from which PyInstaller makes the version resource of a Windows program."""
    numbers = (*map(int, version.split(".")[:3]), 0)
    strings = {
        "CompanyName": "Fashion GUI",
        "FileDescription": "Fashion GUI",
        "FileVersion": version,
        "InternalName": "fashion-gui",
        "OriginalFilename": "fashion-gui.exe",
        "ProductName": "Fashion GUI",
        "ProductVersion": version,
        "LegalCopyright": "MIT licence",
    }
    pairs = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in strings.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0,"
        " OS=0x40004, fileType=1, subtype=0, date=(0, 0)),"
        f" kids=[StringFileInfo([StringTable('040904B0', [{pairs}])]),"
        " VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )


def menu_entry(executable: str = "fashion-gui", icon: str = "fashion-gui") -> str:
    """The `.desktop` file of freedesktop.org: the program in the menu and in “Open with”."""
    return (
        "[Desktop Entry]\n"
        "Type=Application\n"
        "Name=Fashion GUI\n"
        f"Comment={SUMMARY}\n"
        f"Exec={executable} %F\n"
        f"Icon={icon}\n"
        "Terminal=false\n"
        "StartupWMClass=fashion-gui\n"
        "Categories=Graphics;Education;Science;\n"
        "Keywords=clothes;fashion;recognition;classifier;\n"
        f"MimeType={';'.join(MIME_TYPES)};\n"
    )
