"""Decoding and finding real files of every odd kind."""

from __future__ import annotations

import contextlib
import io
import os
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pillow_heif import register_heif_opener

from fashion_gui.core.errors import PictureError
from fashion_gui.core.images import LONGEST_EDGE, decode, decode_bytes, find_pictures

register_heif_opener()  # the tests write HEIC themselves; the program registers its own reader

WRITERS = {
    "jpg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF", "gif": "GIF", "bmp": "BMP", "tif": "TIFF",
    "heic": "HEIF",
}  # fmt: skip


def drawing(width: int = 200, height: int = 160) -> Image.Image:
    """Large squares of saturated colours."""
    cells = np.random.default_rng(1).integers(0, 2, (height // 20, width // 20, 3), dtype=np.uint8) * 255
    return Image.fromarray(np.kron(cells, np.ones((20, 20, 1), np.uint8)))


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


@pytest.mark.parametrize("suffix", WRITERS)
def test_every_format_is_read(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"picture.{suffix}"
    path.write_bytes(encoded(drawing(), WRITERS[suffix]))
    picture = decode(path)
    assert picture.path == path
    assert picture.original_size == (200, 160)
    assert picture.rgb.dtype == np.uint8
    wanted = np.asarray(drawing(), np.int32)
    assert np.abs(picture.rgb[10::20, 10::20] - wanted[10::20, 10::20]).mean() < 25


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_torn_files_are_refused_in_words(suffix: str, share: float) -> None:
    whole = encoded(drawing(), WRITERS[suffix])
    with pytest.raises(PictureError, match="“torn") as caught:
        decode_bytes(whole[: int(len(whole) * share)], f"torn.{suffix}")
    assert caught.value.advice


@pytest.mark.parametrize("suffix", WRITERS)
def test_flipped_bytes_never_escape_as_another_error(suffix: str) -> None:
    whole = encoded(drawing(), WRITERS[suffix])
    rng = np.random.default_rng(2)
    for _ in range(40):
        flipped = bytearray(whole)
        for _ in range(4):
            flipped[rng.integers(12, len(flipped))] = rng.integers(256)
        with contextlib.suppress(PictureError):
            assert decode_bytes(bytes(flipped), "flipped").rgb.ndim == 3


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_small_pictures_stay_exact(mode: str) -> None:
    noise = np.random.default_rng(3).integers(0, 256, (28, 28, 3), dtype=np.uint8)
    image = Image.fromarray(noise).convert(mode)
    picture = decode_bytes(encoded(image, "PNG"), "small.png")
    assert np.array_equal(picture.rgb, np.asarray(image.convert("RGB")))
    assert picture.grey is (mode == "L")


def test_twelve_megapixels_come_down_quickly_and_right() -> None:
    coarse = np.random.default_rng(4).integers(0, 256, (30, 40, 3), dtype=np.uint8)
    image = Image.fromarray(coarse).resize((4000, 3000), Image.Resampling.BICUBIC)
    data = encoded(image, "JPEG", quality=90)
    decode_bytes(data, "warm.jpg")
    start = time.perf_counter()
    picture = decode_bytes(data, "large.jpg")
    assert time.perf_counter() - start < 0.3
    assert picture.original_size == (4000, 3000)
    assert 500 <= max(picture.rgb.shape) <= LONGEST_EDGE
    small = np.asarray(image.resize((40, 30), Image.Resampling.BOX), np.int32)
    ours = np.asarray(Image.fromarray(picture.rgb).resize((40, 30), Image.Resampling.BOX), np.int32)
    assert np.abs(small - ours).mean() < 3


def test_long_thin_pictures_keep_at_least_one_pixel() -> None:
    thin = decode_bytes(encoded(Image.new("RGB", (9000, 2)), "PNG"), "thin.png")
    assert thin.rgb.shape == (1, LONGEST_EDGE, 3)


def test_sixteen_bits_are_rescaled_not_saturated() -> None:
    ramp = np.linspace(0, 65535, 256).astype(np.uint16)[None].repeat(20, 0)
    for kind in ("PNG", "TIFF"):
        picture = decode_bytes(encoded(Image.fromarray(ramp), kind), "deep")
        assert np.abs(picture.rgb[0, :, 0].astype(int) - np.arange(256)).max() <= 1
        assert picture.grey


@pytest.mark.parametrize(("low", "high"), [(0, 255), (0, 65535), (-3.0, 8.0)])
def test_floating_point_tiffs_use_the_whole_range(low: float, high: float) -> None:
    ramp = np.linspace(low, high, 256, dtype=np.float32)[None].repeat(20, 0)
    ramp[5, 5] = np.nan
    row = decode_bytes(encoded(Image.fromarray(ramp), "TIFF"), "float.tif").rgb[0, :, 0]
    assert np.abs(row.astype(int) - np.arange(256)).max() <= 1


def test_transparency_lies_on_white() -> None:
    layer = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    layer.paste((200, 10, 10, 255), (10, 10, 30, 30))
    palette = Image.new("P", (40, 40), 0)
    palette.putpalette([0, 0, 0, 200, 10, 10])
    palette.paste(1, (10, 10, 30, 30))
    files = [
        encoded(layer, "PNG"),
        encoded(layer, "WEBP", lossless=True),
        encoded(layer.convert("LA"), "PNG"),
        encoded(palette, "PNG", transparency=0),
        encoded(palette, "GIF", transparency=0),
    ]
    for data in files:
        rgb = decode_bytes(data, "see-through").rgb
        assert (rgb[0, 0] == 255).all()
        assert (rgb[20, 20] < 255).any()


@pytest.mark.parametrize("mode", ["1", "P", "CMYK", "YCbCr", "LAB"])
def test_other_colour_modes(mode: str) -> None:
    kind = "TIFF" if mode in ("YCbCr", "LAB") else "JPEG" if mode == "CMYK" else "PNG"
    if mode == "LAB":
        white = Image.new("LAB", (40, 40), (255, 128, 128))
    else:
        white = Image.new("RGB", (40, 40), "white").convert(mode)
    rgb = decode_bytes(encoded(white, kind), mode).rgb
    assert rgb.min() > 250


def test_first_frame_of_an_animation() -> None:
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue", "lime")]
    for kind in ("GIF", "PNG", "WEBP", "TIFF"):
        rgb = decode_bytes(encoded(frames[0], kind, save_all=True, append_images=frames[1:]), kind).rgb
        assert rgb[20, 20, 0] > 200
        assert rgb[20, 20, 1:].max() < 60


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_turn(kind: str, orientation: int) -> None:
    side = 400 if kind == "JPEG" else 100  # large enough that JPEG is reduced while decoding
    upright = Image.new("RGB", (3 * side, 2 * side), "white")
    upright.paste("black", (0, 0, side, side))  # dark corner at the top left
    backwards = {6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270, 3: Image.Transpose.ROTATE_180,
                 2: Image.Transpose.FLIP_LEFT_RIGHT, 4: Image.Transpose.FLIP_TOP_BOTTOM,
                 5: Image.Transpose.TRANSPOSE, 7: Image.Transpose.TRANSVERSE}  # fmt: skip
    stored = upright.transpose(backwards[orientation]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = decode_bytes(encoded(stored, kind, exif=exif.tobytes()), f"turned-{orientation}")
    height, width = picture.rgb.shape[:2]
    assert picture.original_size == (3 * side, 2 * side)
    assert width > height
    assert picture.rgb[height // 5, width // 5].max() < 60
    assert picture.rgb[height // 5, -width // 5].min() > 200


def test_torn_exif_is_no_reason_to_refuse() -> None:
    data = encoded(drawing(), "JPEG", exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x05\x01")
    assert decode_bytes(data, "exif.jpg").rgb.shape == (160, 200, 3)


def test_too_many_pixels_are_refused_before_decoding(tmp_path: Path) -> None:
    for size in ((9001, 9000), (20000, 10000), (60000, 60000)):
        stream = io.BytesIO()
        Image.new("1", (8, 8)).save(stream, "BMP")
        header = bytearray(stream.getvalue())
        header[18:26] = size[0].to_bytes(4, "little") + size[1].to_bytes(4, "little")
        with pytest.raises(PictureError, match="megapixels"):
            decode_bytes(bytes(header), "huge.bmp")
    path = tmp_path / "huge.png"
    with path.open("wb") as stream:
        stream.truncate(100_000_001)
    with pytest.raises(PictureError, match="MB"):
        decode(path)


def test_what_is_no_picture_file(tmp_path: Path) -> None:
    (tmp_path / "empty.png").touch()
    (tmp_path / "text.jpg").write_text("not a picture at all")
    (tmp_path / "drawing.eps").write_text("%!PS-Adobe-3.0 EPSF-3.0\n")
    (tmp_path / "movie.heic").write_bytes(b"\x00\x00\x00\x18ftypmp42" + bytes(100))
    (tmp_path / "folder.png").mkdir()
    sentences = {
        "empty.png": "is empty",
        "text.jpg": "not a picture",
        "drawing.eps": "not a picture",
        "movie.heic": "not a picture",
        "folder.png": "is a folder",
        "missing.png": "is not there",
        "n" * 300 + ".png": "could not be read",
        "zero\0byte.png": "could not be read",
    }
    for name, sentence in sentences.items():
        with pytest.raises(PictureError, match=sentence) as caught:
            decode(tmp_path / name)
        assert len(caught.value.problem) < 220
        assert caught.value.advice.endswith(".")


@pytest.mark.skipif(os.name == "nt", reason="pipes and device files are POSIX")
def test_pipes_and_devices_do_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "zero.jpg").symlink_to("/dev/zero")
    for path in tmp_path.iterdir():
        with pytest.raises(PictureError, match="device or a pipe"):
            decode(path)


@pytest.mark.skipif(os.name == "nt", reason="rights work differently on Windows")
def test_unreadable_file_and_folder(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    (locked / "a.png").write_bytes(encoded(drawing(), "PNG"))
    (tmp_path / "b.png").write_bytes(encoded(drawing(), "PNG"))
    (tmp_path / "b.png").chmod(0)
    locked.chmod(0)
    root = os.geteuid() == 0
    opened = [folder for folder in tmp_path.parents if len(folder.parts) > 2]
    modes = {folder: folder.stat().st_mode for folder in opened}
    try:
        if root:  # root reads everything: look at it as somebody else
            tmp_path.chmod(0o755)
            for folder in opened:
                folder.chmod(0o755)
            os.seteuid(65534)
        found = list(find_pictures([tmp_path]))
        assert found == [tmp_path / "b.png", locked]
        inside = locked / "a.png"
        assert list(find_pictures([inside])) == [inside]
        for path in [*found, inside]:
            with pytest.raises(PictureError, match="may not be read"):
                decode(path)
    finally:
        if root:
            os.seteuid(0)
        for folder, mode in modes.items():
            folder.chmod(mode)
        locked.chmod(0o700)


def test_odd_names(tmp_path: Path) -> None:
    names = ["Größe Ünïcode 写真 👗.jpg", "n" * 240 + ".png", "two\nlines.webp"]
    if os.name == "posix":
        names.append(os.fsdecode(b"latin-\xe9.png"))
    for name in names:
        (tmp_path / name).write_bytes(encoded(drawing(), WRITERS[name.rsplit(".")[-1]]))
    assert len(list(find_pictures([tmp_path]))) == len(names)
    too_long = tmp_path / ("n" * 300 + ".png")
    assert list(find_pictures([too_long])) == [too_long]  # and `decode` says what is wrong with it
    for path in find_pictures([tmp_path]):
        assert decode(path).rgb.shape == (160, 200, 3)
        path.write_bytes(b"no longer a picture")
        with pytest.raises(PictureError) as caught:
            decode(path)
        caught.value.problem.encode("utf-8")  # a sentence can always be shown and written


def test_pictures_are_found_in_order_once_and_lazily(tmp_path: Path) -> None:
    for name in ("b/2.PNG", "b/1.jpg", "a/x.heic", "c.txt", ".hidden.png", ".cache/y.png", "z.gif"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    (tmp_path / "bare").mkdir()
    (tmp_path / "b" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    (tmp_path / "self.png").symlink_to(tmp_path / "self.png")
    names = ["self.png", "z.gif", "a/x.heic", "b/1.jpg", "b/2.PNG"]
    assert list(find_pictures([tmp_path])) == [tmp_path / name for name in names]
    given = [tmp_path / "c.txt", tmp_path / "missing", tmp_path / "bare", tmp_path / "a"]
    assert list(find_pictures(given)) == [*given[:3], tmp_path / "a" / "x.heic"]
    endless = find_pictures(tmp_path / "a" for _ in iter(int, 1))
    assert next(endless) == tmp_path / "a" / "x.heic"
