"""The record of a meeting: where it is begun, and the page of the state that it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from secretariat.history.refusals import NotAllowed, Refused
from secretariat.meetings import record_writing, recorded, records, revisions, selectors
from secretariat.meetings.models import RecordRevision
from secretariat.network.access import Verb, may
from secretariat.network.guarded import Confidentiality
from secretariat.register.outcomes import shown
from secretariat.register.record import final_reading
from secretariat.sources.models import Document
from secretariat.workspace import record_forms, record_page
from secretariat.workspace.actor import actor_of
from secretariat.workspace.sent_numbers import sent_key

from . import record_clearance

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from secretariat.meetings.models import Meeting, Record
    from secretariat.network.models import User


MOST = 50


@require_safe
@login_required
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the record as far as it is: to be begun, being written, in clearance, final."""
    actor = actor_of(request)
    meeting = selectors.meeting(actor, pk)
    row = records.record_of(actor, meeting)
    if row is None:
        return no_record(request, actor, meeting)
    if row.is_final:
        return final(request, row)
    if row.is_circulating():
        return record_clearance.page(request, row)
    return redirect("workspace:record-write", pk=pk)


@require_POST
@login_required
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the record, with a part for each item of the agenda."""
    actor = actor_of(request)
    try:
        record_writing.begin(actor, meeting=selectors.meeting(actor, pk))
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("workspace:record", pk=pk)


@require_POST
@login_required
def from_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a document is the record of this meeting, and go on to confirm what was found in it."""
    actor = actor_of(request)
    meeting = selectors.meeting(actor, pk)
    try:
        if request.POST.get("document") == "none":
            recorded.untie(actor, meeting=meeting)
            return redirect("workspace:record", pk=pk)
        chosen = request.POST.get("document", "")
        document = get_object_or_404(recorded.possible_records(actor), pk=sent_key(chosen))
        recorded.tie(actor, meeting=meeting, document=document)
    except Refused as refusal:
        refused(request, refusal)
        return redirect("workspace:record", pk=pk)
    return redirect("workspace:review", pk=document.pk)


def no_record(request: HttpRequest, actor: User, meeting: Meeting) -> HttpResponse:
    """Show that there is no record yet, and to the secretariat both ways to one."""
    document = meeting.document
    context = {
        "documents": recorded.possible_records(actor)[:MOST] if may(actor, Verb.EDIT, meeting) else [],
        "meeting": meeting,
        "agenda": selectors.agenda(meeting),
        "may_begin": may(actor, Verb.EDIT, meeting),
        "may_open": document is not None and may(actor, Verb.READ, document),
        "may_upload": may(actor, Verb.UPLOAD, Document),
    }
    return render(request, "workspace/record/begin.html", context)


def final(request: HttpRequest, row: Record, *, correction: record_forms.CorrectionForm | None = None) -> HttpResponse:
    """Show a final record: the frozen text, its hash, what was corrected since."""
    actor = actor_of(request)
    seen = list(records.revisions_of(actor, row))
    frozen = next((one for one in seen if one.reason == RecordRevision.Reason.FINAL), seen[-1] if seen else None)
    if frozen is None:
        raise Http404
    last = revisions.latest(row)
    may_edit = may(actor, Verb.EDIT, row)
    snapshot = shown(actor, row, revisions.shot(frozen))
    unbound = record_forms.CorrectionForm(snapshot=revisions.shot(last)) if may_edit and last else None
    chatham = row.meeting.confidentiality == Confidentiality.CHATHAM
    context = {
        "meeting": row.meeting,
        "record": row,
        "snapshot": snapshot,
        "revision": frozen,
        "made": record_page.moment_told(frozen.made_at, timezone.get_current_timezone()),
        "parts": record_page.final_parts(actor, row, frozen),
        "corrections": records.corrections_of(actor, row),
        "revisions": seen,
        "form": correction or unbound,
        "may_edit": may_edit,
        "may_open": row.document is not None and may(actor, Verb.READ, row.document),
        "may_release": may_edit and chatham and not row.released,
        "shielded": chatham,
        "size": len(reading.text) if (reading := final_reading(row)) else 0,
        "formats": record_page.FORMATS,
    }
    return render(request, "workspace/record/final.html", context, status=422 if correction else 200)


def refused(request: HttpRequest, refusal: Refused) -> None:
    """Tell a refusal on the next page; what one may not do at all is raised on."""
    if isinstance(refusal, NotAllowed):
        raise refusal
    messages.error(request, str(refusal) or _("This could not be done."))
