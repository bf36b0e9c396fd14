"""The network: its bodies, entities and people, who sits where, and what each of them holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from secretariat.exports.network import holders_table
from secretariat.followup.ageing import open_business
from secretariat.history.models import Event
from secretariat.history.selectors import events_in
from secretariat.meetings.selectors import attended, bodies_with_counts, meetings
from secretariat.network import selectors
from secretariat.network.access import Verb, may
from secretariat.network.cells import day_of
from secretariat.network.composition import composition, ending, posts_of, seats_of, standing, tenures, vacant
from secretariat.network.models import Body, Entity, Person
from secretariat.network.names import folded, words
from secretariat.network.tenures import END, TAKE
from secretariat.register.filters import Filters
from secretariat.register.models import Kind
from secretariat.register.selectors import entries
from secretariat.workspace import downloads
from secretariat.workspace.actor import actor_of
from secretariat.workspace.bar_chart import chart
from secretariat.workspace.history_words import timeline
from secretariat.workspace.network_chart import seat_chart
from secretariat.workspace.trace import next_meeting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from secretariat.network.models import User
    from secretariat.register.models import ActionPoint

SHOWN = 10
PEOPLE_A_PAGE = 60
SOON_DAYS = 60


@dataclass(frozen=True, slots=True)
class Branch:
    """A body and the bodies that are part of it."""

    body: Body
    parts: Sequence[Branch]


@require_safe
@login_required
def network(request: HttpRequest) -> HttpResponse:
    """Show the bodies as a tree, and the entities by their sort."""
    actor = actor_of(request)
    may_manage = may(actor, Verb.MANAGE, Entity)
    context = {
        "tab": "bodies",
        "branches": branches(bodies_with_counts(actor)),
        "body_count": Body.objects.count(),
        "groups": by_sort(selectors.entities()),
        "entity_count": Entity.objects.count(),
        "vacant": vacant()[:SHOWN] if may_manage else [],
        "ending": ending(SOON_DAYS)[:SHOWN] if may_manage else [],
        "may_manage": may_manage,
    }
    return render(request, "workspace/network/network.html", context)


@require_safe
@login_required
def people(request: HttpRequest) -> HttpResponse:
    """Show the people, page by page; a search looks in name, title and entity."""
    q = request.GET.get("q", "").strip()[:100]
    rows = selectors.people()
    if q:
        rows = rows.filter(pk__in=_found(words(q)))
    context = {
        "tab": "people",
        "q": q,
        "query": f"q={q}" if q else "",
        "page": Paginator(rows, PEOPLE_A_PAGE).get_page(request.GET.get("page")),
        "may_manage": may(actor_of(request), Verb.MANAGE, Person),
    }
    return render(request, "workspace/network/people.html", context)


@require_safe
@login_required
def entity(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an entity: its names, its seats over time, its people, what it holds."""
    actor = actor_of(request)
    row = get_object_or_404(Entity, slug=slug)
    may_manage = may(actor, Verb.MANAGE, row)
    context = {
        "entity": row,
        "people": selectors.people().filter(entity=row)[:PEOPLE_A_PAGE],
        "tenures": seats_of(row),
        "posts": posts_of(row).exclude(until=None)[:PEOPLE_A_PAGE],
        "may_manage": may_manage,
        "history": timeline(request, row),
        **_actions(held(actor, row.ref), row.ref),
    }
    return render(request, "workspace/network/entity.html", context)


@require_safe
@login_required
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a body: who sits in it on a day, who sat when, when it met, what it decided last, what it holds."""
    actor = actor_of(request)
    row = get_object_or_404(Body.objects.select_related("parent"), slug=slug)
    day, wrong = _day(request)
    rows = tenures().filter(seat__body=row)
    may_manage = may(actor, Verb.MANAGE, row)
    context = {
        "body": row,
        "day": day,
        "wrong_day": wrong,
        "is_today": day == timezone.localdate(),
        "places": composition(row, day),
        "has_seats": row.seats.exists(),
        "seat_chart": seat_chart(list(row.seats.all()), rows.order_by("since", "id"), day),
        "tenures": rows.order_by("seat__order", "seat", "since", "id"),
        "meetings": meetings(actor).filter(body=row)[:SHOWN],
        "decisions": entries(actor, Kind.DECISION, Filters(body=slug))[:SHOWN],
        "children": row.children.all(),
        **_business(actor, row),
        "may_manage": may_manage,
        "rotations": rotations(row) if may_manage else [],
        "history": timeline(request, row, framed=True),
        **_actions(held(actor, row.ref), row.ref),
    }
    return render(request, "workspace/network/body.html", context)


@require_safe
@login_required
def holders(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out who held which seat of a body when, as CSV or, with ``as=xlsx``, as a workbook."""
    row = get_object_or_404(Body, slug=slug)
    return downloads.table(f"{slug}-seats", [holders_table(actor_of(request), row)], request.GET.get("as", ""))


