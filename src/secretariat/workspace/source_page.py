"""The source as HTML: its blocks with page breaks, each highlight in place.

Every element that holds text of the source carries ``data-start``, the offset of its first character
in code points, and holds no other text, so that a selection in the page leads back to a span.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypedDict

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .finding_kinds import KINDS, STATES
from .highlights import Highlight, Segment, cut

_SHORT_LINE = 48
_DEEPEST = 6
_TAGS = {"quote": "blockquote", "code": "pre"}


class BlockState(TypedDict):
    """One block of a stored reading."""

    kind: str
    start: int
    end: int
    level: int
    marker: str
    checked: bool | None
    cells: list[list[int]]
    table: int | None
    header: bool
    page: int | None


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be said below the block that holds ``start``."""

    key: str
    message: str
    start: int


class SourcePage:
    """A text set for reading, with highlights; blocks can be drawn one by one."""

    def __init__(
        self,
        text: str,
        blocks: Sequence[BlockState],
        page_starts: Sequence[int],
        highlights: Iterable[Highlight] = (),
        notes: Iterable[Note] = (),
    ) -> None:
        """Cut the text where the highlights begin and end; nothing is drawn yet."""
        self._text = text
        self._blocks = blocks
        self._page_starts = page_starts
        self._marks = static("workspace/marks.svg")
        self._segments = _segments_of_blocks(blocks, highlights)
        self._notes = _notes_of_blocks(blocks, notes)

    def html(self) -> SafeString:
        """Return the whole text."""
        parts: list[SafeString] = []
        for (kind, _table), group in groupby(range(len(self._blocks)), self._sort):
            parts.extend(self._run(kind, list(group)))
        return _joined(parts)

    def block(self, index: int) -> SafeString:
        """Return one block, without the page break before it."""
        block = self._blocks[index]
        if block["kind"] == "row":
            return self._row(index)
        tag = "li" if block["kind"] == "item" else _tag(block)
        level = min(block["level"], _DEEPEST)
        marker = _marker(block)
        words = self._words(index, 0)
        start = block["start"]
        lines = " lines" if self._keeps_lines(block) else ""
        classes = f"block block-{block['kind']} level-{level}{lines}"
        inner = words if not marker else format_html('{} <span data-start="{}">{}</span>', marker, start, words)
        where = SafeString("") if marker else format_html(' data-start="{}"', start)
        return format_html(
            '<{} class="{}" id="b{}" dir="auto"{}>{}</{}>', tag, classes, index, where, inner, SafeString(tag)
        )

    def anchor(self, offset: int) -> str:
        """Return the id of the block that holds ``offset``, or of the one after it."""
        return f"b{bisect_right(self._blocks, offset, key=lambda block: block['end'])}"

    def every_block(self) -> Iterator[SafeString]:
        """Return the blocks one by one, without page breaks."""
        return (self.block(index) for index in range(len(self._blocks)))

    def touched(self, start: int, end: int) -> set[int]:
        """Return the blocks that ``[start, end)`` touches."""
        return {i for i, block in enumerate(self._blocks) if block["start"] < end and start < block["end"]}

    def _sort(self, index: int) -> tuple[str, int | None]:
        """Return what a block is drawn together with: the items of a list, the rows of one table."""
        block = self._blocks[index]
        kind = block["kind"] if block["kind"] in {"item", "row"} else "block"
        return kind, block["table"] if kind == "row" else None

    def _run(self, kind: str, indices: list[int]) -> Iterator[SafeString]:
        """Draw blocks of one sort, broken where a page begins or a note stands."""
        waiting: list[SafeString] = []
        for index in indices:
            turn = self._page_turn(index)
            if turn:
                yield from _frame(kind, waiting)
                waiting = []
                yield turn
            waiting.append(self.block(index))
            if index in self._notes:
                yield from _frame(kind, waiting)
                waiting = []
                yield from (_note(one) for one in self._notes[index])
        yield from _frame(kind, waiting)

    def _row(self, index: int) -> SafeString:
        """Draw the row of a table."""
        block = self._blocks[index]
        tag = SafeString("th" if block["header"] else "td")
        cells = format_html_join(
            "",
            '<{} data-start="{}" dir="auto">{}</{}>',
            ((tag, start, self._words(index, at), tag) for at, (start, _end) in enumerate(block["cells"])),
        )
        return format_html('<tr class="block" id="b{}">{}</tr>', index, cells)

    def _words(self, index: int, cell: int) -> SafeString:
        """Draw the text of a block or cell, highlights in place."""
        return _joined([self._segment(one) for one in self._segments[index][cell]])

    def _segment(self, segment: Segment) -> SafeString:
        """Draw a stretch of text; highlighted where something covers it."""
        words = self._plain(segment.start, segment.end)
        if not segment.covers:
            return words
        innermost = min(segment.covers, key=lambda one: (one.end - one.start, one.key))
        states = sorted({one.state for one in segment.covers})
        classes = ["hl", f"hl-{innermost.kind}", f"is-{innermost.state}", *(f"has-{state}" for state in states)]
        drawn = [one for one in segment.begins if one.drawing][:3]
        if drawn:
            classes.append(f"begins-{len(drawn)}")
        drawings = format_html_join(
            "",
            '<svg class="mark" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
            ((self._marks, _drawing(one.kind)) for one in drawn),
        )
        return format_html(
            '<mark class="{}" data-f="{}" title="{}">{}{}</mark>',
            " ".join(classes),
            " ".join(one.key for one in segment.covers),
            ", ".join(_title(one) for one in segment.covers),
            drawings,
            words,
        )

    def _plain(self, start: int, end: int) -> SafeString:
        """Draw text, with a sign where a page begins within it."""
        turns = [at for at in self._page_starts if start < at < end]
        parts: list[SafeString] = []
        for left, right in zip([start, *turns], [*turns, end], strict=True):
            if left in turns:
                parts.append(_inline_turn(self._page_of(left)))
            parts.append(format_html("{}", self._text[left:right]))
        return _joined(parts)

    def _page_turn(self, index: int) -> SafeString:
        """Draw the break before a block that is the first on its page."""
        if not self._page_starts:
            return SafeString("")
        page = self._page_of(self._blocks[index]["start"])
        before = self._page_of(max(self._blocks[index - 1]["end"] - 1, 0)) if index else 0
        if page == before:
            return SafeString("")
        return format_html('<p class="page-turn" id="page-{}"><span>{}</span></p>', page, _page_label(page))

    def _page_of(self, offset: int) -> int:
        """Return the page of an offset, from 1."""
        return max(sum(1 for at in self._page_starts if at <= offset), 1)

    def _keeps_lines(self, block: BlockState) -> bool:
        """Say whether the line ends of a block mean something: short lines do, a wrapped paragraph's do not."""
        lines = self._text[block["start"] : block["end"]].split("\n")
        return len(lines) > 1 and any(len(line) < _SHORT_LINE for line in lines[:-1])


