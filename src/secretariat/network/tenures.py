"""Who holds a seat: somebody takes it from a day on, leaves it, and what was entered by mistake is put right.

Both days of a tenure are within it. Whoever takes a seat as its principal ends the tenure that runs then, on the day
before; what else would overlap is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypedDict, Unpack

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from secretariat.history.models import Event
from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Refused

from .changes import added, changing, day_in_words, days_in_words, locked, managing, removed
from .models import Entity, Person, Seat, Tenure, User
from .seats import refuse_outside

TAKE, END = "take_seat", "end"
PRINCIPAL = Tenure.Capacity.PRINCIPAL


class TenureValues(TypedDict, total=False):
    """What is known of a tenure, and can be put right."""

    entity: Entity | None
    person: Person | None
    capacity: str
    since: date | None
    until: date | None


def take_seat(
    actor: User | None,
    *,
    seat: Seat,
    ending: bool = True,
    version: int | None = None,
    gesture: Gesture | None = None,
    reason: str = "",
    **facts: Unpack[TenureValues],
) -> Tenure:
    """Let an entity, a person, or a person for an entity hold a seat from a day on.

    With ``ending``, the principal who holds the seat on that day leaves it on the day before, with the alternates
    of an entity that leaves.

    Raises:
        Conflict: when the seat is not the version that the actor saw.
        Refused: when two principals would hold the seat on one day, or the seat is not there then.
    """
    gesture = gesture or Gesture(actor)
    managing(actor, seat)
    with writing():
        held = locked(seat, version)
        tenure = Tenure(seat=held, **facts)
        _refuse_nobody(tenure)
        if ending and tenure.capacity == PRINCIPAL and tenure.since is not None:
            _end_before(actor, tenure, tenure.since, gesture, reason)
        refuse_overlap(tenure)
        refuse_outside(held, tenure)
        return added(actor, tenure, verb=TAKE, gesture=gesture, reason=reason)


def leave_seat(
    actor: User | None,
    *,
    tenure: Tenure,
    until: date,
    version: int | None = None,
    gesture: Gesture | None = None,
    reason: str = "",
) -> Tenure:
    """Let a tenure end on a day. Nobody follows by itself: the seat is vacant from the day after."""
    with changing(actor, tenure, END, version=version, gesture=gesture, reason=reason) as row:
        row.until = until
        refuse_overlap(row)
    return row


def correct_tenure(
    actor: User | None,
    *,
    tenure: Tenure,
    version: int | None = None,
    gesture: Gesture | None = None,
    reason: str = "",
    **values: Unpack[TenureValues],
) -> Tenure:
    """Put a tenure right, as far as values are given."""
    with changing(actor, tenure, "correct", version=version, gesture=gesture, reason=reason) as row:
        locked(row.seat)
        for name, value in values.items():
            setattr(row, name, value)
        _refuse_nobody(row)
        refuse_overlap(row)
        refuse_outside(row.seat, row)
    return row


def take_back(actor: User | None, *, events: Iterable[Event], reason: str = "") -> int:
    """Take back that seats were taken and left: the new tenures go, those that ended for them run on.

    Returns how many tenures were touched.

    Raises:
        Refused: when there is nothing to take back, or one of the tenures was changed since.
    """
    rows = sorted((event for event in events if event.verb in {TAKE, END} and not event.undone), key=_latest_first)
    if not rows:
        raise Refused("nothing_to_undo", _("There is nothing here to take back."))
    gesture = Gesture(actor)
    with writing():
        for event in rows:
            _undo(actor, event, gesture, reason)
    return len(rows)


def taking(tenure: Tenure) -> QuerySet[Event]:
    """Return the events of the gesture by which somebody took a seat, as far as they are of that seat."""
    label = Tenure._meta.label_lower
    taken = Event.objects.filter(object_type=label, object_id=tenure.pk, verb=TAKE, undone_by=None).order_by("-id")
    batch = taken.values_list("batch", flat=True).first() or ""
    same_seat = list(Tenure.objects.filter(seat=tenure.seat_id).values_list("pk", flat=True))
    others = Q(verb=END, object_id__in=same_seat) | Q(object_id=tenure.pk, verb=TAKE)
    return Event.objects.filter(others, batch=batch, object_type=label)


def moved_in(batch: str) -> QuerySet[Event]:
    """Return the events of one gesture by which seats were taken and left."""
    label = Tenure._meta.label_lower
    return Event.objects.filter(batch=batch, object_type=label, verb__in=(TAKE, END))


def refuse_overlap(tenure: Tenure) -> None:
    """Refuse two principals of a seat on one day, and the same alternate twice."""
    others = Tenure.objects.filter(seat=tenure.seat_id, capacity=tenure.capacity).exclude(pk=tenure.pk)
    if tenure.capacity != PRINCIPAL:
        others = others.filter(entity=tenure.entity_id, person=tenure.person_id)
    if tenure.until is not None:
        others = others.filter(Q(since__isnull=True) | Q(since__lte=tenure.until))
    if tenure.since is not None:
        others = others.filter(Q(until__isnull=True) | Q(until__gte=tenure.since))
    other = others.select_related("entity", "person").first()
    if other is not None:
        days = days_in_words(other.since, other.until)
        values = {"holder": other, "seat": tenure.seat, "body": tenure.seat.body, "days": days}
        message = _("%(holder)s holds “%(seat)s” of %(body)s %(days)s: end or correct that tenure first.")
        raise Refused("overlap", message % values)


def running(seat: Seat, day: date) -> QuerySet[Tenure]:
    """Return the tenures of a seat that run on a day, principals first."""
    held = seat.tenures.filter(Tenure.holding(day)).select_related("entity", "person", "seat__body")
    return held.order_by("-capacity", "id")


def _refuse_nobody(tenure: Tenure) -> None:
    """Refuse a tenure without a holder."""
    if tenure.entity is None and tenure.person is None:
        raise Refused("holder_missing", _("Say who holds the seat: an entity, a person, or both."))


def _end_before(actor: User | None, tenure: Tenure, day: date, gesture: Gesture, reason: str) -> None:
    """End what runs on the day on which somebody else becomes the principal."""
    held = list(running(tenure.seat, day))
    principals = [row for row in held if row.capacity == PRINCIPAL]
    leaving = {row.entity_id for row in principals if row.entity_id not in {None, tenure.entity_id}}
    for row in held:
        if row in principals or row.entity_id in leaving:
            if row.since == day:
                values = {"holder": row, "seat": tenure.seat, "day": day_in_words(day)}
                message = _("%(holder)s takes “%(seat)s” on %(day)s too: correct or take back that tenure first.")
                raise Refused("same_day", message % values)
            leave_seat(actor, tenure=row, until=day - timedelta(days=1), gesture=gesture, reason=reason)


def _undo(actor: User | None, event: Event, gesture: Gesture, reason: str) -> None:
    """Undo one event, if its tenure is still as the event left it."""
    tenure = Tenure.objects.select_for_update().filter(pk=event.object_id).first()
    left_at = event.data.get("version", 1)
    if tenure is None or tenure.version != left_at:
        message = _("%s was changed since, so that it cannot be taken back. Correct it instead.")
        raise Refused("changed_since", message % (tenure or _("A tenure")))
    if event.verb == TAKE:
        removed(actor, tenure, "take_back", gesture=gesture, reason=reason, undoes=event)
        return
    with changing(actor, tenure, "run_on", gesture=gesture, reason=reason, undoes=event) as row:
        before = event.data["before"]["until"]
        row.until = date.fromisoformat(before) if before else None
        refuse_overlap(row)


def _latest_first(event: Event) -> int:
    """Return the place of an event among those that are undone."""
    return -event.pk
