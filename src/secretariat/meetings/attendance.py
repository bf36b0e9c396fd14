"""Who attended, seat by seat. What is proposed from the replies is a proposal: a person confirms it.

Whether a meeting had its quorum is for the rules of the body, which are not known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Refused
from secretariat.network.access import Verb, require
from secretariat.network.models import Seat

from . import selectors
from .changing import fitting, required, values
from .invitations import Who, is_stale, seated
from .models import Attendance, Confirmation, Invitation, Meeting

if TYPE_CHECKING:
    from secretariat.network.access import Actor
    from secretariat.network.models import Entity, User

Capacity = Attendance.Capacity
WORDS = {Capacity.REPRESENTED: "represented", Capacity.APOLOGIES: "apologies"}
"""How the participants' list of a record words it; whoever else is listed was present."""


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One seat on the day: who holds it, what they replied, what is recorded, or else what is proposed."""

    seat: Seat
    holders: Sequence[Who]
    replies: Sequence[Invitation]
    recorded: Attendance | None
    capacity: str
    name: str
    represented_by: str

    @property
    def is_proposal(self) -> bool:
        """Say whether this is only proposed from the replies."""
        return self.recorded is None and bool(self.capacity)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatLine:
    """What is to be recorded of one seat; without a capacity, that nothing is known."""

    seat: Seat
    capacity: str = ""
    name: str = ""
    represented_by: str = ""


def grid(actor: Actor, meeting: Meeting) -> list[SeatRow]:
    """Return the seats of the body on the day of the meeting, as far as ``actor`` may know who was there."""
    recorded = {line.seat_id: line for line in selectors.attendance(actor, meeting) if line.seat_id}
    replies: dict[int | None, list[Invitation]] = {}
    for row in meeting.invitations.filter(seat__isnull=False).select_related("seat", "meeting", "person", "entity"):
        replies.setdefault(row.seat_id, []).append(row)
    holders: dict[Seat, list[Who]] = {}
    for who in seated(meeting):
        holders.setdefault(who.seat, []).append(who)
    for line in recorded.values():
        if line.seat is not None:
            holders.setdefault(line.seat, [])
    return [_row(seat, whose, replies.get(seat.pk, []), recorded.get(seat.pk)) for seat, whose in holders.items()]


def record_seats(actor: User, *, meeting: Meeting, lines: Sequence[SeatLine]) -> list[Attendance]:
    """Record who attended for each seat. A line without a capacity takes back what was recorded of the seat."""
    require(actor, Verb.EDIT, meeting)
    made = []
    with writing():
        held = _attended(meeting)
        gesture, sitting = Gesture(actor, held), seated(held)
        for line in lines:
            row = held.attendances.select_for_update().filter(seat=line.seat).first()
            if not line.capacity:
                if row is not None:
                    _forget(gesture, row)
                continue
            made.append(_record(gesture, held, line, row, [who for who in sitting if who.seat == line.seat]))
    return made


def add(
    actor: User,
    *,
    meeting: Meeting,
    name: str,
    title: str = "",
    organization: str = "",
    capacity: str = "",
    entity: Entity | None = None,
) -> Attendance:
    """Record somebody else who was there, in no seat or beside whoever was recorded for it."""
    require(actor, Verb.EDIT, meeting)
    _check(capacity)
    name = required(name, "name_missing", _("Give the name of who was there."))
    with writing():
        held = _attended(meeting)
        row = Attendance(meeting=held, name=name[:200], title=title.strip()[:300], entity=entity, capacity=capacity)
        row.organization = (organization.strip() or (entity.full_name if entity else ""))[:300]
        row.attendance = WORDS.get(Capacity(capacity), "present") if capacity else "present"
        row.order = _next(held)
        fitting(row)
        row.save()
        Gesture(actor, held).record("record_attendance", row, data={"values": values(row)})
    return row


def remove(actor: User, *, line: Attendance) -> None:
    """Take a line out of the participants' list that was recorded by hand."""
    require(actor, Verb.EDIT, line.meeting)
    if line.reading_id is not None:
        raise Refused("from_record", _("This line was read from a record. Correct it there."))
    with writing():
        held = _attended(line.meeting)
        _forget(Gesture(actor, held), line)


