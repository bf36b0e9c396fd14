"""Days, periods and hours in the words of a language."""

from __future__ import annotations

import re
from datetime import date

from .labels import Labels

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_PART = re.compile(r"(\d{4})-([QH])(\d)")


def in_words(iso: str, labels: Labels) -> str:
    """Return a day or period as people write it; what is no ISO date or period is returned as it stands."""
    if _day_of(iso):
        return _day(iso, labels)
    if (found := _MONTH.fullmatch(iso)) and 1 <= int(found[2]) <= 12:
        return _filled(labels, "month", month=_month(found[2], labels), year=found[1])
    if found := _PART.fullmatch(iso):
        key = "quarter" if found[2] == "Q" else "half"
        return _filled(labels, key, number=found[3], year=found[1])
    return iso


def days(first: str | None, last: str | None, labels: Labels) -> str | None:
    """Return the days of a meeting: one with its weekday, or the first and the last."""
    if not first:
        return None
    begins, ends = _day_of(first), _day_of(last or "")
    if begins is None or (last and ends is None):
        return " – ".join(in_words(each, labels) for each in (first, last) if each)
    if ends is None or ends == begins:
        weekday = labels.list("dates", "weekdays")[begins.weekday()]
        return _filled(labels, "weekday", weekday=weekday, day=_day(first, labels))
    if (begins.year, begins.month) == (ends.year, ends.month):
        month = labels.list("dates", "months")[begins.month - 1]
        first_day, last_day = _number(begins, labels), str(ends.day)
        return _filled(labels, "days_of_month", first=first_day, last=last_day, month=month, year=begins.year)
    opening = _day_of_year(begins, labels) if begins.year == ends.year else _day(first, labels)
    return _filled(labels, "range", first=opening, last=_day(last or "", labels))


def hours(start: str | None, end: str | None, zone: str | None, labels: Labels) -> str | None:
    """Return the hours of a meeting with their zone."""
    if not start:
        return None
    told = _filled(labels, "hours", start=start, end=end) if end else start
    return _filled(labels, "zone", hours=told, zone=zone) if zone else told


def due(words: str | None, iso: str | None, labels: Labels) -> str | None:
    """Return a due date: as it was said, with the date that it comes to where the words alone do not tell it."""
    told = in_words(iso, labels) if iso else None
    if not words or not told:
        return words or told
    if words.casefold() in told.casefold():
        return told
    if told.casefold() in words.casefold():
        return words
    return _filled(labels, "also", words=words, date=told)


def _day_of(iso: str) -> date | None:
    found = _DAY.fullmatch(iso)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _day(iso: str, labels: Labels) -> str:
    day = date.fromisoformat(iso)
    month = labels.list("dates", "months")[day.month - 1]
    return _filled(labels, "day", day=_number(day, labels), month=month, year=day.year)


def _day_of_year(day: date, labels: Labels) -> str:
    month = labels.list("dates", "months")[day.month - 1]
    return _filled(labels, "day_of_year", day=_number(day, labels), month=month)


def _number(day: date, labels: Labels) -> str:
    return _filled(labels, "first_of_month", day=1) if day.day == 1 else str(day.day)


def _month(number: str, labels: Labels) -> str:
    return labels.list("dates", "months")[int(number) - 1]


def _filled(labels: Labels, key: str, **values: object) -> str:
    return labels.word("dates", key).format(**values)
