"""The dates that a text gives, each kept as exact as it was written.

"July 2021" stays a month and "spring 2021" a season: no day or month is ever added. What a date lacks
is taken from ``base`` (the day of the meeting) only where that is safe:

- "today", "tomorrow", "this" or "next" month, quarter or year follow from ``base``;
- a day, month or quarter without a year is the next one on or after ``base`` if that is less than
  nine months away, or the nearest one on the weekday written beside it; it is marked ``inferred_year``;
- "next week", "by Friday", "within two weeks", "the next meeting" are found but stay without a value.

A date in figures such as 5/6/2021 is read where one part is above 12, where another such date of the
text shows the order, or where the language has one order; otherwise both readings are kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from .date_points import Point, with_year
from .date_words import DASHES, PARTS, SEASONS, STARTS, UNITS, Role, Word, WordLine, date_words, relative_pattern
from .spans import Span
from .vocabulary import Vocabulary


class Precision(StrEnum):
    """How exact a date is."""

    DAY = "day"
    DAYS = "day range"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    YEAR = "year"
    RELATIVE = "relative"


class Fault(StrEnum):
    """What is wrong with a date as written."""

    WEEKDAY = "weekday"  # the weekday beside it is another one
    IMPOSSIBLE = "impossible"  # there is no such day


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written.

    ``start`` is ISO at the date's own precision (``2021-05-05``, ``2021-07``, ``2021-Q3``, ``2021-H1``,
    ``2021``), ``end`` the last of a range. ``part`` is ``early``, ``middle`` or ``late`` where the text says
    so. ``alternatives`` holds both readings of a date in figures that can be read in two ways.
    """

    span: Span
    precision: Precision
    start: str | None = None
    end: str | None = None
    part: str | None = None
    weekday: str | None = None
    fault: Fault | None = None
    alternatives: tuple[str, ...] = ()
    inferred_year: bool = False

    def iso(self) -> str | None:
        """Return the date or period (``2016-03-03/2016-03-04`` for a range), ``None`` if unresolved."""
        return f"{self.start}/{self.end}" if self.start and self.end else self.start


def find_dates(
    text: str, vocabulary: Vocabulary, *, base: date | None = None, start: int = 0, end: int | None = None
) -> tuple[DateMention, ...]:
    """Return the dates in ``text[start:end]`` in the order of the text; spans index ``text``."""
    stop = len(text) if end is None else end
    words = date_words(text, vocabulary).within(start, stop)
    return tuple(_Reader(text, words, stop, vocabulary, base).read()) if words else ()


def whole_day(iso: str | None) -> date | None:
    """Return the day that an ISO date gives; ``None`` for a month, quarter or year, which have none."""
    return date.fromisoformat(iso) if iso and len(iso) == len("2021-05-05") else None


@dataclass(frozen=True, slots=True)
class _Found:
    """A date that was read: its points, the words it took (``first`` to before ``stop``), its weekday."""

    first: int
    stop: int
    point: Point
    last: Point | None = None
    weekday: int | None = None
    other: Point | None = None  # the second reading of a date in figures


_EXACT = frozenset({Role.NUMBER, Role.FIGURES, Role.MONTH, Role.WEEKDAY})
_ALONE = _EXACT | {Role.ORDINAL, Role.QUARTER, Role.HALF, Role.SEASON}
_COMMA = frozenset({"", ",", "."})
_PLAIN = frozenset({""})
_CLOCK_AFTER = re.compile(r"\s*(?:UTC|GMT|CET|CEST|Z|h|hrs?|hours)\b")


