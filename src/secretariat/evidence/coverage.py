"""What reports address: a cell for each report and code, and counts that tell what is left out of them.

All of it is derived from the passages that stand, the day it is asked. Nothing found means "not addressed" only
where the whole report was read; else it is not known, and such a report is left out of what is counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from . import selectors
from .models import Report, Stance, Standing, Subject

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from secretariat.network.access import Actor

    from .axes import Axis
    from .frameworks import Code
    from .models import Passage


class Reach(models.TextChoices):
    """How far a report goes on a code, the farthest first; the last two say that it is not known."""

    ACTION = "action", _("Action")
    COMMITMENT = "commitment", _("Commitment")
    MENTION = "mention", _("Mention")
    SILENT = "silent", _("Not addressed")
    UNREADABLE = "unreadable", _("Not readable")
    PENDING = "pending", _("Not examined")


ADDRESSED = (Reach.ACTION, Reach.COMMITMENT, Reach.MENTION)
LEFT_OUT = (Reach.UNREADABLE, Reach.PENDING)
REACHES: Mapping[str, Reach] = {
    Stance.PRACTICE: Reach.ACTION,
    Stance.ACTION: Reach.ACTION,
    Stance.COMMITMENT: Reach.COMMITMENT,
    Stance.CHALLENGE: Reach.MENTION,
    Stance.SITUATION: Reach.MENTION,
    Stance.CALL: Reach.MENTION,
    Stance.MENTION: Reach.MENTION,
}
"""How far each stance goes, the farthest first: what was done, what is promised, what is only spoken of."""
STRENGTH = {stance: place for place, stance in enumerate(REACHES)}


Tally = tuple[int, str, int, str, int]
"""Report, code, whether mostly on refugees (1 or 0), stance, and how many passages that is. A plain tuple, as the
database gives it: there are tens of thousands in a large collection."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one report says on one code: how far it goes, and how many passages of each stance, the farthest first.

    ``refugees_alone`` says that no passage here is mostly on anybody but refugees.
    """

    reach: Reach
    stances: tuple[tuple[str, int], ...] = ()
    refugees_alone: bool = False

    @property
    def passages(self) -> int:
        """Return how many passages stand behind it."""
        return sum(count for _stance, count in self.stances)


@dataclass(frozen=True, slots=True)
class Row:
    """A report and its cells, in the order of the codes."""

    report: Report
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Share:
    """How many reports address a code, of those of which it is known."""

    code: Code
    reaches: Mapping[Reach, int]
    refugees_alone: int

    @cached_property
    def addressed(self) -> int:
        """Return how many reports address it."""
        return sum(self.reaches.get(reach, 0) for reach in ADDRESSED)

    @cached_property
    def known(self) -> int:
        """Return of how many reports it is known whether they do."""
        return self.addressed + self.reaches.get(Reach.SILENT, 0)

    @cached_property
    def left_out(self) -> int:
        """Return of how many reports it is not known."""
        return sum(self.reaches.get(reach, 0) for reach in LEFT_OUT)

    @property
    def most(self) -> int:
        """Return how many reports address it if all do of which it is not known."""
        return self.addressed + self.left_out

    @property
    def total(self) -> int:
        """Return how many reports there are."""
        return self.known + self.left_out


@dataclass(frozen=True, slots=True)
class Grid:
    """Reports × codes, and the count of each code."""

    codes: tuple[Code, ...]
    rows: tuple[Row, ...]
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How many passages people decided on, of all that stand."""

    judged: int
    passages: int


_UNKNOWN = {reach: Cell(reach) for reach in (Reach.SILENT, *LEFT_OUT)}


def grid(reports: Iterable[Report], codes: Sequence[Code], tallies: Iterable[Tally], languages: frozenset[str]) -> Grid:
    """Return the cells of reports, in their order, and the counts.

    ``languages`` are those in which there are terms: where a report is in another, finding nothing says nothing.
    """
    found: dict[tuple[int, str], list[Tally]] = defaultdict(list)
    for tally in tallies:
        found[tally[:2]].append(tally)
    rows = []
    for report in reports:
        nothing = _UNKNOWN[silence(report, languages)]
        cells = (found.get((report.pk, code.code)) for code in codes)
        rows.append(Row(report, tuple(_cell(some) if some else nothing for some in cells)))
    columns = zip(*(row.cells for row in rows), strict=True) if rows else ((),) * len(codes)
    shares = tuple(_share(code, column) for code, column in zip(codes, columns, strict=True))
    return Grid(tuple(codes), tuple(rows), shares)


def silence(report: Report, languages: frozenset[str]) -> Reach:
    """Return what it means that nothing was found in a report: it is silent only if all of it was read."""
    if report.state == Report.State.FAILED:
        return Reach.UNREADABLE
    if report.state != Report.State.EXAMINED:
        return Reach.PENDING
    return Reach.SILENT if report.is_complete and report.language in languages else Reach.UNREADABLE


def tallies(actor: Actor, of: QuerySet[Report], axis: Axis, subject: str = "") -> list[Tally]:
    """Return the tallies of reports along an axis, in one grouped query; of one subject alone if it is given."""
    rows = counted(selectors.passages(actor), axis, subject).filter(report__in=of.order_by().values("pk"))
    # As an expression, or SQLite looks through the labels of all collections instead of the passages of this one.
    labelled = rows.alias(framework=Concat("labels__framework", Value(""))).filter(framework=axis.framework)
    on_refugees = Case(When(subject=Subject.REFUGEES, then=1), default=0, output_field=IntegerField())
    grouped = labelled.order_by().annotate(on_refugees=on_refugees)
    return list(grouped.values_list("report_id", "labels__code", "on_refugees", "stance").annotate(Count("pk")))


def counted(rows: QuerySet[Passage], axis: Axis, subject: str = "") -> QuerySet[Passage]:
    """Return those passages that count along an axis, and are mostly on ``subject`` if one is given."""
    rows = rows.filter(axis.counting())
    return rows.filter(subject=subject) if subject else rows


def reviewed(actor: Actor, of: QuerySet[Report]) -> Reviewed:
    """Return how many passages of reports people decided on, of those that stand."""
    rows = selectors.passages(actor).filter(report__in=of.order_by().values("pk")).order_by()
    judged = Count("pk", filter=~Q(standing=Standing.PROPOSED))
    return Reviewed(**rows.aggregate(judged=judged, passages=Count("pk")))


def _cell(tallies: Sequence[Tally]) -> Cell:
    counts: dict[str, int] = {}
    for _report, _code, _refugees, stance, count in tallies:
        counts[stance] = counts.get(stance, 0) + count
    stances = tuple((stance, counts[stance]) for stance in sorted(counts, key=STRENGTH.__getitem__))
    return Cell(REACHES[stances[0][0]], stances, all(refugees for _report, _code, refugees, *_rest in tallies))


def _share(code: Code, cells: Iterable[Cell]) -> Share:
    cells = tuple(cells)
    return Share(code, Counter(cell.reach for cell in cells), sum(cell.refugees_alone for cell in cells))
