"""Pages that are pictures: drawn as grey pixels for a reader of pictures, and its lines put where lines stand.

The reader itself is handed in: ``tesseract`` is one.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from ..language import language
from ..problems import Problem, ReadingError
from .pdf_lean import LeanPage, Line
from .pdf_pages import pdfium_takes_one_thread
from .pdf_turned import is_right_to_left

DPI = 300.0
MOST_PIXELS = 25_000_000
"""A page of A3 at 300 dpi has 17 million; what is larger is drawn smaller."""
MOST_SECONDS = 3_600.0
_POINTS = 72.0
_LANGUAGE_SAMPLE = 6_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as grey pixels, one byte each, row by row from the top; ``dpi`` is how many make an inch."""

    width: int
    height: int
    pixels: bytes
    dpi: float

    def pgm(self) -> bytes:
        """Return the picture as a portable graymap."""
        return b"P5\n%d %d\n255\n" % (self.width, self.height) + self.pixels


class PictureLine(NamedTuple):
    """A line that was read on a picture: its words, and its box in pixels from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class PictureReader(Protocol):
    """Reads the words on a picture."""

    def __call__(self, picture: Picture, spoken: str | None, /) -> Sequence[PictureLine]:
        """Return the lines in reading order; ``spoken`` is the language (ISO 639-1) where it is known.

        Raises:
            ReadingError: the picture cannot be read, for want of a program or of its data, or within its time.
        """


@dataclass(slots=True)
class PicturesRead:
    """The numbers of the pages whose words were read from their picture, and why others were not."""

    pages: tuple[int, ...] = ()
    problems: list[Problem] = field(default_factory=list)

    def add(self, error: ReadingError) -> None:
        """Keep why a page was not read, once."""
        if all(known.message != str(error) for known in self.problems):
            self.problems.append(Problem(error.code, str(error)))


def read_pictures(data: bytes, pages: Sequence[LeanPage], known: str, reader: PictureReader) -> PicturesRead:
    """Give those of ``pages`` that the reader can read their words and lines.

    ``known`` are words of the other pages, which tell the language; where they do not, what is read first does.
    """
    found = PicturesRead()
    spoken = language(known[:_LANGUAGE_SAMPLE])
    ends = time.monotonic() + MOST_SECONDS
    for page in pages:
        if time.monotonic() > ends:
            message = f"Text recognition took over {MOST_SECONDS / 60:.0f} minutes; the pages after were left."
            found.add(ReadingError("too_slow", message))
            break
        picture = draw(data, page.number)
        try:
            lines = reader(picture, spoken) if picture else ()
            if picture and spoken is None:
                known += "\n".join(line.text for line in lines)
                spoken = language(known[:_LANGUAGE_SAMPLE])
                lines = reader(picture, spoken) if spoken else lines
        except ReadingError as error:
            found.add(error)
            continue
        if picture and lines:
            _fill(page, lines, picture)
            found.pages += (page.number,)
    return found


def _fill(page: LeanPage, lines: Sequence[PictureLine], picture: Picture) -> None:
    """Put the lines into the page as ``pdf_lean`` does: one read from right to left as its mirror image."""
    points = _POINTS / picture.dpi
    page.words = "\r\n".join(line.text for line in lines)
    turned = is_right_to_left(page.words)
    page.lines = []
    start = 0
    for line in lines:
        left, right = (picture.width - line.right, picture.width - line.left) if turned else (line.left, line.right)
        top, bottom = picture.height - line.top, picture.height - line.bottom
        page.lines.append(Line(line.text, start, left * points, top * points, right * points, bottom * points))
        start += len(line.text) + 2
    page.characters = len(page.words)
    page.placed = True


def draw(data: bytes, number: int) -> Picture | None:
    """Return a page of the PDF in ``data`` as a picture, ``None`` where it cannot be drawn. Pages count from 1."""
    import pypdfium2.raw as pdfium

    with pdfium_takes_one_thread:
        document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        page = pdfium.FPDF_LoadPage(document, number - 1) if document else None
        try:
            return _drawn(page) if page else None
        finally:
            if page:
                pdfium.FPDF_ClosePage(page)
            if document:
                pdfium.FPDF_CloseDocument(document)


def _drawn(page: object) -> Picture | None:
    import pypdfium2.raw as pdfium

    wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    if not (wide > 0 and high > 0):
        return None
    dpi = min(DPI, _POINTS * (MOST_PIXELS / (wide * high)) ** 0.5)
    width, height = int(wide * dpi / _POINTS), int(high * dpi / _POINTS)
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0) if width and height else None
    if not bitmap:
        return None
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        flags = pdfium.FPDF_GRAYSCALE | pdfium.FPDF_ANNOT
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        buffer = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    if stride != width:
        buffer = b"".join(buffer[row * stride : row * stride + width] for row in range(height))
    return Picture(width, height, buffer, dpi)