def lines_of(text: str) -> list[BlockState]:
    """Return a text of which no blocks are known as one paragraph a line."""
    return [_paragraph(*found.span()) for found in re.finditer(r"[^\n]+", text) if found[0].strip()]


def _paragraph(start: int, end: int) -> BlockState:
    """Return a paragraph."""
    return {
        "kind": "paragraph",
        "start": start,
        "end": end,
        "level": 0,
        "marker": "",
        "checked": None,
        "cells": [],
        "table": None,
        "header": False,
        "page": None,
    }


def _segments_of_blocks(blocks: Sequence[BlockState], highlights: Iterable[Highlight]) -> list[list[list[Segment]]]:
    """Return the segments of each block; a row has a list for each cell, other blocks have one."""
    pieces = [_pieces(block) for block in blocks]
    found = iter(cut([piece for of_block in pieces for piece in of_block], highlights))
    return [[next(found) for _piece in of_block] for of_block in pieces]


def _pieces(block: BlockState) -> list[tuple[int, int]]:
    """Return the pieces of text in a block: its cells, or itself."""
    if block["kind"] == "row":
        return [(start, end) for start, end in block["cells"]]
    return [(block["start"], block["end"])]


def _notes_of_blocks(blocks: Sequence[BlockState], notes: Iterable[Note]) -> dict[int, list[Note]]:
    """Return the notes that stand below each block."""
    found: dict[int, list[Note]] = {}
    for note in notes:
        index = next((i for i, block in enumerate(blocks) if note.start < block["end"]), None)
        if index is not None:
            found.setdefault(index, []).append(note)
    return found


def _frame(kind: str, parts: list[SafeString]) -> Iterator[SafeString]:
    """Put list items into a list and rows into a table."""
    if not parts:
        return
    inner = _joined(parts)
    if kind == "item":
        yield format_html('<ul class="source-list" role="list">{}</ul>', inner)
    elif kind == "row":
        yield format_html(
            '<div class="table-frame" tabindex="0" role="group" aria-label="{}"><table class="source-table">'
            "<tbody>{}</tbody></table></div>",
            _("Table"),
            inner,
        )
    else:
        yield inner


def _tag(block: BlockState) -> SafeString:
    """Return the element of a block that stands alone."""
    if block["kind"] == "heading":
        return SafeString(f"h{min(max(block['level'], 1) + 2, _DEEPEST)}")
    return SafeString(_TAGS.get(block["kind"], "p"))


def _marker(block: BlockState) -> SafeString:
    """Return the list marker, check box or heading number as written."""
    if block["checked"] is not None:
        sign, said = ("☑", _("ticked")) if block["checked"] else ("☐", _("not ticked"))
        return format_html('<span class="marker" role="img" aria-label="{}">{}</span>', said, sign)
    if not block["marker"]:
        return SafeString("")
    written = "•" if block["marker"] in {"-", "*", "+"} else block["marker"]
    return format_html('<span class="marker">{}</span>', written)


def _note(note: Note) -> SafeString:
    """Draw what the reader noticed at a passage."""
    return format_html(
        '<p class="source-note" id="{}"><svg class="mark" aria-hidden="true" focusable="false">'
        '<use href="{}#problem"/></svg> <span>{}</span></p>',
        note.key,
        static("workspace/marks.svg"),
        note.message,
    )


def _title(highlight: Highlight) -> str:
    """Return what a highlight is, in words."""
    words = KINDS.get(highlight.kind)
    if words is None:
        return _("Noticed by the reader")
    return f"{words.one} ({STATES.get(highlight.state, highlight.state)})"


def _drawing(kind: str) -> str:
    """Return the name of the drawing of a kind."""
    return KINDS[kind].mark if kind in KINDS else "problem"


def _inline_turn(page: int) -> SafeString:
    """Draw the sign of a page that begins within a sentence; it holds no text."""
    return format_html('<span class="page-turn-inline" role="img" aria-label="{}"></span>', _page_label(page))


def _page_label(page: int) -> str:
    """Return the name of a page."""
    return _("Page %(number)s") % {"number": page}


def _joined(parts: Iterable[SafeString]) -> SafeString:
    """Return drawn parts behind one another."""
    return format_html_join("", "{}", ((part,) for part in parts))
