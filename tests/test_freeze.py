"""What surrounds PyInstaller's recipe; the built program itself is tested in tests/frozen."""

from __future__ import annotations

import configparser
import os
import plistlib
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import PySide6
import pytest
from PIL import Image

from fashion_gui import __version__
from fashion_gui.core.picture_formats import PICTURE_SUFFIXES
from tools.freeze import desktop, icu, left_out, third_party, weigh
from tools.freeze.build import ROOT


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder as `make build` leaves it, with what `add-to-menu.sh` needs."""
    folder = tmp_path / 'Mode "für" $alle 100%'
    folder.mkdir()
    (folder / "fashion-gui.desktop").write_text(desktop.menu_entry(), encoding="utf-8")
    script = ROOT / "tools" / "freeze" / "add-to-menu.sh"
    (folder / script.name).write_bytes(script.read_bytes())
    return folder


@pytest.mark.usefixtures("qapp")
def test_icons_of_every_system(tmp_path: Path) -> None:
    desktop.write_icons(ROOT / "resources" / "icons" / "fashion-gui.svg", tmp_path)
    with Image.open(tmp_path / "fashion-gui.ico") as ico:
        assert ico.info["sizes"] == {(edge, edge) for edge in desktop.ICO_EDGES}
    with Image.open(tmp_path / "fashion-gui.icns") as icns:
        assert icns.size == (1024, 1024)
    with Image.open(tmp_path / "fashion-gui.png") as png:
        assert png.size == (256, 256)
        assert png.getpixel((0, 0))[3] == 0
        assert png.getpixel((128, 30))[3] == 255


def test_version_resource_names_the_version() -> None:
    text = desktop.version_resource("1.2.3")
    compile(text, "version.txt", "eval")
    assert "filevers=(1, 2, 3, 0)" in text
    assert "StringStruct('ProductVersion', '1.2.3')" in text


def test_macos_is_told_what_the_camera_is_for() -> None:
    told = plistlib.loads(plistlib.dumps(desktop.INFO_PLIST))
    assert "camera" in told["NSCameraUsageDescription"]
    assert told["CFBundleShortVersionString"] == __version__


def entry_of(path: Path) -> configparser.SectionProxy:
    parser = configparser.RawConfigParser(strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(path, encoding="utf-8")
    return parser["Desktop Entry"]


@pytest.mark.skipif(os.name == "nt", reason="for Linux")
def test_the_menu_entry_finds_the_program_in_any_folder(program: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path / "data")}
    script = ["sh", str(program / "add-to-menu.sh")]
    subprocess.run(script, env=environment, check=True, capture_output=True)
    written = tmp_path / "data" / "applications" / "fashion-gui.desktop"
    entry = entry_of(written)
    # What a desktop makes of it: a string's escapes, then those of a quoted argument, then the field codes.
    quoted = entry["Exec"].removesuffix(" %F").replace("\\\\", "\\")
    assert quoted[0] == quoted[-1] == '"'
    path = quoted[1:-1].replace('\\"', '"').replace("\\$", "$").replace("%%", "%")
    assert path == str(program / "fashion-gui")
    assert entry["Icon"] == str(program / "fashion-gui.png")
    subprocess.run([*script, "--remove"], env=environment, check=True, capture_output=True)
    assert not written.exists()


def test_the_menu_entry_offers_every_kind_that_is_read() -> None:
    kinds = {kind.removeprefix("image/") for kind in desktop.MIME_TYPES}
    names = {
        "jpg": "jpeg",
        "jpe": "jpeg",
        "jfif": "jpeg",
        "apng": "png",
        "dib": "bmp",
        "tif": "tiff",
        "hif": "heif",
    }
    assert kinds == {names.get(suffix[1:], suffix[1:]) for suffix in PICTURE_SUFFIXES}


@pytest.mark.parametrize(
    ("name", "out"),
    [
        ("openvino/libs/libopenvino_pytorch_frontend.so.2510", True),
        ("openvino/libs/libopenvino_tensorflow_lite_frontend.so.2510", True),
        ("openvino/libs/libopenvino_tensorflow_frontend.so.2510", False),
        ("openvino/libs/libopenvino_intel_gpu_plugin.so", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", False),
        ("PySide6/Qt/plugins/platforms/libqwayland.so", False),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", False),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", True),
        ("PySide6/Qt/plugins/imageformats/libqsvg.so", False),
        ("PySide6/Qt/translations/qtbase_de.qm", True),
        ("matplotlib/mpl-data/fonts/ttf/DejaVuSans-Bold.ttf", False),
        ("matplotlib/mpl-data/fonts/ttf/DejaVuSansMono-Bold.ttf", True),
        ("matplotlib/mpl-data/fonts/ttf/LastResortHE-Regular.ttf", False),
    ],
)
def test_what_is_left_out(name: str, out: bool) -> None:
    assert left_out.is_left_out(name, lite=False) is out


def test_the_lite_build_reads_no_network_of_tensorflow() -> None:
    front_end = "openvino/libs/libopenvino_tensorflow_frontend.so.2510"
    assert left_out.is_left_out(front_end, lite=True)
    assert not left_out.is_left_out("openvino/libs/libopenvino_ir_frontend.so.2510", lite=True)


def test_links_to_what_is_left_out_go_too() -> None:
    binaries = [("PySide6/Qt/lib/libQt6Gui.so.6", "/somewhere/libQt6Gui.so.6", "BINARY")]
    kept = [("libQt6Gui.so.6", "PySide6/Qt/lib/libQt6Gui.so.6", "SYMLINK"), ("LICENSE", "/l", "DATA")]
    gone = ("libQt6EglFsKmsSupport.so.6", "PySide6/Qt/lib/libQt6EglFsKmsSupport.so.6", "SYMLINK")
    assert left_out.without_dangling([*kept, gone], binaries) == kept


SORTING = """
from PySide6.QtCore import QCollator, QDateTime, QLocale, QTimeZone
print(*{line.split()[-1] for line in open("/proc/self/maps") if "libicudata" in line})
words = "Zebra zebra Äpfel Apfel öl ol 10 9 ångström čas cas lžíce llama 写真 日本 中国 한국 ひ カ ß".split()
for name in ("C", "de_DE", "sv_SE", "cs_CZ", "ja_JP", "ko_KR", "zh_CN"):
    collator = QCollator(QLocale(name))
    collator.setNumericMode(True)
    print(name, sorted(words, key=collator.sortKey), QLocale(name).toUpper("straße ijs"))
