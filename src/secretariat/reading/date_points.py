"""A day or month of the calendar, with or without its year."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

_FAR = timedelta(days=274)
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Point:
    """A month or a day of it; ``year`` is ``None`` where none is written."""

    month: int
    day: int | None = None
    year: int | None = None

    def iso(self) -> str | None:
        """Return ``2021-05-05`` or ``2021-05``, ``None`` without a year."""
        if self.year is None:
            return None
        month = f"{self.year}-{self.month:02}"
        return month if self.day is None else f"{month}-{self.day:02}"

    def possible(self) -> bool:
        """Say whether the year written, or some year, has such a day."""
        return 1 <= self.month <= _DECEMBER and 1 <= (self.day or 1) <= monthrange(self.year or 2000, self.month)[1]

    def weekday(self) -> int | None:
        """Return the day of the week from 1 (Monday) to 7, ``None`` where the day is not fixed."""
        if self.year is None or self.day is None:
            return None
        return date(self.year, self.month, self.day).isoweekday()


def with_year(point: Point, last: Point | None, weekday: int | None, base: date | None) -> Point:
    """Return ``point`` with the year that follows from ``base``, or as it is where that is not safe.

    A weekday picks the year around ``base`` that has it. Else it is the first year in which the date
    (or the ``last`` of its range) is not over on ``base``, if it begins within nine months.
    """
    if base is None or not point.possible():
        return point
    if weekday is not None and point.day is not None:
        dated = (replace(point, year=year) for year in (base.year, base.year + 1, base.year - 1))
        return next((each for each in dated if each.possible() and each.weekday() == weekday), point)
    for year in (base.year, base.year + 1):
        first, end = replace(point, year=year), replace(last or point, year=year)
        if not (first.possible() and end.possible()):
            continue
        if date(year, end.month, end.day or monthrange(year, end.month)[1]) >= base:
            return first if date(year, first.month, first.day or 1) - base <= _FAR else point
    return point
