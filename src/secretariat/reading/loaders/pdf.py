"""Loader for PDF: pages into text in reading order, with what repeats on every page taken out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from unicodedata import normalize

from ..problems import Problem, ReadingError
from ..source_text import Kind, SourceText
from .composition import compose
from .hyphens import Hyphens
from .passages import Cell, Item, Look, Passage, Row, Run, Table
from .pdf_columns import Region, regions, rows
from .pdf_pages import Limits, Page, read_pages
from .pdf_paragraphs import Column, Paragraph, dot, paragraphs, runs_of, runs_over, text_lines, usual_pitch
from .pdf_pieces import Piece
from .pdf_tables import table_rows
from .pdf_tagged import tagged_items
from .running_heads import take_out

_HEADING = 1.12
_SMALL = 0.93
_LONGEST_HEADING = 250
_UNREADABLE = 0.3
_FEW_LINES = 3
_DEFAULT_LIMITS = Limits()


def load_pdf(data: bytes, limits: Limits = _DEFAULT_LIMITS) -> SourceText:
    """Return the text, blocks and pages of the PDF in ``data``.

    The origin of the text are the characters in the order the file stores them, page after page.

    Raises:
        ReadingError: ``encrypted``, ``damaged``, ``no_text_layer``, ``empty``, ``unreadable_text``,
            ``too_many_pages``, ``too_much_text`` or ``too_slow``.
    """
    pages = read_pages(data, limits)
    _refuse_textless(pages)
    problems = _unreadable(pages)
    body = _body_size(pages)
    take_out(pages, body)
    problems += _without_text(pages)
    items = tagged_items(pages)
    source = compose(_Document(pages, body).items() if items is None else items, "application/pdf", {})
    starts = _page_starts(source, pages)
    paged = replace(source, page_starts=starts, problems=tuple(problems))
    blocks = tuple(replace(block, page=paged.page_of(block.span.start)) for block in paged.blocks)
    return replace(paged, blocks=blocks)


def _refuse_textless(pages: Sequence[Page]) -> None:
    if any(page.pieces or page.asides for page in pages):
        return
    if not any(page.readable for page in pages):
        raise ReadingError("damaged", "No page of this PDF can be read. Ask for the file again or export it anew.")
    if any(page.pictured for page in pages):
        raise ReadingError(
            "no_text_layer",
            "The pages of this PDF are pictures without text. Run text recognition (OCR) on the file and try again.",
        )
    raise ReadingError("empty", "This PDF has no words on any page.")


def _unreadable(pages: Sequence[Page]) -> list[Problem]:
    """Return the problem of pages whose characters mean nothing; a file of nothing else is refused."""
    bad = [page.number for page in pages if _share_of_noise(page) > _UNREADABLE]
    if not bad:
        return []
    if len(bad) == sum(1 for page in pages if page.pieces):
        raise ReadingError(
            "unreadable_text",
            "The letters of this PDF have lost their meaning in its fonts. Run text recognition (OCR) on the file.",
        )
    return [Problem("unreadable_text", f"The letters of {_named(bad)} have lost their meaning and cannot be read.")]


def _share_of_noise(page: Page) -> float:
    letters = "".join(piece.text for piece in page.pieces)
    if not letters or (letters.isascii() and letters.isprintable()):
        return 0.0
    return len(_noise().findall(letters)) / len(letters)


def _without_text(pages: Sequence[Page]) -> list[Problem]:
    empty = [
        page.number for page in pages if not page.pieces and not page.asides and (page.pictured or not page.readable)
    ]
    if not empty:
        return []
    return [
        Problem("page_without_text", f"No text on {_named(empty)}: a picture, so text recognition (OCR) is needed.")
    ]


def _named(numbers: Sequence[int]) -> str:
    """Return the pages in words: "page 4", "pages 2, 5 to 9"."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    words = [f"{part[0]} to {part[-1]}" if len(part) > 2 else ", ".join(map(str, part)) for part in parts]
    shown = ", ".join(words[:12]) + (" and others" if len(words) > 12 else "")
    return f"page {shown}" if len(numbers) == 1 else f"pages {shown}"


