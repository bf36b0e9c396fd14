"""Dates and periods as the register keeps them: ``2021-05-05``, ``2021-07``, ``2021-Q3``, ``2021-H1``, ``2021``.

A period keeps its own precision. Its last day serves for sorting and for saying what is overdue.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from django.utils.translation import gettext as _

from secretariat.history.refusals import Refused
from secretariat.meetings import moments

_SHAPE = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:-(?:(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?|Q(?P<quarter>[1-4])|H(?P<half>[12])|W(?P<week>[0-9]{2})))?"
)


def last_day(due: str) -> date | None:
    """Return the last day of a date, a period or a range (``2021-05-05/2021-05-07``); nothing if it is neither."""
    shape = _SHAPE.fullmatch(due.rpartition("/")[2].strip())
    if shape is None:
        return None
    part = {name: int(value) for name, value in shape.groupdict().items() if value}
    try:
        return _last_day(part)
    except ValueError:
        return None


def checked(due: str) -> str:
    """Return ``due`` trimmed.

    Raises:
        Refused: when it is neither a date nor a period, or of a year that nobody means.
    """
    due = due.strip()
    if not due:
        return due
    last = last_day(due)
    if last is None:
        message = _("“%s” is not a date. Write 2021-07-31, or a period: 2021-07, 2021-Q3, 2021.")
        raise Refused("bad_date", message % due)
    if not moments.within(last):
        raise Refused("bad_year", _("Look at the year: it is between %d and %d.") % moments.YEARS)
    return due


def day(value: str) -> date | None:
    """Return one exact day, or nothing for an empty value.

    Raises:
        Refused: when it is not a day.
    """
    value = value.strip()
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise Refused("bad_date", _("“%s” is not a day. Write it as 2021-07-31.") % value) from error


def _last_day(part: dict[str, int]) -> date:
    """Return the last day of the period that the parts name."""
    year = part["year"]
    if "day" in part:
        return date(year, part["month"], part["day"])
    if "week" in part:
        return date.fromisocalendar(year, part["week"], 7)
    month = part.get("month") or part.get("quarter", 0) * 3 or part.get("half", 0) * 6 or 12
    return date(year, month, 1) + timedelta(days=_days(year, month) - 1)


def _days(year: int, month: int) -> int:
    """Return how many days the month has."""
    if not 1 <= month <= 12 or year < 1:
        raise ValueError(month)
    return calendar.monthrange(year, month)[1]
