"""Qt's ICU library without the data that the program never asks for: 32 MB become 5.

Qt asks ICU to compare words (`QCollator`, which sorts the files in a dialog), for time zones and for the case
of letters. It has the forms of dates and numbers in tables of its own; the program shows no names of time
zones, currencies or units, and of character sets it meets only Unicode.

ICU's whole data is one symbol of a library that holds nothing else. It begins with a header; then come the
number of items and for each the offsets of its name and its bytes, counted from that number and sorted by
name (`UDataOffsetTOC` in icu4c/source/common/ucmndata.h; items lie on multiples of 16).
"""

from __future__ import annotations

import re
import struct
import subprocess
import tempfile
from pathlib import Path

_KEPT = re.compile(
    r"[^/]+/(coll/.*"  # how each language sorts
    r"|[^/]+\.(icu|nrm)"  # properties of characters, normal forms
    r"|(?![a-z]{2,3}(_[^/]*)?\.res)[^/]+\.res)"  # what is no language's: time zones, likely scripts, the root
)
_SOURCE = """\
.section .rodata
.balign 16
.globl {symbol}
.type {symbol}, %object
{symbol}: .incbin "table"
.size {symbol}, . - {symbol}
.section .note.GNU-stack, "", %progbits
"""


def reduce(library: Path) -> bool:
    """Write `libicudata.so.NN` anew with what is needed; False if it is not built as expected (and stays)."""
    told = _run("nm", "--dynamic", "--defined-only", "--print-size", str(library)).split()
    content = library.read_bytes()
    if len(told) != 4:
        return False
    start, length, symbol = int(told[0], 16), int(told[1], 16), told[3]
    data = content[start : start + length]
    if data[2:4] != b"\xda\x27" or data[12:16] != b"CmnD":
        return False
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "table").write_bytes(_reduced(data))
        Path(folder, "table.s").write_text(_SOURCE.format(symbol=symbol))
        _run("as", "-o", "table.o", "table.s", folder=folder)
        _run("ld", "-shared", "-soname", library.name, "-o", "linked", "table.o", folder=folder)
        library.write_bytes(Path(folder, "linked").read_bytes())
    return True


def _reduced(data: bytes) -> bytes:
    """The table with the kept items only."""
    (toc,) = struct.unpack_from("<H", data)
    (count,) = struct.unpack_from("<I", data, toc)
    places = list(struct.iter_unpack("<II", data[toc + 4 : toc + 4 + 8 * count]))
    ends = [*(begin for _, begin in places[1:]), len(data) - toc]
    items = []
    for (name_at, begin), end in zip(places, ends, strict=True):
        name = data[toc + name_at : data.index(b"\0", toc + name_at)]
        if _KEPT.fullmatch(name.decode()):
            items.append((name + b"\0", data[toc + begin : toc + end]))
    names = b"".join(name for name, _ in items)
    name_at = 4 + 8 * len(items)
    begin = _aligned(toc + name_at + len(names)) - toc
    entries, body = struct.pack("<I", len(items)), b""
    for name, item in items:
        entries += struct.pack("<II", name_at, begin + len(body))
        name_at += len(name)
        body += item.ljust(_aligned(len(item)), b"\0")
    return data[:toc] + (entries + names).ljust(begin, b"\0") + body


def _aligned(length: int) -> int:
    return -(-length // 16) * 16


def _run(*command: str, folder: str | None = None) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder).stdout
