"""The lists of the register: filter, sort, search, page, export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from secretariat.exports.register import entries_table
from secretariat.followup import selectors as followup
from secretariat.network.access import Verb, may
from secretariat.network.models import User
from secretariat.register import selectors
from secretariat.register.facets import Facet, facets
from secretariat.register.filters import Filters
from secretariat.register.models import Kind
from secretariat.register.past import first_day
from secretariat.register.past_lists import PastList
from secretariat.register.saved import saved_views
from secretariat.workspace import downloads
from secretariat.workspace.actor import actor_of
from secretariat.workspace.documents_out import FORMS
from secretariat.workspace.entry_kinds import BY_KIND, NOTED
from secretariat.workspace.finding_kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django_htmx.middleware import HtmxDetails


ROWS = 50
LANGUAGE = F("reading__revision__language")
FACETS: dict[str, str | Promise] = {
    "attention": _("Needs attention"),
    "state": _("State"),
    "owner": _("Owner"),
    "body": _("Body"),
    "meeting": _("Meeting"),
    "pace": _("Pace"),
    "verb": _("Verb"),
    "confidentiality": _("Confidentiality"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column header: a link that sorts, and how the list is sorted by it now."""

    name: str
    label: str | Promise
    query: str
    direction: str


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """One thing to filter by, with the number of entries for each value."""

    name: str
    label: str | Promise
    options: Sequence[Facet]

    @property
    def is_flags(self) -> bool:
        """Say whether each value is a filter of its own, to be switched on."""
        return self.name == "attention"

    @property
    def many(self) -> bool:
        """Say whether several values can be chosen at once."""
        return self.name == "state"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A list kept at hand: one that everybody has, or one that the user saved."""

    label: str | Promise
    query: str
    current: bool
    pk: int | None = None
    count: int | None = None


@require_safe
@login_required
def entries(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Show one list of the register, or only the part that changes when the page asks for it."""
    actor = actor_of(request)
    filters = Filters.from_query(request.GET)
    rows, found = listed(actor, kind, filters)
    context = {
        "face": BY_KIND[kind],
        "filters": filters,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "columns": columns(kind, filters),
        "facets": facet_groups(found),
        "shelves": shelves(actor, kind, filters),
        "noted": [BY_KIND[other] for other in NOTED] if kind in NOTED else [],
        "may_edit": filters.as_of is None and may(actor, Verb.EDIT),
        "begun": first_day() if filters.as_of else None,
        "narrowed": filters.is_narrowed,
        "panel_open": bool(filters.query_string(q="", sort="-date")),
        "here": filters.query_string(),
        "forms": FORMS,
        "now_query": filters.query_string(as_of=None),
    }
    part = wants_part(request)
    response = render(request, f"workspace/register/list_{'body' if part else 'page'}.html", context)
    if part:
        # The address of the list without the fields that were left empty.
        response["HX-Push-Url"] = f"{request.path}?{filters.query_string()}".rstrip("?")
    patch_vary_headers(response, ["HX-Request"])
    return response


def listed(
    actor: User, kind: Kind, filters: Filters
) -> tuple[QuerySet[Any] | list[Any], Mapping[str, Sequence[Facet]]]:
    """Return the entries of a list and the values that it can be narrowed by: of today, or of a past day."""
    if filters.as_of is not None:
        past = PastList(actor, kind, filters.as_of, filters)
        return past.rows, past.facets()
    rows = selectors.entries(actor, kind, filters).annotate(language=LANGUAGE)
    return rows, facets(actor, kind, filters)


@require_safe
@login_required
def export(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Hand out the list as it is filtered, as CSV or, with ``as=xlsx``, as a workbook."""
    actor, filters, face = actor_of(request), Filters.from_query(request.GET), BY_KIND[kind]
    past = PastList(actor, kind, filters.as_of, filters) if filters.as_of else None
    rows = past.rows if past else selectors.entries(actor, kind, filters)
    name = f"{face.slug}-as-of-{filters.as_of}" if past else face.slug
    return downloads.table(name, [entries_table(str(face.many), kind, rows)], request.GET.get("as", ""))


def wants_part(request: HttpRequest) -> bool:
    """Say whether the page asks for its changing part alone."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def columns(kind: str, filters: Filters) -> list[Column]:
    """Return the column headers of a list."""
    plan: list[tuple[str, str | Promise, str]] = [("text", KINDS[kind].one, "text")]
    if kind == Kind.ACTION_POINT:
        plan += [("owner", _("Owner"), "owner"), ("due", _("Due"), "due"), ("state", _("State"), "state")]
    else:
        plan += [("date", _("Meeting"), "-date")]
    if kind == Kind.DECISION:
        plan += [("state", _("State"), "state")]
    return [_column(name, label, first, filters) for name, label, first in plan]


def _column(name: str, label: str | Promise, first: str, filters: Filters) -> Column:
    """Return one header: the link sorts by it, or turns the order around."""
    current = filters.sort
    other = name if first.startswith("-") else f"-{name}"
    direction = ""
    if current.removeprefix("-") == name:
        direction = "descending" if current.startswith("-") else "ascending"
    return Column(name, label, filters.query_string(sort=other if current == first else first), direction)


def facet_groups(found: Mapping[str, Sequence[Facet]]) -> list[FacetGroup]:
    """Return what the list can be narrowed by, in the order of ``FACETS``."""
    return [FacetGroup(name, label, found[name]) for name, label in FACETS.items() if found.get(name)]


def shelves(actor: User, kind: str, filters: Filters) -> list[Shelf]:
    """Return the lists at hand above the table: everybody's, then the user's own."""
    here = filters.query_string(sort="-date")
    found = [Shelf(_("All"), "", not here)]
    if kind == Kind.ACTION_POINT:
        found += [Shelf(label, query, here == query, count=count) for label, query, count in _standing(actor)]
    own = saved_views(actor, kind)
    return found + [Shelf(view.name, view.query, filters.query_string() == view.query, pk=view.pk) for view in own]


def _standing(actor: User) -> Iterable[tuple[str | Promise, str, int]]:
    """Yield the lists of action points that everybody has: label, query, how many."""
    if actor.entity_id is not None:
        yield _("Mine"), "owner=mine", followup.mine(actor).count()
    yield _("To be assigned"), "unassigned=1", followup.unassigned(actor).count()
    yield _("Overdue"), "overdue=1", followup.overdue(actor).count()
    yield _("To review"), "review_due=1", followup.to_review(actor).count()