def _body_size(pages: Sequence[Page]) -> float:
    """Return the font size that most of the text has."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for piece in page.pieces:
            sizes[round(piece.size, 1)] += len(piece.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=10.0) or 10.0


@dataclass(slots=True)
class _Document:
    """The pages on their way to passages and tables."""

    pages: Sequence[Page]
    body: float
    hyphens: Hyphens = field(init=False)
    levels: list[float] = field(default_factory=list)
    margins: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    rows: dict[int, list[list[Piece]]] = field(default_factory=dict)
    reaches: dict[int, tuple[float, int, int]] = field(default_factory=dict)
    rtl: bool = False

    def __post_init__(self) -> None:
        """Look at the whole before any part is read."""
        self.hyphens = Hyphens(lambda: (piece.text for page in self.pages for piece in page.pieces))
        sample = "".join(piece.text for page in self.pages[:20] for piece in page.pieces[:200])
        self.rtl = not sample.isascii() and 2 * len(_right_to_left().findall(sample)) > len(sample.replace(" ", ""))

    def items(self) -> list[Item]:
        """Return the passages and tables of all pages in reading order."""
        laid = [(page, regions(page.pieces, rtl=self.rtl)) for page in self.pages]
        for _, found in laid:
            for region in found:
                self._measure(region)
        flow: list[Paragraph | Table] = []
        for page, found in laid:
            for region in found:
                if region.columns:
                    self._append(flow, self._table(page, region))
                else:
                    beside = any(_stands_beside(region, other) for other in found)
                    self._append(flow, self._paragraphs(page, self._column(page, region, beside=beside), region))
            self._append(flow, self._asides(page))
        self.levels = self._heading_sizes(flow)
        return list(self._passages(flow))

    def _measure(self, region: Region) -> None:
        if not region.columns:
            key = self._edge_key(region)
            found = self.rows[id(region)] = rows(region.pieces, self.body)
            self.margins[key].extend(self._ends(found))

    def _edge_key(self, region: Region) -> int:
        return round((-region.right if self.rtl else region.left) / (2 * self.body))

    def _ends(self, found: Sequence[Sequence[Piece]]) -> Iterator[float]:
        for row in found:
            yield -min(piece.x0 for piece in row) if self.rtl else max(piece.x1 for piece in row)

    def _column(self, page: Page, region: Region, *, beside: bool) -> Column:
        """Return the edges of a region's column: where its lines end here or on other pages."""
        key = self._edge_key(region)
        far = -region.left if self.rtl else region.right
        reach, lines, full = self._reach(key)
        if reach <= far + 2 * self.body:
            far = max(far, reach)
        if not beside and (full < _FEW_LINES or full < 0.25 * lines):  # few come near: perhaps none was ever full
            opposite = region.right - page.width if self.rtl else page.width - region.left
            wide = region.right > 0.65 * page.width if self.rtl else region.left < 0.35 * page.width
            far = max(far, opposite) if wide else far
        distance = usual_pitch(self.rows[id(region)], self.body)
        if self.rtl:
            return Column(-far, region.right, distance, self.body, rtl=True)
        return Column(region.left, far, distance, self.body)

    def _reach(self, key: int) -> tuple[float, int, int]:
        """Return how far the lines that begin at one edge reach, how many they are and how many come near that."""
        known = self.reaches.get(key)
        if known is None:
            ends = sorted(end for near in (key - 1, key, key + 1) for end in self.margins.get(near, ()))
            known = (ends[-1], len(ends), len(ends) - bisect_left(ends, ends[-1] - 4 * self.body))
            self.reaches[key] = known
        return known

    def _paragraphs(self, page: Page, column: Column, region: Region) -> list[Paragraph]:
        lines = text_lines(self.rows[id(region)], page.number, column)
        if page.dots:
            dot(lines, page.dots)
        last = len(lines)
        while last > 0 and lines[last - 1].size < _SMALL * self.body:
            last -= 1
        while last < len(lines) and not _note_mark().match(lines[last].text):
            last += 1
        notes = paragraphs(lines[last:]) if last else []
        for note in notes:
            note.note = True
        return paragraphs(lines[:last] if last else lines) + notes

    def _asides(self, page: Page) -> list[Paragraph]:
        found = []
        for piece in page.asides:
            column = Column(piece.x0, piece.x1, 1.25 * piece.size, piece.size or 1.0)
            found.extend(paragraphs(text_lines([[piece]], page.number, column)))
        return found

    def _table(self, page: Page, region: Region) -> list[Paragraph | Table]:
        found = table_rows(region, self.body)
        columns = [self._cell_column(column) for column in region.columns]
        if len(columns) == 2 and all(_is_label(row[0]) for row in found):
            whole = Column(region.left, region.right, columns[0].pitch, self.body, rtl=self.rtl)
            lines = [rows(sorted((p for c in row for p in c), key=lambda p: (p.y, p.x0)), self.body) for row in found]
            return [Paragraph(text_lines(line, page.number, whole)) for line in lines]
        table = Table()
        for row in found:
            cells = [
                Cell(
                    [
                        self._passage(paragraph)
                        for paragraph in paragraphs(text_lines(rows(cell, self.body), page.number, column))
                    ]
                )
                for cell, column in zip(row, columns, strict=True)
            ]
            table.rows.append(Row(cells))
        return [table]

    def _cell_column(self, pieces: Sequence[Piece]) -> Column:
        left, right = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
        return Column(left, right, usual_pitch(rows(pieces, self.body), self.body), self.body, rtl=self.rtl)

    def _append(self, flow: list[Paragraph | Table], found: Sequence[Paragraph | Table]) -> None:
        """Append what a region holds; its first paragraph may carry on the last one."""
        if not found:
            return
        first = found[0]
        at = next((at for at in range(len(flow) - 1, -1, -1) if not _is_note(flow[at])), -1)
        last = flow[at] if at >= 0 else None
        if isinstance(first, Paragraph) and isinstance(last, Paragraph) and runs_over(last, first):
            last.lines.extend(first.lines)
            flow.append(flow.pop(at))
            found = found[1:]
        flow.extend(found)

    def _heading_sizes(self, flow: Sequence[Paragraph | Table]) -> list[float]:
        sizes = {
            round(item.lines[0].size / self.body, 1)
            for item in flow
            if isinstance(item, Paragraph) and self._is_heading(item)
        }
        return sorted(sizes, reverse=True)

    def _is_heading(self, paragraph: Paragraph) -> bool:
        large = all(line.size > _HEADING * self.body for line in paragraph.lines)
        return large and len(paragraph.text) <= _LONGEST_HEADING and any(map(str.isalpha, paragraph.text))

    def _passages(self, flow: Sequence[Paragraph | Table]) -> Iterator[Item]:
        stack: list[float] = []
        listed: float | None = None  # how far in stand the items of a list whose bullets are drawn, not written
        for before, item in zip([None, *flow], flow, strict=False):
            if isinstance(item, Table):
                yield item
                continue
            passage = self._passage(item)
            if self._is_heading(item):
                passage.kind = Kind.HEADING
                passage.level = self.levels.index(round(item.lines[0].size / self.body, 1)) + 1
            elif (item.mark is not None and not item.mark.loose and not item.note) or self._is_listed(
                item, before, listed
            ):
                passage.kind = Kind.ITEM
                passage.level = _depth(stack, item.start() / self.body)
                listed = item.start() if item.mark is None else None
            elif item.start() <= self.body:
                stack.clear()
                listed = None
            yield passage

    def _is_listed(self, item: Paragraph, before: Paragraph | Table | None, listed: float | None) -> bool:
        """Say whether a paragraph without a marker stands in as the items of a list do."""
        start = item.start()
        if not 1.2 * self.body <= start <= 6 * self.body or item.note or not isinstance(before, Paragraph):
            return False
        if listed is not None:
            return abs(listed - start) <= 0.3 * self.body
        return before.start() < 0.5 * self.body and before.text.endswith(":")

    def _passage(self, paragraph: Paragraph) -> Passage:
        runs = [clean for run in runs_of(paragraph.lines, self.hyphens) for clean in _clean(run)]
        kind = Kind.NOTE if paragraph.note else Kind.PARAGRAPH
        bullet = "•" if paragraph.lines[0].dotted else ""
        return Passage(kind, runs, marker=bullet, gap=paragraph.gap, source=runs[0].source if runs else 0)


