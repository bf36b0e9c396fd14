"""The first page: what needs this user."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from secretariat.followup import selectors
from secretariat.network.access import Verb, may
from secretariat.sources.models import Document
from secretariat.workspace.actor import actor_of
from secretariat.workspace.entry_kinds import FACES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True, slots=True)
class Tally:
    """How many entries of a kind the register has."""

    kind: str
    label: str | Promise
    count: int


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show what needs this user, and the latest meetings."""
    actor = actor_of(request)
    found = selectors.home(actor)
    waiting = (found.to_confirm, found.not_read, found.unassigned, found.overdue, found.due_soon, found.to_review)
    context = {
        "home": found,
        "tallies": tallies(found.counts),
        "may_upload": may(actor, Verb.UPLOAD, Document),
        "may_edit": may(actor, Verb.EDIT),
        "holds": actor.entity is not None,
        "empty": not (sum(found.counts.values()) or found.to_confirm.count or found.meetings.count),
        "calm": not any(few.count for few in waiting),
    }
    return render(request, "workspace/home.html", context)


def tallies(counts: Mapping[str, int]) -> list[Tally]:
    """Return how many entries of each kind there are, leaving out kinds of which there are none."""
    return [
        Tally(face.kind, face.one if counts[face.kind] == 1 else face.many, counts[face.kind])
        for face in FACES
        if counts.get(face.kind)
    ]
