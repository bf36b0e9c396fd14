"""Long reports as PDF: pages with their paragraphs and headings, out of the lines that ``pdf_lean`` reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ..problems import Problem, ReadingError
from ..source_text import Block, Kind
from ..spans import Span
from .hyphens import Hyphens
from .pdf_lean import LeanPage, Line, lean_pages
from .pdf_pages import Limits
from .pictures import PictureReader, PicturesRead, read_pictures

_DEFAULT_LIMITS = Limits()
_ADVICE = "Run text recognition (OCR) on the file and try again."
_EDGE_LINES = 3
_NOISE = re.compile("[\x00\x01\x03-\x08\x0b\x0e-\x1f\ufffd\ue000-\uf8ff]")
_UNREADABLE = 0.3
_NUMBER = re.compile(r"\d+|\b[ivxl]+\b")
_ITEM = re.compile(r"(?:[•▪●◦‣–—-]|\(?[a-z0-9]{1,2}[.)])\s+\S")
_NUMBERED = re.compile(r"(?:\d+(?:\.\d+){0,3}\.?|[IVX]+\.|[A-Z]\.)\s+[^\W\d_]")
_SENTENCE_END = re.compile(r"[.!?。！？؟…:;][\"'”’»)\]]*\d{0,3}$")
_ODD = re.compile("[\ufb00-\ufb06\ufb1d-\ufdff\ufe70-\ufefc\u00ad\u200b\u2060\ufeff\u0000-\u0008\u000b-\u001f]")
_BROKEN_WORD = re.compile("\\w+(?:[\x02\ufffe](?:\r?\n)?|[-\u2010] ?\r?\n)\\w+")
_HAN = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_LONGEST_HEADING = 140
_FLAT = 2.0
_LOOSE = 1.6
"""How many heights of a line are from one line to the next, at most, where lines stand close."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page with its blocks; the spans of the blocks are places in that text."""

    number: int
    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ReportPages:
    """What was read of a report: the pages that were wanted, how many there are, and the numbers of those unread.

    ``words`` are the words of every page, in the order of the file. ``recognised`` are the numbers of the pages whose
    words were read from their picture; ``problems`` say why others were not.
    """

    count: int
    pages: tuple[PageText, ...]
    words: tuple[str, ...]
    without_text: tuple[int, ...]
    unreadable: tuple[int, ...]
    recognised: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()


def report_pages(
    data: bytes,
    wanted: Callable[[LeanPage], bool] = lambda _: True,
    limits: Limits = _DEFAULT_LIMITS,
    reader: PictureReader | None = None,
) -> ReportPages:
    """Return the pages of a PDF report that ``wanted`` asks for, each with its paragraphs and headings.

    A page that is a picture and one whose letters mean nothing are told apart; both are read by ``reader``, if there
    is one.

    Raises:
        ReadingError: as ``pdf.load_pdf``.
    """
    pages = lean_pages(data, wanted, limits)
    seen = _recognised(data, pages, wanted, reader) if reader else PicturesRead()
    empty = [page.number for page in pages if not page.words.strip() and page.pictured and page.readable]
    lost = {page.number for page in pages if not page.readable}
    garbled = {page.number for page in pages if page.words and _noisy(page)}
    _refuse(pages, empty, garbled, _advice(seen) if reader else _ADVICE)
    _take_out_running_heads(pages)
    hyphens = Hyphens(lambda: (_BROKEN_WORD.sub(" ", page.words) for page in pages))
    made = tuple(_page_text(page, hyphens) for page in pages if page.lines and page.number not in garbled)
    words = tuple(page.words for page in pages)
    unread = tuple(empty), tuple(sorted(garbled | lost))
    return ReportPages(len(pages), made, words, *unread, seen.pages, tuple(seen.problems))


def _recognised(
    data: bytes, pages: Sequence[LeanPage], wanted: Callable[[LeanPage], bool], reader: PictureReader
) -> PicturesRead:
    """Have the pages read that are pictures or whose letters mean nothing."""
    unread = [page for page in pages if (_noisy(page) if page.words.strip() else page.pictured)]
    if not unread:
        return PicturesRead()
    numbers = {page.number for page in unread}
    known = "".join(page.words for page in pages if page.number not in numbers)
    seen = read_pictures(data, unread, known, reader)
    for page in unread:
        if page.number in seen.pages and not wanted(page):
            page.lines = []
    return seen


