"""A row of the table of seats, taken in: a seat, or one tenure of a seat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.utils.translation import gettext as _

from secretariat.history.refusals import Refused

from .columns import SEATS
from .models import Body, Entity, Person, Seat, Tenure
from .names import folded
from .seats import add_seat, change_seat
from .table_desk import ADDED, CHANGED, UNCHANGED, Desk, FieldChange, Outcome, compared, given, renamed
from .table_reading import Value
from .tenures import correct_tenure, take_seat

SEAT = {"name": "name", "function": "function", "order": "order", "seat_since": "since", "seat_until": "until"}
TENURE = {"entity": "entity", "holder": "person", "capacity": "capacity", "since": "since", "until": "until"}


def take_seats(desk: Desk, row: int, values: Mapping[str, Value]) -> Outcome:
    """Add or change the seat of a row, and the tenure that the row tells of.

    A new tenure ends no other: where they would overlap, the file must say when the other ended.
    """
    told = given(values, "function", "order", "capacity")
    found = _seat(told)
    changes = compared(SEATS, found, SEAT, told)
    facts = cast("Any", renamed(SEAT, told))
    if found is None:
        seat = add_seat(desk.actor, body=cast("Body", told["body"]), gesture=desk.gesture, **facts)
    else:
        seat = change_seat(desk.actor, seat=found, gesture=desk.gesture, **facts) if changes else found
    more, new_tenure = _holder(desk, row, seat, told)
    desk.meet(row, seat, fresh=found is None)
    what = ADDED if found is None or new_tenure else CHANGED if changes or more else UNCHANGED
    return Outcome(row, what, f"{seat.body}: {seat}", (*changes, *more))


def _holder(desk: Desk, row: int, seat: Seat, told: Mapping[str, Value]) -> tuple[tuple[FieldChange, ...], bool]:
    """Add or change the tenure of a row; return what changes, and whether it is new."""
    tenure = _tenure(desk, seat, told)
    facts = cast("Any", renamed(TENURE, told))
    if tenure is not None:
        desk.refuse_twice(tenure)
        changes = compared(SEATS, tenure, TENURE, told)
        if changes:
            correct_tenure(desk.actor, tenure=tenure, gesture=desk.gesture, **facts)
        desk.meet(row, tenure)
        return changes, False
    if not any(told.get(name) for name in ("entity", "holder", "since", "until")):
        return (), False
    made = take_seat(desk.actor, seat=seat, ending=False, gesture=desk.gesture, **facts)
    desk.meet(row, made, fresh=True)
    return compared(SEATS, None, TENURE, told), True


def _seat(told: Mapping[str, Value]) -> Seat | None:
    """Return the seat that a row means: by number, or by body and name, or by function where it has no name."""
    body, number = cast("Body", told["body"]), told.get("seat_no")
    if number is not None:
        found = Seat.objects.select_related("body").filter(pk=cast("int", number)).first()
        if found is None or found.body_id != body.pk:
            message = _("%(body)s has no seat with the number %(number)s. Leave the number empty for a new seat.")
            raise Refused("unknown_number", message % {"body": body, "number": number})
        return found
    name = folded(str(told.get("name") or ""))
    function = told.get("function") or Seat.Function.MEMBER
    seats = [
        seat
        for seat in body.seats.select_related("body")
        if folded(seat.name) == name and (name or seat.function == function)
    ]
    if len(seats) > 1:
        message = _("%(body)s has several such seats. Write the number of the one you mean: the exported table has it.")
        raise Refused("unclear", message % {"body": body})
    return seats[0] if seats else None


def _tenure(desk: Desk, seat: Seat, told: Mapping[str, Value]) -> Tenure | None:
    """Return the tenure that a row means: by number, or the one of the same holder with the same first day."""
    tenures = list(seat.tenures.select_related("entity", "person", "seat__body"))
    if told.get("tenure_no") is not None:
        found = next((tenure for tenure in tenures if tenure.pk == told["tenure_no"]), None)
        if found is None:
            values = {"seat": seat, "number": told["tenure_no"]}
            raise Refused("unknown_number", _("“%(seat)s” has no tenure with the number %(number)s.") % values)
        return found
    return next((tenure for tenure in tenures if _same(tenure, told) and (Tenure, tenure.pk) not in desk.met), None)


def _same(tenure: Tenure, told: Mapping[str, Value]) -> bool:
    """Say whether a row tells of a tenure, by holder, capacity and first day."""
    entity, person = told.get("entity"), told.get("holder")
    holder = (
        entity.pk if isinstance(entity, Entity) else None,
        person.pk if isinstance(person, Person) else None,
        told.get("capacity") or Tenure.Capacity.PRINCIPAL,
        told.get("since"),
    )
    return (tenure.entity_id, tenure.person_id, tenure.capacity, tenure.since) == holder
