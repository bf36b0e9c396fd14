"""An annotated agenda as a ``debateReport``."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Agenda, AgendaEntry, AgendaSection
from ..labels import Labels, labels
from ..page import clean
from .blocks import entity, noted, preface
from .marks import A, Element, Identifiers, References
from .metadata import meta


def agenda_element(agenda: Agenda) -> Element:
    """Return the annotated agenda of a meeting.

    Raises:
        Unwritable: its day is not known.
    """
    words, references, identifiers = labels(agenda.language), References(), Identifiers()
    head = preface(agenda, "Annotated agenda", words, references)
    sections = [_section(section, words, identifiers, references) for section in agenda.sections if section.items]
    body = A.mainBody(*(sections or [A.p()]))
    about = meta(agenda, "debateReport", "agenda", references)
    return A.debateReport({"name": "agendaAnnotated"}, about, head, body, *noted(agenda.notes))


def _section(section: AgendaSection, words: Labels, identifiers: Identifiers, references: References) -> Element:
    own = identifiers.new("section")
    heading = [A.heading(clean(section.title))] if clean(section.title) else []
    items = [_item(item, words, identifiers.new("item", own["eId"]), references) for item in section.items]
    return A.hcontainer({"name": "agendaSection", **own}, *heading, *items)


def _item(item: AgendaEntry, words: Labels, own: dict[str, str], references: References) -> Element:
    number = [A.num(clean(item.number))] if clean(item.number) else []
    return A.hcontainer(
        {"name": "agendaItem", **own}, *number, A.heading(clean(item.title)), A.content(*_told(item, words, references))
    )


def _told(item: AgendaEntry, words: Labels, references: References) -> Iterator[Element]:
    facts: list[Element | str] = []
    if item.kind:
        facts.append(A.inline(words.known("items", item.kind), {"name": "purpose"}))
    if item.start:
        facts.append(A.recordedTime(item.start, {"time": f"{item.start}:00"}))
    if item.minutes:
        length = words.word("items", "minutes").format(minutes=item.minutes)
        facts.append(A.inline(length, {"name": "length"}))
    yield A.p(*(part for at, fact in enumerate(facts) for part in ([", "] if at else []) + [fact]))
    if clean(item.presenter):
        yield A.p(entity(clean(item.presenter), "presenter", references))
    yield from (A.p(clean(note)) for note in item.notes if clean(note))
    for paper in item.papers:
        told = words.word("items", "revision").format(revision=clean(paper.revision))
        revision = f" ({told})" if clean(paper.revision) else ""
        label = A.inline(clean(paper.label), {"name": "paper"})
        yield A.p(label, f": {clean(paper.title)}" if clean(paper.title) else "", revision)
