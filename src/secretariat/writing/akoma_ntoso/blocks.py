"""Decisions, actions and the head of a document, marked for what they are."""

from __future__ import annotations

from collections.abc import Iterator

from ..dates import due, hours, in_words
from ..documents import ActionList, ActionPoint, Agenda, Decision, DecisionList, Meeting, MeetingRecord
from ..labels import Labels
from ..page import clean
from .marks import A, Element, Identifiers, References
from .metadata import is_day

_COLON = ": "
_Headed = Meeting | DecisionList | ActionList


def preface(document: _Headed, kind: str, labels: Labels, references: References) -> Element:
    """Return the head of a document: its title, body, day, hours, place, status and symbol."""
    lines = [A.p(A.docTitle(clean(document.title)))]
    if clean(document.body):
        body = references.attribute("TLCOrganization", document.body or "")
        lines.append(A.p(A.docCommittee(clean(document.body), body)))
    lines.extend(A.p(*line) for line in _setting(document, labels, references))
    lines.append(A.p(A.docType(kind)))
    return A.preface(*lines)


def _setting(document: _Headed, labels: Labels, references: References) -> Iterator[list[Element | str]]:
    if isinstance(document, (DecisionList, ActionList)):
        if document.as_of:
            day = A.docDate(in_words(document.as_of, labels), {"date": document.as_of})
            yield [labels.word("head", "as_of"), " ", day]
    else:
        yield from _meeting(document, labels, references)
    if clean(document.reference):
        yield [A.docNumber(clean(document.reference))]
    if document.classification:
        yield [labels.known("classifications", document.classification)]


def _meeting(meeting: Meeting, labels: Labels, references: References) -> Iterator[list[Element | str]]:
    for day in (meeting.date, meeting.end_date):
        if day and is_day(day):
            yield [A.docDate(in_words(day, labels), {"date": day})]
    told = hours(meeting.start, meeting.end, meeting.timezone, labels)
    if told and meeting.start:
        yield [A.recordedTime(told, {"time": f"{meeting.start}:00"})]
    if meeting.mode:
        yield [labels.known("modes", meeting.mode)]
    if clean(meeting.place):
        yield [A.location(clean(meeting.place), references.attribute("TLCLocation", meeting.place or ""))]
    status = meeting.status if isinstance(meeting, (MeetingRecord, Agenda)) else None
    if status:
        yield [A.docStatus(labels.known("states", status.state))]


def decision(one: Decision, identifier: dict[str, str], references: References) -> Element:
    """Return a decision with its number, marked as one."""
    mark = references.attribute("TLCConcept", "decision")
    number = [A.num(clean(one.reference))] if clean(one.reference) else []
    return A.tblock({**identifier, **mark, "class": "decision"}, *number, A.p(clean(one.text)))


def action(one: ActionPoint, identifier: dict[str, str], labels: Labels, references: References) -> Element:
    """Return an action point with its owners and its day, marked as one."""
    mark = references.attribute("TLCConcept", "action point")
    number = [A.num(clean(one.reference))] if clean(one.reference) else []
    lines = [A.p(clean(one.text)), A.p(*_owners(one, labels, references)), *_due(one, labels)]
    if clean(one.status):
        lines.append(A.p(labels.word("columns", "status"), _COLON, A.inline(clean(one.status), {"name": "status"})))
    return A.tblock({**identifier, **mark, "class": "actionPoint"}, *number, *lines)


def _owners(one: ActionPoint, labels: Labels, references: References) -> Iterator[Element | str]:
    yield labels.word("columns", "owner") + _COLON
    owners = [clean(owner) for owner in one.owners if clean(owner)]
    if not owners:
        yield labels.word("values", "no_owner")
    for at, owner in enumerate(owners):
        yield "; " if at else ""
        yield owner_mark(owner, references)


def owner_mark(owner: str, references: References) -> Element:
    """Return an owner as the person or organization that the record knows; as no more than named where it does not."""
    if references.knows("TLCPerson", owner):
        return A.person(owner, references.attribute("TLCPerson", owner))
    if references.knows("TLCOrganization", owner):
        return A.organization(owner, references.attribute("TLCOrganization", owner))
    return entity(owner, "owner", references)


def entity(name: str, role: str, references: References) -> Element:
    """Return somebody or something of whom no more is known than the name and what it is here."""
    return A.entity(name, {"name": role, **references.attribute("TLCReference", name)})


def _due(one: ActionPoint, labels: Labels) -> Iterator[Element]:
    told = due(clean(one.due_text), one.due, labels)
    if told:
        day = A.date(told, {"date": one.due}) if one.due and is_day(one.due) else A.inline(told, {"name": "due"})
        yield A.p(labels.word("columns", "due"), _COLON, day)
    if one.pace != "once":
        yield A.p(A.inline(labels.known("paces", one.pace), {"name": "pace"}))


def noted(notes: tuple[str, ...]) -> list[Element]:
    """Return the closing notes of a document."""
    told = [A.p(clean(note)) for note in notes if clean(note)]
    return [A.conclusions(*told)] if told else []


def numbered(number: str, words: str, identifiers: Identifiers, within: str) -> Element:
    """Return a paragraph with its number."""
    return A.tblock(identifiers.new("tblock", within), A.num(number), A.p(words))
