"""Vouching that an entry names nobody who was there, and keeping it within the body again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from secretariat.history.refusals import NotAllowed, Refused
from secretariat.register import releasing, selectors
from secretariat.register.models import Kind
from secretariat.workspace.actor import actor_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
@login_required
def release(request: HttpRequest, kind: Kind, pk: int) -> HttpResponse:
    """Vouch for an entry, or take that back."""
    actor = actor_of(request)
    row = selectors.entry(actor, kind, pk)
    verb = releasing.take_back if "shield" in request.POST else releasing.release
    try:
        verb(actor, entries=[row])
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%s is changed.") % row.reference)
    return redirect("workspace:entry", kind=kind, pk=pk)
