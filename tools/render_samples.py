"""Renders the sample pictures from the class drawings, so that they look like photos of real garments.

    .venv/bin/python tools/render_samples.py            # writes resources/samples/*.jpg

Each drawing is bent a little, dyed, given cloth, folds and a shadow, and laid on a wooden floor, a sheet, a
carpet or paper. Nothing is drawn by chance: the same drawings give the same pictures.
"""

from __future__ import annotations

import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from fashion_gui.core.labels import CLASS_NAMES, class_slug
from fashion_gui.core.opencv import cv2
from fashion_gui.core.whole_files import write_whole
from fashion_gui.paths import resources_dir

TALL, WIDE = (480, 640), (640, 480)
BODY = np.array([0x8F, 0x84, 0xEE]) / 255
"""The colour of the drawings' largest surface; what is lighter or darker there is so on the garment."""
LUMA = np.array([0.299, 0.587, 0.114])


@dataclass(frozen=True)
class Look:
    """How one sample is photographed: dye and ground as RGB, cloth and floor by name, turn in degrees."""

    dye: tuple[int, int, int]
    cloth: str
    floor: str
    turn: float
    size: tuple[int, int] = TALL
    fill: float = 0.86


LOOKS = {
    "T-shirt/top": Look((44, 62, 104), "jersey", "sheet", -3.0),
    "Trouser": Look((58, 78, 116), "denim", "carpet", 2.0, fill=0.94),
    "Pullover": Look((126, 44, 52), "knit", "wood", 2.5, fill=0.92),
    "Dress": Look((40, 88, 74), "jersey", "paper", -1.5, fill=0.92),
    "Coat": Look((92, 74, 58), "jersey", "sheet", 1.5, fill=0.96),
    "Sandal": Look((112, 66, 40), "leather", "paper", -2.0, WIDE),
    "Shirt": Look((84, 112, 150), "weave", "wood", -2.0, fill=0.92),
    "Sneaker": Look((60, 62, 72), "leather", "sheet", 1.5, WIDE, 0.9),
    "Bag": Look((104, 58, 42), "leather", "paper", 1.0, WIDE, 0.84),
    "Ankle boot": Look((78, 52, 40), "leather", "sheet", -1.5, WIDE, 0.9),
}


def main() -> int:
    """Render all samples into the folder named, or into `resources/samples`."""
    application = QGuiApplication([])
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else resources_dir() / "samples"
    for index, name in enumerate(CLASS_NAMES):
        drawing = resources_dir() / "classes" / f"{class_slug(name)}.svg"
        photo = render(drawing, LOOKS[name], np.random.default_rng(index + 1))
        jpeg = io.BytesIO()
        Image.fromarray(photo).save(jpeg, "JPEG", quality=86, optimize=True)
        with write_whole(folder / f"{class_slug(name)}.jpg") as stream:
            stream.write(jpeg.getvalue())
        print(f"{name}: {len(jpeg.getvalue()) // 1024} KB")
    del application
    return 0


def render(drawing: Path, look: Look, chance: np.random.Generator) -> np.ndarray:
    """One sample as uint8 [h, w, 3]."""
    width, height = look.size
    tone, mask = _garment(drawing, look, chance)
    photo = _floor(look.floor, width, height, chance)
    shadow = cv2.GaussianBlur(np.roll(mask, (9, 5), axis=(0, 1)), (0, 0), 9)
    photo *= 1 - 0.42 * shadow[..., None]
    dyed = np.array(look.dye) / 255 * tone[..., None]
    dyed *= _cloth(look.cloth, width, height, chance)[..., None]
    dyed *= _volume(mask, chance)[..., None]
    photo = photo * (1 - mask[..., None]) + dyed * mask[..., None]
    photo *= _light(width, height)[..., None]
    photo = cv2.GaussianBlur(photo, (0, 0), 0.7)
    photo += chance.normal(0, 0.008, photo.shape)
    return (np.clip(photo, 0, 1) * 255).astype(np.uint8)


