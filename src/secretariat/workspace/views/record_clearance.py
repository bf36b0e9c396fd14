"""A record before its body: the text with what is said about it, and the steps of the clearance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from secretariat.history.refusals import NotAllowed, Refused
from secretariat.meetings import clearance, comments, records, revisions
from secretariat.meetings.models import Comment, RecordPart
from secretariat.register import record as register
from secretariat.register.outcomes import shown
from secretariat.workspace import record_forms, record_page
from secretariat.workspace.actor import actor_of
from secretariat.workspace.sent_numbers import sent_version

from .record_writing import writable

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from secretariat.meetings.models import Record


def page(
    request: HttpRequest,
    row: Record,
    *,
    wrong: forms.Form | None = None,
    at: str = "",
) -> HttpResponse:
    """Show a record in clearance; ``wrong`` is a form that could not be taken, ``at`` where it stands."""
    actor = actor_of(request)
    now = timezone.now()
    revision = revisions.latest(row)
    if revision is None:
        raise Http404
    said = comments.comments(actor, row)
    may_do = record_page.may_do(actor, row, now)
    context = {
        "meeting": row.meeting,
        "record": row,
        "revision": revision,
        "made": record_page.moment_told(revision.made_at, clearance.zone_of(row)),
        "snapshot": shown(actor, row, revisions.shot(revision)),
        "parts": record_page.clearance_parts(actor, row, revision),
        "deadline": record_page.deadline_told(row),
        "open": row.is_open(now),
        "standing": record_page.standing(row, now),
        "objections": clearance.objections(row),
        "who": comments.who_commented(said),
        "count": len(said),
        "may": may_do,
        "changed": may_do["edit"] and register.changed_since(row),
        "revisions": records.revisions_of(actor, row),
        "comment": record_forms.CommentForm(auto_id=False),
        "reply": record_forms.ReplyForm(auto_id=False),
        "object": record_forms.ReasonForm(auto_id="object_%s"),
        "extend": record_forms.ExtendForm(record=row, auto_id="extend_%s") if may_do["edit"] else None,
        "withdraw": record_forms.ReasonForm(auto_id="withdraw_%s"),
        "formats": record_page.FORMATS,
        "wrong": wrong,
        "wrong_at": at,
    }
    if wrong is not None and at in {"object", "extend", "withdraw"}:
        context[at] = wrong
    return render(request, "workspace/record/clearance.html", context, status=422 if wrong is not None else 200)


@require_http_methods(["GET", "POST"])
@login_required
def circulate(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the record into clearance, for the first time or again."""
    actor = actor_of(request)
    row = writable(actor, pk)
    if row.is_final:
        return redirect("workspace:record", pk=pk)
    form = record_forms.CirculateForm(request.POST or None, record=row, initial=_procedure(row))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            register.circulate(
                actor,
                record=row,
                deadline=form.deadline(),
                zone=data["zone"],
                silence=data["procedure"] == "silence",
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The record is before its body."))
            return redirect("workspace:record", pk=pk)
    context = {"meeting": row.meeting, "record": row, "form": form}
    return render(request, "workspace/record/circulate.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def comment(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """Take a comment on words of a part."""
    row = records.record(actor_of(request), pk)
    about = get_object_or_404(RecordPart, pk=part, record=row)
    form = record_forms.CommentForm(request.POST, auto_id=f"comment{part}_%s")

    def say(data: dict[str, object]) -> Comment:
        return comments.comment(
            actor_of(request),
            record=row,
            part=about,
            text=str(data["text"]),
            quote=str(data["quote"]),
            start=data["start"] if isinstance(data["start"], int) else None,
        )

    return _done(request, row, form, say, at=f"part-{part}")


@require_POST
@login_required
def reply(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    """Take a reply to a comment."""
    row = records.record(actor_of(request), pk)
    said = get_object_or_404(Comment, pk=comment, revision__record=row)
    form = record_forms.ReplyForm(request.POST, auto_id=f"reply{comment}_%s")
    return _done(
        request,
        row,
        form,
        lambda data: comments.reply(actor_of(request), comment=said, text=str(data["text"])),
        at=f"c-{comment}",
    )


@require_POST
@login_required
def answer(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    """Take a comment up, decline it, or open it again."""
    row = records.record(actor_of(request), pk)
    said = get_object_or_404(Comment, pk=comment, revision__record=row)
    form = record_forms.AnswerForm(request.POST, auto_id=f"answer{comment}_%s")
    return _done(
        request,
        row,
        form,
        lambda data: comments.answer(
            actor_of(request),
            comment=said,
            state=str(data["state"]),
            text=str(data["text"]),
            version=data["version"] if isinstance(data["version"], int) else None,
        ),
        at=f"c-{comment}",
    )


@require_POST
@login_required
def step(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Object, extend the deadline, take the record back, or make it final."""
    actor = actor_of(request)
    row = records.record(actor, pk)
    if what == "extend":
        extend = record_forms.ExtendForm(request.POST, record=row, auto_id="extend_%s")
        return _done(
            request,
            row,
            extend,
            lambda data: clearance.extend(
                actor, record=row, deadline=extend.deadline(), zone=str(data["zone"]), reason=str(data["reason"])
            ),
            at="extend",
        )
    if what in {"object", "withdraw"}:
        verb: Callable[..., object] = clearance.object_to if what == "object" else clearance.withdraw
        form = record_forms.ReasonForm(request.POST, auto_id=f"{what}_%s")
        return _done(request, row, form, lambda data: verb(actor, record=row, reason=str(data["reason"])), at=what)
    if what == "final":
        return _make_final(request, row)
    raise Http404


def _make_final(request: HttpRequest, row: Record) -> HttpResponse:
    """Close the clearance."""
    try:
        register.make_final(actor_of(request), record=row, version=sent_version(request.POST.get("version", "")))
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The record is final. Its text is frozen."))
    return redirect("workspace:record", pk=row.meeting_id)


def _done(
    request: HttpRequest, row: Record, form: forms.Form, act: Callable[[dict[str, object]], object], *, at: str
) -> HttpResponse:
    """Carry out what a form stands for and go back to its place; else show the page with the form as it was sent."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"{reverse('workspace:record', args=[row.meeting_id])}#{at}")
    if not row.is_circulating():
        messages.error(request, _("This record is not in clearance any more."))
        return redirect("workspace:record", pk=row.meeting_id)
    return page(request, row, wrong=form, at=at)


def _procedure(row: Record) -> dict[str, object]:
    """Return what the form begins with: the procedure that runs already."""
    return {"procedure": "silence" if row.silence else "comments"}
