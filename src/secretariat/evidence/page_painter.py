"""Paints one page of a PDF, or tells where its letters stand, in a process of its own, held to limits.

Run as ``python -m secretariat.evidence.page_painter PATH PAGE SECONDS BYTES image|letters``; ``image`` writes a PNG,
``letters`` one JSON object: ``{"width", "height", "text", "boxes"}``, the size in points and for each character of
``text`` its box ``[left, top, right, bottom]`` in ten-thousandths of the size, from the upper left. It loads no
Django, opens no database and writes no file.
"""

from __future__ import annotations

import ctypes
import json
import struct
import sys
import zlib
from typing import TYPE_CHECKING

from secretariat.sources.reader import MEMORY_EXIT, limit, scrubbed, unplug

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

WIDEST, HIGHEST = 1_100, 2_200
"""Pixels of an image, at most: a page of A4 gets about 130 to the inch."""
WHOLE = 10_000
NO_PAGE = 3
"""How the process ends where the file has no such page or cannot be opened."""
_LONGEST = 200_000

Box = tuple[int, int, int, int]


def main(arguments: list[str]) -> int:
    """Write what was asked for."""
    path, number, seconds, memory, what = arguments
    limit(int(seconds), int(memory))
    unplug()
    try:
        made = painted(path, int(number)) if what == "image" else letters(path, int(number))
    except MemoryError:
        return MEMORY_EXIT
    if made is None:
        return NO_PAGE
    sys.stdout.buffer.write(made)
    return 0


def painted(path: str, number: int) -> bytes | None:
    """Return a page, counted from 1, as PNG; ``None`` where there is none."""
    page = _page(path, number)
    if page is None:
        return None
    width, height = page.get_size()
    bitmap = page.render(scale=min(WIDEST / max(width, 1), HIGHEST / max(height, 1)), rev_byteorder=True)
    rows = bytes(bitmap.buffer)
    return png(rows, bitmap.width, bitmap.height, bitmap.stride)


def letters(path: str, number: int) -> bytes | None:
    """Return the characters of a page with their boxes as JSON; ``None`` where there is no such page."""
    page = _page(path, number)
    if page is None:
        return None
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - within the limits

    text = page.get_textpage()
    count = min(text.count_chars(), _LONGEST)
    codes = [pdfium.FPDFText_GetUnicode(text, index) for index in range(count)]
    width, height = page.get_size()
    found = {
        "width": width,
        "height": height,
        "text": "".join(chr(code) if 0 < code < sys.maxunicode else " " for code in codes),
        "boxes": [_box(page, text.get_charbox(index, loose=True)) for index in range(count)],
    }
    return json.dumps(scrubbed(found)).encode()


def png(rows: bytes, width: int, height: int, stride: int) -> bytes:
    """Return pixels as PNG: three bytes a pixel, red first; ``stride`` bytes a row."""
    lines = b"".join(b"\0" + rows[row * stride : row * stride + 3 * width] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, data) for name, data in parts)


def _part(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _page(path: str, number: int) -> PdfPage | None:
    # Late, so that the limits hold for the library too.
    import pypdfium2  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(path)
        return document[number - 1] if 0 < number <= len(document) else None
    except pypdfium2.PdfiumError:
        return None


def _box(page: PdfPage, box: tuple[float, float, float, float]) -> Box:
    """Return a box in the page's own points as ten-thousandths of what is seen of the page."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for across, up in ((box[0], box[1]), (box[2], box[3])):
        pdfium.FPDF_PageToDevice(page, 0, 0, WHOLE, WHOLE, 0, across, up, x, y)
        corners.append((x.value, y.value))
    (left, top), (right, bottom) = corners
    return min(left, right), min(top, bottom), max(left, right), max(top, bottom)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
