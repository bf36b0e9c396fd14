"""Reports come into a collection: each is answered by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from secretariat.evidence import intake, selectors
from secretariat.evidence.intake import Received
from secretariat.network.models import User
from secretariat.sources.storage import Incoming
from secretariat.sources.verbs import Outcome
from secretariat.workspace.actor import actor_of
from secretariat.workspace.answers import wants_pieces

_KEPT = "received_reports"


@login_required
@require_POST
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Take reports in and say of each what became of it."""
    actor = actor_of(request)
    collection = selectors.collection(actor, pk)
    uploaded = cast("Sequence[UploadedFile[bytes]]", request.FILES.getlist("files"))
    received = intake.receive(
        actor, collection=collection, files=[Incoming(file.name or "", file) for file in uploaded]
    )
    if wants_pieces(request):
        return JsonResponse({"rows": [_drawn(request, one) for one in received]})
    if not received:
        messages.error(request, _("Choose one or more reports first."))
    request.session[_KEPT] = [_kept(one) for one in received]
    return redirect("workspace:evidence-collection", pk)


def results(request: HttpRequest, actor: User) -> dict[str, list[str]]:
    """Return what became of what was sent last without a script, drawn; it is told once."""
    kept = request.session.pop(_KEPT, [])
    return {"results": [_drawn(request, _received(actor, one)) for one in kept]}


def _kept(one: Received) -> dict[str, object]:
    """Return a result as the session keeps it until the page is shown."""
    pk = one.report.pk if one.report else None
    return {"name": one.name, "outcome": str(one.outcome), "report": pk, "message": one.message}


def _received(actor: User, kept: dict[str, object]) -> Received:
    """Return a kept result."""
    pk = kept["report"]
    report = selectors.reports(actor).filter(pk=pk).first() if isinstance(pk, int) else None
    return Received(str(kept["name"]), Outcome(str(kept["outcome"])), report, str(kept["message"]))


def _drawn(request: HttpRequest, one: Received) -> str:
    """Draw what became of one file."""
    return render_to_string("workspace/evidence/received.html", {"received": one}, request)
