"""The steps that an action goes, each on a page of its own, and taking the last one back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from secretariat.followup.states import Deed, allows
from secretariat.followup.taking_back import take_back
from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.network.access import Verb, may
from secretariat.register import selectors
from secretariat.register.models import ActionPoint, Kind
from secretariat.workspace import step_forms
from secretariat.workspace.actor import actor_of
from secretariat.workspace.entry_kinds import BY_KIND

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True, slots=True)
class Step:
    """A step as its page and the menu tell it."""

    slug: str
    deed: Deed
    label: str | Promise
    title: str | Promise
    lede: str | Promise
    button: str | Promise
    form: type[step_forms.StepForm]


STEPS: Mapping[str, Step] = {
    step.slug: step
    for step in (
        Step(
            "hand-over",
            Deed.HAND_OVER,
            _("Hand over"),
            _("Hand this over"),
            _("Who takes it gets the same part in it. The others who hold it stay."),
            _("Hand it over"),
            step_forms.HandOverForm,
        ),
        Step(
            "split",
            Deed.SPLIT,
            _("Split"),
            _("Split this in parts"),
            _("Each part keeps the passage, the decision and the meeting; the reports so far stay in reach of each."),
            _("Split it"),
            step_forms.SplitForm,
        ),
        Step(
            "merge",
            Deed.GO_ON,
            _("Merge others into it"),
            _("Merge others into this"),
            _("This one stays. The others end here; who held them contributes, and what they reported stays in reach."),
            _("Merge them"),
            step_forms.MergeForm,
        ),
        Step(
            "supersede",
            Deed.SUPERSEDE,
            _("Let another take its place"),
            _("Another takes the place of this"),
            _("This one ends, and its page leads to the one that goes on with it."),
            _("Let it take the place"),
            step_forms.SupersedeForm,
        ),
        Step(
            "drop",
            Deed.DROP,
            _("Drop"),
            _("Drop this"),
            _("It is not done and will not be. It stays in the register with the reason."),
            _("Drop it"),
            step_forms.DropForm,
        ),
        Step(
            "reopen",
            Deed.REOPEN,
            _("Open again"),
            _("Open this again"),
            _("It is to be done after all."),
            _("Open it again"),
            step_forms.ReopenForm,
        ),
    )
}


def steps_for(action: ActionPoint) -> list[Step]:
    """Return the steps that an action may go as it stands."""
    held = not action.is_unassigned
    return [step for step in STEPS.values() if allows(action, step.deed) and (held or step.deed != Deed.HAND_OVER)]


@require_http_methods(["GET", "POST"])
@login_required
def step(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Take a step with an action; a GET asks for what it needs."""
    actor, wanted = actor_of(request), STEPS.get(slug)
    row = selectors.entry(actor, Kind.ACTION_POINT, pk)
    if wanted is None or not isinstance(row, ActionPoint):
        raise Http404
    if not may(actor, Verb.EDIT, row):
        raise PermissionDenied
    if wanted not in steps_for(row):
        messages.warning(request, _now("%s cannot go this step as it stands.") % row.reference)
        return redirect("workspace:entry", kind=row.kind, pk=pk)
    form = _form(request, wanted, row)
    if form.is_bound and form.is_valid():
        done = _taken(request, form)
        if done is not None:
            messages.success(request, _now("%s is changed.") % row.reference)
            return redirect("workspace:entry", kind=done.kind, pk=done.pk)
    context = {"entry": row, "face": BY_KIND[row.kind], "step": wanted, "form": form}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workspace/followup/step.html", context, status=status)


def _form(request: HttpRequest, wanted: Step, row: ActionPoint) -> step_forms.StepForm:
    """Return the form of a step: with what was sent, or asking; “more parts” keeps what was typed."""
    actor = actor_of(request)
    if request.method != "POST":
        return wanted.form(initial={"version": row.version}, actor=actor, action=row)
    if "more" in request.POST and wanted.form is step_forms.SplitForm:
        typed = request.POST.dict()
        rows = str(typed.get("rows", ""))
        count = int(rows) if rows.isdecimal() and len(rows) < 3 else step_forms.PARTS
        return step_forms.SplitForm(initial={**typed, "rows": count + step_forms.MORE}, actor=actor, action=row)
    return wanted.form(request.POST, actor=actor, action=row)


def _taken(request: HttpRequest, form: step_forms.StepForm) -> ActionPoint | None:
    """Take the step, or say on the form why not."""
    try:
        return form.take()
    except Conflict:
        again = request.POST.copy()
        again["version"] = str(ActionPoint.objects.get(pk=form.action.pk).version)
        form.data = again
        form.add_error(None, _now("Somebody changed this meanwhile. Look at it again, then send this once more."))
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return None


@require_POST
@login_required
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the last step with an action back."""
    actor = actor_of(request)
    row = selectors.entry(actor, Kind.ACTION_POINT, pk)
    if not isinstance(row, ActionPoint):
        raise Http404
    try:
        touched = take_back(actor, action=row)
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("workspace:entry", kind=row.kind, pk=pk)
    messages.success(request, _now("The last step with %s is taken back.") % row.reference)
    # A part that was split off is not in the register any more: its whole is.
    shown = next((other for other in touched if other.pk == pk and not other.is_draft()), None)
    shown = shown or next((other for other in touched if not other.is_draft()), row)
    return redirect("workspace:entry", kind=shown.kind, pk=shown.pk)
