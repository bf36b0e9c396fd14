"""What is changed on the page of an entry, and entries typed in by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from secretariat.followup import verbs as followup
from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.history.selectors import newest
from secretariat.network.access import Verb, may
from secretariat.register import entries, selectors
from secretariat.register.models import ActionPoint, Decision, Entry, Kind
from secretariat.register.releasing import release
from secretariat.workspace import forms
from secretariat.workspace.actor import actor_of
from secretariat.workspace.entry_kinds import BY_KIND
from secretariat.workspace.history_words import since
from secretariat.workspace.sent_numbers import sent_key

from .entry import AROUND, form_for, page, unbound
from .lists import wants_part

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from secretariat.network.models import User


@require_http_methods(["GET", "POST"])
@login_required
@vary_on_headers("HX-Request")
def change(request: HttpRequest, kind: Kind, pk: int, what: str) -> HttpResponse:
    """Change one thing of an entry. A GET opens the form on the page; the page itself asks for the form alone."""
    actor = actor_of(request)
    row = selectors.entry(actor, kind, pk)
    if not may(actor, Verb.EDIT, row):
        raise PermissionDenied
    if what == "words":
        return words(request, row)
    made = form_for(row, what)
    if made is None:
        raise Http404
    if request.method == "GET":
        return _asking(request, row, what)
    form = made(request.POST, initial=forms.initial_values(row), auto_id=f"{what}_%s")
    return carried_out(request, row, what, form) or page(request, row, opened=what, wrong=form)


def _asking(request: HttpRequest, row: Entry, what: str) -> HttpResponse:
    """Show the form that changes one thing of an entry: on its page, or alone where the page asks for it."""
    if not wants_part(request):
        return page(request, row, opened=what)
    context = {"entry": row, "form": unbound(row, what, newest(row)), "address": request.path}
    return render(request, "workspace/register/change_form.html", context)


def words(request: HttpRequest, row: Entry) -> HttpResponse:
    """Change the values of an entry, on a page of its own."""
    initial = {**forms.initial_values(row), "seen": newest(row)}
    form = forms.WordsForm(request.POST or None, kind=row.kind, initial=initial)
    done = carried_out(request, row, "words", form) if request.method == "POST" else None
    passage = selectors.passage(actor_of(request), row, around=AROUND)
    context = {"entry": row, "face": BY_KIND[row.kind], "form": form, "passage": passage}
    return done or render(request, "workspace/register/words.html", context, status=422 if form.errors else 200)


def carried_out(request: HttpRequest, row: Entry, what: str, form: forms.VersionedForm) -> HttpResponse | None:
    """Carry out the change of a form and go back to the entry; nothing where the form cannot be taken."""
    if not form.is_valid():
        return None
    try:
        act(actor_of(request), row, form)
    except Conflict:
        return compared(request, row, what, form)
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("%s is changed.") % row.reference)
    return redirect("workspace:entry", kind=row.kind, pk=row.pk)


def act(actor: User, row: Entry, form: forms.VersionedForm) -> None:
    """Call the verb that a form stands for."""
    data = form.cleaned_data
    version, reason = data["version"], data.get("reason", "")
    if isinstance(form, forms.WordsForm):
        entries.edit(actor, entry=row, changes=form.changes(), version=version, basis=reason)
    elif isinstance(form, forms.LevelForm):
        entries.set_confidentiality(actor, entries=[row], confidentiality=data["confidentiality"])
    elif isinstance(form, forms.DecisionStateForm) and isinstance(row, Decision):
        successor = _decision(actor, data["superseded_by"])
        entries.set_decision_state(
            actor, decision=row, state=data["state"], reason=reason, superseded_by=successor, version=version
        )
    elif isinstance(row, ActionPoint):
        act_on_actions(actor, [row], form, {} if version is None else {row.pk: version})


def act_on_actions(
    actor: User, actions: list[ActionPoint], form: forms.VersionedForm, versions: dict[int, int]
) -> list[ActionPoint]:
    """Call the verb of the follow-up that a form stands for, on one action or many."""
    data = form.cleaned_data
    reason = data["reason"]
    match form:
        case forms.OwnersForm():
            return followup.assign(actor, actions=actions, owners=form.owners(), reason=reason, versions=versions)
        case forms.DueForm():
            return followup.set_due(
                actor, actions=actions, due=form.due(), due_text=data["due_text"], reason=reason, versions=versions
            )
        case forms.PaceForm():
            day = data["review_date"]
            return followup.set_pace(
                actor,
                actions=actions,
                pace=data["pace"],
                review_date=day.isoformat() if day else "",
                reason=reason,
                versions=versions,
            )
        case forms.ActionStateForm():
            return followup.set_state(actor, actions=actions, state=data["state"], reason=reason, versions=versions)
        case forms.ReleaseForm():
            return [row for row in release(actor, entries=actions, reason=reason) if isinstance(row, ActionPoint)]
    raise Http404


def compared(request: HttpRequest, row: Entry, what: str, form: forms.VersionedForm) -> HttpResponse:
    """Show what somebody else changed meanwhile beside what was sent; nothing is overwritten unasked."""
    row = selectors.entry(actor_of(request), row.kind, row.pk)
    last = newest(row)
    initial = {**forms.initial_values(row), "seen": last}
    now = forms.WordsForm(kind=row.kind, initial=initial) if what == "words" else unbound(row, what, last)
    again = request.POST.copy()
    again["version"], again["seen"] = str(row.version), str(last)
    form.data = again
    context = {
        "entry": row,
        "face": BY_KIND[row.kind],
        "what": what,
        "form": form,
        "since": since(row, form.cleaned_data["seen"] or 0),
        "differences": differences(now, form) if now else [],
    }
    return render(request, "workspace/register/conflict.html", context, status=409)


def differences(now: forms.VersionedForm, sent: forms.VersionedForm) -> list[tuple[str, str, str]]:
    """Return label, value in the register and value sent of each field in which they differ."""
    shown = [name for name, field in sent.fields.items() if not field.widget.is_hidden and name != "reason"]
    rows = [
        (str(sent[name].label), _readable(now, name, now[name].initial), _readable(sent, name, sent[name].data))
        for name in shown
    ]
    return [row for row in rows if row[1] != row[2]]


def _readable(form: forms.VersionedForm, name: str, value: object) -> str:
    """Return the value of a field as its reader knows it."""
    choices = {str(key): str(label) for key, label in getattr(form.fields[name], "choices", [])}
    values = value if isinstance(value, list | tuple) else [value]
    return ", ".join(choices.get(str(item), str(item)) for item in values if item not in (None, "", False))


def _decision(actor: User, reference: str) -> Decision | None:
    """Return the decision of a reference such as ``D-12``.

    Raises:
        Refused: when the reader sees no such decision.
    """
    number = reference.strip().upper().removeprefix("D-")
    if not number:
        return None
    found = selectors.entries(actor, Kind.DECISION).filter(pk=sent_key(number)).first()
    if not isinstance(found, Decision):
        raise Refused("no_such_decision", _("There is no decision %s.") % reference)
    return found


@require_http_methods(["GET", "POST"])
@login_required
def enter(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Enter something by hand: it stands on the word of the person, not on a passage."""
    actor = actor_of(request)
    if not may(actor, Verb.EDIT):
        raise PermissionDenied
    form = forms.HandForm(request.POST or None, kind=kind, actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            row = form.enter(actor)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%s is in the register.") % row.reference)
            return next_page(row)
    context = {"face": BY_KIND[kind], "form": form}
    return render(request, "workspace/register/enter.html", context, status=422 if form.errors else 200)


def next_page(row: Entry) -> HttpResponse:
    """Go to a new entry; an action that nobody holds yet asks for its holder at once."""
    if isinstance(row, ActionPoint) and row.is_unassigned:
        return redirect("workspace:change", kind=row.kind, pk=row.pk, what="owners")
    return redirect("workspace:entry", kind=row.kind, pk=row.pk)
