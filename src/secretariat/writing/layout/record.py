"""A meeting's record: its head, who was there, the agenda, the parts with what came of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from ..documents import ActionPoint, AgendaItem, Decision, MeetingRecord, Part, Participant
from ..labels import Labels, labels
from ..page import Block, Heading, Holds, Listed, Page, Paragraph, clean, plain
from .heads import closing_notes, meeting_facts, page
from .tables import Cell, cell, due_cell, owner_cell, table

_DEEPEST = 3
_ATTENDANCE = ("present", "represented", "apologies", "absent")


def record_page(record: MeetingRecord) -> Page:
    """Return the record of a meeting as it stands on the page.

    Paragraphs are numbered through the whole record. Decisions and actions stand with the part in which
    they were taken, those of no part at the end.
    """
    words = labels(record.language)
    return page(record, tuple(_blocks(record, words)), words)


def _blocks(record: MeetingRecord, words: Labels) -> Iterator[Block]:
    yield meeting_facts(record, words)
    yield from _people(record.participants, words)
    if record.agenda:
        yield Heading(words.word("sections", "agenda"))
        yield _agenda(record.agenda, words)
    numbers = count(1)
    for part, level in zip(record.parts, _levels(record.parts), strict=True):
        yield from _part(part, level, numbers, words)
    within = any(part.decisions or part.action_points for part in record.parts)
    if record.decisions:
        yield Heading(words.word("sections", "other_decisions" if within else "decisions"))
        yield decisions_table(record.decisions, words)
    if record.action_points:
        yield Heading(words.word("sections", "other_action_points" if within else "action_points"))
        yield actions_table(record.action_points, words)
    yield from closing_notes(record.notes, words)


def _people(people: Sequence[Participant], words: Labels) -> Iterator[Block]:
    for attendance in _ATTENDANCE:
        listed = [one for one in people if _attendance(one) == attendance]
        if listed:
            yield Heading(words.word("sections", attendance))
            yield table(Holds.PEOPLE, [_person(one, words) for one in listed], words)


def _attendance(one: Participant) -> str:
    return one.attendance if one.attendance in _ATTENDANCE else "present"


def _person(one: Participant, words: Labels) -> dict[str, Cell]:
    return {
        "name": cell(one.name),
        "title": cell(one.title),
        "organization": cell(one.organization),
        "role": cell(words.known("roles", one.role) if one.role else None),
        "represented_by": cell(one.represented_by),
    }


def _agenda(items: Sequence[AgendaItem], words: Labels) -> Block:
    """Return the agenda as a list; as a table where its items bear numbers of their own, such as ``3 (b)``."""
    numbers = [clean(item.number).rstrip(".") for item in items]
    counted = numbers == [str(number) for number in range(1, len(items) + 1)]
    if counted or not any(numbers):
        return Listed(tuple(plain(item.title) for item in items), counted=counted)
    return table(Holds.ITEMS, [{"number": cell(item.number), "item": cell(item.title)} for item in items], words)


def _levels(parts: Sequence[Part]) -> Iterator[int]:
    """Yield the level of each part, none of them more than one below the part before: no level is left out."""
    above = 0
    for part in parts:
        above = min(max(part.level, 1), above + 1, _DEEPEST)
        yield above


def _part(part: Part, level: int, numbers: Iterator[int], words: Labels) -> Iterator[Block]:
    yield Heading(clean(part.title), level)
    for text in part.paragraphs:
        if clean(text):
            yield Paragraph(plain(text), next(numbers))
    if part.decisions:
        yield decisions_table(part.decisions, words)
    if part.action_points:
        yield actions_table(part.action_points, words)


def decisions_table(decisions: Sequence[Decision], words: Labels) -> Block:
    """Return decisions in a table, which sets them apart from what was said."""
    rows = [{"number": cell(one.reference), "decision": cell(one.text)} for one in decisions]
    return table(Holds.DECISIONS, rows, words)


def actions_table(actions: Sequence[ActionPoint], words: Labels) -> Block:
    """Return action points in a table: what, who, by when, and how it stands where that is told."""
    return table(Holds.ACTIONS, [_action(action, words) for action in actions], words)


def _action(action: ActionPoint, words: Labels) -> dict[str, Cell]:
    return {
        "number": cell(action.reference),
        "action": cell(action.text),
        "owner": owner_cell(action, words),
        "due": due_cell(action, words),
        "status": cell(action.status),
    }
