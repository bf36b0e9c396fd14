"""Documents come in: files chosen or dropped, or text pasted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from secretariat.network.access import Verb, require
from secretariat.network.guarded import Confidentiality
from secretariat.network.models import User
from secretariat.register import intake
from secretariat.register.intake import Incoming, Received
from secretariat.sources import selectors
from secretariat.sources.models import Document
from secretariat.workspace.actor import actor_of
from secretariat.workspace.answers import wants_pieces
from secretariat.workspace.document_rows import rows_of

KEPT = "received"
_MEGABYTE = 1024 * 1024


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take documents in and say of each what became of it."""
    actor = actor_of(request)
    require(actor, Verb.UPLOAD, Document)
    if request.method == "GET":
        return _page(request, actor)
    files = _files(request)
    if not files:
        return _nothing(request, actor)
    level = request.POST.get("confidentiality") or Confidentiality.NETWORK
    received = intake.receive(actor, files=files, confidentiality=level, title=request.POST.get("title", "").strip())
    if wants_pieces(request):
        return JsonResponse({"rows": [_drawn(request, actor, one) for one in received]})
    request.session[KEPT] = [_kept(one) for one in received]
    return redirect("workspace:upload")


def _files(request: HttpRequest) -> list[Incoming]:
    """Return what was sent: files, and pasted text as one more."""
    uploaded = cast("Sequence[UploadedFile[bytes]]", request.FILES.getlist("files"))
    files = [Incoming(file.name or "", file) for file in uploaded]
    text = request.POST.get("text", "")
    if text.strip():
        name = request.POST.get("title", "").strip() or _("Pasted text")
        files.append(Incoming(f"{name.replace('/', ' ')}.txt", text.encode()))
    return files


def _page(request: HttpRequest, actor: User, error: str = "") -> HttpResponse:
    """Show the form, and what became of what was sent last."""
    kept = request.session.pop(KEPT, [])
    context = {
        "error": error,
        "results": [_drawn(request, actor, _received(actor, one)) for one in kept],
        "levels": Confidentiality.choices,
        "limit_bytes": settings.UPLOAD_LIMIT_BYTES,
        "limit_mb": settings.UPLOAD_LIMIT_BYTES // _MEGABYTE,
        "text": request.POST.get("text", ""),
        "title": request.POST.get("title", ""),
    }
    return render(request, "workspace/documents/upload.html", context, status=422 if error else 200)


def _nothing(request: HttpRequest, actor: User) -> HttpResponse:
    """Say that nothing was sent."""
    error = _("Choose a file, or paste the text of the record.")
    if wants_pieces(request):
        return JsonResponse({"rows": [], "error": error}, status=422)
    return _page(request, actor, error)


def _kept(one: Received) -> dict[str, object]:
    """Return a result as the session keeps it until the page is shown."""
    pk = one.document.pk if one.document else None
    return {"name": one.name, "outcome": str(one.outcome), "document": pk, "message": one.message}


def _received(actor: User, kept: dict[str, object]) -> Received:
    """Return a kept result."""
    pk = kept["document"]
    document = selectors.documents(actor).filter(pk=pk).first() if isinstance(pk, int) else None
    return Received(str(kept["name"]), intake.Outcome(str(kept["outcome"])), document, str(kept["message"]))


def _drawn(request: HttpRequest, actor: User, one: Received) -> str:
    """Draw what became of one file."""
    row = rows_of(actor, [one.document])[0] if one.document else None
    context = {"received": one, "row": row, "may_review": True}
    return render_to_string("workspace/documents/received.html", context, request)
