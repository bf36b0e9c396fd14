"""A brief for a session: its question, how it may be used, and its points with quotes and their footnotes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from ..documents import Brief, BriefPart, BriefPoint, Quote
from ..labels import Labels, labels
from ..page import Block, Heading, Note, Page, Paragraph, Run, Tone, clean, plain
from .heads import brief_facts, closing_notes, page


def brief_page(brief: Brief) -> Page:
    """Return a brief as it stands on the page. Points and footnotes are numbered through the whole of it."""
    words = labels(brief.language)
    return page(brief, tuple(_blocks(brief, words)), words)


def _blocks(brief: Brief, words: Labels) -> Iterator[Block]:
    yield brief_facts(brief, words)
    if clean(brief.question):
        yield Paragraph(plain(brief.question), tone=Tone.LEAD)
    yield from (Paragraph(plain(text), tone=Tone.QUIET) for text in brief.handling if clean(text))
    points, notes = count(1), count(1)
    filled = [part for part in brief.parts if part.points or clean(part.introduction)]
    if not filled:
        yield Paragraph(plain(words.word("values", "nothing")))
    for part in filled:
        yield from _part(part, points, notes)
    yield from closing_notes(brief.notes, words)


def _part(part: BriefPart, points: Iterator[int], notes: Iterator[int]) -> Iterator[Block]:
    yield Heading(clean(part.title))
    if clean(part.introduction):
        yield Paragraph(plain(part.introduction), tone=Tone.QUIET)
    for point in part.points:
        yield Paragraph(tuple(_said(point)), next(points), leads=bool(point.quotes))
        yield from (_quote(quote, notes) for quote in point.quotes)


def _said(point: BriefPoint) -> Iterator[Run]:
    lead, text = clean(point.lead), clean(point.text)
    if lead:
        yield Run(f"{lead}: " if text else lead, strong=True)
    if text:
        yield Run(text)


def _quote(quote: Quote, notes: Iterator[int]) -> Paragraph:
    source = clean(quote.source)
    said = [Run(clean(quote.text), note=Note(next(notes), source) if source else None)]
    if clean(quote.remark):
        said.append(Run(f" ({clean(quote.remark)})", quiet=True))
    return Paragraph(tuple(said), tone=Tone.QUOTE, language=quote.language or "")
