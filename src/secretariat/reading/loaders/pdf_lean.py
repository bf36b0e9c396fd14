"""A lean reading of PDF: the words of each page in reading order, at little more than PDFium's own cost.

For long reports. Looks of words, tags, nested lists and the cells of tables are left to ``pdf``; what is kept are
lines in reading order, and which pages could not be read. Lines are made of the pages that are wanted only.
"""

from __future__ import annotations

import ctypes
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ..problems import ReadingError
from .pdf_blank import is_drawn, is_lost
from .pdf_characters import Characters
from .pdf_pages import Limits, pdfium_takes_one_thread, refusal
from .pdf_pieces import direct
from .pdf_turned import is_right_to_left, mended

if TYPE_CHECKING:
    from types import ModuleType

_WIDE = 0.22
_FEWEST_ROWS = 4
_SAME_ROW = 0.5
_NO_GAP = 3.0
_DEFAULT_LIMITS = Limits()
_USUAL_CHARACTERS = 8_192
_BYTES = 4
"""The most that a character takes."""
_MOST_BOXES = 256
"""How many boxes are asked for before they are fetched."""
_LINE = re.compile("[^\n\x02\ufffe]+[\x02\ufffe]?")


class Line(NamedTuple):
    """A line of a page: its words, its place among the characters of the page, its box (0 where not known)."""

    text: str
    start: int
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0

    @property
    def height(self) -> float:
        """Return how high the line is."""
        return self.top - self.bottom


@dataclass(slots=True)
class LeanPage:
    """A page: its words in the order of the file; its lines in reading order, where they were wanted.

    ``placed`` says that the boxes of the lines are known.
    """

    number: int
    characters: int = 0
    words: str = ""
    lines: list[Line] = field(default_factory=list)
    placed: bool = False
    pictured: bool = False
    readable: bool = True


def lean_pages(data: bytes, wanted: Callable[[LeanPage], bool], limits: Limits = _DEFAULT_LIMITS) -> list[LeanPage]:
    """Return the pages of the PDF in ``data``, those that ``wanted`` asks for with their lines.

    Raises:
        ReadingError: ``encrypted``, ``damaged``, ``too_many_pages``, ``too_much_text`` or ``too_slow``.
    """
    import pypdfium2.raw as pdfium

    with pdfium_takes_one_thread:
        document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not document:
            raise refusal(pdfium.FPDF_GetLastError())
        try:
            return _pages(pdfium, document, wanted, limits)
        finally:
            pdfium.FPDF_CloseDocument(document)


def _pages(pdfium: ModuleType, document: object, wanted: Callable[[LeanPage], bool], limits: Limits) -> list[LeanPage]:
    count = pdfium.FPDF_GetPageCount(document)
    if count < 1:
        raise refusal(0)
    if count > limits.pages:
        message = f"This PDF has {count:,} pages; at most {limits.pages:,} are read. Split it and try again."
        raise ReadingError("too_many_pages", message)
    ends = time.monotonic() + limits.seconds
    reader = _Reader(pdfium, document, wanted)
    pages: list[LeanPage] = []
    characters = 0
    for index in range(count):
        pages.append(reader.page(index))
        characters += pages[-1].characters
        if characters > limits.characters:
            message = f"This PDF holds over {limits.characters:,} characters. Split it and try again."
            raise ReadingError("too_much_text", message)
        if time.monotonic() > ends:
            message = f"This PDF was not read within {limits.seconds:.0f} seconds. Split it and try again."
            raise ReadingError("too_slow", message)
    return pages


