"""The first page: what needs this user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from secretariat.followup import selectors
from secretariat.network.access import Verb, may
from secretariat.sources.models import Document
from secretariat.workspace.actor import actor_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show what needs this user, and the latest meetings."""
    actor = actor_of(request)
    found = selectors.home(actor)
    context = {
        "home": found,
        "may_upload": may(actor, Verb.UPLOAD, Document),
        "may_edit": may(actor, Verb.EDIT),
        "holds": actor.entity is not None,
        "empty": not (sum(found.counts.values()) or found.to_confirm.count or found.meetings.count),
        "calm": not any(
            few.count
            for few in (
                found.to_confirm,
                found.not_read,
                found.unassigned,
                found.overdue,
                found.due_soon,
                found.to_review,
            )
        ),
    }
    return render(request, "workspace/home.html", context)
