"""The conditions that filters put on the rows of a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from secretariat.network.access import Actor, member, visible
from secretariat.network.models import Body, Entity, User
from secretariat.network.names import words
from secretariat.network.selectors import Holder, resolve

from .filters import Filters
from .making import ENTRY_MODELS
from .models import ActionPoint, Kind, Owner

IN_REGISTER = ~Q(state="proposed")


def conditions(actor: Actor, kind: str, filters: Filters, without: str = "") -> Q:
    """Return the filters as a condition on rows, but for the one named ``without``."""
    rule = Q()
    for name, condition in _conditions(actor, kind, filters):
        if name != without:
            rule &= condition
    return rule


def _conditions(actor: Actor, kind: str, filters: Filters) -> Iterator[tuple[str, Q]]:
    """Yield each filter that was set, with its condition."""
    if filters.q:
        yield "q", holds(words(filters.q))
    if filters.body:
        yield "body", Q(body__slug=filters.body)
    if filters.state:
        yield "state", Q(state__in=filters.state)
    if filters.met_after:
        yield "met", Q(meeting__date__gte=filters.met_after)
    if filters.met_before:
        yield "met", Q(meeting__date__lte=filters.met_before)
    for name in ("meeting", "document", "confidentiality"):
        if getattr(filters, name):
            yield name, Q(**{name: getattr(filters, name)})
    if kind == Kind.DECISION and filters.verb:
        yield "verb", Q(verb=filters.verb)
    if kind == Kind.ACTION_POINT:
        yield from _action_conditions(actor, filters)


def _action_conditions(actor: Actor, filters: Filters) -> Iterator[tuple[str, Q]]:
    """Yield the filters that only action points have."""
    today = timezone.localdate()
    if filters.owner:
        yield "owner", owned_by(member(actor), filters.owner)
    if filters.unassigned:
        yield "attention", unassigned()
    if filters.overdue:
        yield "attention", ActionPoint.overdue(today)
    if filters.review_due:
        yield "attention", ActionPoint.up_for_review(today)
    if filters.due_after:
        yield "due", Q(due_date__gte=filters.due_after)
    if filters.due_before:
        yield "due", Q(due_date__lte=filters.due_before)
    if filters.pace:
        yield "pace", Q(pace=filters.pace)


def unassigned() -> Q:
    """Return the condition under which a live action has no holder whom the network knows."""
    held = Owner.objects.values("action")
    return Q(state__in=ActionPoint.LIVE) & ~Q(pk__in=held)


def owned_by(user: User | None, owner: str) -> Q:
    """Return the condition under which an action is held by ``owner``, or by the user (``mine``)."""
    if owner == "mine":
        rows = Owner.objects.filter(_mine(user)) if user else Owner.objects.none()
    else:
        holder = resolve(owner)
        rows = Owner.objects.filter(_holder_is(holder)) if holder else Owner.objects.none()
    return Q(pk__in=rows.values("action"))


def _holder_is(holder: Holder) -> Q:
    """Return which rows name this holder."""
    if isinstance(holder, Entity):
        return Q(entity=holder)
    return Q(body=holder) if isinstance(holder, Body) else Q(person=holder)


def _mine(user: User) -> Q:
    """Return which holders are this user: their entity, or they themselves."""
    mine = Q(person__user=user)
    return mine | Q(entity=user.entity_id) if user.entity_id else mine


def holds(wanted: list[str]) -> Q:
    """Return the condition under which a row holds all of these folded words."""
    rule = Q()
    for word in wanted:
        rule &= Q(search__contains=word)
    return rule


def in_register(actor: Actor, kind: str) -> QuerySet[Any]:
    """Return the entries of a kind that ``actor`` may read.

    Raises:
        Http404: for a kind that there is not.
    """
    return visible(actor, standing(kind))


def standing(kind: str) -> QuerySet[Any]:
    """Return the entries of a kind that stand in the register, whoever may read them.

    Raises:
        Http404: for a kind that there is not.
    """
    if kind not in ENTRY_MODELS:
        raise Http404
    rows: QuerySet[Any] = ENTRY_MODELS[kind]._default_manager.filter(IN_REGISTER)
    return rows