class _Reader:
    """Reads page after page, and keeps the memory that PDFium writes to."""

    def __init__(self, pdfium: ModuleType, document: object, wanted: Callable[[LeanPage], bool]) -> None:
        self._pdfium = pdfium
        self._document = document
        self._wanted = wanted
        self._characters = Characters(pdfium)
        self._boxes = _Boxes(pdfium, self._characters)
        self._room = 0
        self._make_room(_USUAL_CHARACTERS)

    def page(self, index: int) -> LeanPage:
        """Return a page."""
        page = LeanPage(index + 1)
        handle = self._pdfium.FPDF_LoadPage(self._document, index)
        text = self._pdfium.FPDFText_LoadPage(handle) if handle else None
        if not text:
            page.readable = False
            if handle:
                self._pdfium.FPDF_ClosePage(handle)
            return page
        try:
            self._fill(page, handle, text)
        finally:
            self._pdfium.FPDFText_ClosePage(text)
            self._pdfium.FPDF_ClosePage(handle)
        return page

    def _fill(self, page: LeanPage, handle: object, text: object) -> None:
        page.characters = self._pdfium.FPDFText_CountChars(text)
        page.words = self._words(text, page.characters)
        turned = is_right_to_left(page.words)
        if turned:
            page.words = mended(page.words, partial(self._characters.drawn_as_one, text))
        if not page.words or page.words.isspace():
            page.pictured = is_drawn(self._pdfium, handle, page.characters)
            if self._pdfium.FPDFPage_CountObjects(handle) < 1:
                page.readable = not is_lost(self._pdfium, self._document, page.number - 1)
        elif self._wanted(page):
            width = self._pdfium.FPDF_GetPageWidthF(handle)
            page.lines, page.placed = self._boxes.lines(text, page.words, width, turned=turned)

    def _words(self, text: object, count: int) -> str:
        if count < 1:
            return ""
        self._make_room(count + 1)
        written = self._pdfium.FPDFText_GetText(text, 0, count, self._at)
        return str(memoryview(self._buffer)[: max(written - 1, 0) * 2], "utf-16-le", "replace")

    def _make_room(self, characters: int) -> None:
        if characters > self._room:
            self._room = characters
            self._buffer = ctypes.create_string_buffer(_BYTES * characters)
            self._at = ctypes.cast(self._buffer, ctypes.POINTER(ctypes.c_ushort))


class _Box(NamedTuple):
    """Where words stand that PDFium takes together."""

    left: float
    top: float
    right: float
    bottom: float

    def beside(self, other: _Box) -> bool:
        """Say whether two boxes stand in the same row."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        return shared > _SAME_ROW * min(self.top - self.bottom, other.top - other.bottom)


class _Boxes:
    """Asks PDFium where words stand."""

    def __init__(self, pdfium: ModuleType, characters: Characters) -> None:
        self._characters = characters
        self._edges = (ctypes.c_double * (4 * _MOST_BOXES))()
        size = ctypes.sizeof(ctypes.c_double)
        self._refs = [
            [ctypes.byref(self._edges, (at + edge) * size) for edge in range(4)] for at in range(0, 4 * _MOST_BOXES, 4)
        ]
        self._count = pdfium.FPDFText_CountRects
        self._rect = direct(pdfium.FPDFText_GetRect)
        self._index = pdfium.FPDFText_GetCharIndexAtPos

    def lines(self, text: object, words: str, width: float, *, turned: bool) -> tuple[list[Line], bool]:
        """Return the lines of a page in reading order, and whether their places are known.

        A page that is ``turned``, read from right to left, has the places of its mirror image: all else is the same.
        """
        mirrored = width if turned else None
        boxes = self._boxes(text, mirrored)
        rows = _rows(boxes)
        if _may_interleave(boxes, rows, width) and _interleaved(boxes, width):
            return self._sorted(text, words, boxes, width, turned=turned), True
        parts = list(_parts(words))
        if len(rows) == len(parts) and not turned:  # Arabic letters reach too high and low to tell the height of a line
            return [Line(*part, *row) for part, row in zip(parts, rows, strict=True)], True
        lines = [self._placed(text, part, start, mirrored) for part, start in parts]
        return lines, all(line.top > line.bottom for line in lines)

    def _placed(self, text: object, part: str, start: int, mirrored: float | None) -> Line:
        """Return a line with the place of its first and last characters, as high as most of those in its midst."""
        ends = [self._characters.place(text, start + at) for at in (0, len(part) - 1)]
        left, right = min(end.left for end in ends), max(end.right for end in ends)
        if mirrored is not None:
            left, right = mirrored - right, mirrored - left
        letters = [at for at, char in enumerate(part) if char.isalnum()] or [0]
        some = letters[:: len(letters) // 3 + 1]
        within = sorted((self._characters.place(text, start + at) for at in some), key=lambda place: place.height)
        usual = within[(len(within) - 1) // 2]
        return Line(part, start, left, usual.top, right, usual.bottom)

    def _leveled(self, text: object, line: Line) -> Line:
        within = self._placed(text, line.text, line.start, None)
        return line._replace(top=within.top, bottom=within.bottom) if within.height > 0 else line

    def _boxes(self, text: object, mirrored: float | None) -> list[_Box]:
        """Return the boxes of the words; ``mirrored`` is the width of the page where it is read from right to left."""
        handle = ctypes.cast(text, ctypes.c_void_p)  # type: ignore[arg-type]
        count = self._count(text, 0, -1)
        boxes: list[_Box] = []
        for first in range(0, count, _MOST_BOXES):
            many = min(count - first, _MOST_BOXES)
            for index, refs in zip(range(first, first + many), self._refs, strict=False):
                self._rect(handle, index, *refs)
            edges = iter(self._edges[: 4 * many])
            boxes += map(_Box, edges, edges, edges, edges)
        if mirrored is None:
            return boxes
        turned = [_Box(mirrored - box.right, box.top, mirrored - box.left, box.bottom) for box in boxes]
        return list(_in_row_order(turned))

    def _sorted(self, text: object, words: str, boxes: Sequence[_Box], width: float, *, turned: bool) -> list[Line]:
        """Return the lines of a page whose columns were drawn row by row: column after column."""
        starts: list[tuple[int, _Box]] = []
        for box in _segments(boxes):
            edge = width - box.left - 0.2 if turned else box.left + 0.2
            at = self._index(text, edge, (box.top + box.bottom) / 2, 3.0, 3.0)
            while turned and at > 0 and not words[at - 1].isspace():  # the last figure of a number stands at the edge
                at -= 1
            if at >= 0 and (not starts or at > starts[-1][0]):
                starts.append((at, box))
        ends = [start for start, _ in starts[1:]] + [len(words)]
        lines = [
            Line(" ".join(words[start:end].split()), start, *box)
            for (start, box), end in zip(starts, ends, strict=True)
        ]
        if turned:
            lines = [self._leveled(text, line) for line in lines if line.text]
        return list(_by_column([line for line in lines if line.text], width / 2))


def _parts(words: str) -> Iterator[tuple[str, int]]:
    """Yield the lines with their places; after a hyphen that breaks a word PDFium puts no line's end."""
    for part in _LINE.finditer(words):
        bare = part[0].strip("\r \t\x00")
        if bare:
            yield bare, part.start() + part[0].index(bare[0])


