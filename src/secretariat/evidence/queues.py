"""What is to be reviewed next in a collection: what the engine is unsure of, what nobody saw, what coders differ on."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db.models import Exists, Max, OuterRef, Q

from secretariat.reading.reports.labels import Lean

from .models import Judgement, Passage, Standing
from .selectors import all_passages

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from secretariat.network.models import User

    from .models import Collection

LINE = Lean.BALANCED.least
"""The score from which on a code is given."""
NEAR = 0.1
"""A passage whose strongest code is no further above the line than this is uncertain."""
SHARES = (1, 2, 4, 5, 10, 20)
"""Of how many passages one may be for a second coder."""
USUAL_SHARE = 5


class Queue(StrEnum):
    """What is looked for."""

    UNCERTAIN = "uncertain"
    OPEN = "open"
    SECOND = "second"
    DIFFER = "differ"


def queued(actor: User, collection: Collection, queue: Queue, share: int = USUAL_SHARE) -> list[int]:
    """Return the keys of the passages that wait in a queue, in the order in which they are to be looked at.

    The uncertain come by how near the line they are, all others as they stand in the reports. ``share`` says that one
    of so many passages is for a second coder.
    """
    rows = all_passages(actor).filter(report__collection=collection)
    if queue == Queue.UNCERTAIN:
        return _uncertain(rows.filter(standing=Standing.PROPOSED))
    if queue == Queue.OPEN:
        return _keys(rows.filter(standing=Standing.PROPOSED))
    if queue == Queue.DIFFER:
        return _keys(rows.filter(standing=Standing.DISPUTED))
    given = Judgement.objects.filter(passage=OuterRef("pk"))
    once = rows.filter(Exists(given), ~Exists(given.filter(Q(coder=actor) | Q(settles=True))))
    return [pk for pk, *place in _in_order(once).values_list("pk", *PLACE) if is_sampled(place, share)]


def is_sampled(place: Iterable[object], share: int) -> bool:
    """Say whether the passage at a place (hash of the report, page, start) is one of the ``share``-th for two coders.

    The same place gives the same answer on any day and any machine.
    """
    named = ":".join(map(str, place))
    return int(sha256(named.encode()).hexdigest(), 16) % share == 0


PLACE = ("report__sha256", "page", "start")


def _uncertain(rows: QuerySet[Passage]) -> list[int]:
    """Return the passages whose codes might as well be others, the nearest to the line first."""
    scored = rows.annotate(strongest=Max("labels__score")).filter(~Q(doubtful=[]) | Q(strongest__lt=LINE + NEAR))
    found = scored.values_list("pk", "doubtful", "strongest", *PLACE)
    return [pk for *_where, pk in sorted((_distance(doubtful, top), *place, pk) for pk, doubtful, top, *place in found)]


def _distance(doubtful: list[dict[str, float]], strongest: float | None) -> float:
    """Return how far from the line the nearest of its codes is."""
    scores = [label["score"] for label in doubtful] + ([] if strongest is None else [strongest])
    return round(min((abs(score - LINE) for score in scores), default=1.0), 6)


def _in_order(rows: QuerySet[Passage]) -> QuerySet[Passage]:
    return rows.order_by("report__country", "report__year", "report__name", "page", "start")


def _keys(rows: QuerySet[Passage]) -> list[int]:
    return list(_in_order(rows).values_list("pk", flat=True))
