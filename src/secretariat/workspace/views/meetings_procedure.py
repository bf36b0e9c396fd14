"""Written and silence procedures: their page, answers, more time, the outcome, the decision."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from secretariat.history.selectors import events_of
from secretariat.meetings import moments, procedures, selectors
from secretariat.meetings.models import Answer, Meeting
from secretariat.meetings.papers import papers
from secretariat.network.access import Verb, may
from secretariat.network.models import Seat
from secretariat.register.models import Decision, Kind
from secretariat.register.procedures import adopted_procedures_without_decision, enter_adopted
from secretariat.register.selectors import entries
from secretariat.workspace import meeting_forms as forms
from secretariat.workspace.actor import actor_of
from secretariat.workspace.attempts import attempt
from secretariat.workspace.meeting_page import frame

from .meetings_agenda import document_choices, newer

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from secretariat.network.models import User

Outcome = Meeting.Outcome


def page(request: HttpRequest, row: Meeting, *, answer: Form | None = None, extend: Form | None = None) -> HttpResponse:
    """Show a procedure. Looking at it settles what silence has adopted meanwhile."""
    actor = actor_of(request)
    now = timezone.now()
    procedures.settle(row, now=now)
    found = papers(actor, row)
    context = {
        **frame(request, row, "meeting"),
        "papers": found,
        "newer": newer(found),
        "decision": entries(actor, Kind.DECISION).filter(meeting=row).first(),
        "answer": answer or _answer_form(actor, row),
        "extend": extend,
        "events": events_of(row).filter(verb__in=("extend", "cancel", "declare", "convene")),
        **_standing(actor, row),
        **(_for_editor(actor, row) if may(actor, Verb.EDIT, row) else {}),
    }
    if extend is None and context.get("is_open"):
        context["extend"] = forms.ExtendForm(initial={"version": row.version}, auto_id="extend_%s")
    wrong = any(form is not None and form.errors for form in (answer, extend))
    return render(request, "workspace/meetings/procedure.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "POST"])
@login_required
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Answer a procedure, give it more time, declare its outcome, enter its decision."""
    actor = actor_of(request)
    row = selectors.meeting(actor, pk)
    if not row.is_procedure:
        raise Http404
    if request.method == "GET":
        return redirect("workspace:meeting", pk=pk)
    if what == "answer":
        return _answer(request, actor, row)
    if not may(actor, Verb.EDIT, row):
        raise PermissionDenied
    if what == "extend":
        return _extend(request, row)
    if what == "declare":
        adopted = request.POST.get("adopted") == "yes"
        attempt(request, partial(procedures.declare, actor, procedure=row, adopted=adopted), said=_("Kept."))
    elif what == "enter":
        return _enter(request, actor, row)
    else:
        raise Http404
    return redirect("workspace:meeting", pk=pk)


def _standing(actor: User, row: Meeting) -> dict[str, object]:
    """Return how the procedure stands, and the positions as far as the reader may know who said what."""
    now = timezone.now()
    rows = procedures.positions(row)
    counted = procedures.tally(rows)
    labels = {"": _("No answer"), **dict(Answer.Stance.choices)}
    silent = row.sort == Meeting.Sort.SILENCE_PROCEDURE
    shown = [(labels[key], count) for key, count in counted.items() if count or not (silent and key == "abstains")]
    return {
        "is_open": row.outcome == Outcome.OPEN and row.deadline is not None and now <= row.deadline,
        "is_past": row.outcome == Outcome.OPEN and row.deadline is not None and now > row.deadline,
        "is_short": row.stage == Meeting.Stage.DRAFT and procedures.is_short(row, now),
        "silent": silent,
        "positions": rows if may(actor, Verb.IDENTIFY, row) else None,
        "tally": shown,
    }


def _for_editor(actor: User, row: Meeting) -> dict[str, object]:
    """Return what the secretariat needs beside."""
    ended = row.sort == Meeting.Sort.WRITTEN_PROCEDURE and row.outcome == Outcome.OPEN
    past = row.deadline is not None and timezone.now() > row.deadline
    answered = bool(row.outcome) and all(position.counts for position in procedures.positions(row))
    return {
        "documents": document_choices(actor),
        "may_enter": adopted_procedures_without_decision(actor).filter(pk=row.pk).exists(),
        "may_declare": ended and (past or answered),
    }


def _answer_form(actor: User, row: Meeting, data: object = None) -> forms.AnswerForm | None:
    """Return the form in which a seat answers, where the reader may answer for one."""
    if row.outcome in {"", Outcome.WITHDRAWN, Outcome.BROKEN}:
        return None
    seats = {str(who.seat.pk): f"{who.seat} · {who.name}" for who in procedures.seats_of(actor, row)}
    if not seats:
        return None
    stances = [choice for choice in Answer.Stance.choices if not _is_silent(row) or choice[0] != "abstains"]
    pairs = [(str(key), str(label)) for key, label in stances]
    return forms.AnswerForm(data, seats=list(seats.items()), stances=pairs, auto_id="answer_%s")


def _is_silent(row: Meeting) -> bool:
    """Say whether silence adopts."""
    return row.sort == Meeting.Sort.SILENCE_PROCEDURE


def _answer(request: HttpRequest, actor: User, row: Meeting) -> HttpResponse:
    """Take the answer of a seat."""
    procedures.settle(row, now=timezone.now())
    form = _answer_form(actor, row, request.POST)
    if form is None:
        raise PermissionDenied
    if form.is_valid():
        data = form.cleaned_data
        seat = Seat.objects.filter(pk=data["seat"]).first() if data.get("seat") else None
        verb = partial(procedures.answer, actor, procedure=row, stance=data["stance"], text=data["text"], seat=seat)
        if attempt(request, verb, said=_("Your answer is kept."), form=form):
            return redirect("workspace:meeting", pk=row.pk)
    row.refresh_from_db()
    return page(request, row, answer=form)


def _extend(request: HttpRequest, row: Meeting) -> HttpResponse:
    """Give more time."""
    form = forms.ExtendForm(request.POST, auto_id="extend_%s")
    if form.is_valid():
        deadline = form.deadline(row.zone)
        odd = moments.oddity(form.cleaned_data["day"], form.cleaned_data["hour"], row.zone)
        if deadline is None or odd == moments.Oddity.NONEXISTENT:
            form.add_error("hour", _("The clocks go forward then: this hour does not exist in that zone."))
        else:
            data = form.cleaned_data
            given = {"deadline": deadline, "reason": data["reason"], "version": data["version"]}
            verb = partial(procedures.extend, actor_of(request), procedure=row, **given)
            if attempt(request, verb, said=_("The deadline is extended."), form=form, version=row.version):
                return redirect("workspace:meeting", pk=row.pk)
    return page(request, row, extend=form)


def _enter(request: HttpRequest, actor: User, row: Meeting) -> HttpResponse:
    """Enter what was adopted in the register, and go to the decision."""
    made: list[Decision] = []
    if attempt(request, lambda: made.append(enter_adopted(actor, procedure=row)), said=_("It is in the register.")):
        return redirect("workspace:entry", kind=Kind.DECISION, pk=made[0].pk)
    return redirect("workspace:meeting", pk=row.pk)
