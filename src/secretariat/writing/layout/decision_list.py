"""A list of decisions as of a day."""

from __future__ import annotations

from collections.abc import Iterator

from ..dates import in_words
from ..documents import DecisionList, ListedDecision
from ..labels import Labels, labels
from ..page import Block, Heading, Holds, Page, Paragraph, Tone, clean, plain
from .heads import closing_notes, list_facts, page
from .tables import Cell, cell, table


def decision_list_page(document: DecisionList) -> Page:
    """Return a list of decisions as it stands on the page, a table a group."""
    words = labels(document.language)
    return page(document, tuple(_blocks(document, words)), words)


def _blocks(document: DecisionList, words: Labels) -> Iterator[Block]:
    yield list_facts(document, words)
    if clean(document.subtitle):
        yield Paragraph(plain(document.subtitle), tone=Tone.LEAD)
    filled = [group for group in document.groups if group.lines]
    if not filled:
        yield Paragraph(plain(words.word("values", "nothing")))
    for group in filled:
        if clean(group.heading):
            yield Heading(clean(group.heading))
        yield table(Holds.DECISIONS, [_row(line, words) for line in group.lines], words)
    yield from closing_notes(document.notes, words)


def _row(line: ListedDecision, words: Labels) -> dict[str, Cell]:
    return {
        "number": cell(line.decision.reference),
        "decision": cell(line.decision.text),
        "meeting": cell(line.meeting, in_words(line.date, words) if line.date else None),
        "state": cell(line.state),
    }
