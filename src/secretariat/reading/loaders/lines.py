"""Lines of text into blocks: which lines run on, which begin an item, which stand as a heading.

Used for every source that comes as lines: plain text, Markdown, AsciiDoc and the pages of a PDF.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ..source_text import Block, Kind, Mark, Style
from ..spans import OffsetMap, Span, TextBuilder, trimmed
from .inline import Clean
from .markers import Marker, marker

_WRAP_SLACK = 4
_SHORTEST_WRAPPED = 45
_SENTENCE_END = re.compile(r"[.!?;:。？！؟।][\"'”’»)\]*_]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a source.

    ``source`` is the offset of its first character in the source. ``indent`` is in characters (of a
    PDF: from the left edge of its column). ``gap`` counts the blank lines before it. ``size`` is the font
    size against the body text. ``cells`` are ranges in ``text`` where the line is a row of a table.
    ``width`` is how many characters its column holds, where the page says so.
    """

    text: str
    source: int
    indent: float = 0
    gap: float = 0
    page: int | None = None
    size: float | None = None
    strong: bool = False
    cells: tuple[tuple[int, int], ...] = ()
    width: float | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before its words are cleaned: the lines it is made of and what it is."""

    kind: Kind
    lines: tuple[Line, ...]
    level: int = 0
    marker: str = ""
    checked: bool | None = None
    cells: tuple[tuple[Line, ...], ...] = ()
    table: int | None = None
    header: bool = False
    gap: float = 0

    @property
    def page(self) -> int | None:
        """Return the page on which it begins."""
        return self.lines[0].page if self.lines else None


@dataclass(slots=True)
class Assembly:
    """Blocks with their text, marks and way back, as they are collected."""

    clean: Callable[..., Clean]
    builder: TextBuilder = field(default_factory=TextBuilder)
    blocks: list[Block] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    page_starts: list[int] = field(default_factory=list)

    def add(self, draft: Draft) -> None:
        """Append one block."""
        if self.blocks:
            self.builder.add("\n\n" if draft.gap else "\n", _first_source(draft))
        self._turn_page(draft.page)
        if draft.cells:
            self._add_row(draft)
            return
        if draft.marker:
            self.builder.add(draft.marker + " ", max(draft.lines[0].source - len(draft.marker) - 1, 0))
        span = self._add_words(draft.lines, addresses=draft.kind is not Kind.HEADING)
        self._block(draft, span)

    def _turn_page(self, page: int | None) -> None:
        while page is not None and len(self.page_starts) < page:
            self.page_starts.append(len(self.builder))

    def _add_row(self, draft: Draft) -> None:
        start = len(self.builder)
        source = draft.lines[0].source
        cells = []
        for number, cell in enumerate(draft.cells):
            source = cell[0].source if cell else source
            if number:
                self.builder.add("\t", max(source - 1, 0))
            cells.append(self._add_words(cell))
            source += sum(len(line.text) + 1 for line in cell)
        self._block(draft, Span(start, len(self.builder)), tuple(cells))

    def _add_words(self, lines: Sequence[Line], *, addresses: bool = True) -> Span:
        """Append the words of some lines, cleaned, a line end between two of them."""
        raw, pieces, length = [], [], 0
        pages = []
        for line in lines:
            pieces.append((length, line.source))
            pages.append((length, line.page))
            raw.append(line.text)
            length += len(line.text) + 1
        words = self.clean("\n".join(raw), addresses=addresses)
        start = len(self.builder)
        to_source = OffsetMap(pieces)
        for at, end, offset in _runs(words):
            self.builder.add(words.text[at:end], to_source.source(offset))
        self.marks.extend(replace(mark, span=mark.span.shifted(start)) for mark in words.marks)
        for at, page in pages[1:]:
            if page is not None and page > len(self.page_starts):
                self.page_starts.append(start + min(at, len(words.text)))
        return trimmed(words.text, 0, len(words.text)).shifted(start)

    def _block(self, draft: Draft, span: Span, cells: tuple[Span, ...] = ()) -> None:
        self.blocks.append(
            Block(
                draft.kind,
                span,
                level=draft.level,
                marker=draft.marker,
                checked=draft.checked,
                cells=cells,
                table=draft.table,
                header=draft.header,
                page=draft.page,
            )
        )
        if draft.lines and all(line.strong for line in draft.lines) and span.end > span.start:
            self.marks.append(Mark(Style.STRONG, span))


def _first_source(draft: Draft) -> int:
    lines = draft.lines or next((cell for cell in draft.cells if cell), ())
    return max(lines[0].source - 1, 0) if lines else 0


def _runs(words: Clean) -> Iterable[tuple[int, int, int]]:
    """Yield the runs ``(start, end, raw offset)`` of the cleaned words that stand together in the raw ones."""
    pieces = words.origin.pieces()
    ends = [at for at, _ in pieces[1:]] + [len(words.text)]
    for (at, offset), end in zip(pieces, ends, strict=True):
        start = at
        # a run over several lines is cut at the line ends, for each line has its own place in the source
        for cut in [match.end() for match in re.finditer("\n", words.text[at:end])]:
            yield start, at + cut, offset + start - at
            start = at + cut
        if start < end:
            yield start, end, offset + start - at


def wrap_width(lines: Sequence[Line]) -> int | None:
    """Return the width at which the text was wrapped by hand, ``None`` where lines were left long.

    Seen from lines that go on in lower case: nobody begins a new line, item or name so.
    """
    lengths = [
        len(line.text.rstrip()) + int(line.indent)
        for line, after in pairwise(lines)
        if not after.gap and after.text[:1].islower() and not marker(after.text) and len(line.text) <= 140
    ]
    if len(lengths) < 2:
        return None
    lengths.sort()
    return lengths[int(len(lengths) * 0.9)]


def runs_on(line: Line, after: Line, width: int | None) -> bool:
    """Say whether ``after`` carries on the sentence of ``line``: its first word did not fit before."""
    if after.gap or after.cells or line.cells:
        return False
    if after.text[:1].islower() or line.text.rstrip().endswith((",", "(", "“", "/")):
        return width is not None or after.text[:1].islower()
    edge = line.width if line.width is not None else width
    if edge is None:
        return False
    length = len(line.text.rstrip()) + line.indent
    if length > edge * 1.5 and line.width is None:
        return False
    first = after.text.split(maxsplit=1)[0] if after.text.strip() else ""
    return length + 1 + len(first) > edge - (_WRAP_SLACK if line.width is None else 0)


def paragraphs(lines: Sequence[Line], width: int | None) -> list[Draft]:
    """Group lines into paragraphs and list items (``Draft`` without headings)."""
    drafts: list[Draft] = []
    rows: list[list[Line]] = []
    stack: list[float] = []
    for line in lines:
        found = marker(line.text)
        if found and _is_item(found, line, drafts):
            depth = _depth(stack, line.indent, found)
            rest = replace(line, text=line.text[found.length :], source=line.source + found.length)
            drafts.append(Draft(Kind.ITEM, (rest,), depth, found.text, found.checked, gap=line.gap))
            rows.append([rest])
            continue
        if drafts and _carries_on(drafts[-1], rows[-1][-1], line, width):
            rows[-1].append(line)
            continue
        if line.gap and line.indent == 0:
            stack.clear()
        drafts.append(Draft(Kind.PARAGRAPH, (line,), gap=line.gap))
        rows.append([line])
    return [
        replace(draft, lines=tuple(own)) if len(own) > 1 else draft for draft, own in zip(drafts, rows, strict=True)
    ]


def _carries_on(last: Draft, end: Line, line: Line, width: int | None) -> bool:
    if runs_on(end, line, width):
        return True
    deeper = last.kind is Kind.ITEM and not line.gap and line.indent >= last.lines[0].indent + 2
    wrapped = len(end.text.rstrip()) >= _SHORTEST_WRAPPED
    return deeper and wrapped and line.width is None and not marker(line.text)


def _is_item(found: Marker, line: Line, drafts: list[Draft]) -> bool:
    if not found.loose:
        return True
    # "A. Waly" is a name; "A. Budget" after "A." to "B." is an item: believe a letter only in a list
    return bool(drafts) and drafts[-1].kind is Kind.ITEM and drafts[-1].marker[-1:] == "." and line.indent > 0


def _depth(stack: list[float], indent: float, found: Marker) -> int:
    """Return the depth of an item from its indent (and from ``**`` markers), and keep the open indents."""
    while stack and stack[-1] > indent + 0.5:
        stack.pop()
    if not stack or indent > stack[-1] + 0.5:
        stack.append(indent)
    return len(stack) - 1 - min(found.rank, 0)


def join_broken(drafts: list[Draft], function_words: frozenset[str]) -> list[Draft]:
    """Join paragraphs that a page break cut in the middle of a sentence."""
    joined: list[Draft] = []
    for draft in drafts:
        last = joined[-1] if joined else None
        if last and _is_broken(last, draft, function_words):
            joined[-1] = replace(last, lines=last.lines + draft.lines)
        else:
            joined.append(draft)
    return joined


def _is_broken(last: Draft, draft: Draft, function_words: frozenset[str]) -> bool:
    if draft.kind is not Kind.PARAGRAPH or last.kind not in {Kind.PARAGRAPH, Kind.ITEM}:
        return False
    first, end = draft.lines[0], last.lines[-1]
    turned = first.page != end.page or draft.gap >= 2
    text = end.text.rstrip()
    if not turned or not text or _SENTENCE_END.search(text):
        return False
    long_enough = sum(len(line.text) for line in last.lines) >= 60
    last_word = text.split()[-1].strip("*_").casefold()
    return long_enough and (first.text[:1].islower() or last_word in function_words or text.endswith((",", "-")))
