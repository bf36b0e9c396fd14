"""Saved views: the user's own names for lists with their filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from secretariat.history.refusals import Refused
from secretariat.register.saved import delete_view, save_view, saved_views
from secretariat.workspace.actor import actor_of
from secretariat.workspace.entry_kinds import BY_KIND

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
@login_required
def save(request: HttpRequest) -> HttpResponse:
    """Keep the list that the user sees under a name."""
    kind, query = request.POST.get("kind", ""), request.POST.get("query", "")
    if kind not in BY_KIND:
        raise Http404
    back = reverse("workspace:entries", kwargs={"kind": kind})
    try:
        view = save_view(actor_of(request), name=request.POST.get("name", ""), kind=kind, query=query)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    messages.success(request, _("The view “%s” is kept above the list.") % view.name)
    return redirect(f"{back}?{view.query}" if view.query else back)


@require_POST
@login_required
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a saved view."""
    actor = actor_of(request)
    view = get_object_or_404(saved_views(actor), pk=pk)
    delete_view(actor, view=view)
    messages.success(request, _("The view “%s” is forgotten.") % view.name)
    return redirect("workspace:entries", kind=view.kind)
