"""Moments: what a day, an hour of the clock and a zone mean together.

When clocks go forward an hour does not exist; when they go back an hour comes twice. Both are told, never
silently mended: the moment of an hour that comes twice is the first of the two, that of an hour that does
not exist is the one that the clock shows after the gap (PEP 495, ``fold=0``).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone

YEARS = (1900, 2200)
"""The years that are planned in; at the two ends of what Python counts a zone leads beyond it."""


class Oddity(StrEnum):
    """What can be odd about an hour of the clock in a zone."""

    NONEXISTENT = "nonexistent"
    DOUBLED = "doubled"


@cache
def zones() -> frozenset[str]:
    """Return the names of zones that a person may choose: those of places, and UTC."""
    return frozenset(name for name in available_timezones() if "/" in name and not name.startswith("Etc/")) | {"UTC"}


def known(zone: str) -> bool:
    """Say whether a zone is known by this IANA name."""
    return zone in zones()


def within(day: date) -> bool:
    """Say whether something can be planned for a day."""
    return YEARS[0] <= day.year <= YEARS[1]


def moment(day: date | None, hour: time | None, zone: str) -> datetime | None:
    """Return the moment of a day and hour in a zone; nothing where one of the three is not known."""
    if day is None or hour is None or not known(zone):
        return None
    # Through UTC and back, so that an hour in a gap is told as the clock shows it.
    place = ZoneInfo(zone)
    return datetime.combine(day, hour, place).astimezone(UTC).astimezone(place)


def end(day: date | None, last_day: date | None, start: time | None, until: time | None, zone: str) -> datetime | None:
    """Return the moment of the end; without a last day, an hour not after the beginning is of the next day."""
    if day is None or until is None:
        return None
    over_midnight = last_day is None and start is not None and until <= start
    closing = last_day or (day + timedelta(days=1) if over_midnight else day)
    return moment(closing, until, zone)


def oddity(day: date | None, hour: time | None, zone: str) -> Oddity | None:
    """Say whether an hour does not exist, or comes twice, on that day in that zone."""
    if day is None or hour is None or not known(zone):
        return None
    place = ZoneInfo(zone)
    first, second = (datetime.combine(day, hour.replace(fold=fold), place) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return None
    back = first.astimezone(UTC).astimezone(place).replace(tzinfo=None)
    return Oddity.DOUBLED if back == datetime.combine(day, hour) else Oddity.NONEXISTENT


def place_of(zone: str) -> ZoneInfo | None:
    """Return the zone of this name; nothing where none was given."""
    return ZoneInfo(zone) if known(zone) else None


def today(zone: str) -> date:
    """Return what day it is in a zone; in the zone of the site where none was given."""
    return timezone.localdate(timezone=place_of(zone))


def later(at: datetime, minutes: int) -> datetime:
    """Return the moment some minutes later, as the clock of its zone shows it then."""
    if at.tzinfo is None:
        return at + timedelta(minutes=minutes)
    # Within one zone Python counts by the clock, not by the time that passes: so through UTC.
    return (at.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(at.tzinfo)


def minutes_between(start: datetime, end: datetime) -> int:
    """Return the whole minutes that pass between two moments."""
    if start.tzinfo is not None:
        start, end = start.astimezone(UTC), end.astimezone(UTC)
    return int((end - start).total_seconds()) // 60
