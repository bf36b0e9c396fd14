"""The pages of a PDF: opened within limits, each as pieces of text with their places."""

from __future__ import annotations

import ctypes
import time
from collections import Counter
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from ..problems import ReadingError
from .pdf_pieces import Box, Piece, Probe, Run, along, direct, down
from .pdf_tags import Tag, Tags

if TYPE_CHECKING:
    from types import ModuleType

_LOCKED = frozenset({4, 5})  # a password is missing; a lock of an unknown kind
_MOST_OBJECTS = 5_000
_DOT = (1.0, 9.0)
pdfium_takes_one_thread = Lock()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a PDF is read before it is refused."""

    pages: int = 1_000
    characters: int = 20_000_000
    seconds: float = 120.0


class Dot(NamedTuple):
    """A small drawn sign: where it ends to the right, and its middle counted from the top."""

    x: float
    y: float
    size: float


@dataclass(slots=True)
class Page:
    """One page: ``pieces`` in the order of the file, ``asides`` that run in another direction.

    ``source`` is the place of its first character among all characters of the file. ``dots`` are small
    signs that are drawn where lines stand in: the bullets of a list, as browsers print them. ``pictured`` says
    that something is drawn on it, text or not; ``readable`` that it could be opened at all. ``tags`` are what the
    maker of the file says of it, ``marked`` the pieces of each content that they tell of.
    """

    number: int
    source: int
    width: float = 0.0
    height: float = 0.0
    characters: int = 0
    pieces: list[Piece] = field(default_factory=list)
    asides: list[Piece] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    pictured: bool = False
    readable: bool = True
    tags: Tag | None = None
    marked: dict[int, list[Piece]] = field(default_factory=dict)


def read_pages(data: bytes, limits: Limits) -> list[Page]:
    """Return the pages of the PDF in ``data``.

    Raises:
        ReadingError: ``encrypted``, ``damaged``, ``too_many_pages``, ``too_much_text`` or ``too_slow``.
    """
    import pypdfium2.raw as pdfium

    with pdfium_takes_one_thread:
        document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not document:
            raise refusal(pdfium.FPDF_GetLastError())
        try:
            return _pages(pdfium, document, limits)
        finally:
            pdfium.FPDF_CloseDocument(document)


def refusal(code: int) -> ReadingError:
    """Return what to say of a file that PDFium does not open, by its error code."""
    if code in _LOCKED:
        return ReadingError(
            "encrypted", "This PDF needs a password. Open it with the password, save a copy without one and try again."
        )
    return ReadingError(
        "damaged", "This PDF is damaged and cannot be opened. Ask for the file again or export it anew."
    )


def _pages(pdfium: ModuleType, document: object, limits: Limits) -> list[Page]:
    count = pdfium.FPDF_GetPageCount(document)
    if count < 1:
        raise refusal(0)
    if count > limits.pages:
        raise ReadingError(
            "too_many_pages",
            f"This PDF has {count:,} pages; at most {limits.pages:,} are read. Split it and try again.",
        )
    ends = time.monotonic() + limits.seconds
    probe = Probe(pdfium)
    tags = Tags(pdfium) if pdfium.FPDFCatalog_IsTagged(document) else None
    pages: list[Page] = []
    source = 0
    for index in range(count):
        page = _page(pdfium, document, index, source, (probe, tags))
        pages.append(page)
        source += page.characters
        if source > limits.characters:
            raise ReadingError(
                "too_much_text", f"This PDF holds over {limits.characters:,} characters. Split it and try again."
            )
        if time.monotonic() > ends:
            raise ReadingError(
                "too_slow", f"This PDF was not read within {limits.seconds:.0f} seconds. Split it and try again."
            )
    return pages


def _page(pdfium: ModuleType, document: object, index: int, source: int, readers: tuple[Probe, Tags | None]) -> Page:
    page = Page(index + 1, source)
    probe, tags = readers
    marked: dict[int, list[Run]] = {}
    handle = pdfium.FPDF_LoadPage(document, index)
    if not handle:
        page.readable = False
        return page
    try:
        text = pdfium.FPDFText_LoadPage(handle)
        if not text:
            page.readable = False
            return page
        try:
            page.characters, runs = probe.runs(text)
            page.tags = tags.of_page(handle, page.number) if tags else None
            if tags and page.tags:
                marked = probe.marked(text, tags.marks(text, page.characters))
        finally:
            pdfium.FPDFText_ClosePage(text)
        objects = pdfium.FPDFPage_CountObjects(handle)
        page.pictured = objects > 0
        edges = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(handle, edges)
        _lay_out(page, runs, marked, (edges.left, edges.bottom, edges.right, edges.top))
        if objects <= _MOST_OBJECTS and _has_indents(page):
            page.dots = _dots(pdfium, handle, objects, (edges.left, edges.top))
    finally:
        pdfium.FPDF_ClosePage(handle)
    return page


def _lay_out(page: Page, runs: list[Run], marked: dict[int, list[Run]], edges: Box) -> None:
    """Turn the page so that most of its text runs to the right, and place the pieces."""
    turns: Counter[int] = Counter()
    for run in runs:
        turns[run.turn] += len(run.text)
    turn = max(turns, key=lambda key: (turns[key], -key), default=0)
    left, right = along(turn, edges)
    top, bottom = sorted((down(turn, edges[0], edges[1]), down(turn, edges[2], edges[3])))
    page.width, page.height = right - left, bottom - top
    for run in runs:
        place = page.pieces if run.turn == turn else page.asides
        place.append(_piece(run, left, top, page.source))
    for mark, own in marked.items():
        page.marked[mark] = [_piece(run, left, top, page.source) for run in own]


def _piece(run: Run, left: float, top: float, source: int) -> Piece:
    x0, x1 = along(run.turn, run.box)
    y = down(run.turn, *run.base) - top
    return Piece(run.text, source + run.start, x0 - left, x1 - left, y, run.size, run.strong, run.broken)


def _has_indents(page: Page) -> bool:
    """Say whether lines stand in from the page's left edge without a list marker of their own."""
    left = min((piece.x0 for piece in page.pieces), default=0.0)
    return any(piece.x0 > left + 1.2 * piece.size and piece.text[0].isalnum() for piece in page.pieces)


def _dots(pdfium: ModuleType, handle: object, objects: int, corner: tuple[float, float]) -> list[Dot]:
    edges = [ctypes.c_float() for _ in range(4)]
    refs = [ctypes.byref(edge) for edge in edges]
    drawn_at = direct(pdfium.FPDFPage_GetObject, ctypes.c_void_p)
    type_of = direct(pdfium.FPDFPageObj_GetType)
    bounds_of = direct(pdfium.FPDFPageObj_GetBounds)
    page = ctypes.cast(handle, ctypes.c_void_p)  # type: ignore[arg-type]
    found: list[Dot] = []
    for index in range(objects):
        drawn = ctypes.c_void_p(drawn_at(page, index))
        if type_of(drawn) != pdfium.FPDF_PAGEOBJ_PATH or not bounds_of(drawn, *refs):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        width, height = right - left, top - bottom
        if _DOT[0] <= width <= _DOT[1] and 0.6 * width <= height <= 1.6 * width:
            found.append(Dot(right - corner[0], corner[1] - (top + bottom) / 2, width))
    return found