def _noisy(page: LeanPage) -> bool:
    if page.words.isascii() and "\x01" not in page.words:
        return False
    return len(_NOISE.findall(page.words)) > _UNREADABLE * len(page.words)


def _refuse(pages: Sequence[LeanPage], empty: Sequence[int], garbled: Collection[int], advice: str) -> None:
    with_text = sum(1 for page in pages if page.words and not page.words.isspace())
    if with_text > len(garbled):
        return
    if garbled:
        why = "The letters of this PDF have lost their meaning in its fonts."
        raise ReadingError("unreadable_text", f"{why} {advice}")
    if not any(page.readable for page in pages):
        raise ReadingError("damaged", "No page of this PDF can be read. Ask for the file again or export it anew.")
    if empty:
        why = "The pages of this PDF are pictures without text."
        raise ReadingError("no_text_layer", f"{why} {advice}")
    raise ReadingError("empty", "This PDF has no words on any page.")


def _advice(seen: PicturesRead) -> str:
    return seen.problems[0].message if seen.problems else "Text recognition found no words on them."


def _take_out_running_heads(pages: Sequence[LeanPage]) -> None:
    """Take out what many pages have at their top or foot, numbers aside, and lone page numbers there."""
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [page.lines[at].text for at in _edges(page)]  # columns drawn row by row have other lines
        counts.update({_shape(line) for line in (*_edge_words(page.words), *lines)})
    least = max(3, sum(1 for page in pages if page.words) // 4)
    for page in pages:
        gone = {at for at in _edges(page) if _goes(page.lines[at].text, counts, least)}
        if gone:
            page.lines = [line for at, line in enumerate(page.lines) if at not in gone]


def _edge_words(words: str) -> list[str]:
    """Return the first and the last lines of a page in the order of the file."""
    first = words[:600].split("\r\n", _EDGE_LINES)[:_EDGE_LINES]
    return first + words[-600:].rsplit("\r\n", _EDGE_LINES)[1:]


def _goes(text: str, counts: Counter[str], least: int) -> bool:
    shape = _shape(text)
    return len(text) < 150 and (counts[shape] >= least or not shape.strip("#-–—| /."))


def _edges(page: LeanPage) -> list[int]:
    last = len(page.lines)
    return sorted({*range(min(_EDGE_LINES, last)), *range(max(last - _EDGE_LINES, 0), last)})


def _shape(text: str) -> str:
    return _NUMBER.sub("#", text.strip().casefold())


def _page_text(page: LeanPage, hyphens: Hyphens) -> PageText:
    """Return the text of a page, with an empty line between paragraphs."""
    heights = [line.height for line in page.lines if len(line.text) > 20] if page.placed else []
    height = median(heights) if heights else 0.0
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    for lines in _paragraphs(page, height):
        words = _paragraph([line.text for line in lines], hyphens)
        if words:
            kind = _kind(lines, words, height)
            span = Span(length, length + len(words))
            blocks.append(Block(kind, span, level=int(kind is Kind.HEADING), page=page.number))
            parts.append(words)
            length += len(words) + 2
    return PageText(page.number, "\n\n".join(parts), tuple(blocks))


def _paragraph(lines: Sequence[str], hyphens: Hyphens) -> str:
    """Return the lines of a paragraph as one."""
    plain = " ".join(lines)
    if plain.isascii() and "- " not in plain and not _ODD.search(plain):
        return plain.rstrip()
    return "".join(_joined(text, after, hyphens) for text, after in zip(lines, [*lines[1:], ""], strict=True)).rstrip()


def _joined(text: str, after: str, hyphens: Hyphens) -> str:
    """Return a line as it reads before the next one: with a blank, or without its hyphen."""
    last = text[-1]
    if last.isalnum() and text.isascii():
        return text + " " if after else text
    broken = text.endswith(("\x02", "\ufffe"))
    if broken or hyphens.may_break(text):
        bare = text[:-1] if broken else text
        joined = hyphens.joined(bare, after, broken=broken) if after else bare
        return _clean(joined)
    text = _clean(text)
    if not after or (_HAN.match(text[-1:]) and _HAN.match(after[0])):
        return text
    return text + " "


def _clean(text: str) -> str:
    if not _ODD.search(text):
        return text
    from unicodedata import normalize

    return _ODD.sub(lambda odd: normalize("NFKC", odd[0]) if "\ufb00" <= odd[0] < "\ufeff" else "", text)


def _kind(lines: Sequence[Line], words: str, height: float) -> Kind:
    if len(words) <= _LONGEST_HEADING and len(lines) <= 3 and not _SENTENCE_END.search(words):
        large = height and min(line.height for line in lines) > 1.18 * height
        if large or (_NUMBERED.match(words) and len(words) < 90) or (words.isupper() and len(words) > 4):
            return Kind.HEADING
    return Kind.ITEM if _ITEM.match(words) else Kind.PARAGRAPH


def _paragraphs(page: LeanPage, height: float) -> Iterator[list[Line]]:
    """Yield the lines of a page, paragraph by paragraph."""
    lines = page.lines
    if not lines:
        return
    ends = _Ends(page, height)
    open_lines = [lines[0]]
    for at in range(1, len(lines)):
        if ends.between(lines[at - 1], lines[at]):
            yield open_lines
            open_lines = []
        open_lines.append(lines[at])
    yield open_lines


class _Ends:
    """Tells where a paragraph ends: by white space, size and indent where places are known, else by the words."""

    def __init__(self, page: LeanPage, height: float) -> None:
        flat = sum(line.height < _FLAT for line in page.lines)  # a font that is not in the file gives no heights
        self._placed = page.placed and flat < 0.3 * len(page.lines)
        self._height = height
        lines = page.lines
        pitches = [one.bottom - other.bottom for one, other in pairwise(lines)]
        near = sorted(pitch for pitch in pitches if 0.5 * height < pitch < 4 * height) if page.placed else []
        self._pitch = near[len(near) // 4] if near else 0.0
        self._right = max(line.right for line in lines)
        self._single = False
        loose = _LOOSE * height
        if not self._placed or not self._pitch:
            self._single = sum(bool(_SENTENCE_END.search(line.text)) for line in lines) > 0.6 * len(lines)
        elif self._pitch > loose:
            self._single = self._parts([one for one, other in pairwise(lines) if one.bottom - other.bottom > loose])
        if self._pitch > loose and self._single:  # paragraphs of a line or two, not a loose setting
            self._pitch = min(loose, next(pitch for pitch in near if pitch >= height))
        self._long = median(len(line.text) for line in lines)

    def _parts(self, above: Sequence[Line]) -> bool:
        """Say whether white space parts paragraphs: most lines above it end a sentence, or end before the margin."""
        margin = self._right - 2 * self._height
        return sum(line.right < margin or bool(_SENTENCE_END.search(line.text)) for line in above) > 0.6 * len(above)

    def between(self, one: Line, other: Line) -> bool:
        """Say whether a paragraph ends between two lines that follow each other."""
        may_be_item = not other.text[0].isalpha() or other.text[1] in ".)" if len(other.text) > 1 else False
        if may_be_item and _ITEM.match(other.text) and (_SENTENCE_END.search(one.text) or other.text[0] in "•▪●◦‣"):
            return True
        if self._placed and self._pitch:
            return self._by_place(one, other)
        ended = bool(_SENTENCE_END.search(one.text))
        return ended and (self._single or len(one.text) < 0.85 * self._long or len(other.text) < 0.4 * self._long)

    def _by_place(self, one: Line, other: Line) -> bool:
        pitch = one.bottom - other.bottom
        if pitch <= 0:  # the next column, or something set aside
            return bool(_SENTENCE_END.search(one.text)) or not other.text[0].islower()
        if pitch > 1.4 * self._pitch and pitch > 1.25 * self._height:
            return True
        short = one.right < self._right - 2 * self._height
        wider = pitch > (1.12 if short else 1.27) * self._pitch
        if wider and _SENTENCE_END.search(one.text) and (short or not other.text[0].islower()):
            return True
        large = 1.18 * self._height
        if (one.height > large) != (other.height > large) and abs(one.height - other.height) > 0.18 * self._height:
            return True
        return other.left > one.left + 0.8 * self._height and bool(_SENTENCE_END.search(one.text))
