"""Progress on an action: reports and their evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

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
from .lists import wants_part

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from secretariat.network.models import User


@require_http_methods(["GET", "POST"])
@login_required
@vary_on_headers("HX-Request")
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a report of progress. A GET opens its form on the page; the page itself asks for the form alone."""
    actor = actor_of(request)
    action = entry(actor, Kind.ACTION_POINT, pk)
    if not isinstance(action, ActionPoint) or not may(actor, Verb.REPORT, action):
        raise PermissionDenied
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.ProgressForm(*sent, states=forms.reportable_states(action, actor), auto_id="progress_%s")
    if form.is_valid() and reported(actor, action, form):
        messages.success(request, _("Your report is kept with %s.") % action.reference)
        return redirect("workspace:entry", kind=action.kind, pk=pk)
    if wants_part(request) and not form.is_bound:
        context = {"form": form, "address": request.path}
        return render(request, "workspace/register/progress_form.html", context)
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