class _Reader(WordLine):
    """Reads the dates of a run of words, left to right."""

    def __init__(self, text: str, words: Sequence[Word], stop: int, vocabulary: Vocabulary, base: date | None) -> None:
        super().__init__(text, words)
        self.stop, self.vocabulary, self.base = stop, vocabulary, base

    def read(self) -> list[DateMention]:
        found: list[DateMention] = []
        past = 0
        for at, word in enumerate(self.words):
            if word.start < past or STARTS.isdisjoint(word.roles):
                continue
            mention = self.mention(at)
            if mention is not None:
                found.append(mention)
                past = mention.span.end
        return found

    def mention(self, at: int) -> DateMention | None:
        roles = self.words[at].roles
        if Role.PART in roles and (mention := self.part(at)):
            return mention
        if Role.RELATIVE in roles and (mention := self.relative(at)):
            return mention
        if _ALONE.isdisjoint(roles):
            return None
        if _EXACT.isdisjoint(roles):
            return self.period(at) or self.season(at)
        return self.exact(at) or self.period(at) or self.months(at) or self.lone(at)

    # Days

    def exact(self, at: int) -> DateMention | None:
        """Read a day or a range of days."""
        found = self.point(at)
        if found is None:
            return None
        found = self.to_range(found)
        if found.weekday is None and self.has(found.stop, Role.WEEKDAY):
            figures = Role.FIGURES in self.words[found.stop - 1].roles
            if (self.gap(found.stop - 1) or "") in ({"(", ",", "–", "-"} if figures else {"("}):
                found = replace(found, weekday=self.words[found.stop].roles[Role.WEEKDAY])
        return self.settled(found)

    def point(self, at: int) -> _Found | None:
        weekday = None
        here = at
        if self.has(at, Role.WEEKDAY) and self.gap(at) in _COMMA:
            weekday, here = self.words[at].roles[Role.WEEKDAY], at + 1
            here = self.skip(here, Role.ARTICLE)
        found = self.figures(here) or self.day_first(here) or self.month_first(here) or self.year_first(here)
        if found is None or (weekday is None and here > at):
            return None
        return replace(found, first=at, weekday=weekday)

    def figures(self, at: int) -> _Found | None:
        parts = self.words[at].figures if at < len(self.words) else None
        if parts is None:
            return None
        separator, a, b, c = parts
        if len(a) == 4:
            return _Found(at, at + 1, Point(int(b), int(c), int(a)))
        year = int(c) if len(c) == 4 else 2000 + int(c)
        by_day, by_month = Point(int(b), int(a), year), Point(int(a), int(b), year)
        if by_day == by_month or not by_month.possible() or separator == ".":
            return _Found(at, at + 1, by_day)
        if not by_day.possible():
            return _Found(at, at + 1, by_month)
        order = self.vocabulary.words("dates", "order") or _order(self.text, self.vocabulary)
        if order:
            return _Found(at, at + 1, by_day if order[0] == "day" else by_month)
        return _Found(at, at + 1, by_day, other=by_month)

    def day_first(self, at: int) -> _Found | None:
        """Read "5 May 2021", "5th of May", "3-4 March 2016", "26th and 28 May 2020"."""
        if not self.is_day(at):
            return None
        first, last, month = self.days(at)
        month = self.skip(month, Role.OF, Role.ARTICLE) if self.close(month - 1) else month
        joined = self.close(month - 1) or (last is None and self.gap(month - 1) in {"-", "."})
        if not joined or not self.has(month, Role.MONTH):
            return None
        year, stop = self.year(month + 1, hyphened=self.gap(month - 1) == "-")
        if self.in_small_letters(month) and Role.UNCERTAIN in self.words[month].roles and year is None:
            return None
        return self.days_found(at, stop, (self.words[month].roles[Role.MONTH], first, last, year))

    def month_first(self, at: int) -> _Found | None:
        """Read "May 5, 2021", "March 3-4, 2016", "Aug 16th"."""
        if not self.has(at, Role.MONTH) or self.gap(at) not in {"", "."} or self.in_small_letters(at):
            return None
        day = self.skip(at + 1, Role.ARTICLE)
        if not self.is_day(day):
            return None
        first, last, stop = self.days(day)
        year, stop = self.year(stop)
        barred = self.has(at - 1, Role.NO_DAY_AFTER) and Role.ORDINAL_NUMBER not in self.words[day].roles
        if year is None and barred:
            return None
        return self.days_found(at, stop, (self.words[at].roles[Role.MONTH], first, last, year))

    def year_first(self, at: int) -> _Found | None:
        """Read "2021 May 5"."""
        if not self.is_year(at) or self.gap(at) not in _COMMA or not self.has(at + 1, Role.MONTH):
            return None
        found = self.month_first(at + 1)
        if found is None or found.point.year is not None:
            return None
        year = self.words[at].roles[Role.NUMBER]
        last = found.last and replace(found.last, year=year)
        return replace(found, first=at, point=replace(found.point, year=year), last=last)

    def days_found(self, at: int, stop: int, read: tuple[int, int, int | None, int | None]) -> _Found:
        month, first, last, year = read
        end = None if last is None else Point(month, last, year)
        return _Found(at, stop, Point(month, first, year), end)

    def days(self, at: int) -> tuple[int, int | None, int]:
        """Read days of one month: the first, the last if there are several, and the place after them."""
        first = self.words[at].roles[Role.NUMBER]
        last, stop = None, at + 1
        while True:
            then = self.after_separator(stop - 1)
            if then is None and self.gap(stop - 1) == "," and self.after_separator(stop) is not None:
                then = stop
            if then is not None and self.has(then, Role.WEEKDAY) and self.gap(then) in _COMMA:
                then += 1
            if then is None or not self.is_day(then) or self.words[then].roles[Role.NUMBER] <= (last or first):
                return first, last, stop
            last, stop = self.words[then].roles[Role.NUMBER], then + 1

    def year(self, at: int, *, hyphened: bool = False) -> tuple[int | None, int]:
        """Read a year at ``at``, after "of" or a comma or nothing; return it with the place after it."""
        gap = self.gap(at - 1)
        if self.has(at, Role.OF) and gap in _PLAIN and self.close(at):
            at, gap = at + 1, ""
            lone = at - 1
        else:
            lone = at
        if gap is None or not self.has(at, Role.NUMBER):
            return None, lone
        word = self.words[at]
        short = word.digits == 2 and (gap in {"'", "’"} or (hyphened and gap == "-"))
        if short:
            return 2000 + word.roles[Role.NUMBER], at + 1
        if self.is_year(at) and (gap in _COMMA or gap in DASHES) and not _CLOCK_AFTER.match(self.text, word.end):
            return word.roles[Role.NUMBER], at + 1
        return None, lone

    def to_range(self, found: _Found) -> _Found:
        """Join a day and the one that ends its range, or take the year from the second of two dates."""
        then = self.after_separator(found.stop - 1)
        second = None if then is None else self.point(then)
        if then is None or second is None or found.other or second.other:
            return found
        point, end = found.point, second.point
        if point.year is None and end.year is not None:
            before = (end.month, end.day or 0) < (point.month, point.day or 0)
            point = replace(point, year=end.year - before)
        if self.has(then - 1, Role.AND) or found.last or second.last or second.point.day is None:
            last = found.last and replace(found.last, year=point.year)
            return replace(found, point=point, last=last)
        if point.year is not None and end.year is None:
            end = replace(end, year=point.year)
        return replace(found, point=point, last=end, stop=second.stop)

    # Months, quarters, halves, seasons, years

    def months(self, at: int, *, certain: bool = False) -> DateMention | None:
        """Read a month or a range of months, with or without a year."""
        if self.is_year(at) and self.gap(at) in {"", ","} and self.has(at + 1, Role.MONTH):
            if self.in_small_letters(at + 1) or self.is_year(at + 2):
                return None
            point = Point(self.words[at + 1].roles[Role.MONTH], None, self.words[at].roles[Role.NUMBER])
            return self.settled(_Found(at, at + 2, point))
        if not self.has(at, Role.MONTH) or (self.in_small_letters(at) and not certain):
            return None
        number = self.words[at].roles[Role.MONTH]
        year, stop = self.year(at + 1)
        then = self.after_separator(stop - 1)
        last: Point | None = None
        if then is not None and self.has(then, Role.MONTH) and not self.in_small_letters(then):
            closing, after = self.year(then + 1)
            if not self.is_day(then + 1) or closing is not None or self.gap(then) not in _COMMA:
                last, stop = Point(self.words[then].roles[Role.MONTH], None, closing), after
                year = year or (closing and closing - (last.month < number))
        certain = certain or Role.UNCERTAIN not in self.words[at].roles or last is not None
        if year is None and not certain and not self.cued(at):
            return None
        if last is not None and last.year is None and year is not None:
            last = replace(last, year=year + (last.month < number))
        return self.settled(_Found(at, stop, Point(number, None, year), last))

    def period(self, at: int) -> DateMention | None:
        """Read "Q2 2021", "2021 Q2", "second quarter of 2021", "first half of 2022"."""
        if self.is_year(at) and self.gap(at) in {"", "-", "/"}:
            for role in (Role.QUARTER, Role.HALF):
                if self.has(at + 1, role):
                    year = self.words[at].roles[Role.NUMBER]
                    return self.part_of_year(at, at + 2, role, (self.words[at + 1].roles[role], None, year))
        return self.short_period(at) or self.period_in_words(at)

    def short_period(self, at: int) -> DateMention | None:
        for role in (Role.QUARTER, Role.HALF):
            if not self.has(at, role) or not self.words[at].capital:
                continue
            number, last, stop = self.words[at].roles[role], None, at + 1
            then = self.after_separator(at)
            if then is not None and self.has(then, role):
                last, stop = self.words[then].roles[role], then + 1
            year, after = self.year(self.skip(stop, Role.OF))
            if year is not None:
                stop = after
            elif role is Role.HALF or not (self.cued(at) or last):
                return None
            return self.part_of_year(at, stop, role, (number, last, year))
        return None

    def period_in_words(self, at: int) -> DateMention | None:
        ordinal = Role.ORDINAL if self.has(at, Role.ORDINAL) else Role.ORDINAL_NUMBER
        if not self.has(at, ordinal) or not self.close(at) or not self.has(at + 1, Role.PERIOD):
            return None
        role = Role(self.words[at + 1].roles[Role.PERIOD])
        number = self.words[at].roles[ordinal]
        if role is Role.HALF and number == 4:  # "the last half"
            number = 2
        year, stop = self.year(at + 2)
        if number > (4 if role is Role.QUARTER else 2) or (year is None and role is Role.HALF):
            return None
        return self.part_of_year(at, stop if year else at + 2, role, (number, None, year))

    def part_of_year(self, at: int, stop: int, role: Role, read: tuple[int, int | None, int | None]) -> DateMention:
        number, last, year = read
        letter = "Q" if role is Role.QUARTER else "H"
        inferred = year is None
        if year is None and self.base is not None:
            year = self.base.year + (number < (self.base.month + 2) // 3)
        start = f"{year}-{letter}{number}" if year else None
        end = f"{year}-{letter}{last}" if year and last else None
        precision = Precision.QUARTER if role is Role.QUARTER else Precision.HALF
        return DateMention(self.span(at, stop), precision, start, end, inferred_year=inferred and start is not None)

    def season(self, at: int, *, certain: bool = False) -> DateMention | None:
        """Read a season: its year is kept, but winter has two."""
        if not self.has(at, Role.SEASON):
            return None
        year, stop = self.year(at + 1)
        article = self.has(at - 1, Role.ARTICLE) and self.close(at - 1) and self.cued(at - 1)
        if year is None and not (certain or article or self.cued(at)):
            return None
        winter = self.words[at].roles[Role.SEASON] == SEASONS.index("winter")
        start = None if winter or year is None else str(year)
        return DateMention(self.span(at, stop if year else at + 1), Precision.SEASON, start)

    def lone(self, at: int) -> DateMention | None:
        """Read a year or a weekday that a cue announces."""
        if not self.cued(at):
            return None
        if self.has(at, Role.WEEKDAY):
            written = self.span(at, at + 1)
            return DateMention(written, Precision.RELATIVE, weekday=written.of(self.text))
        if not self.is_year(at) or _CLOCK_AFTER.match(self.text, self.words[at].end):
            return None
        return self.years(at)

    def years(self, at: int) -> DateMention:
        first, stop, end = self.words[at].roles[Role.NUMBER], at + 1, None
        if self.gap(at) in DASHES and self.has(at + 1, Role.NUMBER):
            then = self.words[at + 1]
            last = then.roles[Role.NUMBER] + (first - first % 100 if then.digits == 2 else 0)
            if then.digits in {2, 4} and first < last < first + 100:
                end, stop = str(last), at + 2
        return DateMention(self.span(at, stop), Precision.YEAR, str(first), end)

    # Parts of a period, and dates that hang on the day of writing

    def part(self, at: int) -> DateMention | None:
        """Read "end of June 2021", "mid-2026", "mid to end May", "end of the year"."""
        here, several = at + 1, False
        while (then := self.after_separator(here - 1)) is not None and self.has(then, Role.PART):
            here, several = then + 1, True
        if self.gap(here - 1) not in {"", "-", "‑"}:
            return None
        direct = here
        here = self.skip(here, Role.OF, Role.ARTICLE)
        if here >= len(self.words) or (here == direct and self.point(here) is not None):
            return None
        target = self.relative(here) if self.has(here, Role.RELATIVE) else None
        target = target or self.period(here) or self.months(here, certain=True)
        target = target or self.season(here, certain=True) or self.unit(here)
        if target is None and self.is_year(here):
            target = self.years(here)
        if target is None:
            return None
        part = None if several else PARTS[self.words[at].roles[Role.PART]]
        return replace(target, span=Span(self.words[at].start, target.span.end), part=part)

    def unit(self, at: int) -> DateMention | None:
        """Read the month, quarter or year that "end of the" stands before."""
        if not self.has(at, Role.UNIT) or not self.has(at - 1, Role.ARTICLE):
            return None
        return self.by_unit(self.span(at, at + 1), UNITS[self.words[at].roles[Role.UNIT]])

    def relative(self, at: int) -> DateMention | None:
        match = relative_pattern(self.vocabulary).match(self.text, self.words[at].start, self.stop)
        if match is None:
            return None
        span = Span(match.start(), match.end())
        groups = {key for key, value in match.groupdict().items() if value}
        for key in ("today", "tomorrow"):
            if key in groups and self.base is not None:
                day = self.base + timedelta(days=key == "tomorrow")
                return DateMention(span, Precision.DAY, day.isoformat())
        for unit in UNITS:
            if unit in groups:
                return self.by_unit(span, unit, ahead="after" in groups)
            if f"next_{unit}" in groups:
                return self.by_unit(span, unit, ahead=True)
        return DateMention(span, Precision.RELATIVE)

    def by_unit(self, span: Span, unit: str, *, ahead: bool = False) -> DateMention:
        """Give the month, quarter or year of ``base``, or the one after it; a week stays without a value."""
        base = self.base
        if base is None or unit == "week":
            return DateMention(span, Precision.RELATIVE)
        if unit == "year":
            return DateMention(span, Precision.YEAR, str(base.year + ahead))
        count = 12 if unit == "month" else 4
        number = (base.month - 1) * count // 12 + ahead
        year, number = base.year + number // count, number % count + 1
        if unit == "month":
            return DateMention(span, Precision.MONTH, f"{year}-{number:02}")
        return DateMention(span, Precision.QUARTER, f"{year}-Q{number}")

    # What a date comes to

    def settled(self, found: _Found) -> DateMention:
        """Turn what was read into a mention: infer the year, check the weekday and the calendar."""
        point, last = found.point, found.last
        precision = Precision.MONTH if point.day is None else Precision.DAYS if last else Precision.DAY
        inferred = False
        if point.year is None:
            point = with_year(point, last, found.weekday, self.base)
            inferred = point.year is not None
            if last is not None and point.year is not None:
                last = replace(last, year=point.year + (last.month < point.month))
        fault = None if point.possible() and (last is None or last.possible()) else Fault.IMPOSSIBLE
        if fault is None and found.weekday and point.weekday() not in {None, found.weekday}:
            fault = Fault.WEEKDAY
        weekday = self.weekday_written(found)
        span = self.span(found.first, found.stop)
        if fault is Fault.IMPOSSIBLE:
            return DateMention(span, precision, weekday=weekday, fault=fault)
        if found.other is not None:
            return self.either(found, span, weekday)
        end = last.iso() if last else None
        return DateMention(span, precision, point.iso(), end, weekday=weekday, fault=fault, inferred_year=inferred)

    def either(self, found: _Found, span: Span, weekday: str | None) -> DateMention:
        """Keep both readings of a date in figures, unless its weekday fits only one."""
        readings = [point for point in (found.point, found.other) if point is not None]
        fits = [point for point in readings if found.weekday and point.weekday() == found.weekday]
        if len(fits) == 1:
            return DateMention(span, Precision.DAY, fits[0].iso(), weekday=weekday)
        alternatives = tuple(point.iso() or "" for point in readings)
        return DateMention(span, Precision.DAY, weekday=weekday, alternatives=alternatives)

    def weekday_written(self, found: _Found) -> str | None:
        if found.weekday is None:
            return None
        at = found.first if self.has(found.first, Role.WEEKDAY) else found.stop
        return self.span(at, at + 1).of(self.text)


@lru_cache(maxsize=2)
def _order(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the order that the other dates in figures of the text show, if they agree on one."""
    seen: set[str] = set()
    for word in date_words(text, vocabulary).words:
        if word.figures is None or len(word.figures[1]) == 4:
            continue
        first, second = int(word.figures[1]), int(word.figures[2])
        if word.figures[0] != "." and first > 12 >= second:
            seen.add("day")
        elif word.figures[0] != "." and second > 12 >= first:
            seen.add("month")
    return tuple(seen) if len(seen) == 1 else ()
