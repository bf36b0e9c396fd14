"""Time zones as calendars describe them (RFC 5545, 3.6.5).

Each change of the clock in the span is an observance of its own, so that nothing depends on a rule that a
government may change. The onset is written as the clock showed it before the change, as the standard asks.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

if TYPE_CHECKING:
    from collections.abc import Iterator

AROUND = timedelta(days=400)
"""How far before and after the days of a calendar its zones are described."""


def described(zone: str, first: date, last: date) -> Timezone:
    """Return the description of a zone that holds from before ``first`` until after ``last``."""
    place = ZoneInfo(zone)
    begin = datetime.combine(first - AROUND, time.min, UTC)
    made = Timezone()
    made.add("tzid", zone)
    made.add_component(_observance(begin, _offset(begin, place), place))
    for onset in changes(place, begin, datetime.combine(last + AROUND, time.min, UTC)):
        before = _offset(onset - timedelta(seconds=1), place)
        made.add_component(_observance(onset, before, place))
    return made


def changes(place: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """Yield the moments at which the clock of a zone is changed, in UTC."""
    at, step = begin, timedelta(days=1)
    while at < end:
        if _state(at, place) != _state(at + step, place):
            yield _onset(place, at, at + step)
        at += step


def _onset(place: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """Return the first second of what holds at ``high`` and not at ``low``."""
    after = _state(high, place)
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        if _state(middle, place) == after:
            high = middle
        else:
            low = middle
    return high


def _observance(onset: datetime, before: timedelta, place: ZoneInfo) -> TimezoneStandard | TimezoneDaylight:
    """Return what holds from a moment on."""
    local = onset.astimezone(place)
    made = TimezoneDaylight() if local.dst() else TimezoneStandard()
    made.add("dtstart", (onset + before).replace(tzinfo=None))
    made.add("tzoffsetfrom", before)
    made.add("tzoffsetto", _offset(onset, place))
    made.add("tzname", local.tzname())
    return made


def _state(at: datetime, place: ZoneInfo) -> tuple[timedelta, str | None]:
    """Return offset and name of a zone at a moment."""
    return _offset(at, place), at.astimezone(place).tzname()


def _offset(at: datetime, place: ZoneInfo) -> timedelta:
    """Return the offset of a zone from UTC at a moment."""
    return at.astimezone(place).utcoffset() or timedelta(0)
