"""The network: its entities, bodies and people, and what each of them holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from secretariat.followup.ageing import open_business
from secretariat.history.refusals import Refused
from secretariat.meetings.selectors import attended, bodies_with_counts, meetings
from secretariat.network import selectors, verbs
from secretariat.network.access import Verb, may
from secretariat.network.models import Body, Entity, Person
from secretariat.register.filters import Filters
from secretariat.register.models import Kind
from secretariat.register.selectors import entries
from secretariat.workspace.actor import actor_of
from secretariat.workspace.bar_chart import chart
from secretariat.workspace.history_words import timeline
from secretariat.workspace.network_forms import BodyForm, EntityForm, PersonForm
from secretariat.workspace.trace import next_meeting

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from secretariat.network.models import User
    from secretariat.register.models import ActionPoint

SHOWN = 10


@require_http_methods(["GET", "POST"])
@login_required
def network(request: HttpRequest) -> HttpResponse:
    """Show entities, bodies and people; the secretariat adds to them here."""
    actor = actor_of(request)
    may_manage = may(actor, Verb.MANAGE, Entity)
    if request.method == "POST" and not may_manage:
        raise PermissionDenied
    sent = request.POST.get("sort", "") if request.method == "POST" else ""
    made: dict[str, EntityForm | BodyForm | PersonForm] = {
        "entity": EntityForm(request.POST if sent == "entity" else None, auto_id="entity_%s"),
        "body": BodyForm(request.POST if sent == "body" else None, auto_id="body_%s"),
        "person": PersonForm(request.POST if sent == "person" else None, auto_id="person_%s"),
    }
    if sent in made and added(request, actor, made[sent]):
        return redirect("workspace:network")
    context = {
        "entities": selectors.entities(),
        "bodies": bodies_with_counts(actor),
        "people": selectors.people(),
        "forms": made if may_manage else {},
        "sent": sent,
    }
    return render(request, "workspace/network/network.html", context, status=422 if sent else 200)


def added(request: HttpRequest, actor: User, form: EntityForm | BodyForm | PersonForm) -> bool:
    """Add what a form describes, or say on the form why not."""
    if not form.is_valid():
        return False
    try:
        row = form.add(actor)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("%s belongs to the network now.") % row)
    return True


@require_http_methods(["GET", "POST"])
@login_required
def entity(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an entity: its names, its people, what it holds; the secretariat changes its names here."""
    actor = actor_of(request)
    row = get_object_or_404(Entity, slug=slug)
    may_manage = may(actor, Verb.MANAGE, row)
    form = EntityForm(request.POST or None, initial=EntityForm.values(row)) if may_manage else None
    if request.method == "POST" and form is None:
        raise PermissionDenied
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            verbs.change_entity(actor, entity=row, **form.names())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%s is changed.") % row)
            return redirect("workspace:entity", slug=slug)
    actions = held(actor, row.ref)
    context = {
        "entity": row,
        "people": selectors.people().filter(entity=row),
        "form": form,
        "history": timeline(request, row),
        **_actions(actions, row.ref),
    }
    return render(request, "workspace/network/entity.html", context, status=422 if form and form.errors else 200)


@require_safe
@login_required
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a body: when it met, what it decided last, what it holds."""
    actor = actor_of(request)
    row = get_object_or_404(Body.objects.select_related("parent"), slug=slug)
    context = {
        "body": row,
        "meetings": meetings(actor).filter(body=row)[:SHOWN],
        "decisions": entries(actor, Kind.DECISION, Filters(body=slug))[:SHOWN],
        "children": row.children.all(),
        **_business(actor, row),
        "history": timeline(request, row),
        **_actions(held(actor, row.ref), row.ref),
    }
    return render(request, "workspace/network/body.html", context)


def _business(actor: User, row: Body) -> dict[str, object]:
    """Return what is open of a body, its ages drawn, and the meeting to which it comes next."""
    business = open_business(actor, row)
    return {"business": business, "chart": chart(business.ages), "next_meeting": next_meeting(actor, row.pk)}


@require_safe
@login_required
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show somebody whom records name."""
    actor = actor_of(request)
    row = get_object_or_404(Person.objects.select_related("entity"), pk=pk)
    seen = attended(actor, row)
    happened = timeline(request, row)
    context = {"person": row, "meetings": seen[:SHOWN], "history": happened, **_actions(held(actor, row.ref), row.ref)}
    return render(request, "workspace/network/person.html", context)


def held(actor: User, ref: str) -> QuerySet[ActionPoint]:
    """Return the live actions that somebody holds, by due date."""
    rows: QuerySet[ActionPoint] = entries(
        actor, Kind.ACTION_POINT, Filters(owner=ref, state=("open", "in_progress", "continuing"), sort="due")
    )
    return rows


def _actions(rows: QuerySet[ActionPoint], ref: str) -> dict[str, object]:
    """Return the first actions that somebody holds, how many there are, and the address of them all."""
    return {"actions": rows[:SHOWN], "action_count": rows.count(), "actions_query": Filters(owner=ref).query_string()}
