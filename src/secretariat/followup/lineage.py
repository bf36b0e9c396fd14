"""Where an action came from, which actions go on with it, and what was reported on all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from secretariat.network.access import Actor
from secretariat.register import ties
from secretariat.register.models import ActionLink, ActionPoint, Kind
from secretariat.register.selectors import entries

from .models import ProgressNote


@dataclass(frozen=True, slots=True)
class Tie:
    """Another action that this one is tied to, and the tie; ``action`` is the other one."""

    action: ActionPoint
    link: ActionLink


def origins(actor: Actor, action: ActionPoint) -> list[Tie]:
    """Return the actions that this one goes on with, as far as ``actor`` may read them."""
    links = list(ActionLink.objects.filter(ties.STANDING, successor=action))
    known = _readable(actor, [link.origin_id for link in links])
    return [Tie(known[link.origin_id], link) for link in links if link.origin_id in known]


def successors(actor: Actor, action: ActionPoint) -> list[Tie]:
    """Return the actions that go on with this one, as far as ``actor`` may read them."""
    links = list(ActionLink.objects.filter(ties.STANDING, origin=action))
    known = _readable(actor, [link.successor_id for link in links])
    return [Tie(known[link.successor_id], link) for link in links if link.successor_id in known]


def trail(actor: Actor, action: ActionPoint) -> list[ProgressNote]:
    """Return the reports on an action and on all that it came from, latest first, each with its action."""
    numbers = _readable(actor, before([action.pk]))
    return list(ProgressNote.objects.filter(action__in=numbers).select_related("action"))


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
    found: dict[int, ActionPoint] = entries(actor, Kind.ACTION_POINT).order_by().in_bulk(list(numbers))
    return found
