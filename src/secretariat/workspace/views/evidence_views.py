"""What the reports of a collection address: the grid, the counts, the reports behind each, the words behind a cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from secretariat.evidence import frameworks, selectors
from secretariat.evidence.axes import axis_of, languages
from secretariat.evidence.countries import country_name, name_order
from secretariat.evidence.coverage import ADDRESSED, LEFT_OUT, Reach, counted, reviewed, silence, tallies
from secretariat.evidence.coverage import grid as drawn
from secretariat.evidence.models import PassageLabel
from secretariat.evidence.states import strongest
from secretariat.exports import coverage as tables
from secretariat.workspace import downloads
from secretariat.workspace.actor import actor_of
from secretariat.workspace.coverage_chart import bars
from secretariat.workspace.coverage_words import report_name
from secretariat.workspace.evidence_look import Look
from secretariat.workspace.sent_numbers import sent_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest, HttpResponse

    from secretariat.evidence.coverage import Cell, Grid
    from secretariat.evidence.frameworks import Code
    from secretariat.evidence.models import Collection, Report
    from secretariat.network.models import User

LEGEND = tuple(Reach)


@dataclass(frozen=True, slots=True)
class Page:
    """A collection as it is looked at."""

    actor: User
    collection: Collection
    look: Look

    @classmethod
    def of(cls, request: HttpRequest, pk: int) -> Page:
        """Return what an address asks for, or 404."""
        actor = actor_of(request)
        return cls(actor, selectors.collection(actor, pk), Look.of(request))

    def grid(self, codes: Sequence[Code] = ()) -> Grid:
        """Return the grid of the collection, of some codes alone if any are given."""
        rows = selectors.reports(self.actor, self.collection)
        found = tallies(self.actor, rows, self.look.axis, self.look.subject)
        return drawn(in_order(rows), codes or self.look.axis.codes, found, languages())

    def context(self, tab: str) -> dict[str, object]:
        """Return what every page of the collection shows."""
        rows = selectors.reports(self.actor, self.collection)
        return {
            "tab": tab,
            "collection": self.collection,
            "look": self.look,
            "query": self.look.query(),
            "reviewed": reviewed(self.actor, rows),
            "today": timezone.localdate(),
            "legend": LEGEND,
        }


@require_safe
@login_required
def grid(request: HttpRequest, pk: int) -> HttpResponse:
    """Show which report addresses what, and how far it goes."""
    page = Page.of(request, pk)
    found = page.grid()
    context = {**page.context("grid"), "grid": found, "unknown": unknown(row.report for row in found.rows)}
    return render(request, "workspace/evidence/views/grid.html", context)


@require_safe
@login_required
def grid_table(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the grid as CSV, or with its counts as a workbook."""
    page = Page.of(request, pk)
    found, form = page.grid(), request.GET.get("as", "")
    reports = selectors.reports(page.actor, page.collection)
    sheets = tables.grid_tables(found, reviewed(page.actor, reports), timezone.localdate())
    return downloads.table(f"reports-{pk}-{page.look.axis.key}", sheets if form == "xlsx" else sheets[:1], form)


@require_safe
@login_required
def counts(request: HttpRequest, pk: int) -> HttpResponse:
    """Show of how many reports it is known that they address each code, drawn and as numbers."""
    page = Page.of(request, pk)
    found = page.grid()
    context = {
        **page.context("counts"),
        "bars": bars(found.shares),
        "unknown": unknown(row.report for row in found.rows),
    }
    return render(request, "workspace/evidence/views/counts.html", context)


@require_safe
@login_required
def counts_table(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the counts."""
    page = Page.of(request, pk)
    sheet = tables.shares_table(page.grid().shares, timezone.localdate())
    name = f"counts-{pk}-{page.look.axis.key}"
    return downloads.table(name, [sheet], request.GET.get("as", ""))


@require_safe
@login_required
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the reports behind a count: those counted, those silent, those left out and why."""
    page, code = _at_code(request, pk)
    found = page.grid([code])
    held = [(row.report, row.cells[0]) for row in found.rows]
    context = {
        **page.context("counts"),
        "code": code,
        "share": found.shares[0],
        "addressing": by_reach(held, ADDRESSED),
        "silent": by_reach(held, (Reach.SILENT,)),
        "left_out": by_reach(held, LEFT_OUT),
    }
    return render(request, "workspace/evidence/views/count.html", context)


@require_safe
@login_required
def cell(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the words behind a cell; of all reports of the State in the collection, or of one."""
    page, code = _at_code(request, pk)
    rows = selectors.reports(page.actor, page.collection)
    given = sent_number(request.GET.get("report", ""))
    if given is not None:
        rows = rows.filter(pk=given)
    else:
        rows = rows.filter(country=request.GET.get("country", "")).exclude(country="")
    reports = in_order(rows)
    if not reports:
        raise Http404
    standing = counted(selectors.passages(page.actor), page.look.axis, page.look.subject).filter(report__in=reports)
    labels = PassageLabel.objects.filter(framework=code.framework, code=code.code, passage__in=standing.order_by())
    labels = labels.select_related("passage__report__collection")
    context = {
        **page.context("grid"),
        "code": code,
        "reports": reports,
        "name": report_name(reports[0]) if len(reports) == 1 else country_name(reports[0].country),
        "labels": sorted(labels, key=strongest),
        "unknown": unknown(reports),
        "related": [found for key in frameworks.related(code.key) if (found := frameworks.find(key))],
    }
    return render(request, "workspace/evidence/views/cell.html", context)


def in_order(rows: Iterable[Report]) -> list[Report]:
    """Return reports by the names of their States in the reader's language, then by year; unknown States last."""
    return sorted(rows, key=_place)


def unknown(reports: Iterable[Report]) -> list[Report]:
    """Return the reports that may say something that was not found."""
    known = languages()
    return [report for report in reports if silence(report, known) != Reach.SILENT]


def by_reach(held: Sequence[tuple[Report, Cell]], reaches: Sequence[Reach]) -> list[tuple[Report, Cell]]:
    """Return reports with their cell, those that go farthest first, of some reaches alone."""
    return [pair for reach in reaches for pair in held if pair[1].reach == reach]


def _place(report: Report) -> tuple[bool, str, int, str]:
    name = country_name(report.country) if report.country else ""
    return not name, name_order(name), report.year or 0, report.name


def _at_code(request: HttpRequest, pk: int) -> tuple[Page, Code]:
    """Return the collection and the code that an address names, or 404."""
    code = frameworks.find(request.GET.get("code", ""))
    if code is None:
        raise Http404
    along, subject, actor = axis_of(code), request.GET.get("subject", ""), actor_of(request)
    if code not in along.codes:
        raise Http404
    look = Look(along, subject if subject in along.subjects else "")
    return Page(actor, selectors.collection(actor, pk), look), code
