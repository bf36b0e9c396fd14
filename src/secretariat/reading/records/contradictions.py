"""What contradicts itself in a record, or was left to be filled in: reported, never mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..findings import ActionPoint, Meeting, Participant
from ..outline import Outline
from ..problems import Problem
from ..source_text import Kind
from .cues import cue


def find_problems(
    outline: Outline, meeting: Meeting, people: Sequence[Participant], actions: Sequence[ActionPoint]
) -> tuple[Problem, ...]:
    """Return the problems in the order: people, hours, actions, placeholders."""
    return (*_listed_twice(people), *_hours(meeting), *_due_before(meeting, actions), *_placeholders(outline))


def _listed_twice(people: Sequence[Participant]) -> Iterator[Problem]:
    present = {person.name.casefold(): person for person in people if person.attendance == "present"}
    for person in people:
        if person.attendance in {"apologies", "absent"} and person.name.casefold() in present:
            told = "with apologies" if person.attendance == "apologies" else "as absent"
            yield Problem("present_and_away", f"{person.name} is listed as present and {told}.", person.span)


def _hours(meeting: Meeting) -> Iterator[Problem]:
    if meeting.start and meeting.end and meeting.end < meeting.start and meeting.end_date in {None, meeting.date}:
        message = f"The meeting ends at {meeting.end}, before it begins at {meeting.start}."
        yield Problem("hours_reversed", message, meeting.spans.get("end"))


def _due_before(meeting: Meeting, actions: Sequence[ActionPoint]) -> Iterator[Problem]:
    for action in actions:
        day = (action.due or "")[:10]
        if meeting.date and len(day) == len(meeting.date) and day < meeting.date:
            message = f"This action is due on {day}, before the meeting of {meeting.date}."
            yield Problem("due_before_meeting", message, action.due_span)


def _placeholders(outline: Outline) -> Iterator[Problem]:
    for block in outline.blocks:
        if block.kind is Kind.CODE:
            continue
        words = outline.text(block.span)
        if cue(outline.vocabulary, "previous", "placeholders").search(words):
            shown = words if len(words) <= 60 else words[:57] + "…"
            yield Problem("placeholder", f"Something was left to be filled in: “{shown}”.", block.span)
