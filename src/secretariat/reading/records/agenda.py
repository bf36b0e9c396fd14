"""The agenda: a list under its heading, a lead-in in a sentence, or one line of topics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ..findings import AgendaItem
from ..outline import Head, Outline
from ..source_text import Kind
from ..spans import Span, trimmed
from ..vocabulary import Vocabulary, alternation
from .cues import cue, head_cue, named_cues
from .regions import Topic, topic_of

_LEAD_IN = 300
_FEWEST_HEADINGS = 3


def read_agenda(outline: Outline) -> tuple[AgendaItem, ...]:
    """Return the items of the agenda in order; items below items (remarks on them) are left out.

    A record without a list of items has them as its numbered headings, where these are business of a
    meeting ("Approval of the minutes", "Any other business").
    """
    for head in outline.heads:
        if head_cue(outline.vocabulary, "agenda", "heads").fullmatch(head.words) and not _is_title(outline, head):
            items = tuple(_listed(outline, head))
            if items:
                return items
    for index in range(len(outline.blocks)):
        items = tuple(_led_in(outline, index))
        if items:
            return items
    return tuple(_numbered_headings(outline))


def _is_title(outline: Outline, head: Head) -> bool:
    return head.index == outline.title


def _listed(outline: Outline, head: Head) -> Iterator[AgendaItem]:
    if head.rest.end > head.rest.start:
        yield from _one_line(outline, head.rest)
        return
    body = tuple(_to_other_topic(outline, outline.body(head.index)))
    headings = [index for index in body if outline.blocks[index].kind is Kind.HEADING]
    if headings:
        yield from _headings(outline, headings, len(body))
        return
    yield from _items(outline, body)


def _to_other_topic(outline: Outline, body: tuple[int, ...]) -> Iterator[int]:
    """Yield the blocks up to a line that heads something else, such as the list of those present."""
    heads = {head.index: head for head in outline.heads}
    for index in body:
        if index in heads and topic_of(outline, heads[index]) not in {None, Topic.AGENDA}:
            return
        yield index


def _headings(outline: Outline, headings: Sequence[int], whole: int) -> Iterator[AgendaItem]:
    """Read the agenda whose items are numbered headings, each with its discussion below it.

    ``whole`` is how many blocks stand below the agenda's own heading.
    """
    top = min(outline.blocks[index].level for index in headings)
    blocks = [outline.blocks[index] for index in headings if outline.blocks[index].level == top]
    between = [outline.blocks[index].kind for index in range(headings[0], headings[-1] + 1)]
    bare = all(kind in {Kind.HEADING, Kind.ITEM} for kind in between)
    numbered = all(re.search(r"\d", block.marker) for block in blocks)
    alone = numbered and len(blocks) == whole  # a list of one item looks like a heading
    if (len(blocks) < _FEWEST_HEADINGS or not (bare or numbered)) and not alone:
        return
    for block in blocks:
        item = _item(outline, block.span, block.marker)
        if item:
            yield item


def _items(outline: Outline, body: tuple[int, ...]) -> Iterator[AgendaItem]:
    kinds = [outline.blocks[index].kind for index in body]
    kind = Kind.ITEM if Kind.ITEM in kinds else Kind.ROW if Kind.ROW in kinds else Kind.PARAGRAPH
    levels = [outline.blocks[index].level for index in body if outline.blocks[index].kind is kind]
    column = _topic_column(outline, body) if kind is Kind.ROW else 0
    numbers = _number_column(outline, body, column) if kind is Kind.ROW else None
    for index in body:
        block = outline.blocks[index]
        if block.kind is not kind or block.level > min(levels) or block.header or outline.is_struck(block.span):
            continue
        span = block.cells[min(column, len(block.cells) - 1)] if block.cells else block.span
        number = outline.text(block.cells[numbers]) if numbers is not None else block.marker
        item = _item(outline, span, re.sub(r"^\[.\]$|^[^\w]+$", "", number))
        if item:
            yield item


def _topic_column(outline: Outline, body: tuple[int, ...]) -> int:
    """Return the column of a table that names the topics: the first that holds more than numbers and times."""
    rows = [outline.blocks[index] for index in body if outline.blocks[index].kind is Kind.ROW]
    for at in range(len(rows[0].cells)):
        cells = [outline.text(row.cells[at]) for row in rows[1:] or rows if at < len(row.cells)]
        if sum(len(re.findall(r"[^\W\d_]", words)) > 3 for words in cells) * 2 > len(cells):
            return at
    return 0


def _number_column(outline: Outline, body: tuple[int, ...], topics: int) -> int | None:
    """Return the column before the topics that numbers them, by the word at its head."""
    head = outline.blocks[next(index for index in body if outline.blocks[index].kind is Kind.ROW)]
    is_number = named_cues(outline.vocabulary, "actions", "columns")["number"].fullmatch
    return next((at for at in range(min(topics, len(head.cells))) if is_number(outline.text(head.cells[at]))), None)


def _item(outline: Outline, span: Span, marker: str) -> AgendaItem | None:
    words = span.of(outline.source.text)
    trailing = _trailing(outline.vocabulary).search(words)
    end = span.start + trailing.start() if trailing else span.end
    kept = trimmed(outline.source.text, span.start, end)
    title = outline.text(kept)
    if not title or title.casefold().strip("?…. ") in _stop(outline.vocabulary):
        return None
    return AgendaItem(title, kept, marker or None)


@cache
def _trailing(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return a pattern for what ends an item in a list told as one sentence: "; and", "."."""
    last = alternation(vocabulary.words("language", "conjunctions"))
    return re.compile(rf"(?:[;,.]\s*{last}?|\s{last})?\s*[;,.]?$")


@cache
def _stop(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(vocabulary.words("agenda", "stop"))


def _one_line(outline: Outline, span: Span) -> Iterator[AgendaItem]:
    """Read topics that stand in one line, kept apart by semicolons or else by commas."""
    words = span.of(outline.source.text)
    separator = ";" if ";" in words else ","
    start = span.start
    for piece in words.split(separator):
        item = _item(outline, trimmed(outline.source.text, start, start + len(piece)), "")
        if item:
            yield item
        start += len(piece) + 1


def _led_in(outline: Outline, index: int) -> Iterator[AgendaItem]:
    """Read the list after a sentence such as "had before them an agenda to consider the following:"."""
    block = outline.blocks[index]
    words = outline.words(index)
    if block.kind is not Kind.PARAGRAPH or not words.endswith(":"):
        return
    if cue(outline.vocabulary, "agenda", "lead_ins").search(words[-_LEAD_IN:]):
        body = []
        for after in range(index + 1, len(outline.blocks)):
            if outline.blocks[after].kind is not Kind.ITEM:
                break
            body.append(after)
        yield from _items(outline, tuple(body))


def _numbered_headings(outline: Outline) -> Iterator[AgendaItem]:
    numbered = [block for block in outline.blocks if block.kind is Kind.HEADING and re.search(r"\d", block.marker)]
    top = [block for block in numbered if block.level == min(other.level for other in numbered)]
    business = cue(outline.vocabulary, "agenda", "business")
    if len(top) < 4 or sum(bool(business.search(outline.text(block.span))) for block in top) < 2:
        return
    for block in top:
        words = block.span.of(outline.source.text)
        address = re.search(r"\s+https?://", words)
        end = block.span.start + address.start() if address else block.span.end
        item = _item(outline, trimmed(outline.source.text, block.span.start, end), block.marker)
        if item:
            yield item
