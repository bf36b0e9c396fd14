"""Who is invited to a meeting, what they replied, and what is sent to them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from secretariat.correspondence.invitations import send_invitations
from secretariat.exports import calendar
from secretariat.history.selectors import events_of
from secretariat.meetings import invitations as verbs
from secretariat.meetings import replies, selectors
from secretariat.meetings.models import Invitation, Meeting
from secretariat.meetings.outline import outline
from secretariat.meetings.papers import papers
from secretariat.network.access import Verb, may
from secretariat.reports.invitation import invitation_text
from secretariat.workspace import meeting_forms as forms
from secretariat.workspace.actor import actor_of
from secretariat.workspace.attempts import attempt
from secretariat.workspace.meeting_page import frame
from secretariat.workspace.sent_numbers import sent_key

from .meetings_calendar import calendar_answer
from .meetings_plan import editable

if TYPE_CHECKING:
    from django.forms import Form

    from secretariat.network.models import User


@require_http_methods(["GET", "POST"])
@login_required
def invitations(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who is invited and what they replied; the secretariat invites and enters replies."""
    actor = actor_of(request)
    row = selectors.meeting(actor, pk)
    editor = may(actor, Verb.EDIT, row)
    do = request.POST.get("do", "")
    guest = forms.GuestForm(request.POST if do == "invite" else None, auto_id="guest_%s")
    answer = forms.CalendarReplyForm(
        request.POST if do == "calendar" else None, request.FILES if do == "calendar" else None, auto_id="answer_%s"
    )
    if request.method == "POST":
        if not editor:
            raise PermissionDenied
        if _acted(request, actor, row, guest, answer):
            return redirect("workspace:invitations", pk=pk)
    context = _shown(request, actor, row, editor=editor)
    wrong = bool(guest.errors or answer.errors)
    context |= {"guest": guest, "answer": answer, **frame(request, row, "invitations")}
    return render(request, "workspace/meetings/invitations.html", context, status=422 if wrong else 200)


@require_safe
@login_required
def calendar_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the invitation for calendars, or the cancellation of a meeting that is cancelled."""
    actor = actor_of(request)
    row = editable(actor, pk)
    if row.date is None or not row.uid or row.is_procedure:
        raise Http404
    rows = list(verbs.invitations(actor, row))
    organizer = calendar.Organizer(actor.name, actor.email)
    if row.stage == Meeting.Stage.CANCELLED:
        data = calendar.cancellation(row, rows, organizer, reason=_reason(row))
        return calendar_answer(data, f"cancellation-{pk}")
    url = request.build_absolute_uri(reverse("workspace:meeting", args=[pk]))
    return calendar_answer(calendar.invitation(row, rows, organizer, agenda=outline(row), url=url), f"invitation-{pk}")


def _shown(request: HttpRequest, actor: User, row: Meeting, *, editor: bool) -> dict[str, object]:
    """Return what the page shows; addresses and links for the secretariat alone."""
    rows = list(verbs.invitations(actor, row))
    labels = dict(Invitation.Reply.choices)
    counted = [(labels[reply], count) for reply, count in verbs.counts(rows).items() if count]
    shown: dict[str, object] = {
        "rows": [(line, verbs.is_stale(line)) for line in rows],
        "counts": counted,
        "replies": Invitation.Reply.choices[1:],
    }
    if editor:
        page = request.build_absolute_uri(reverse("workspace:meeting", args=[row.pk]))
        shown["text"] = invitation_text(row, outline(row, papers(actor, row)), page=page)
        shown["unaddressed"] = sum(1 for line in rows if not line.email)
        shown["links"] = {
            line.pk: request.build_absolute_uri(reverse("workspace:reply-by-link", args=[line.token])) for line in rows
        }
    return shown


def _acted(
    request: HttpRequest, actor: User, row: Meeting, guest: forms.GuestForm, answer: forms.CalendarReplyForm
) -> bool:
    """Do what a button of the page stands for; say whether the page is done with."""
    do = request.POST.get("do", "")
    if do == "invite-seats":
        return _invite_seats(request, actor, row)
    if do == "send":
        return _send(request, actor, row)
    if do == "invite":
        return _with(request, guest, lambda: verbs.invite(actor, meeting=row, **guest.cleaned_data))
    if do == "calendar":
        return _with(request, answer, lambda: _enter(actor, row, answer))
    invitation = _invitation(row, request.POST.get("invitation", ""))
    single: dict[str, Callable[[], object]] = {
        "take-back": partial(verbs.take_back, actor, invitation=invitation),
        "address": partial(verbs.change_address, actor, invitation=invitation, email=request.POST.get("email", "")),
        "reply": partial(replies.reply, actor, invitation=invitation, answer=request.POST.get("answer", "")),
    }
    if do not in single:
        raise Http404
    attempt(request, single[do], said=_("Kept."))
    return True


def _invite_seats(request: HttpRequest, actor: User, row: Meeting) -> bool:
    """Invite the seats, and say how many were new."""
    made: list[Invitation] = []
    if attempt(request, lambda: made.extend(verbs.invite_seats(actor, meeting=row))):
        said = ngettext("%d seat holder is invited.", "%d seat holders are invited.", len(made)) % len(made)
        messages.success(request, said if made else _("Everybody who holds a seat is invited already."))
    return True


def _send(request: HttpRequest, actor: User, row: Meeting) -> bool:
    """Send the invitations, or the cancellation, by mail, and say to how many."""
    made: list[int] = []
    if attempt(request, lambda: made.append(send_invitations(actor, meeting=row))):
        said = ngettext("%d letter is on its way.", "%d letters are on their way.", made[0]) % made[0]
        messages.success(request, said if made[0] else _("Everybody has the letter about this date already."))
    return True


def _with(request: HttpRequest, form: Form, verb: Callable[[], object]) -> bool:
    """Call a verb with what a form holds."""
    return form.is_valid() and attempt(request, verb, said=_("Kept."), form=form)


def _enter(actor: User, row: Meeting, form: forms.CalendarReplyForm) -> Invitation:
    """Enter the answer of a calendar."""
    read = calendar.read_reply(form.data_sent())
    return replies.reply_by_calendar(
        actor,
        meeting=row,
        uid=read.uid,
        email=read.email,
        answer=read.answer,
        sequence=read.sequence,
        comment=read.comment,
        at=read.at,
    )


def _invitation(row: Meeting, key: str) -> Invitation:
    """Return an invitation to this meeting, or 404."""
    return get_object_or_404(row.invitations, pk=sent_key(key))


def _reason(row: Meeting) -> str:
    """Return why a meeting was cancelled."""
    event = events_of(row).filter(verb="cancel").last()
    return event.reason if event is not None else ""