@require_safe
@login_required
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show somebody whom records name; a row that was merged leads to the one that is kept."""
    actor = actor_of(request)
    row = get_object_or_404(Person.objects.select_related("entity", "user"), pk=pk)
    if row.merged_into_id is not None:
        return redirect("workspace:person", pk=row.merged_into_id)
    may_manage = may(actor, Verb.MANAGE, row)
    context = {
        "person": row,
        "standing": standing(row),
        "posts": posts_of(row),
        "tenures": seats_of(row),
        "also": row.merged.all(),
        "meetings": attended(actor, row)[:SHOWN],
        "may_manage": may_manage,
        "history": timeline(request, row, framed=True) if may_manage else None,
        **_actions(held(actor, row.ref), row.ref),
    }
    return render(request, "workspace/network/person.html", context)


def branches(rows: Iterable[Body]) -> list[Branch]:
    """Return bodies as a tree; those that have ended stand after the others."""
    below: dict[int | None, list[Body]] = {}
    for row in sorted(rows, key=lambda row: row.state == Body.State.ENDED):
        below.setdefault(row.parent_id, []).append(row)

    def grown(parent: int | None) -> list[Branch]:
        return [Branch(row, grown(row.pk)) for row in below.get(parent, [])]

    return grown(None)


def by_sort(rows: Iterable[Entity]) -> list[tuple[str, list[Entity]]]:
    """Return entities by what they are; those of which nobody said so come last."""
    groups: dict[str, list[Entity]] = {}
    for row in rows:
        groups.setdefault(row.sort, []).append(row)
    return [(str(label), groups[sort]) for sort, label in [*Entity.Sort.choices, ("", "")] if sort in groups]


def rotations(row: Body) -> list[list[Event]]:
    """Return the gestures by which several seats of a body changed hands and that can be taken back, latest first."""
    moved = events_in(row).filter(verb__in=(TAKE, END), undone_by=None).order_by("-id")[: 10 * SHOWN]
    gestures: dict[str, list[Event]] = {}
    for event in moved:
        gestures.setdefault(event.batch, []).append(event)
    return [events for events in gestures.values() if len(events) > 1][:SHOWN]


def held(actor: User, ref: str) -> QuerySet[ActionPoint]:
    """Return the live actions that somebody holds, by due date."""
    rows: QuerySet[ActionPoint] = entries(
        actor, Kind.ACTION_POINT, Filters(owner=ref, state=("open", "in_progress", "continuing"), sort="due")
    )
    return rows


def _found(wanted: Sequence[str]) -> list[int]:
    """Return the keys of the people in whose name, title or entity all words stand."""
    rows = selectors.people().values_list("pk", "name", "title", "entity__short_name", "entity__full_name")
    return [pk for pk, *texts in rows if _holds(folded(" ".join(text for text in texts if text)), wanted)]


def _holds(text: str, wanted: Sequence[str]) -> bool:
    """Say whether all words stand in a text."""
    return all(word in text for word in wanted)


def _day(request: HttpRequest) -> tuple[date, str]:
    """Return the day that is asked for (today), and what was given where that is no day."""
    given = request.GET.get("on", "")
    try:
        return day_of(given) or timezone.localdate(), ""
    except ValueError:
        return timezone.localdate(), given[:40]


def _business(actor: User, row: Body) -> dict[str, object]:
    """Return what is open of a body, its ages drawn, and the meeting to which it comes next."""
    business = open_business(actor, row)
    return {"business": business, "chart": chart(business.ages), "next_meeting": next_meeting(actor, row.pk)}


def _actions(rows: QuerySet[ActionPoint], ref: str) -> dict[str, object]:
    """Return the first actions that somebody holds, how many there are, and the address of them all."""
    return {"actions": rows[:SHOWN], "action_count": rows.count(), "actions_query": Filters(owner=ref).query_string()}
