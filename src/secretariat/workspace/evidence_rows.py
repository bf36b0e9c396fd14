"""The reports of a collection as rows of a table: filtered, sorted, with how far their examination is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from secretariat.evidence.countries import country_name, name_order
from secretariat.evidence.intake import BUSY
from secretariat.evidence.models import Report
from secretariat.evidence.overview import passage_counts

if TYPE_CHECKING:
    from django.http import QueryDict
    from django.utils.functional import Promise

    from secretariat.network.access import Actor

DEFAULT_SORT = "country"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report, whose it is in words, and how many passages it holds that nobody rejected."""

    report: Report
    passages: int

    @property
    def pk(self) -> int:
        """Return the number of the report."""
        return self.report.pk

    @property
    def is_busy(self) -> bool:
        """Say whether the report is being examined or waits for it."""
        return self.report.state in BUSY

    @property
    def has_failed(self) -> bool:
        """Say whether the report could not be read."""
        return self.report.state == Report.State.FAILED

    @property
    def is_unknown(self) -> bool:
        """Say whether State or year are not known of a report whose examination is over."""
        return not self.is_busy and not (self.report.country and self.report.year)

    @property
    def is_silent(self) -> bool:
        """Say whether the report was read whole and does not speak of migration."""
        return self.report.is_complete and not self.passages

    @property
    def damaged(self) -> list[int]:
        """Return the pages whose letters mean nothing, and those lost in a damaged file."""
        return sorted(set(self.report.unread) - set(self.report.without_text))


@dataclass(frozen=True, slots=True)
class Shelf:
    """One way to narrow the table, with how many reports are left by it."""

    value: str
    label: str | Promise
    count: int
    query: str
    current: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A column header: a link that sorts, and how the table is sorted by it now."""

    name: str
    label: str | Promise
    query: str
    direction: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class ReportFilters:
    """What a table of reports is narrowed and sorted by."""

    shelf: str = ""
    words: str = ""
    language: str = ""
    sort: str = DEFAULT_SORT

    @classmethod
    def of(cls, query: QueryDict) -> ReportFilters:
        """Return the filters that an address holds; what it holds besides counts for nothing."""
        shelf, sort = query.get("show", ""), query.get("sort", DEFAULT_SORT)
        return cls(
            shelf if shelf in SHELVES else "",
            query.get("q", "").strip()[:100],
            query.get("language", "")[:16],
            sort if sort.removeprefix("-") in SORTS else DEFAULT_SORT,
        )

    def query(self, **other: str) -> str:
        """Return the address of these filters, with some of them changed."""
        held = {"show": self.shelf, "q": self.words, "language": self.language, "sort": self.sort, **other}
        return urlencode({name: value for name, value in held.items() if value and (name, value) != _USUAL})

    @property
    def is_narrowed(self) -> bool:
        """Say whether some reports may be left out."""
        return bool(self.shelf or self.words or self.language)


_USUAL = ("sort", DEFAULT_SORT)
SHELVES: Mapping[str, tuple[str | Promise, Callable[[ReportRow], bool]]] = {
    "busy": (_("Being examined"), lambda row: row.is_busy),
    "failed": (_("Could not be read"), lambda row: row.has_failed),
    "unread": (_("Pages not read"), lambda row: bool(row.report.unread)),
    "unknown": (_("State or year not known"), lambda row: row.is_unknown),
    "silent": (_("Read whole, nothing on migration"), lambda row: row.is_silent),
}
SORTS: Mapping[str, tuple[str | Promise, Callable[[ReportRow], tuple[object, ...]]]] = {
    "country": (_("State"), lambda row: (name_order(country_name(row.report.country)), row.report.year or 0)),
    "year": (_("Year"), lambda row: (row.report.year or 0,)),
    "language": (_("Language"), lambda row: (row.report.language,)),
    "pages": (_("Pages"), lambda row: (row.report.pages or 0,)),
    "passages": (_("Passages"), lambda row: (row.passages,)),
    "state": (_("Examination"), lambda row: (Report.State.values.index(row.report.state), -len(row.report.unread))),
}
NUMERIC = frozenset({"year", "pages", "passages"})


def rows_of(actor: Actor, reports: Iterable[Report]) -> list[ReportRow]:
    """Return reports as rows.

    The states are asked for before the passages: an examination that is stored between the two is then shown as
    under way, and asked for again, never as examined with nothing found.
    """
    known = list(reports)
    counts = passage_counts(actor, known)
    return [ReportRow(report, counts.get(report.pk, 0)) for report in known]


def narrowed(rows: Iterable[ReportRow], filters: ReportFilters) -> list[ReportRow]:
    """Return the rows that the filters leave, in their order; those of one State by year and name."""
    left = [row for row in rows if _holds(row, filters) and (not filters.shelf or SHELVES[filters.shelf][1](row))]
    left.sort(key=lambda row: (name_order(country_name(row.report.country)), row.report.year or 0, row.report.name))
    key = SORTS[filters.sort.removeprefix("-")][1]
    return sorted(left, key=key, reverse=filters.sort.startswith("-"))


def shelves(rows: Iterable[ReportRow], filters: ReportFilters) -> list[Shelf]:
    """Return the ways to narrow a table that leave anything, with all of it first."""
    held = [row for row in rows if _holds(row, filters)]
    found = [Shelf("", _("All"), len(held), filters.query(show=""), not filters.shelf)]
    for value, (label, test) in SHELVES.items():
        count = sum(map(test, held))
        if count or filters.shelf == value:
            found.append(Shelf(value, label, count, filters.query(show=value), filters.shelf == value))
    return found


def languages(rows: Iterable[ReportRow]) -> list[str]:
    """Return the languages of the reports, the most frequent first."""
    return [code for code, _count in Counter(row.report.language for row in rows if row.report.language).most_common()]


def columns(filters: ReportFilters) -> list[Column]:
    """Return the column headers: figures begin with the greatest."""
    return [_column(name, label, filters) for name, (label, _key) in SORTS.items()]


def _column(name: str, label: str | Promise, filters: ReportFilters) -> Column:
    first = f"-{name}" if name in NUMERIC else name
    other = name if first.startswith("-") else f"-{name}"
    direction = ""
    if filters.sort.removeprefix("-") == name:
        direction = "descending" if filters.sort.startswith("-") else "ascending"
    return Column(
        name, label, filters.query(sort=other if filters.sort == first else first), direction, name in NUMERIC
    )


def _holds(row: ReportRow, filters: ReportFilters) -> bool:
    """Say whether a row has the words and the language that are asked for."""
    told = f"{country_name(row.report.country)} {row.report.year or ''} {row.report.name}"
    return name_order(filters.words) in name_order(told) and filters.language in {"", row.report.language}
