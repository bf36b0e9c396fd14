"""Replies to an invitation: with an account, or by the link that the invitation carries."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from secretariat.exports import calendar
from secretariat.meetings import replies
from secretariat.meetings.invitations import is_stale
from secretariat.meetings.models import Invitation, Meeting
from secretariat.meetings.outline import outline
from secretariat.workspace.actor import actor_of
from secretariat.workspace.attempts import attempt
from secretariat.workspace.meeting_forms import ReplyForm

from .meetings_calendar import calendar_answer

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
@login_required
def own(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    """Reply to one's own invitation."""
    actor = actor_of(request)
    row = get_object_or_404(replies.own(actor), pk=invitation, meeting=pk)
    form = ReplyForm(request.POST)
    if form.is_valid():
        verb = partial(replies.reply, actor, invitation=row, **form.cleaned_data)
        attempt(request, verb, said=_("Your reply is kept. You can change it until the meeting."))
    else:
        messages.error(request, _("Choose a reply."))
    return redirect("workspace:meeting", pk=pk)


@require_http_methods(["GET", "POST"])
@never_cache
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitee what they are invited to, and take their reply. The link is all they need."""
    row = replies.by_token(token)
    if row is None:
        return render(request, "workspace/meetings/reply_over.html", status=404)
    form = ReplyForm(request.POST or None, initial=said(row))
    if request.method == "POST" and form.is_valid():
        verb = partial(replies.reply_by_link, token, **form.cleaned_data)
        if attempt(
            request, verb, said=_("Thank you: your reply is kept. You can change it until the meeting."), form=form
        ):
            return redirect("workspace:reply-by-link", token=token)
    meeting = row.meeting
    context = {
        "invitation": row,
        "meeting": meeting,
        "stale": is_stale(row),
        "outline": outline(meeting),
        "form": form,
        "cancelled": meeting.stage == Meeting.Stage.CANCELLED,
        "token": token,
    }
    return render(request, "workspace/meetings/reply.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
def calendar_file(_request: HttpRequest, token: str) -> HttpResponse:
    """Hand the meeting out for the calendar of an invitee."""
    row = replies.by_token(token)
    if row is None or row.meeting.date is None or not row.meeting.uid:
        raise Http404
    return calendar_answer(calendar.published([row.meeting]), "meeting")


def said(row: Invitation) -> dict[str, object]:
    """Return what somebody replied before."""
    answer = "" if row.reply == Invitation.Reply.NEEDS_ACTION or is_stale(row) else row.reply
    return {"answer": answer, "represented_by": row.represented_by, "comment": row.comment}
