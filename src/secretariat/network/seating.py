"""In which bodies a user sits, and what as.

A user sits by a seat held in their own name, or, as the focal point of an entity, by a seat of that entity.
Only days count: a seat whose tenure has ended gives nothing, one that begins tomorrow not yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from .models import Body, Entity, Person, Role, Seat, Tenure, User

if TYPE_CHECKING:
    from django.db.models import QuerySet

CHAIRS = (Seat.Function.CHAIR, Seat.Function.CO_CHAIR)
_SITTING: ContextVar[dict[tuple[object, ...], frozenset[int]] | None] = ContextVar("_SITTING", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Ask in which bodies a user sits once while this lasts: for a page that only reads, and asks many times over."""
    token = _SITTING.set({})
    try:
        yield
    finally:
        _SITTING.reset(token)


def sitting(user: User) -> frozenset[int]:
    """Return the keys of the bodies in which the user sits today."""
    day = timezone.localdate()
    known, key = _SITTING.get(), (user.pk, user.role, user.entity_id, day)
    if known is None:
        return frozenset(seated(user, day).values_list("pk", flat=True))
    if key not in known:
        known[key] = frozenset(seated(user, day).values_list("pk", flat=True))
    return known[key]


def seated(user: User, day: date | None = None) -> QuerySet[Body]:
    """Return the bodies in which the user sits on ``day`` (today)."""
    return _bodies(_tenures(user, day))


def objecting(user: User, day: date | None = None) -> QuerySet[Body]:
    """Return the bodies in which the user may object: every seat but an observer's or the secretary's."""
    silent = (Seat.Function.OBSERVER, Seat.Function.SECRETARY)
    return _bodies(_tenures(user, day).exclude(seat__function__in=silent))


def chaired(user: User, day: date | None = None) -> QuerySet[Body]:
    """Return the bodies that the user chairs: in their own name, not for their entity."""
    return _bodies(_tenures(user, day).filter(seat__function__in=CHAIRS, person__user=user))


def _tenures(user: User, day: date | None) -> QuerySet[Tenure]:
    """Return the tenures by which the user sits somewhere on ``day``."""
    own = Q(person__user=user)
    if user.role == Role.FOCAL_POINT and user.entity_id is not None:
        own |= Q(entity=user.entity_id)
    day = day or timezone.localdate()
    return Tenure.objects.filter(own & Tenure.holding(day) & Seat.holding(day, "seat__"))


def _bodies(tenures: QuerySet[Tenure]) -> QuerySet[Body]:
    """Return the bodies of tenures, for a condition."""
    return Body.objects.order_by().filter(pk__in=tenures.order_by().values("seat__body"))


def bodies_seating(holder: Entity | Body | Person, day: date | None = None) -> set[int]:
    """Return the keys of the bodies in which a holder sits on ``day`` (today), with or without an account.

    A person sits in their own name only, a body in itself.
    """
    if isinstance(holder, Body):
        return {holder.pk}
    sits = Q(entity=holder) if isinstance(holder, Entity) else Q(person=holder)
    day = day or timezone.localdate()
    rows = Tenure.objects.filter(sits & Tenure.holding(day) & Seat.holding(day, "seat__"))
    return set(rows.order_by().values_list("seat__body", flat=True))
