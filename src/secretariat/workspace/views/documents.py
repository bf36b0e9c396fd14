"""The documents: a list, how far their reading is, the file as it came in."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from secretariat.history.refusals import NotAllowed, Refused
from secretariat.network.access import Verb, may
from secretariat.network.guarded import Confidentiality
from secretariat.register import intake
from secretariat.sources import selectors, verbs
from secretariat.sources.models import Document
from secretariat.workspace.actor import actor_of
from secretariat.workspace.document_rows import rows_of
from secretariat.workspace.history_words import timeline
from secretariat.workspace.sent_numbers import sent_key

_ASKED_AT_ONCE = 200
_ON_A_PAGE = 100


@login_required
@require_GET
def documents(request: HttpRequest) -> HttpResponse:
    """List the documents, newest first."""
    actor = actor_of(request)
    page = Paginator(selectors.documents(actor), _ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": rows_of(actor, page.object_list),
        "limit_bytes": settings.UPLOAD_LIMIT_BYTES,
        "limit_mb": settings.UPLOAD_LIMIT_BYTES // (1024 * 1024),
        "may_upload": may(actor, Verb.UPLOAD, Document),
        "may_review": may(actor, Verb.REVIEW, Document),
    }
    return render(request, "workspace/documents/list.html", context)


@login_required
@require_GET
def progress(request: HttpRequest) -> HttpResponse:
    """Answer how far the reading of some documents is, as pieces of the page."""
    actor = actor_of(request)
    ids = [sent_key(value) for value in request.GET.getlist("id")[:_ASKED_AT_ONCE]]
    may_review = may(actor, Verb.REVIEW, Document)
    rows = rows_of(actor, selectors.documents(actor).filter(pk__in=ids))
    pieces = [
        render_to_string("workspace/documents/state.html", {"row": row, "may_review": may_review}, request)
        for row in rows
    ]
    return JsonResponse({"pieces": pieces, "busy": [row.pk for row in rows if row.is_busy]})


@login_required
@require_GET
def original(request: HttpRequest, pk: int) -> FileResponse:
    """Hand the file out as it came in, never shown in the page."""
    actor = actor_of(request)
    document = selectors.document(actor, pk)
    file, name, media_type = selectors.original(actor, document.current)
    return FileResponse(file, as_attachment=True, filename=name, content_type=media_type)


@login_required
@require_GET
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what happened to a document."""
    document = selectors.document(actor_of(request), pk)
    context = {"document": document, "history": timeline(request, document)}
    return render(request, "workspace/documents/history.html", context)


@login_required
@require_POST
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a document again."""
    actor = actor_of(request)
    document = selectors.document(actor, pk)
    try:
        intake.read_again(actor, document=document)
        messages.success(request, _("The document is being read again. What was decided stays as it is."))
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    if request.POST.get("next") == "documents":
        return redirect("workspace:documents")
    return redirect("workspace:review", pk)


@login_required
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a document another title or another level of confidentiality."""
    actor = actor_of(request)
    document = selectors.document(actor, pk)
    title, level = request.POST.get("title", "").strip(), request.POST.get("confidentiality", "")
    try:
        if title and title != document.title:
            verbs.rename(actor, document=document, title=title)
        if level in Confidentiality.values and level != document.confidentiality:
            verbs.set_confidentiality(actor, document=document, confidentiality=level)
        messages.success(request, _("Kept."))
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("workspace:review", pk)