def _segments(boxes: Sequence[_Box]) -> Iterator[_Box]:
    """Yield boxes that follow each other closely in a row as one."""
    last: _Box | None = None
    for box in boxes:
        if last and last.beside(box) and -2 <= box.left - last.right < 0.8 * (last.top - last.bottom):
            last = _around(last, box)
        else:
            if last:
                yield last
            last = box
    if last:
        yield last


def _in_row_order(boxes: Sequence[_Box]) -> Iterator[_Box]:
    """Yield boxes that follow each other in a row by their places: a number stands before the sign after it."""
    row: list[_Box] = []
    for box in boxes:
        if row and not row[-1].beside(box):
            yield from sorted(row)
            row = []
        row.append(box)
    yield from sorted(row)


def _around(one: _Box, other: _Box) -> _Box:
    return _Box(
        min(one.left, other.left), max(one.top, other.top), max(one.right, other.right), min(one.bottom, other.bottom)
    )


def _rows(boxes: Sequence[_Box]) -> list[tuple[float, float, float, float]]:
    """Return boxes that follow each other in a row as one, however far apart; a raised mark goes with its word."""
    rows: list[tuple[float, float, float, float]] = []
    if not boxes:
        return rows
    left, top, right, bottom = boxes[0]
    for x0, y1, x1, y0 in boxes[1:]:
        shared = min(top, y1) - max(bottom, y0)
        if shared > _SAME_ROW * min(top - bottom, y1 - y0) or (shared > 0 and -1 < x0 - right < _NO_GAP):
            left, top, right, bottom = min(left, x0), max(top, y1), max(right, x1), min(bottom, y0)
        else:
            rows.append((left, top, right, bottom))
            left, top, right, bottom = x0, y1, x1, y0
    rows.append((left, top, right, bottom))
    return rows


def _may_interleave(boxes: Sequence[_Box], rows: Sequence[tuple[float, ...]], width: float) -> bool:
    """Say whether there may be columns drawn row by row: rows of more than one box that run over the page."""
    return len(boxes) - len(rows) >= _FEWEST_ROWS and sum(row[2] - row[0] > 0.6 * width for row in rows) >= _FEWEST_ROWS


def _interleaved(boxes: Sequence[_Box], width: float) -> bool:
    """Say whether two columns were drawn row by row: wide words, then others at one and the same edge, many times."""
    segments = list(_segments(boxes))
    edges: Counter[int] = Counter()
    for one, other in pairwise(segments):
        if all(_WIDE * width < box.right - box.left < 0.6 * width for box in (one, other)) and one.beside(other):
            edges[round(other.left / 6)] += 1
    return max(edges.values(), default=0) >= _FEWEST_ROWS


def _by_column(lines: Sequence[Line], middle: float) -> Iterator[Line]:
    """Yield the lines of two columns, left then right, anew below each line that runs over both."""
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        if line.left < middle - 20 and line.right > middle + 20:
            yield from left
            yield from right
            left, right = [], []
            yield line
        else:
            (right if line.left >= middle - 12 else left).append(line)
    yield from left
    yield from right