def _stands_beside(region: Region, other: Region) -> bool:
    """Say whether ``other`` is another column at the same height."""
    top, bottom = region.pieces[0].y, region.pieces[-1].y
    return (other.left >= region.right or other.right <= region.left) and any(
        top <= piece.y <= bottom for piece in other.pieces
    )


def _is_note(item: Paragraph | Table) -> bool:
    return isinstance(item, Paragraph) and item.note


def _is_label(cell: Sequence[Piece]) -> bool:
    return bool(cell) and cell[-1].text.rstrip().endswith(":")


def _depth(stack: list[float], start: float) -> int:
    """Return the depth of an item from how far it stands in, and keep the open depths."""
    while stack and stack[-1] > start + 0.4:
        stack.pop()
    if not stack or start > stack[-1] + 0.4:
        stack.append(start)
    return len(stack) - 1


def _clean(run: Run) -> list[Run]:
    """Return a run without invisible characters, joined letters spelt out; what changes keeps its place."""
    if not _odd().search(run.text):
        return [run]
    found: list[Run] = []
    done = 0
    for match in _odd().finditer(run.text):
        if match.start() > done:
            found.append(Run(run.text[done : match.start()], run.source + done, run.look))
        plain = " " if match[0][0] == " " else normalize("NFKC", match[0]) if "\ufb00" <= match[0] < "\ufeff" else ""
        if plain:
            found.append(Run(plain, run.source + match.start(), run.look))
        done = match.end()
    found.append(Run(run.text[done:], run.source + done, Look(run.look.strong)))
    return [part for part in found if part.text]