print(QTimeZone(b"Europe/Berlin").offsetFromUtc(QDateTime.fromSecsSinceEpoch(1_600_000_000)))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Qt brings ICU along for Linux only")
def test_qt_sorts_alike_with_the_reduced_icu(tmp_path: Path) -> None:
    [whole] = Path(PySide6.__file__).parent.glob("Qt/lib/libicudata.so.*")
    reduced = tmp_path / whole.name
    reduced.write_bytes(whole.read_bytes())
    assert icu.reduce(reduced)
    assert reduced.stat().st_size < 0.2 * whole.stat().st_size
    said = []
    for library in (whole, reduced):
        done = subprocess.run(
            [sys.executable, "-c", SORTING],
            env={**os.environ, "LD_PRELOAD": str(library)},
            capture_output=True,
            text=True,
            check=True,
        )
        used, _, answers = done.stdout.partition("\n")
        assert (Path(used).samefile(library), done.stderr) == (True, "")
        said.append(answers)
    assert said[0] == said[1]


@pytest.mark.skipif(sys.platform != "linux", reason="it is read with binutils")
def test_another_library_is_no_icu(tmp_path: Path) -> None:
    [other] = Path(PySide6.__file__).parent.glob("Qt/lib/libQt6Svg.so.*")
    copy = tmp_path / other.name
    copy.write_bytes(other.read_bytes())
    assert not icu.reduce(copy)
    assert copy.read_bytes() == other.read_bytes()


def test_third_parties_are_named_with_their_licences() -> None:
    found = third_party.bundled_distributions({"numpy", "cv2", "PIL", "fashion_gui", "no_such_module"})
    names = {package.name.lower() for package in found}
    assert {"numpy", "pillow"} <= names
    assert "fashion-gui" not in names
    said = third_party.text([distribution("numpy")], set())
    assert "| numpy | 1.26.4 | BSD" in said
    assert "Redistribution and use in source and binary forms" in said
    assert "LGPL" in said


def test_weights_add_up(tmp_path: Path) -> None:
    for name, size in (("_internal/cv2/cv2.so", 3_000_000), ("_internal/models/m.bin", 2_000_000), ("x", 5)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(bytes(size))
    (tmp_path / "_internal" / "link.so").symlink_to("cv2/cv2.so")
    total, groups = weigh.sizes(tmp_path)
    assert total == 5_000_005
    assert groups["OpenCV"] == 3_000_000
    assert "| **together** | **5** |" in weigh.table(tmp_path)
