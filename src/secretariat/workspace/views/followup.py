"""Progress on an action: reports and their evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from secretariat.followup import selectors, verbs
from secretariat.followup.models import ProgressNote
from secretariat.history.refusals import NotAllowed, Refused
from secretariat.network.access import Verb, may
from secretariat.register.models import ActionPoint, Kind
from secretariat.register.selectors import entries, entry
from secretariat.sources.storage import Incoming
from secretariat.workspace import forms
from secretariat.workspace.actor import actor_of

from .entry import page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from secretariat.network.models import User


@require_POST
@login_required
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a report of progress."""
    actor = actor_of(request)
    action = entry(actor, Kind.ACTION_POINT, pk)
    if not isinstance(action, ActionPoint) or not may(actor, Verb.REPORT, action):
        raise PermissionDenied
    form = forms.ProgressForm(
        request.POST, request.FILES, states=forms.reportable_states(action, actor), auto_id="progress_%s"
    )
    if form.is_valid() and reported(actor, action, form):
        messages.success(request, _("Your report is kept with %s.") % action.reference)
        return redirect("workspace:entry", kind=action.kind, pk=pk)
    return page(request, action, progress=form)


def reported(actor: User, action: ActionPoint, form: forms.ProgressForm) -> bool:
    """Keep the report of a form, or say on the form why not."""
    data = form.cleaned_data
    file = data["evidence_file"]
    try:
        verbs.report(
            actor,
            action=action,
            text=data["text"],
            state=data["state"],
            occurred_on=data["occurred_on"],
            evidence_url=data["evidence_url"],
            evidence_file=Incoming(file.name, file) if file else None,
        )
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@require_safe
@login_required
def evidence(request: HttpRequest, pk: int) -> FileResponse:
    """Hand out the file of a note, to be kept, never to be run."""
    actor = actor_of(request)
    readable = entries(actor, Kind.ACTION_POINT).values("pk")
    note = get_object_or_404(ProgressNote, pk=pk, action__in=readable)
    try:
        file, name, media_type = selectors.evidence(actor, note)
    except Refused as refusal:
        raise Http404(str(refusal)) from refusal
    return FileResponse(file, as_attachment=True, filename=name, content_type=media_type)
