"""A rotation: from one day on some entities come into a body and others leave it, many seats in one gesture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Conflict, Refused

from .changes import day_in_words, managing
from .models import Body, Entity, Person, Seat, Tenure, User
from .tenures import PRINCIPAL, leave_seat, running, take_seat


@dataclass(frozen=True, slots=True)
class Holder:
    """Who comes in: an entity, perhaps with the person who sits for it."""

    entity: Entity
    person: Person | None = None

    def __str__(self) -> str:
        """Return who it is."""
        return f"{self.person} ({self.entity})" if self.person else str(self.entity)


@dataclass(frozen=True, slots=True)
class Step:
    """What happens to one seat: who leaves it on the day before, who takes it on the day; either may be nobody."""

    seat: Seat
    leaving: tuple[Tenure, ...]
    arriving: Holder | None


@dataclass(frozen=True, slots=True)
class Rotation:
    """What a rotation does, seat by seat. ``mark`` tells whether it would still do the same."""

    body: Body
    since: date
    steps: tuple[Step, ...]

    @property
    def last_day(self) -> date:
        """Return the last day of those who leave."""
        return self.since - timedelta(days=1)

    @property
    def mark(self) -> str:
        """Return what stands for the whole plan."""
        parts = [str(self.since)]
        for step in self.steps:
            leaving = [f"{tenure.pk}.{tenure.version}" for tenure in step.leaving]
            arriving = step.arriving
            came = f"{arriving.entity.pk}.{arriving.person.pk if arriving.person else ''}" if arriving else ""
            parts.append(f"{step.seat.pk}.{step.seat.version}:{','.join(leaving)}>{came}")
        return sha256("|".join(parts).encode()).hexdigest()


def plan(body: Body, *, since: date, arriving: Sequence[Holder] = (), leaving: Sequence[Entity] = ()) -> Rotation:
    """Return what a rotation would do: who arrives takes the seats of those who leave, in order, then vacant ones.

    Raises:
        Refused: when an entity that is to leave has no seat on that day or several, one that is to arrive has one
            already, or there are not seats enough.
    """
    if not (arriving or leaving):
        raise Refused("nothing_chosen", _("Say who comes in or who leaves."))
    seats = list(body.seats.filter(Seat.holding(since)))
    held = {seat.pk: list(running(seat, since)) for seat in seats}
    steps: list[Step] = []
    for entity in leaving:
        seat = _seat_of(body, entity, since, seats, held)
        steps.append(Step(seat, tuple(row for row in held[seat.pk] if _goes(row, entity)), None))
    sitting = {row.entity_id for rows in held.values() for row in rows if row.capacity == PRINCIPAL}
    gone = {entity.pk for entity in leaving}
    for holder in arriving:
        if holder.entity.pk in sitting - gone:
            values = {"entity": holder.entity, "body": body, "day": day_in_words(since)}
            raise Refused("sits_already", _("%(entity)s has a seat in %(body)s on %(day)s already.") % values)
    filled = {step.seat.pk for step in steps}
    vacant = [
        Step(seat, (), None)
        for seat in seats
        if seat.pk not in filled and not any(row.capacity == PRINCIPAL for row in held[seat.pk])
    ]
    places = [*steps, *vacant]
    if len(arriving) > len(places):
        values = {"places": len(places), "arriving": len(arriving), "body": body}
        message = _("%(arriving)s come in, and %(places)s seats of %(body)s are free then: add a seat first.")
        raise Refused("no_seat", message % values)
    full = [Step(step.seat, step.leaving, holder) for step, holder in zip(places, arriving, strict=False)]
    return Rotation(body, since, (*full, *steps[len(arriving) :]))


def rotate(
    actor: User | None,
    *,
    body: Body,
    since: date,
    arriving: Sequence[Holder] = (),
    leaving: Sequence[Entity] = (),
    reason: str = "",
    seen: str = "",
) -> Gesture:
    """Carry a rotation out, all of it or nothing; return the gesture, by whose batch it can be taken back.

    Raises:
        Conflict: when it would not do what the actor saw (``seen``: the mark of that plan).
        Refused: as ``plan``, and where tenures would overlap.
    """
    managing(actor, body)
    gesture = Gesture(actor)
    with writing():
        Body.objects.select_for_update().get(pk=body.pk)
        made = plan(body, since=since, arriving=arriving, leaving=leaving)
        if seen and seen != made.mark:
            raise Conflict
        for step in made.steps:
            for tenure in step.leaving:
                leave_seat(actor, tenure=tenure, until=made.last_day, gesture=gesture, reason=reason)
        for step in made.steps:
            if step.arriving is not None:
                come = step.arriving
                take_seat(
                    actor,
                    seat=step.seat,
                    since=since,
                    entity=come.entity,
                    person=come.person,
                    gesture=gesture,
                    reason=reason,
                )
    return gesture


def _seat_of(body: Body, entity: Entity, day: date, seats: Sequence[Seat], held: dict[int, list[Tenure]]) -> Seat:
    """Return the one seat that an entity holds as principal on a day."""
    found = [
        seat for seat in seats if any(row.entity_id == entity.pk and row.capacity == PRINCIPAL for row in held[seat.pk])
    ]
    values = {"entity": entity, "body": body, "day": day_in_words(day)}
    if not found:
        raise Refused("no_such_holder", _("%(entity)s holds no seat in %(body)s on %(day)s.") % values)
    if len(found) > 1:
        message = _("%(entity)s holds several seats in %(body)s on %(day)s: change them seat by seat.")
        raise Refused("several_seats", message % values)
    return found[0]


def _goes(tenure: Tenure, entity: Entity) -> bool:
    """Say whether a tenure ends when an entity leaves its seat: its own, and its alternates'."""
    return tenure.capacity == PRINCIPAL or tenure.entity_id == entity.pk
