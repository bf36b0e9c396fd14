"""Seats of a body are added, changed and ended."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.db.models import Max
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Refused

from .changes import added, changing, day_in_words, days_in_words
from .models import Body, Seat, Tenure, User


class SeatValues(TypedDict, total=False):
    """What may be known of a seat, and changed."""

    name: str
    function: str
    order: int
    since: date | None
    until: date | None


def add_seat(
    actor: User | None,
    *,
    body: Body,
    gesture: Gesture | None = None,
    **facts: Unpack[SeatValues],
) -> Seat:
    """Add a seat to a body: last in its order, where no place is given."""
    last = body.seats.aggregate(last=Max("order"))["last"] or 0
    return added(actor, Seat(body=body, **{"order": last + 1, **facts}), gesture=gesture)


def change_seat(
    actor: User | None,
    *,
    seat: Seat,
    version: int | None = None,
    gesture: Gesture | None = None,
    **values: Unpack[SeatValues],
) -> Seat:
    """Change a seat, as far as values are given.

    Raises:
        Refused: when somebody holds it on a day on which it would not be there.
    """
    with changing(actor, seat, version=version, gesture=gesture) as row:
        for name, value in values.items():
            setattr(row, name, value)
        for tenure in row.tenures.all():
            refuse_outside(row, tenure)
    return row


def end_seat(
    actor: User | None,
    *,
    seat: Seat,
    until: date,
    version: int | None = None,
    gesture: Gesture | None = None,
    reason: str = "",
) -> Seat:
    """End a seat, and with it whoever holds it on its last day.

    Raises:
        Refused: when somebody is to take it after that day.
    """
    gesture = gesture or Gesture(actor)
    with writing():
        for tenure in seat.tenures.filter(Tenure.holding(until)):
            with changing(actor, tenure, "end", gesture=gesture, reason=reason) as row:
                row.until = until
        with changing(actor, seat, "end", version=version, gesture=gesture, reason=reason) as ended:
            ended.until = until
            for tenure in ended.tenures.all():
                refuse_outside(ended, tenure)
    return ended


def refuse_outside(seat: Seat, tenure: Tenure) -> None:
    """Refuse that somebody holds a seat before it is there, or after it has ended."""
    begun = tenure.since or tenure.until
    gone = tenure.until or tenure.since
    if seat.since and begun and begun < seat.since:
        values = {"seat": seat, "day": day_in_words(seat.since), "holder": tenure}
        raise Refused("before_seat", _("“%(seat)s” begins on %(day)s: %(holder)s cannot hold it before.") % values)
    if seat.until and ((gone and gone > seat.until) or (tenure.until is None)):
        values = {
            "seat": seat,
            "day": day_in_words(seat.until),
            "holder": tenure,
            "days": days_in_words(tenure.since, tenure.until),
        }
        message = _("“%(seat)s” ends on %(day)s, and %(holder)s holds it %(days)s. Give a last day until then.")
        raise Refused("after_seat", message % values)
