"""The day of the meeting, chosen among the dates at the head of a record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ...dates import DateMention, Fault, Precision, find_dates
from ...outline import Outline
from ...problems import Problem
from ...source_text import Mark, Style
from ...spans import Span
from ..cues import cue
from .lines import HeadLine

_EXACT = (Precision.DAY, Precision.DAYS)
_MOST_IN_A_LINE = 20
_IN_TITLE = 90
_OWN = 85


@dataclass(frozen=True, slots=True)
class Day:
    """A date that may be the meeting's; ``span`` is ``None`` where it stands only in the metadata."""

    score: int
    mention: DateMention
    span: Span | None
    line: HeadLine | None


def choose_day(outline: Outline, lines: Sequence[HeadLine], title: HeadLine | None) -> tuple[Day | None, list[Problem]]:
    """Return the meeting's day, the likeliest by where and how it is written, and what contradicts it."""
    days = [*_of_lines(outline, lines, title), *_of_metadata(outline)]
    years = _years(outline, lines, days)
    days = [day for day in (_with_year(outline, day, days, years) for day in days) if day is not None]
    best = max(days, key=lambda day: day.score, default=None)
    problems = _no_such_days(outline, lines)
    if best is None:
        return None, problems
    return best, [*problems, *_problems(best, days, title)]


def _no_such_days(outline: Outline, lines: Sequence[HeadLine]) -> list[Problem]:
    return [
        Problem("no_such_day", f"There is no such day: {outline.text(mention.span)}.", mention.span)
        for line in lines
        for mention in line.dates
        if mention.fault is Fault.IMPOSSIBLE and line.label != "other" and (line.top or line.label == "date")
    ]


def _of_lines(outline: Outline, lines: Sequence[HeadLine], title: HeadLine | None) -> Iterator[Day]:
    for line in lines:
        for mention in line.dates[:_MOST_IN_A_LINE]:
            if line.label == "other" or _is_another(outline, line, mention):
                continue
            score = _score(outline, line, mention, title)
            if score is not None and mention.precision in {*_EXACT, Precision.MONTH} and not mention.part:
                less = 45 if mention.precision is Precision.MONTH else 0
                yield Day(score - less, mention, mention.span, line)


def _score(outline: Outline, line: HeadLine, mention: DateMention, title: HeadLine | None) -> int | None:
    """Rate a date by where it stands; ``None`` where a date says nothing of the meeting."""
    if line.label == "date":
        return 100
    if line is title or line.label == "title":
        return 90
    before = outline.source.text[line.span.start : mention.span.start]
    if cue(outline.vocabulary, "header", "held").search(before):
        return 88 if line.top else 45
    if _is_date_line(outline, line):
        letterhead = 0 if line.begins_with_date() or not line.rest else 7
        return (85 if line.top else 60) - letterhead
    if line.top and not line.link and cue(outline.vocabulary, "header", "meetings").search(line.words):
        return 70
    if line.label in {"time", "place"}:
        return 65
    return 40 if line.top and not line.link else None


def _is_date_line(outline: Outline, line: HeadLine) -> bool:
    """Say whether a line gives a date and, at most, a place, a room or the way of meeting."""
    if line.label is not None or len(line.rest.split()) > 8 or re.search(r"[.;!?]$", line.words):
        return False
    naming = (cue(outline.vocabulary, "header", key).search(line.rest) for key in ("meetings", "records", "bodies"))
    return not any(naming) and (line.begins_with_date() or not line.rest or line.rest[0].isupper())


def _is_another(outline: Outline, line: HeadLine, mention: DateMention) -> bool:
    """Say whether the words before a date make it the date of something else."""
    before = outline.source.text[max(line.span.start, mention.span.start - 60) : mention.span.start]
    for key, barriers in (("other_dates", ("records", "meetings")), ("other_meetings", ())):
        found = list(cue(outline.vocabulary, "header", key).finditer(before))
        if not found:
            continue
        between = before[found[-1].end() :]
        barred = any(cue(outline.vocabulary, "header", barrier).search(between) for barrier in barriers)
        if len(between.split()) <= 4 and not barred:
            return True
    return False


