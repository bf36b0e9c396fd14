"""An agenda as it reads: sections, items, the hours that follow from the minutes, and what does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from . import moments
from .models import AgendaItem, AgendaSection, Confirmation, Meeting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .models import Paper


@dataclass(frozen=True, slots=True)
class Line:
    """One item, the moment at which it begins as far as the minutes tell, and the papers put before it."""

    item: AgendaItem
    starts: datetime | None
    papers: Sequence[Paper]


@dataclass(frozen=True, slots=True)
class Group:
    """A section and its items; the items under no section come first, under ``None``."""

    section: AgendaSection | None
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole agenda. ``overrun`` is by how many minutes the items planned exceed the meeting."""

    groups: Sequence[Group]
    papers: Sequence[Paper]
    minutes: int
    unplanned: int
    available: int | None

    @property
    def overrun(self) -> int:
        """Return the minutes too many; nought where it fits, or where the end is not known."""
        return max(0, self.minutes - self.available) if self.available is not None else 0

    @property
    def lines(self) -> list[Line]:
        """Return all items from top to bottom."""
        return [line for group in self.groups for line in group.lines]


def groups(meeting: Meeting) -> list[tuple[AgendaSection | None, list[AgendaItem]]]:
    """Return the items of each section, in order; the first group is that of no section, and may be empty."""
    items = meeting.agenda_items.filter(state=Confirmation.CONFIRMED).select_related("section")
    by_section: dict[int | None, list[AgendaItem]] = {}
    for item in items:
        by_section.setdefault(item.section_id, []).append(item)
    sections: list[AgendaSection | None] = [None, *meeting.agenda_sections.all()]
    return [(section, by_section.get(section.pk if section else None, [])) for section in sections]


def outline(meeting: Meeting, papers: Sequence[Paper] = ()) -> Outline:
    """Return the agenda of a meeting with ``papers``, those that the reader may see.

    Hours are told up to the first item without minutes, that one included: what follows is not known.
    """
    clock: datetime | None = _begin(meeting)
    made, minutes, unplanned = [], 0, 0
    for section, items in groups(meeting):
        lines = []
        for item in items:
            lines.append(Line(item, clock, [paper for paper in papers if paper.item_id == item.pk]))
            minutes, unplanned = minutes + (item.minutes or 0), unplanned + (item.minutes is None)
            clock = moments.later(clock, item.minutes) if clock and item.minutes else None
        if section is not None or lines:
            made.append(Group(section, lines))
    own = [paper for paper in papers if paper.item_id is None]
    return Outline(made, own, minutes, unplanned, available(meeting))


def available(meeting: Meeting) -> int | None:
    """Return how many minutes a meeting of one day has, where begin and end are known."""
    start, end = meeting.starts_at, meeting.ends_at
    if meeting.end_date and meeting.end_date != meeting.date:
        return None
    if start is not None and end is not None:
        return moments.minutes_between(start, end)
    if meeting.zone or not (meeting.date and meeting.start_time and meeting.end_time):
        return None
    first, last = (datetime.combine(meeting.date, hour) for hour in (meeting.start_time, meeting.end_time))
    return moments.minutes_between(first, last if last > first else last + timedelta(days=1))


def _begin(meeting: Meeting) -> datetime | None:
    """Return when the first item begins: a moment, or an hour of the clock where no zone is known."""
    if meeting.starts_at is not None:
        return meeting.starts_at
    return datetime.combine(meeting.date, meeting.start_time) if meeting.date and meeting.start_time else None
