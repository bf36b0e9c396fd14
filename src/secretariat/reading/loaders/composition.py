"""Passages and tables into the text of a document: blocks, marks and the way back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..source_text import Block, Kind, Mark, SourceText, Style
from ..spans import Span, TextBuilder
from .headings import infer
from .line_lists import tighten
from .markers import Marker, marker
from .passages import MAX_COLUMNS, PLAIN, Cell, Item, Look, Passage, Row, Run, Table

_CLOCK = re.compile(r"\(?\d{1,2}\.(?:0\d|\d{2}\s*(?:[hH]\b|[-–—]\s*\d))")
_BOX = re.compile(r"(?P<box>[☐☑☒])[ \t\u00a0]*(?=\S)")
_LETTERED = re.compile(r"(?:[A-Z]|[IVX]{1,5})\.")
_REPEATED_WORDS = 80  # a merged cell that is longer is a text of its own, not a label for the rows below


def compose(items: Sequence[Item], media_type: str, metadata: dict[str, str]) -> SourceText:
    """Return the document that ``items`` make, in their order."""
    composition = _Composition(lettered=_are_lettered(items))
    composition.add(items)
    text = composition.builder.text()
    return SourceText(
        text,
        tuple(infer(text, composition.blocks, composition.marks)),
        composition.builder.offset_map(),
        media_type,
        marks=tuple(sorted(composition.marks, key=lambda mark: (mark.span, mark.style))),
        metadata=metadata,
    )


@dataclass(slots=True)
class _Words:
    """The characters of some runs in one string, each with its place and look."""

    text: str
    starts: list[int]
    runs: Sequence[Run]

    def is_strong(self) -> bool:
        """Say whether all words are set in bold."""
        spoken = [run for run in self.runs if run.text.strip()]
        return bool(spoken) and all(run.look.strong for run in spoken)


def _words(runs: Sequence[Run]) -> _Words:
    starts, length = [], 0
    for run in runs:
        starts.append(length)
        length += len(run.text)
    return _Words("".join(run.text for run in runs), starts, runs)


@dataclass(frozen=True, slots=True)
class _Group:
    """Lines of a passage that make one block: ranges in its words, and the marker typed before them."""

    lines: tuple[tuple[int, int], ...]
    gap: bool
    typed: Marker | None = None


@dataclass(slots=True)
class _Composition:
    """The text, blocks and marks as they grow; ``lettered`` where headings are numbered ``A.``, ``B.``."""

    lettered: bool
    builder: TextBuilder = field(default_factory=TextBuilder)
    blocks: list[Block] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    tables: int = 0

    def add(self, items: Sequence[Item]) -> None:
        """Append passages and tables."""
        tighten(items)
        for item in items:
            if isinstance(item, Passage):
                self._passage(item)
            elif _places_things(item):
                for row in item.rows:
                    for cell in row.cells:
                        self.add(cell.items)
            else:
                self._table(item)

    def _part(self, source: int, *, gap: bool) -> None:
        """Keep the next block apart from the one before."""
        if self.blocks:
            self.builder.add("\n\n" if gap else "\n", max(source - 1, 0))

    def _passage(self, passage: Passage) -> None:
        words = _words(passage.runs)
        if not words.text.strip():
            return
        if passage.kind is Kind.CODE:
            self._code(passage, words)
            return
        for index, group in enumerate(_groups(passage, words, lettered=self.lettered)):
            self._group(passage, words, group, first=index == 0)

    def _code(self, passage: Passage, words: _Words) -> None:
        start = len(words.text) - len(words.text.lstrip("\n"))
        self._part(passage.source, gap=passage.gap)
        span = self._emit(words, start, len(words.text.rstrip()))
        self.blocks.append(Block(Kind.CODE, span))

    def _group(self, passage: Passage, words: _Words, group: _Group, *, first: bool) -> None:
        own = passage.marker if first else ""
        typed = group.typed
        start = group.lines[0][0]
        self._part(passage.source if first else words.runs[_run_at(words, start)].source, gap=group.gap)
        if own:
            self.builder.add(own + " ", passage.source)
        begin = start
        if typed:
            begin += typed.length
            self._emit(words, start, begin)
        lines = ((begin, group.lines[0][1]), *group.lines[1:])
        span = self._lines(words, lines)
        kind, level = _kind(passage, typed, first=first)
        joined = " ".join(part for part in (own, typed.text if typed else "") if part)
        checked = typed.checked if typed else None
        self.blocks.append(Block(kind, span, level=level, marker=joined, checked=checked))

    def _lines(self, words: _Words, lines: Sequence[tuple[int, int]]) -> Span:
        """Append lines of some words with a line end between two; return the span of them all."""
        begin = len(self.builder)
        looks: list[tuple[int, int, Look]] = []
        for number, (start, end) in enumerate(lines):
            if number:
                at = lines[number - 1][1]
                self.builder.add("\n", _source(words, at))
            self._emit(words, start, end, looks)
        if looks:
            text = "\n".join(words.text[start:end] for start, end in lines)
            self.marks.extend(_marks(looks, text, begin))
        return Span(begin, len(self.builder))

    def _emit(self, words: _Words, start: int, end: int, looks: list[tuple[int, int, Look]] | None = None) -> Span:
        """Append ``[start, end)`` of some words, each run from its own place in the source."""
        begin = len(self.builder)
        at = _run_at(words, start)
        while start < end:
            run = words.runs[at]
            stop = min(words.starts[at] + len(run.text), end)
            span = self.builder.add(words.text[start:stop], run.source + start - words.starts[at])
            if looks is not None and run.look != PLAIN and span.end > span.start:
                looks.append((span.start, span.end, run.look))
            start = max(stop, start)
            at += 1
        return Span(begin, len(self.builder))

    def _table(self, table: Table) -> None:
        rows = [(row, _columns(row)) for row in table.rows]
        above: dict[int, _Words] = {}
        headed = any(row.header for row in table.rows)
        number, self.tables = self.tables, self.tables + 1
        width = max((len(cells) for _, cells in rows), default=0)
        filled: list[tuple[bool, list[_Words]]] = []
        for row, cells in rows:
            words = [_cell_words(cell, above, at) for at, cell in enumerate(cells)]
            words += [_words([])] * (width - len(words))
            if any(cell.text for cell in words):
                filled.append((row.header, words))
        inferred = not headed and _heads(filled)
        for index, (header, words) in enumerate(filled):
            self._row(words, number, header=header or (inferred and index == 0), gap=index == 0)

    def _row(self, cells: Sequence[_Words], table: int, *, header: bool, gap: bool) -> None:
        source = next((cell.runs[0].source for cell in cells if cell.runs), 0)
        self._part(source, gap=gap)
        begin = len(self.builder)
        spans = []
        for index, words in enumerate(cells):
            if words.runs:
                source = words.runs[0].source
            if index:
                self.builder.add("\t", source)
            lines = [line for line in _stripped_lines(words.text) if line[1] > line[0]]
            spans.append(self._lines(words, lines) if lines else Span(len(self.builder), len(self.builder)))
        span = Span(begin, len(self.builder))
        self.blocks.append(Block(Kind.ROW, span, cells=tuple(spans), table=table, header=header))


def _kind(passage: Passage, typed: Marker | None, *, first: bool) -> tuple[Kind, int]:
    if passage.kind is Kind.ITEM and not first:
        return (Kind.ITEM, passage.level + 1) if typed else (Kind.PARAGRAPH, 0)
    if passage.kind is Kind.PARAGRAPH and typed:
        return Kind.ITEM, max(-typed.rank, 0)
    return passage.kind, passage.level


def _are_lettered(items: Sequence[Item]) -> bool:
    """Say whether headings are numbered by letters: one alone may as well be an initial."""
    found = set()
    for item in items:
        if isinstance(item, Passage) and item.kind is Kind.HEADING:
            typed = marker("".join(run.text for run in item.runs).lstrip())
            if typed and _LETTERED.fullmatch(typed.text):
                found.add(typed.text)
    return len(found) > 1


def _groups(passage: Passage, words: _Words, *, lettered: bool) -> list[_Group]:
    """Cut a passage into blocks: at blank lines and at lines that begin with a marker."""
    whole = passage.kind in {Kind.HEADING, Kind.NOTE}
    listed = passage.kind in {Kind.PARAGRAPH, Kind.ITEM}
    groups: list[_Group] = []
    open_lines: list[tuple[int, int]] = []
    gap, typed = passage.gap, None
    blank = False
    for start, end in _stripped_lines(words.text):
        if end <= start:
            blank = bool(groups or open_lines)
            continue
        begins = not groups and not open_lines
        found = _typed(passage, words.text[start:end], first=begins, lettered=lettered) if begins or listed else None
        if open_lines and ((blank and not whole) or found):
            groups.append(_Group(tuple(open_lines), gap, typed))
            open_lines, gap, typed = [], blank, None
        typed = found or typed
        open_lines.append((start, end))
        blank = False
    groups.append(_Group(tuple(open_lines), gap, typed))
    return groups


def _typed(passage: Passage, line: str, *, first: bool, lettered: bool) -> Marker | None:
    """Return the marker that was typed at the start of a line, if it is one in this kind of passage."""
    if passage.kind in {Kind.PARAGRAPH, Kind.ITEM}:
        box = _BOX.match(line)
        if box:
            return Marker(box["box"], box.end(), checked=box["box"] != "☐")
    found = None if _CLOCK.match(line) else marker(line)
    if found is None or passage.kind in {Kind.QUOTE, Kind.NOTE}:
        return None
    if passage.kind is Kind.HEADING:
        numbered = found.rank > 0 and (lettered or not found.loose)
        return found if numbered and not passage.marker else None
    if found.loose:
        return None
    if first and passage.marker:
        return found if found.checked is not None else None
    return found


def _stripped_lines(text: str) -> list[tuple[int, int]]:
    """Return the range of each line without the white space at its ends."""
    lines, start = [], 0
    for line in text.split("\n"):
        content = line.strip()
        left = start + (len(line) - len(line.lstrip()) if content else 0)
        lines.append((left, left + len(content)))
        start += len(line) + 1
    return lines


def _run_at(words: _Words, at: int) -> int:
    return max(bisect_right(words.starts, at) - 1, 0)


def _source(words: _Words, at: int) -> int:
    index = _run_at(words, at)
    return words.runs[index].source + at - words.starts[index]


def _marks(looks: Sequence[tuple[int, int, Look]], text: str, base: int) -> list[Mark]:
    """Return the marks of some looks in ``text``, which begins at ``base``; what touches is one mark."""
    marks: list[Mark] = []
    for style in Style:
        open_mark: Mark | None = None
        for start, end, look in looks:
            target = look.target if style is Style.LINK else ""
            if not (target if style is Style.LINK else getattr(look, style.value)):
                continue
            if open_mark and open_mark.target == target and _touch(text, open_mark.span.end - base, start - base):
                open_mark = Mark(style, Span(open_mark.span.start, end), target)
                marks[-1] = open_mark
            else:
                open_mark = Mark(style, Span(start, end), target)
                marks.append(open_mark)
    kept = (_fitted(mark, text, base) for mark in marks)
    return [mark for mark in kept if mark.span.end > mark.span.start]


def _touch(text: str, end: int, start: int) -> bool:
    return not text[end:start].strip()


def _fitted(mark: Mark, text: str, base: int) -> Mark:
    words = mark.span.shifted(-base).of(text)
    left = len(words) - len(words.lstrip())
    span = Span(mark.span.start + left, mark.span.start + max(len(words.rstrip()), left))
    return Mark(mark.style, span, mark.target)


def _places_things(table: Table) -> bool:
    """Say whether a table only places things on the page: its cells are then read one after another."""
    if table.layout:
        return True
    cells = [cell for row in table.rows for cell in row.cells]
    if len(cells) == 1:
        return True
    if any(row.header for row in table.rows):
        return False
    if max((len(row.cells) for row in table.rows), default=0) == 1:
        return any(len(cell.items) > 1 for cell in cells)
    return any(isinstance(item, Table) or item.kind is Kind.HEADING for cell in cells for item in cell.items)


def _columns(row: Row) -> list[Cell]:
    """Return a cell for each column: a cell over several columns is followed by empty ones."""
    cells: list[Cell] = []
    for cell in row.cells:
        cells.append(cell)
        cells.extend(Cell(continues=cell.continues) for _ in range(min(cell.columns, MAX_COLUMNS) - 1))
    return cells


def _cell_words(cell: Cell, above: dict[int, _Words], column: int) -> _Words:
    """Return the words of a cell; a short one that is merged with the cell above says the same again."""
    if cell.continues and not cell.items:
        return above.get(column, _words([]))
    words = _words(_cell_runs(cell.items))
    if not words.text.strip():
        words = _words([])
    short = len(words.text) <= _REPEATED_WORDS and "\n" not in words.text.strip()
    above[column] = words if short else _words([])
    return words


def _cell_runs(items: Sequence[Item]) -> list[Run]:
    """Return the words of a cell: its passages and the rows of tables in it one a line."""
    runs: list[Run] = []
    for item in items:
        lines = [item] if isinstance(item, Passage) else item.rows
        for line in lines:
            inner = _line_runs(line)
            if runs and inner:
                runs.append(Run("\n", inner[0].source))
            runs.extend(inner)
    return runs


def _line_runs(line: Passage | Row) -> list[Run]:
    if isinstance(line, Passage):
        spoken = any(run.text.strip() for run in line.runs)
        label = [Run(line.marker + " ", line.source)] if line.marker and spoken else []
        return [*label, *line.runs] if spoken else []
    runs: list[Run] = []
    for cell in line.cells:
        inner = _cell_runs(cell.items)
        if runs and inner:
            runs.append(Run("\t", inner[0].source))
        runs.extend(inner)
    return runs


def _heads(rows: Sequence[tuple[bool, list[_Words]]]) -> bool:
    """Say whether the first row is a header by its look: in bold, and the second row is not."""
    if len(rows) < 2:
        return False
    first, second = ([cell for cell in row if cell.text] for _, row in rows[:2])
    return len(first) > 1 and all(cell.is_strong() for cell in first) and not all(cell.is_strong() for cell in second)