def _page_starts(source: SourceText, pages: Sequence[Page]) -> tuple[int, ...]:
    """Return the offset at which the text of each page begins."""
    pieces = source.origin.pieces()
    sources = [page.source for page in pages]
    firsts: dict[int, int] = {}
    for offset, place in pieces:
        page = bisect_left(sources, place + 1) - 1
        firsts.setdefault(page, offset)
    starts: list[int] = []
    following = len(source.text)
    for index in range(len(pages) - 1, -1, -1):
        following = min(firsts.get(index, following), following)
        starts.append(following)
    starts.reverse()
    return (0, *starts[1:]) if starts else ()


@cache
def _noise() -> re.Pattern[str]:
    return re.compile("[\x00-\x08\x0b-\x1f\ufffd\ue000-\uf8ff]")


@cache
def _right_to_left() -> re.Pattern[str]:
    return re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@cache
def _odd() -> re.Pattern[str]:
    return re.compile("[\ufb00-\ufb06\ufb1d-\ufdff\ufe70-\ufefc]|[\x00-\x08\x0b-\x1f\u00ad\u200b\u2060\ufeff]+| {2,}")


@cache
def _note_mark() -> re.Pattern[str]:
    return re.compile(r"[¹²³⁰⁴-⁹*†‡§]|\d{1,3}(?:[\s./)]|(?=[^\W\d_]))|[a-z][/)]")
