"""How far coders agree, with the passages behind each figure, and what they corrected as a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from secretariat.evidence import frameworks, selectors
from secretariat.evidence.agreement import FEWEST, Agreement, confusion
from secretariat.evidence.corrections import COLUMNS, as_lines, flat
from secretariat.evidence.corrections import corrections as corrected
from secretariat.evidence.measuring import KEPT, STANCE, SUBJECT, Coder, Measure, coders, measures, pairs
from secretariat.evidence.models import Stance, Subject
from secretariat.exports.tables import Table
from secretariat.network.access import Verb, require
from secretariat.workspace import downloads
from secretariat.workspace.actor import actor_of
from secretariat.workspace.sent_numbers import sent_number
from secretariat.workspace.templatetags.evidence import code_name

if TYPE_CHECKING:
    from secretariat.network.models import User


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of the table with the pair of coders that it is of; of all coders, none."""

    figure: Agreement
    first: int = 0
    second: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is measured, in words, with its figures."""

    key: str
    label: str
    title: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Count:
    """How often one coder said this where the other said that."""

    row: str
    column: str
    number: int
    same: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Confusion:
    """Who said what where: the first coder down, the second across."""

    line: Line
    first: Coder
    second: Coder
    figure: Agreement
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Count]]]
    passages: Sequence[int]


@login_required
@require_GET
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far the coders of a collection agree."""
    actor = actor_of(request)
    collection = selectors.collection(actor, pk)
    require(actor, Verb.REVIEW, collection)
    unseen = request.GET.get("unseen") == "1"
    people = coders(actor, collection, unseen=unseen)
    lines = [_line(one, people) for one in measures(people)] if len(people) > 1 else []
    table = _confusion(request, people, lines)
    context = {
        "collection": collection,
        "people": people,
        "pairs": list(combinations(people, 2)),
        "lines": lines,
        "table": table,
        "passages": _passages(actor, table.passages if table else ()),
        "unseen": unseen,
        "fewest": FEWEST,
    }
    return render(request, "workspace/evidence/coding/agreement.html", context)


@login_required
@require_GET
def corrections(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out what people said of passages beside what the engine said: JSON lines, or a table."""
    actor = actor_of(request)
    collection = selectors.collection(actor, pk)
    require(actor, Verb.REVIEW, collection)
    rows = corrected(actor, collection)
    name = f"corrections-{collection.pk}"
    form = request.GET.get("form", "jsonl")
    if form == "jsonl":
        return downloads.kept(f"{name}.jsonl", as_lines(rows), "application/jsonl; charset=utf-8")
    return downloads.table(name, [Table("Corrections", COLUMNS, [flat(row) for row in rows])], form)


def _line(measure: Measure, people: Sequence[Coder]) -> Line:
    pairs_of = combinations([coder.user.pk for coder in people], 2)
    cells = [Cell(figure, *pair) for figure, pair in zip(measure.kappas, pairs_of, strict=True)]
    label, title = _words(measure.key)
    return Line(measure.key, label, title, [Cell(measure.alpha), *cells])


def _words(of: str) -> tuple[str, str]:
    """Return what is measured, in words."""
    named = {KEPT: _("On migration, or rejected"), STANCE: _("Stance"), SUBJECT: _("Subject")}
    return (named[of], "") if of in named else (code_name(of), frameworks.title(of))


def _confusion(request: HttpRequest, people: Sequence[Coder], lines: Sequence[Line]) -> Confusion | None:
    """Return the table of the pair and the measure that the page asks for."""
    of = request.GET.get("of", "")
    if not of:
        return None
    by_key = {coder.user.pk: coder for coder in people}
    chosen = [by_key.get(sent_number(request.GET.get(name, "")) or 0) for name in ("first", "second")]
    line = next((one for one in lines if one.key == of), None)
    first, second = chosen
    if line is None or first is None or second is None or first is second:
        raise Http404
    said = pairs(of, first, second)
    order = _order(of)
    asked = request.GET.get("row"), request.GET.get("column")
    counted = zip(order, confusion(said.values(), order), strict=True)
    rows = [(_said(row), _counts(row, zip(order, counts, strict=True), asked)) for row, counts in counted]
    figure = next(cell.figure for cell in line.cells if {cell.first, cell.second} == {first.user.pk, second.user.pk})
    behind = [key for key, values in said.items() if values == asked]
    return Confusion(line, first, second, figure, [_said(value) for value in order], rows, behind)


def _counts(row: str, counted: Iterable[tuple[str, int]], asked: tuple[str | None, str | None]) -> list[Count]:
    return [Count(row, column, number, row == column, (row, column) == asked) for column, number in counted]


def _order(of: str) -> list[str]:
    """Return the values that a measure knows, in their order."""
    if of == STANCE:
        return list(Stance.values)
    if of == SUBJECT:
        return list(Subject.values)
    return [KEPT, "rejected"] if of == KEPT else ["given", "not given"]


def _said(value: str) -> str:
    """Return a value in words."""
    words = {KEPT: _("Kept"), "rejected": _("Rejected"), "given": _("Given"), "not given": _("Not given")}
    return str({**dict(Stance.choices), **dict(Subject.choices), **words}[value])


def _passages(actor: User, keys: Sequence[int]) -> list[object]:
    """Return passages in the order of their reports."""
    rows = selectors.all_passages(actor).filter(pk__in=keys)
    return list(rows.order_by("report__country", "report__year", "report__name", "page", "start"))
