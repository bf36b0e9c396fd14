"""States: what their reports address over the years, what they promised and what they told later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from secretariat.evidence.countries import countries, country_name, name_order
from secretariat.evidence.coverage import Reach, reviewed
from secretariat.evidence.models import Stance
from secretariat.evidence.states import account, of_state, passages_of_stance, standings
from secretariat.exports import coverage as tables
from secretariat.workspace import downloads
from secretariat.workspace.actor import actor_of
from secretariat.workspace.evidence_look import Look

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SHOWN = 5
"""How many passages of a stance stand on the page at once; the rest is folded."""


@require_safe
@login_required
def states(request: HttpRequest) -> HttpResponse:
    """Show the States that have a report, by name."""
    look = Look.of(request)
    rows = standings(actor_of(request), look.axis, look.subject)
    context = {
        "states": sorted(rows, key=lambda row: name_order(country_name(row.country))),
        "look": look,
        "query": look.query(),
        "codes": look.axis.codes,
        "today": timezone.localdate(),
        "legend": tuple(Reach),
    }
    return render(request, "workspace/evidence/views/states.html", context)


@require_safe
@login_required
def state(request: HttpRequest, code: str) -> HttpResponse:
    """Show one State: its reports side by side, promises and what followed, practices, commitments, gaps."""
    if code not in dict(countries()):
        raise Http404
    actor, look = actor_of(request), Look.of(request)
    found = account(actor, code, look.axis, look.subject)
    context = {
        "country": code,
        "account": found,
        "lines": [line for line in found.lines if line.is_addressed],
        "silent": [line.code for line in found.lines if not line.is_addressed],
        "practices": passages_of_stance(actor, code, Stance.PRACTICE, look.subject),
        "commitments": passages_of_stance(actor, code, Stance.COMMITMENT, look.subject),
        "gaps": passages_of_stance(actor, code, Stance.CHALLENGE, look.subject),
        "shown": SHOWN,
        "reviewed": reviewed(actor, of_state(actor, code)),
        "look": look,
        "query": look.query(),
        "today": timezone.localdate(),
        "legend": tuple(Reach),
    }
    return render(request, "workspace/evidence/views/state.html", context)


@require_safe
@login_required
def state_table(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out what the reports of a State say on each code."""
    look = Look.of(request)
    found = account(actor_of(request), code, look.axis, look.subject)
    if not found.reports:
        raise Http404
    sheet = tables.account_table(found, timezone.localdate())
    return downloads.table(f"{code}-{look.axis.key}", [sheet], request.GET.get("as", ""))