def proposed(holders: Sequence[Who], replies: Sequence[Invitation]) -> tuple[str, str, str]:
    """Return capacity, name and representative that the replies of a seat speak for; empty where they do not.

    The principal who comes is there; else who comes for them; else the alternate who comes; if all who
    replied declined, there are apologies.
    """
    current = [row for row in replies if not is_stale(row)]
    comes = [row for row in current if row.reply == Invitation.Reply.ACCEPTED]
    for row in sorted(comes, key=lambda row: row.capacity != Invitation.Capacity.PRINCIPAL):
        if row.represented_by:
            return Capacity.REPRESENTED, row.name, row.represented_by
        found = Capacity(row.capacity) if row.capacity in Capacity.values else Capacity.PRINCIPAL
        return found, row.name, ""
    declined = [row for row in current if row.reply == Invitation.Reply.DECLINED]
    for row in declined:
        if row.represented_by:
            return Capacity.REPRESENTED, row.name, row.represented_by
    if declined and len(declined) == len(holders):
        return Capacity.APOLOGIES, declined[0].name, ""
    return "", "", ""


def _row(seat: Seat, holders: Sequence[Who], replies: Sequence[Invitation], recorded: Attendance | None) -> SeatRow:
    """Return one seat as the grid shows it."""
    if recorded is not None:
        said = (recorded.capacity, recorded.name, recorded.represented_by)
    else:
        said = proposed(holders, replies)
    return SeatRow(seat, holders, replies, recorded, *said)


def _record(
    gesture: Gesture, meeting: Meeting, line: SeatLine, row: Attendance | None, holders: Sequence[Who]
) -> Attendance:
    """Write what is known of one seat, where it differs from what is recorded."""
    _check(line.capacity)
    if line.seat.body_id != meeting.body_id:
        raise Refused("other_body", _("This seat is of another body."))
    new = row or Attendance(meeting=meeting, seat=line.seat, order=_next(meeting))
    before = values(new)
    capacity = Capacity(line.capacity)
    new.capacity, new.name = capacity, required(line.name, "name_missing", _("Give a name for %s.") % line.seat)[:200]
    new.represented_by = line.represented_by.strip()[:200] if capacity == Capacity.REPRESENTED else ""
    new.attendance = WORDS.get(capacity, "present")
    _known(new, holders)
    if row is not None and values(new) == before:
        return row
    new.version += 1 if new.pk else 0
    fitting(new)
    new.save()
    gesture.record("record_attendance", new, data={"before": before if row else None, "values": values(new)})
    return new


def _known(row: Attendance, holders: Sequence[Who]) -> None:
    """Set person and entity of a line, where its name is that of a holder of the seat."""
    named = next((who for who in holders if who.name == row.name), None)
    row.person = named.person if named else None
    row.entity = named.entity if named else next((who.entity for who in holders if who.entity), None)
    row.title = row.person.title if row.person else ""
    row.organization = row.entity.full_name if row.entity and row.entity.short_name != row.name else ""


def _attended(meeting: Meeting) -> Meeting:
    """Return a meeting whose attendance can be recorded: from convening on, but not of a procedure."""
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if held.stage not in {Meeting.Stage.CONVENED, Meeting.Stage.HELD} or held.is_procedure:
        raise Refused("wrong_stage", _("Attendance is recorded of a meeting that takes place."))
    return held


def _forget(gesture: Gesture, row: Attendance) -> None:
    """Take a line away; the history keeps it."""
    gesture.record("forget_attendance", row, data={"values": values(row)})
    row.delete()


def _next(meeting: Meeting) -> int:
    """Return the place after the last line."""
    rows = meeting.attendances.filter(state=Confirmation.CONFIRMED)
    return (rows.aggregate(last=Max("order"))["last"] or 0) + 1


def _check(capacity: str) -> None:
    """Refuse a capacity that there is not."""
    if capacity and capacity not in Capacity.values:
        raise Refused("unknown_capacity", _("Somebody attends as one of: %s.") % ", ".join(Capacity.values))
