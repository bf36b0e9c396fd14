"""Calendar feeds (RFC 5545, RFC 7986): what somebody subscribes to, as bytes.

The same things give the same bytes: DTSTAMP is the moment of the last change, as the standard asks of a calendar
that is no message. So a reader that has them already need not fetch them again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event, Todo, vDuration, vText

from .zones import described

PRODUCT = "-//Secretariat//Feeds//EN"
REFRESH = timedelta(hours=1)
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a calendar. ``start`` is a day, a moment in a zone, or hours without one, which float.

    ``last`` is its last day, or when it ends. ``sequence`` grows and ``modified`` moves with each change.
    """

    uid: str
    summary: str
    start: date | datetime
    modified: datetime
    last: date | datetime | None = None
    sequence: int = 0
    description: str = ""
    url: str = ""
    location: str = ""
    status: str = ""
    task: bool = False
    open: bool = True


def feed(name: str, entries: Sequence[Entry]) -> bytes:
    """Return a calendar with its entries and the zones that they are written in."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for key in ("x-wr-calname", "name"):
        calendar.add(key, _text(name))
    refresh = vDuration(REFRESH)
    refresh.params["VALUE"] = "DURATION"
    calendar.add("refresh-interval", refresh, encode=False)
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for zone, days in sorted(_zones(entries).items()):
        calendar.add_component(described(zone, min(days), max(days)))
    for entry in entries:
        calendar.add_component(_task(entry) if entry.task else _event(entry))
    made: bytes = calendar.to_ical()
    return made


def modified(entries: Sequence[Entry]) -> datetime | None:
    """Return when the latest of the entries was changed."""
    return max((entry.modified for entry in entries), default=None)


def _zones(entries: Sequence[Entry]) -> dict[str, list[date]]:
    """Return the zones in which entries are told, each with the days on which it is needed."""
    zones: dict[str, list[date]] = {}
    for entry in entries:
        for moment in (entry.start, entry.last):
            if isinstance(moment, datetime) and isinstance(moment.tzinfo, ZoneInfo) and moment.tzinfo.key != "UTC":
                zones.setdefault(moment.tzinfo.key, []).append(moment.date())
    return zones


def _event(entry: Entry) -> Event:
    """Return an event. By the standard whole days end on the day after the last."""
    event = Event()
    event.add("dtstart", entry.start)
    if isinstance(entry.start, datetime):
        if entry.last is not None:
            event.add("dtend", entry.last)
    else:
        last = entry.last or entry.start
        if last < date.max:
            event.add("dtend", last + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    _describe(event, entry)
    return event


def _task(entry: Entry) -> Todo:
    """Return a task that is due on a day."""
    task = Todo()
    task.add("due", entry.start)
    _describe(task, entry)
    return task


def _describe(component: Component, entry: Entry) -> None:
    """Set what events and tasks have in common."""
    component.add("uid", entry.uid)
    stamp = entry.modified.astimezone(UTC).replace(microsecond=0)
    component.add("dtstamp", stamp)
    component.add("last-modified", stamp)
    component.add("sequence", entry.sequence)
    component.add("summary", _text(entry.summary))
    component.add("class", "PRIVATE" if entry.open else "CONFIDENTIAL")
    for key in ("description", "location", "status"):
        if value := getattr(entry, key):
            component.add(key, _text(value))
    if entry.url:
        component.add("url", entry.url)


def _text(words: str) -> vText:
    """Return a text as the standard takes it: without control characters; line ends are escaped by its type."""
    return vText(CONTROL.sub(" ", words.replace("\r\n", "\n")))