def _of_metadata(outline: Outline) -> Iterator[Day]:
    metadata = outline.source.metadata
    for key, score in (("meeting_date", 90), ("title", 66), ("date", 65), ("revdate", 64)):
        for mention in find_dates(metadata.get(key, ""), outline.vocabulary)[:1]:
            less = 45 if mention.precision is Precision.MONTH else 0
            if mention.precision in {*_EXACT, Precision.MONTH}:
                yield Day(score - less, mention, None, None)


def _with_year(outline: Outline, day: Day, days: Sequence[Day], years: set[int]) -> Day | None:
    """Give a date without a year the year that its link, its weekday or the rest of the head shows."""
    mention = day.mention
    if mention.start is not None or mention.fault or mention.precision is Precision.MONTH:
        return day if mention.start else None
    if mention.alternatives:
        settled = {other.mention.start for other in days} & set(mention.alternatives)
        return replace(day, mention=replace(mention, start=settled.pop())) if len(settled) == 1 else None
    linked = _linked(outline.source.marks, mention.span)
    found = [_dated(outline, mention, year) for year in years]
    fits = {each.iso(): each for each in found if each.start and each.fault is None}
    if linked is not None:
        year_of_link = _dated(outline, mention, linked)
        fits = {year_of_link.iso(): year_of_link}
    if len(fits) != 1:
        return None
    return replace(day, mention=next(iter(fits.values())))


def _dated(outline: Outline, mention: DateMention, year: int) -> DateMention:
    """Read a date anew as one of the given year."""
    text = outline.source.text
    found = find_dates(text, outline.vocabulary, base=date(year, 1, 1), start=mention.span.start, end=mention.span.end)
    in_year = [each for each in found if (each.start or "").startswith(str(year))]
    if mention.weekday or in_year:
        return in_year[0] if in_year else replace(mention, fault=Fault.WEEKDAY)
    later = find_dates(text, outline.vocabulary, base=date(year, 6, 1), start=mention.span.start, end=mention.span.end)
    return next((each for each in later if (each.start or "").startswith(str(year))), mention)


def _years(outline: Outline, lines: Sequence[HeadLine], days: Sequence[Day]) -> set[int]:
    """Return the years written at the head, those of other meetings included."""
    starts = [mention.start for line in lines if line.top for mention in line.dates]
    starts += [day.mention.start for day in days]
    starts += [mention.start for mention in find_dates(outline.source.metadata.get("title", ""), outline.vocabulary)]
    return {int(start[:4]) for start in starts if start}


def _linked(marks: Sequence[Mark], span: Span) -> int | None:
    """Return the year in the address that a date links to."""
    for mark in marks:
        if mark.style is Style.LINK and mark.span.overlaps(span):
            found = re.search(r"(?<!\d)((?:19|20)\d\d)-?(?:0\d|1[0-2])-?[0-3]\d(?!\d)", mark.target)
            if found:
                return int(found[1])
    return None


def _problems(best: Day, days: Sequence[Day], title: HeadLine | None) -> list[Problem]:
    problems = []
    for day in days:
        if day.mention.fault is Fault.WEEKDAY and day.score >= _OWN:
            problems.append(
                Problem("weekday_contradicts_date", f"{day.mention.start} is not a {day.mention.weekday}.", day.span)
            )
        elif _is_certain(day, title) and _is_certain(best, title) and not _agree(best.mention, day.mention):
            message = f"The head gives two dates of the meeting: {best.mention.iso()} and {day.mention.iso()}."
            problems.append(Problem("dates_of_meeting_differ", message, day.span))
    return problems


def _is_certain(day: Day, title: HeadLine | None) -> bool:
    """Say whether a date can only be the meeting's: labelled, in the title, or on the line under it."""
    if day.line is None or day.mention.precision is Precision.MONTH:
        return False
    under = title is not None and day.line.order == title.order + 1 and day.score == _OWN
    return day.score >= _IN_TITLE or under


def _agree(one: DateMention, other: DateMention) -> bool:
    """Say whether a date lies within the other, at the precision of the coarser."""
    start, end = one.start or "", one.end or one.start or ""
    other_start, other_end = other.start or "", other.end or other.start or ""
    length = min(len(start), len(other_start))
    return start[:length] <= other_end[:length] and other_start[:length] <= end[:length]