def _garment(drawing: Path, look: Look, chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Brightness relative to the body (1) and coverage (0–1), both float64 [h, w]."""
    width, height = look.size
    edge = min(width, height) * look.fill
    image = QImage(width, height, QImage.Format.Format_RGBA8888)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(width / 2, height / 2)
    painter.rotate(look.turn)
    QSvgRenderer(str(drawing)).render(painter, QRectF(-edge / 2, -edge / 2, edge, edge))
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(height, width, 4) / 255
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    bend = 3.2
    columns += bend * _waves(height, width, 45, 45, chance).astype(np.float32)
    rows += bend * _waves(height, width, 45, 45, chance).astype(np.float32)
    pixels = np.asarray(cv2.remap(pixels, columns, rows, cv2.INTER_LINEAR), np.float64)
    mask = pixels[..., 3]
    tone = (pixels[..., :3] @ LUMA) / (BODY @ LUMA)
    return np.where(mask > 0, tone**1.25, 0), mask


def _cloth(kind: str, width: int, height: int, chance: np.random.Generator) -> np.ndarray:
    """Brightness of the surface around 1, float64 [h, w]."""
    y, x = np.mgrid[0:height, 0:width]
    grain = chance.normal(0, 1, (height, width))
    fine = cv2.GaussianBlur(grain, (0, 0), 0.9) * 1.7
    if kind == "denim":
        return 1 + 0.05 * np.sin((x + y) * 1.6) + 0.09 * fine
    if kind == "knit":
        return 1 + 0.07 * np.sin(x * 1.1) * np.sign(np.sin(y * 0.55 + x * 0.55)) + 0.05 * fine
    if kind == "weave":
        return 1 + 0.10 * (np.sin(x * 0.52) > 0.75) + 0.03 * np.sin(y * 1.8) + 0.03 * fine
    if kind == "leather":
        return 1 + 0.05 * _waves(height, width, 3, 3, chance) + 0.03 * fine
    return 1 + 0.05 * fine


def _volume(mask: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Light and shade of folds and of rounded edges around 1, float64 [h, w]."""
    height, width = mask.shape
    depth = np.asarray(cv2.distanceTransform((mask > 0.5).astype(np.uint8), cv2.DIST_L2, 5), np.float64)
    rounded = 0.72 + 0.28 * np.clip(depth / 16, 0, 1) ** 0.6
    folds = _waves(height, width, 16, 60, chance) + 0.6 * _waves(height, width, 34, 14, chance)
    slope = np.gradient(cv2.GaussianBlur(folds, (0, 0), 3), axis=1)
    return rounded * np.clip(1 + 3.2 * slope + 0.06 * folds, 0.62, 1.4)


def _floor(kind: str, width: int, height: int, chance: np.random.Generator) -> np.ndarray:
    """What the garment lies on, float64 [h, w, 3]."""
    y = np.mgrid[0:height, 0:width][0]
    fine = cv2.GaussianBlur(chance.normal(0, 1, (height, width)), (0, 0), 0.8)
    if kind == "wood":
        plank = 118
        tint = chance.normal(0, 0.035, height // plank + 2)[y // plank]
        grain = _waves(height, width, 90, 1.6, chance) * 0.035 + _waves(height, width, 160, 5, chance) * 0.03
        brightness = 0.80 + tint + grain - 0.16 * (y % plank < 2)
        return brightness[..., None] * np.array([0.98, 0.86, 0.70])
    if kind == "sheet":
        folds = cv2.GaussianBlur(_waves(height, width, 90, 60, chance), (0, 0), 6)
        slope = np.gradient(folds, axis=1) + np.gradient(folds, axis=0)
        return (0.86 + 2.2 * slope + 0.012 * fine)[..., None] * np.array([0.98, 0.98, 1.0])
    if kind == "carpet":
        tufts = _waves(height, width, 2.2, 2.2, chance)
        return (0.74 + 0.05 * tufts + 0.03 * fine)[..., None] * np.array([0.96, 0.95, 0.90])
    return (0.90 + 0.010 * fine)[..., None] * np.array([1.0, 0.985, 0.95])


def _waves(height: int, width: int, across: float, along: float, chance: np.random.Generator) -> np.ndarray:
    """Smooth chance of mean 0 and deviation 1 with waves of about this many pixels, float64 [h, w]."""
    smooth = cv2.GaussianBlur(chance.normal(0, 1, (height, width)), (0, 0), sigmaX=across, sigmaY=along)
    return (smooth - smooth.mean()) / smooth.std()


def _light(width: int, height: int) -> np.ndarray:
    """A window to the upper left, float64 [h, w]."""
    y, x = np.mgrid[0:height, 0:width]
    far = np.hypot(x / width - 0.3, y / height - 0.25)
    return 1.07 - 0.26 * far


if __name__ == "__main__":
    sys.exit(main())
