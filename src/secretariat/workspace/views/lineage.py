"""Ties between decisions, to the document that a decision is about, and from an action to its decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.network.access import Verb, may
from secretariat.register import lineage, selectors
from secretariat.register.models import ActionPoint, Decision, DecisionLink, Entry, Kind
from secretariat.workspace.actor import actor_of
from secretariat.workspace.entry_kinds import BY_KIND
from secretariat.workspace.lineage_forms import FollowsForm, ObjectForm, RelateForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import Promise

    from secretariat.workspace.forms import ReasonedForm


@require_http_methods(["GET", "POST"])
@login_required
def relate(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a decision does to an earlier one."""
    actor, row = actor_of(request), _decision(request, pk)
    form = RelateForm(request.POST or None, initial={"version": row.version}, actor=actor, entry=row)

    def write() -> None:
        earlier = form.chosen()
        if earlier is None:
            raise Refused("nothing_chosen", _("Choose the earlier decision."))
        data = form.cleaned_data
        lineage.relate(
            actor,
            decision=row,
            earlier=earlier,
            sort=data["sort"],
            reason=data["reason"],
            completes=data["completes"],
        )

    lede = _("The state of the earlier one follows: replaced, it is superseded; refined, it is amended.")
    return _page(request, row, form, write, (_("Tie this to an earlier decision"), lede))


@require_POST
@login_required
def unrelate(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a tie between two decisions back, and go on on the page of the one that asked."""
    actor = actor_of(request)
    readable = selectors.entries(actor, Kind.DECISION).order_by().values("pk")
    link = get_object_or_404(DecisionLink, pk=pk, decision__in=readable, earlier__in=readable)
    try:
        lineage.unrelate(actor, link=link)
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("%(one)s and %(other)s are tied no longer.")
        messages.success(request, said % {"one": link.decision.reference, "other": link.earlier.reference})
    here = link.earlier if request.POST.get("from") == str(link.earlier_id) else link.decision
    return redirect("workspace:entry", kind=here.kind, pk=here.pk)


@require_http_methods(["GET", "POST"])
@login_required
def set_object(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which revision of a document a decision is about."""
    actor, row = actor_of(request), _decision(request, pk)
    initial = {"version": row.version, "revision": row.object_document}
    form = ObjectForm(request.POST or None, initial=initial, actor=actor)

    def write() -> None:
        data = form.cleaned_data
        lineage.set_object(
            actor, decision=row, revision=data["revision"], reason=data["reason"], version=data["version"]
        )

    lede = _("A decision is about its object as it stood that day. The words of the record stay beside it.")
    return _page(request, row, form, write, (_("What was decided on"), lede))


@require_http_methods(["GET", "POST"])
@login_required
def follows(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which decision an action carries out."""
    actor = actor_of(request)
    row = selectors.entry(actor, Kind.ACTION_POINT, pk)
    if not isinstance(row, ActionPoint):
        raise Http404
    form = FollowsForm(request.POST or None, initial={"version": row.version}, actor=actor, entry=row)

    def write() -> None:
        data = form.cleaned_data
        lineage.link_action(actor, action=row, decision=form.chosen(), reason=data["reason"], version=data["version"])

    lede = _("An action hangs on the decision that it carries out, and comes with it to the next agenda.")
    return _page(request, row, form, write, (_("Which decision does this carry out?"), lede))


def _decision(request: HttpRequest, pk: int) -> Decision:
    """Return a decision that the reader may see."""
    row = selectors.entry(actor_of(request), Kind.DECISION, pk)
    if not isinstance(row, Decision):
        raise Http404
    return row


def _page(
    request: HttpRequest,
    row: Entry,
    form: ReasonedForm,
    write: Callable[[], None],
    words: tuple[str | Promise, str | Promise],
) -> HttpResponse:
    """Ask for what a tie needs, and write it when it comes."""
    if not may(actor_of(request), Verb.EDIT, row):
        raise PermissionDenied
    if request.method == "POST" and form.is_valid() and _written(form, write):
        messages.success(request, _("%s is changed.") % row.reference)
        return redirect("workspace:entry", kind=row.kind, pk=row.pk)
    context = {"entry": row, "face": BY_KIND[row.kind], "form": form, "title": words[0], "lede": words[1]}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workspace/followup/tie.html", context, status=status)


def _written(form: ReasonedForm, write: Callable[[], None]) -> bool:
    """Write it, or say on the form why not."""
    try:
        write()
    except Conflict:
        form.add_error(None, _("Somebody changed this meanwhile. Go back, look at it again, then set it."))
        return False
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
