"""One State over the years: what its reports address, what it promised in one and what it tells in a later one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import selectors
from .axes import languages
from .coverage import ADDRESSED, LEFT_OUT, STRENGTH, Cell, Grid, Reach, Tally, counted, grid, tallies
from .models import Passage, PassageLabel, Report, Stance, Subject

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from secretariat.network.access import Actor

    from .axes import Axis
    from .frameworks import Code

TOGETHER = (*ADDRESSED, *LEFT_OUT, Reach.SILENT)
"""How reports of one State are told as one, the first that any has: it is silent only where all of them are."""
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_FARTHEST_YEARS = 60
"""How many years ahead of its report a year still counts as one that something is promised by."""


@dataclass(frozen=True, slots=True)
class Column:
    """What one report says on one code: the cell, and its labels, the strongest first."""

    report: Report
    cell: Cell
    labels: tuple[PassageLabel, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What the reports of a State say on one code, by year."""

    code: Code
    columns: tuple[Column, ...]

    @property
    def is_addressed(self) -> bool:
        """Say whether any report addresses it."""
        return any(column.labels for column in self.columns)


@dataclass(frozen=True, slots=True)
class Promise:
    """What a report committed on a code, and what each later report says on the same code.

    The code is the same, not always the measure: whether it was kept is for people to say.
    """

    code: Code
    made: Column
    later: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """All that the reports of a State say along an axis."""

    reports: tuple[Report, ...]
    lines: tuple[Line, ...]
    promises: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A State in the list: its reports, and how many codes its reports go how far on."""

    country: str
    reports: tuple[Report, ...]
    reaches: Mapping[Reach, int]

    @property
    def years(self) -> list[int]:
        """Return the years of its reports."""
        return sorted({report.year for report in self.reports if report.year})

    @property
    def not_read(self) -> int:
        """Return how many of its reports are not read to the end."""
        return sum(not report.is_complete for report in self.reports)


def of_state(actor: Actor, country: str) -> QuerySet[Report]:
    """Return the reports of a State that ``actor`` may read, of all collections."""
    return selectors.reports(actor).filter(country=country)


def account(actor: Actor, country: str, axis: Axis, subject: str = "") -> Account:
    """Return what the reports of a State say along an axis, the earliest year first."""
    rows = of_state(actor, country)
    reports = sorted(rows, key=lambda report: (report.year or 0, report.name))
    labels = list(_labels(actor, rows, axis, subject))
    lines = tuple(lines_of(reports, axis.codes, labels, languages()))
    return Account(tuple(reports), lines, tuple(promises(lines)))


def lines_of(
    reports: Sequence[Report], codes: Sequence[Code], labels: Iterable[PassageLabel], known: frozenset[str]
) -> Iterator[Line]:
    """Yield what reports say on each code; ``known`` are the languages in which there are terms."""
    labels = list(labels)
    counts = (_tally(label) for label in labels)
    drawn: Grid = grid(reports, codes, counts, known)
    held: dict[tuple[int, str], list[PassageLabel]] = defaultdict(list)
    for label in labels:
        held[label.passage.report_id, label.code].append(label)
    for place, code in enumerate(codes):
        columns = (
            Column(row.report, row.cells[place], tuple(sorted(held[row.report.pk, code.code], key=strongest)))
            for row in drawn.rows
        )
        yield Line(code, tuple(columns))


def promises(lines: Iterable[Line]) -> Iterator[Promise]:
    """Yield each commitment that has a later report beside it, with what that report says on the same code."""
    for line in lines:
        for made in line.columns:
            committed = tuple(label for label in made.labels if label.passage.stance == Stance.COMMITMENT)
            year = made.report.year
            later = tuple(one for one in line.columns if year and one.report.year and one.report.year > year)
            if committed and later:
                yield Promise(line.code, Column(made.report, made.cell, committed), later)


def strongest(label: PassageLabel) -> tuple[int, float, int, int]:
    """Return what labels are sorted by: what was done first, then the clearest, then as they stand in the report."""
    passage = label.passage
    return STRENGTH[passage.stance], -(1.0 if label.score is None else label.score), passage.page, passage.start


def years_named(text: str, since: int | None) -> list[int]:
    """Return the years from ``since`` on that a text names, each once, in order; none where ``since`` is not known."""
    if since is None:
        return []
    named = {int(year) for year in _YEAR.findall(text)}
    return sorted(year for year in named if since <= year <= since + _FARTHEST_YEARS)


def passages_of_stance(actor: Actor, country: str, stance: str, subject: str = "") -> QuerySet[Passage]:
    """Return the passages of one stance in the reports of a State, with their labels, the latest report first."""
    rows = selectors.passages(actor, of_state(actor, country).order_by()).filter(stance=stance)
    rows = rows.filter(subject=subject) if subject else rows
    return rows.prefetch_related("labels").order_by("-report__year", "report", "page", "start")


def standings(actor: Actor, axis: Axis, subject: str = "") -> list[Standing]:
    """Return all States that have a report, with how many codes of an axis they go how far on in any of them."""
    rows = selectors.reports(actor).exclude(country="")
    reports: dict[str, list[Report]] = defaultdict(list)
    for report in rows:
        reports[report.country].append(report)
    countries = {report.pk: report.country for held in reports.values() for report in held}
    farthest: dict[str, dict[str, Reach]] = defaultdict(dict)
    held = (report for some in reports.values() for report in some)
    drawn = grid(held, axis.codes, tallies(actor, rows, axis, subject), languages())
    for row in drawn.rows:
        state = farthest[countries[row.report.pk]]
        for code, cell in zip(drawn.codes, row.cells, strict=True):
            state[code.code] = min(state.get(code.code, cell.reach), cell.reach, key=TOGETHER.index)
    return [Standing(country, tuple(some), Counter(farthest[country].values())) for country, some in reports.items()]


def _labels(actor: Actor, rows: QuerySet[Report], axis: Axis, subject: str) -> QuerySet[PassageLabel]:
    standing = counted(selectors.passages(actor), axis, subject).filter(report__in=rows.order_by().values("pk"))
    of_axis = PassageLabel.objects.filter(framework=axis.framework, code__in=[code.code for code in axis.codes])
    return of_axis.filter(passage__in=standing.order_by().values("pk")).select_related("passage__report__collection")


def _tally(label: PassageLabel) -> Tally:
    passage = label.passage
    return passage.report_id, label.code, int(passage.subject == Subject.REFUGEES), passage.stance, 1
