"""What stands at the head of every document: its facts, what runs along its pages, its closing notes."""

from __future__ import annotations

from collections.abc import Iterator

from ..dates import days, hours, in_words
from ..documents import ActionList, Agenda, Brief, DecisionList, Meeting, MeetingRecord, Status
from ..labels import Labels
from ..page import Block, Facts, Heading, Page, Paragraph, clean, plain

_OPEN = frozenset({"draft", "in clearance"})


def meeting_facts(meeting: MeetingRecord | Agenda, labels: Labels) -> Facts:
    """Return what is to know of a meeting, in the order in which people look for it."""
    status = meeting.status
    given = {
        "body": meeting.body,
        "date": days(meeting.date, meeting.end_date, labels),
        "time": hours(meeting.start, meeting.end, meeting.timezone, labels),
        "mode": labels.known("modes", meeting.mode) if meeting.mode else None,
        "place": meeting.place,
        "status": _status(status, labels) if status else None,
        "classification": _classification(meeting.classification, labels),
        "reference": meeting.reference,
    }
    return _facts(given, labels)


def list_facts(document: DecisionList | ActionList, labels: Labels) -> Facts:
    """Return what is to know of a list."""
    given = {
        "body": document.body,
        "as_of": in_words(document.as_of, labels) if document.as_of else None,
        "classification": _classification(document.classification, labels),
        "reference": document.reference,
    }
    return _facts(given, labels)


def brief_facts(document: Brief, labels: Labels) -> Facts:
    """Return what is to know of a brief: what every document has, with the facts of its own between."""
    given = {
        "body": document.body,
        "date": in_words(document.date, labels) if document.date else None,
        "as_of": in_words(document.as_of, labels) if document.as_of else None,
        "classification": _classification(document.classification, labels),
        "reference": document.reference,
    }
    own = tuple((clean(label), clean(value)) for label, value in document.facts if clean(value))
    rows = _facts(given, labels).rows
    first = sum(bool(clean(given[key])) for key in ("body", "date"))
    return Facts((*rows[:first], *own, *rows[first:]))


def closing_notes(notes: tuple[str, ...], labels: Labels) -> Iterator[Block]:
    """Yield the notes at the end of a document."""
    told = [plain(note) for note in notes if clean(note)]
    if told:
        yield Heading(labels.word("sections", "notes"))
        yield from (Paragraph(note) for note in told)


def page(document: Meeting | DecisionList | ActionList | Brief, blocks: tuple[Block, ...], labels: Labels) -> Page:
    """Return the page of a document with what every page of it bears."""
    status = document.status if isinstance(document, (MeetingRecord, Agenda)) else None
    day = document.date if isinstance(document, Meeting) else document.as_of
    marks = [labels.known("states", status.state)] if status and status.state in _OPEN else []
    if document.classification and document.classification in labels.tables["marks"]:
        marks.append(labels.word("marks", document.classification))
    title, body = clean(document.title), clean(document.body)
    return Page(
        title=title,
        language=clean(document.language) or labels.language,
        blocks=tuple(block for block in blocks if not (isinstance(block, Facts) and not block.rows)),
        running=body or title,
        mark=" · ".join(marks),
        numbering=labels.word("pages", "page"),
        subject=clean(document.reference),
        author=body,
        date=day,
    )


def _facts(given: dict[str, str | None], labels: Labels) -> Facts:
    return Facts(tuple((labels.word("head", key), clean(value)) for key, value in given.items() if clean(value)))


def _status(status: Status, labels: Labels) -> str:
    if status.date and status.state in labels.tables["states_dated"]:
        return labels.word("states_dated", status.state).format(date=in_words(status.date, labels))
    return labels.known("states", status.state)


def _classification(classification: str | None, labels: Labels) -> str | None:
    return labels.known("classifications", classification) if classification else None
