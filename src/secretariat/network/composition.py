"""Who sits where: the composition of a body on any day, what is vacant, what ends soon, the seats of one holder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils import timezone

from .models import Body, Entity, Person, Post, Seat, Tenure

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Place:
    """A seat on a day, and who holds it then."""

    seat: Seat
    principal: Tenure | None
    alternates: tuple[Tenure, ...]

    @property
    def is_vacant(self) -> bool:
        """Say whether nobody holds it."""
        return self.principal is None


@dataclass(frozen=True, slots=True)
class Standing:
    """Title and entity of a person on a day."""

    title: str
    entity: Entity | None


def tenures() -> QuerySet[Tenure]:
    """Return all tenures, each with its seat, body and holder."""
    return Tenure.objects.select_related("seat__body", "entity", "person")


def composition(body: Body, day: date | None = None) -> list[Place]:
    """Return the seats that a body has on a day (today), in its order, each with its holders."""
    day = day or timezone.localdate()
    held: dict[int, list[Tenure]] = {}
    for tenure in tenures().filter(Tenure.holding(day), seat__body=body).order_by("id"):
        held.setdefault(tenure.seat_id, []).append(tenure)
    return [_place(seat, held.get(seat.pk, [])) for seat in body.seats.filter(Seat.holding(day))]


def vacant(day: date | None = None) -> QuerySet[Seat]:
    """Return the seats of working bodies that nobody holds as principal on a day (today)."""
    day = day or timezone.localdate()
    filled = Tenure.objects.order_by().filter(Tenure.holding(day), capacity=Tenure.Capacity.PRINCIPAL).values("seat")
    seats = Seat.objects.filter(Seat.holding(day)).exclude(body__state=Body.State.ENDED).exclude(pk__in=filled)
    return seats.select_related("body")


def ending(days: int, day: date | None = None) -> QuerySet[Tenure]:
    """Return the tenures that end within so many days from a day (today) on, the first to end first."""
    day = day or timezone.localdate()
    last = day + timedelta(days=days)
    return tenures().filter(until__gte=day, until__lte=last).order_by("until", "seat__body", "seat__order", "id")


def seats_of(holder: Entity | Person) -> QuerySet[Tenure]:
    """Return the tenures of an entity or a person in all bodies, latest first."""
    own = Q(entity=holder) if isinstance(holder, Entity) else Q(person=holder)
    return tenures().filter(own).order_by(F("since").desc(nulls_last=True), "-id")


def posts_of(holder: Entity | Person) -> QuerySet[Post]:
    """Return the posts of a person, or those for an entity, latest first."""
    own = Q(entity=holder) if isinstance(holder, Entity) else Q(person=holder)
    return Post.objects.filter(own).select_related("person", "entity")


def standing(person: Person, day: date | None = None) -> Standing:
    """Return title and entity of a person on a day (today).

    Where posts are known they alone count, so that a day between two posts has none. Where none is known, what was
    typed for the person is all there is.
    """
    day = day or timezone.localdate()
    posts = list(posts_of(person))
    if not posts:
        return Standing(person.title, person.entity)
    held = next((post for post in posts if post.holds_on(day)), None)
    return Standing(held.title, held.entity) if held else Standing("", None)


def _place(seat: Seat, held: list[Tenure]) -> Place:
    """Return a seat with its holders."""
    principal = next((row for row in held if row.capacity == Tenure.Capacity.PRINCIPAL), None)
    return Place(seat, principal, tuple(row for row in held if row.capacity != Tenure.Capacity.PRINCIPAL))
