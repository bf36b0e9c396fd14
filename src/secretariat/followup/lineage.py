"""Where an action came from, which actions go on with it, and what was reported on all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from secretariat.network.access import Actor, Verb, may
from secretariat.register import ties
from secretariat.register.models import ActionLink, ActionPoint, Kind
from secretariat.register.selectors import entries

from .models import ProgressNote


@dataclass(frozen=True, slots=True)
class Tie:
    """Another action that this one is tied to, and the tie; ``action`` is the other one."""

    action: ActionPoint
    link: ActionLink


@dataclass(frozen=True, slots=True)
class Ties:
    """The actions that one goes on with, and those that go on with it."""

    origins: list[Tie]
    successors: list[Tie]


def ties_of(actor: Actor, action: ActionPoint) -> Ties:
    """Return the ties of an action that stand, to actions that ``actor`` may read."""
    links = list(ActionLink.objects.filter(ties.STANDING, Q(origin=action) | Q(successor=action)))
    known = _readable(actor, {key for link in links for key in (link.origin_id, link.successor_id)} - {action.pk})
    return Ties(
        [Tie(known[link.origin_id], link) for link in links if link.origin_id in known],
        [Tie(known[link.successor_id], link) for link in links if link.successor_id in known],
    )


def trail(actor: Actor, action: ActionPoint) -> list[ProgressNote]:
    """Return the reports on an action and on all that it came from, latest first, each with its action."""
    known = _readable(actor, before([action.pk]) - {action.pk})
    if not action.is_draft() and may(actor, Verb.READ, action):
        known[action.pk] = action
    notes = list(ProgressNote.objects.filter(action__in=list(known)))
    for note in notes:
        note.action = known[note.action_id]
    return notes


def before(numbers: Iterable[int]) -> set[int]:
    """Return these actions and all that they came from."""
    found: set[int] = set(numbers)
    edge = set(found)
    while edge:
        rows = ActionLink.objects.filter(ties.STANDING, successor__in=edge).order_by()
        edge = set(rows.values_list("origin", flat=True)) - found
        found |= edge
    return found


def _readable(actor: Actor, numbers: Iterable[int]) -> dict[int, ActionPoint]:
    """Return those of the actions that ``actor`` may read, by number."""
    numbers = list(numbers)
    if not numbers:
        return {}
    found: dict[int, ActionPoint] = entries(actor, Kind.ACTION_POINT).order_by().in_bulk(numbers)
    return found
