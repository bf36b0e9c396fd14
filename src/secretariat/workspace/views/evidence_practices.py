"""The shelf of good practices."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from secretariat.evidence import frameworks, selectors
from secretariat.evidence.axes import axis, axis_of
from secretariat.evidence.countries import country_name, name_order
from secretariat.evidence.models import Subject
from secretariat.evidence.practices import Wanted, choices, on_code, on_none, shelves, with_labels
from secretariat.evidence.practices import practices as found_by
from secretariat.exports.coverage import passages_table
from secretariat.workspace import downloads
from secretariat.workspace.actor import actor_of
from secretariat.workspace.sent_numbers import sent_number

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from secretariat.evidence.axes import Axis
    from secretariat.evidence.models import Passage

ON_A_SHELF = 3
A_PAGE = 25
ON_NONE = "none"


@require_safe
@login_required
def practices(request: HttpRequest) -> HttpResponse:
    """Show good practices by objective, or all of one objective page by page."""
    actor, wanted = actor_of(request), wanted_by(request)
    along = axis(request.GET.get("along", ""))
    rows = found_by(actor, wanted)
    code = frameworks.find(request.GET.get("code", ""))
    alone = code is not None or request.GET.get("code") == ON_NONE
    context = {
        "wanted": wanted,
        "along": along,
        "code": code,
        "alone": alone,
        "page": Paginator(_narrowed(request, rows, along), A_PAGE).get_page(request.GET.get("page")) if alone else None,
        "shelves": [] if alone else shelves(rows, along, ON_A_SHELF),
        "count": rows.count(),
        "query": _query(request, "code", "page"),
        "all_query": _query(request, "page"),
        "collections": selectors.collections(actor),
        "today": timezone.localdate(),
        **_named(choices(actor)),
    }
    return render(request, "workspace/evidence/views/practices.html", context)


@require_safe
@login_required
def table(request: HttpRequest) -> HttpResponse:
    """Hand out the practices that are shown."""
    rows = found_by(actor_of(request), wanted_by(request))
    sheet = passages_table(
        _("Good practices"), _narrowed(request, rows, axis(request.GET.get("along", ""))), timezone.localdate()
    )
    return downloads.table("practices", [sheet], request.GET.get("as", ""))


def wanted_by(request: HttpRequest) -> Wanted:
    """Return what an address narrows the shelf to; what it does not know is left out."""
    given = request.GET.get
    subject = given("subject", "")
    return Wanted(
        country=given("country", "")[:3],
        collection=sent_number(given("collection", "")),
        subject=subject if subject in Subject.values else "",
        language=given("language", "")[:16],
        actions=given("actions") == "1",
    )


def _narrowed(request: HttpRequest, rows: QuerySet[Passage], along: Axis) -> QuerySet[Passage]:
    """Return the practices on the code that is asked for, on none, or all."""
    given = request.GET.get("code", "")
    code = frameworks.find(given)
    if code is not None:
        return on_code(rows, axis_of(code), code)
    return on_none(rows, along) if given == ON_NONE else with_labels(rows)


def _query(request: HttpRequest, *without: str) -> str:
    """Return the address's part after the question mark, without some names."""
    names = ("along", "code", "country", "collection", "subject", "language", "actions")
    told = {name: request.GET.get(name, "") for name in names if name not in without}
    return urlencode({name: value for name, value in told.items() if value}, safe=":")


def _named(found: dict[str, list[str]]) -> dict[str, object]:
    """Return what one may choose, with names for people."""
    countries = [(code, country_name(code)) for code in found["countries"]]
    return {
        "countries": sorted(countries, key=lambda pair: name_order(pair[1])),
        "languages": found["languages"],
        "subjects": [(subject, Subject(subject).label) for subject in found["subjects"]],
    }
