"""Owner, due date or state for many action points at once: chosen, confirmed, and to be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.network.access import Verb, may
from secretariat.register import selectors
from secretariat.register.filters import Filters
from secretariat.register.models import ActionPoint, Kind
from secretariat.workspace import forms
from secretariat.workspace.actor import actor_of
from secretariat.workspace.taking_back import kept, plan_for, take_back

from .entry import TITLES
from .entry_changes import act_on_actions

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from secretariat.network.models import User

FORMS: dict[str, type[forms.ReasonedForm]] = {
    "owners": forms.OwnersForm,
    "due": forms.DueForm,
    "state": forms.ActionStateForm,
    "release": forms.ReleaseForm,
}
MOST = 500


@require_POST
@login_required
def change(request: HttpRequest) -> HttpResponse:
    """Show what was chosen and ask for the new value; carry it out when it comes back."""
    actor = actor_of(request)
    if not may(actor, Verb.EDIT):
        raise PermissionDenied
    what, back = request.POST.get("what", ""), _back(request)
    if what not in FORMS:
        raise Http404
    actions = chosen(actor, request.POST.getlist("entry"))
    if not actions:
        messages.warning(request, _("Choose the action points first, then what to set."))
        return redirect(back)
    form = FORMS[what](request.POST if "confirm" in request.POST else None)
    title = TITLES.get(what, _("Vouching that it names nobody"))
    if form.is_bound and form.is_valid() and carried_out(request, actions, what, form):
        return redirect(back)
    context = {
        "what": what,
        "title": title,
        "actions": actions,
        "form": form,
        "back": back,
        "query": request.POST.get("back", ""),
    }
    return render(request, "workspace/register/bulk.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def undo(request: HttpRequest) -> HttpResponse:
    """Take the last change of many back."""
    back = _back(request)
    plan = kept(request.session)
    if plan is None:
        messages.warning(request, _("There is nothing to take back any more."))
        return redirect(back)
    try:
        count = take_back(actor_of(request), plan)
    except Conflict:
        messages.error(request, _("Somebody changed one of them since, so nothing was taken back."))
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("%d action point is as it was.", "%d action points are as they were.", count)
        messages.success(request, said % count)
    return redirect(back)


def chosen(actor: User, keys: list[str]) -> list[ActionPoint]:
    """Return the action points that were chosen and that the actor may read."""
    numbers = [int(key) for key in keys[:MOST] if key.isascii() and key.isdigit() and len(key) < 16]
    rows: list[ActionPoint] = list(selectors.entries(actor, Kind.ACTION_POINT).filter(pk__in=numbers))
    return rows


def carried_out(request: HttpRequest, actions: list[ActionPoint], what: str, form: forms.ReasonedForm) -> bool:
    """Carry the change out on all of them, or say on the form why on none."""
    versions = {action.pk: _version(request, action) for action in actions}
    plan = plan_for(what, actions)
    try:
        changed = act_on_actions(actor_of(request), actions, form, versions)
    except Conflict:
        form.add_error(None, _("Somebody changed one of these meanwhile. Look at them again, then save."))
        return False
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    plan.store(request.session, changed)
    if what == "release":
        said = ngettext("Vouched for %(n)d action point.", "Vouched for %(n)d action points.", len(changed))
        messages.success(request, said % {"n": len(changed)}, extra_tags="undo")
        return True
    said = ngettext("%(title)s set for %(n)d action point.", "%(title)s set for %(n)d action points.", len(changed))
    messages.success(request, said % {"title": TITLES[what], "n": len(changed)}, extra_tags="undo")
    return True


def _version(request: HttpRequest, action: ActionPoint) -> int:
    """Return the version of an action that the page showed."""
    sent = request.POST.get(f"version-{action.pk}", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else action.version


def _back(request: HttpRequest) -> str:
    """Return the list that the user came from, with its filters."""
    query = Filters.from_query_string(request.POST.get("back", "")).query_string()
    url = reverse("workspace:entries", kwargs={"kind": Kind.ACTION_POINT})
    return f"{url}?{query}" if query else url
