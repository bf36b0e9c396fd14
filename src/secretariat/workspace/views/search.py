"""Search in the whole register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from secretariat.register import selectors
from secretariat.workspace.actor import actor_of
from secretariat.workspace.entry_kinds import BY_KIND, FACES

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from secretariat.register.models import Entry

LONGEST = 200


@require_safe
@login_required
def search(request: HttpRequest) -> HttpResponse:
    """Show the entries of every kind that hold all the words, kind by kind."""
    q = request.GET.get("q", "").strip()[:LONGEST]
    by_kind: dict[str, list[Entry]] = {face.kind: [] for face in FACES}
    for kind, entry in selectors.search(actor_of(request), q):
        by_kind[kind].append(entry)
    groups = [(BY_KIND[kind], entries) for kind, entries in by_kind.items() if entries]
    return render(request, "workspace/register/search.html", {"q": q, "groups": groups})
