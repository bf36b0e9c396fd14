"""An annotated agenda: the items at a glance, then the annotations, as the United Nations set them."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Agenda, AgendaEntry, Paper
from ..labels import Labels, labels
from ..page import Block, Heading, Holds, Listed, Page, Paragraph, Run, Tone, clean, plain
from .heads import closing_notes, meeting_facts, page
from .tables import Cell, cell, table


def agenda_page(agenda: Agenda) -> Page:
    """Return an annotated agenda as it stands on the page; without annotations it is the list of items alone."""
    words = labels(agenda.language)
    return page(agenda, tuple(_blocks(agenda, words)), words)


def _blocks(agenda: Agenda, words: Labels) -> Iterator[Block]:
    yield meeting_facts(agenda, words)
    filled = [section for section in agenda.sections if section.items]
    if filled:
        yield Heading(words.word("sections", "agenda"))
    for section in filled:
        if clean(section.title):
            yield Heading(clean(section.title), 2)
        yield table(Holds.ITEMS, [_row(item, words) for item in section.items], words)
    annotated = [item for section in filled for item in section.items if _has_annotation(item)]
    if annotated:
        yield Heading(words.word("sections", "annotations"))
    for item in annotated:
        yield from _annotation(item, words)
    yield from closing_notes(agenda.notes, words)


def _row(item: AgendaEntry, words: Labels) -> dict[str, Cell]:
    length = words.word("items", "minutes").format(minutes=item.minutes) if item.minutes else None
    return {
        "number": cell(item.number),
        "item": cell(item.title),
        "purpose": cell(words.known("items", item.kind) if item.kind else None),
        "time": cell(item.start, length),
    }


def _has_annotation(item: AgendaEntry) -> bool:
    return bool(any(map(clean, item.notes)) or item.papers or clean(item.presenter))


def _annotation(item: AgendaEntry, words: Labels) -> Iterator[Block]:
    yield Heading(" ".join(filter(None, (_numbered(item.number), clean(item.title)))), 2)
    if clean(item.presenter):
        told = words.word("items", "presenter").format(name=clean(item.presenter))
        yield Paragraph((Run(told, quiet=True),), tone=Tone.QUIET)
    yield from (Paragraph(plain(note)) for note in item.notes if clean(note))
    if item.papers:
        label = words.word("items", "papers" if len(item.papers) > 1 else "paper")
        yield Paragraph((Run(f"{label}:", quiet=True),), tone=Tone.QUIET)
        yield Listed(tuple(plain(_paper(paper, words)) for paper in item.papers))


def _numbered(number: str | None) -> str:
    words = clean(number)
    return f"{words}." if words and words[-1].isalnum() else words


def _paper(paper: Paper, words: Labels) -> str:
    told = ": ".join(filter(None, (clean(paper.label), clean(paper.title))))
    revision = clean(paper.revision)
    return f"{told} ({words.word('items', 'revision').format(revision=revision)})" if revision else told
