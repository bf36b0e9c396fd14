"""Written and silence procedures: decisions without a meeting.

Under a silence procedure a proposal is adopted when its deadline passes and no seat objected; one objection
in time breaks it. In a written procedure each seat says yes, no or neither; what the numbers mean is for the
rules of the body, so a person declares the outcome. United Nations bodies give at least 72 hours (General
Assembly decision 74/544): less is let through and said. What is answered after the deadline is kept, is seen
to be late, and changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, record, writing
from secretariat.history.refusals import NotAllowed, Refused
from secretariat.network.access import Verb, may, member, require
from secretariat.network.models import Seat, User

from .changing import changing, required
from .invitations import Who, seated
from .models import Answer, Meeting
from .plans import deadline_day

if TYPE_CHECKING:
    from secretariat.network.access import Actor

Outcome, Stance = Meeting.Outcome, Answer.Stance
USUAL = timedelta(hours=72)
SILENT_SEATS = (Seat.Function.OBSERVER, Seat.Function.SECRETARY)


@dataclass(frozen=True, slots=True)
class Position:
    """One seat, who holds it, what counts of its answers, and what came late."""

    seat: Seat
    holders: Sequence[Who]
    counts: Answer | None
    late: Sequence[Answer]


def open_up(row: Meeting, now: datetime) -> None:
    """Open a procedure that is being convened."""
    check_open(row)
    if row.deadline is not None and row.deadline <= now:
        raise Refused("deadline_passed", _("The deadline has passed already."))
    row.outcome = Outcome.OPEN


def check_open(row: Meeting) -> None:
    """Refuse to open a procedure that lacks what those asked must know."""
    if row.body is None:
        raise Refused("no_body", _("Say which body decides."))
    if not row.proposal.strip():
        raise Refused("proposal_missing", _("Give the text of the proposal."))
    if row.deadline is None or not row.zone:
        raise Refused("deadline_missing", _("Give the deadline and its time zone."))


def extend(actor: User, *, procedure: Meeting, deadline: datetime, reason: str, version: int | None = None) -> Meeting:
    """Give more time, before the deadline has passed."""
    reason = required(reason, "reason_missing", _("Say why the time is extended."))
    with changing(actor, procedure, "extend", version=version, reason=reason) as row:
        _check_running(row, timezone.now())
        if row.deadline is None or deadline <= row.deadline:
            raise Refused("not_later", _("The new deadline is later than the one that stands."))
        row.deadline = deadline
        row.date = deadline_day(row)
        row.sequence += 1
    return row


def answer(
    actor: User,
    *,
    procedure: Meeting,
    stance: str,
    text: str = "",
    seat: Seat | None = None,
    now: datetime | None = None,
) -> Answer:
    """Answer for a seat. An objection in time breaks a silence procedure.

    Who holds a seat with a voice answers for it (``Verb.OBJECT``). The secretariat has no voice of its own:
    it enters what a seat answered in another way, and the history says who entered it.
    """
    require(actor, Verb.OBJECT, procedure)
    now = now or timezone.now()
    settle(procedure, now=now)
    with writing():
        row = Meeting.objects.select_for_update().get(pk=procedure.pk)
        late = _check_answerable(row, stance, now)
        who = _for_seat(actor, row, seat)
        given = Answer(meeting=row, seat=who.seat, entity=who.entity, person=who.person, stance=stance)
        given.text, given.at, given.by, given.late = text.strip(), now, actor, late
        given.save()
        gesture = Gesture(actor, row)
        data = {"answer": given.pk, "seat": who.seat.pk, "stance": stance, "late": late}
        gesture.record("answer", row, data={**data, "entered_by_secretariat": actor.is_secretariat})
        if stance == Stance.OBJECTS and row.sort == Meeting.Sort.SILENCE_PROCEDURE and not late:
            _close(row, Outcome.BROKEN)
            gesture.record("break_silence", row, data={"answer": given.pk})
    return given


def declare(actor: User, *, procedure: Meeting, adopted: bool, reason: str = "", version: int | None = None) -> Meeting:
    """Say what came of a written procedure, after its deadline or once every seat has answered."""
    now = timezone.now()
    with changing(actor, procedure, "declare", version=version, reason=reason) as row:
        if row.sort != Meeting.Sort.WRITTEN_PROCEDURE or row.outcome != Outcome.OPEN:
            raise Refused("not_open", _("There is no open written procedure here."))
        waits = any(position.counts is None for position in positions(row))
        if waits and row.deadline is not None and now <= row.deadline:
            raise Refused("not_yet", _("Not every seat has answered, and the deadline has not passed."))
        _close(row, Outcome.ADOPTED if adopted else Outcome.BROKEN, save=False)
    return row


def withdraw(row: Meeting, now: datetime) -> None:
    """Withdraw a procedure that is being cancelled, while it is open."""
    if row.outcome and outcome_at(row, now) != Outcome.OPEN:
        raise Refused("not_open", _("The procedure has ended already."))
    row.outcome = Outcome.WITHDRAWN


def settle(procedure: Meeting, *, now: datetime) -> bool:
    """Adopt what silence has adopted; say whether anything was settled. Done twice, it is done once."""
    if not _is_due(procedure, now):
        return False
    with writing():
        row = Meeting.objects.select_for_update().get(pk=procedure.pk)
        if not _is_due(row, now):
            return False
        _close(row, Outcome.ADOPTED)
        record(None, "adopt_by_silence", row, data={"deadline": row.deadline.isoformat() if row.deadline else ""})
    procedure.refresh_from_db()
    return True


def settle_procedures(now: datetime | None = None) -> int:
    """Settle every silence procedure whose deadline has passed; return how many were. For a worker to call."""
    now = now or timezone.now()
    due = Meeting.objects.filter(sort=Meeting.Sort.SILENCE_PROCEDURE, outcome=Outcome.OPEN, deadline__lt=now)
    return sum(settle(row, now=now) for row in due)


def outcome_at(procedure: Meeting, now: datetime) -> str:
    """Return the outcome as of a moment, settled or not: silence adopts by itself."""
    return Outcome.ADOPTED if _is_due(procedure, now) else procedure.outcome


def positions(procedure: Meeting) -> list[Position]:
    """Return what each seat with a voice answered; the last answer in time counts.

    The seats are those of the day of the deadline, and those that answered.
    """
    holders: dict[Seat, list[Who]] = {}
    for who in seated(procedure):
        if who.seat.function not in SILENT_SEATS:
            holders.setdefault(who.seat, []).append(who)
    given: dict[int | None, list[Answer]] = {}
    for row in procedure.answers.select_related("seat", "entity", "person", "by"):
        given.setdefault(row.seat_id, []).append(row)
        if row.seat is not None:
            holders.setdefault(row.seat, [])
    return [_position(seat, whose, given.get(seat.pk, [])) for seat, whose in holders.items()]


def tally(rows: Sequence[Position]) -> dict[str, int]:
    """Return how many seats answered what; under the empty name, how many did not."""
    found = Counter(str(row.counts.stance) if row.counts else "" for row in rows)
    return {stance: found[stance] for stance in ("", *Stance.values)}


def seats_of(actor: Actor, procedure: Meeting) -> list[Who]:
    """Return the seats for which ``actor`` may answer: their own, or any with a voice for the secretariat."""
    user = member(actor)
    if user is None or not may(user, Verb.OBJECT, procedure):
        return []
    rows = [who for who in seated(procedure, timezone.localdate()) if who.seat.function not in SILENT_SEATS]
    return rows if user.is_secretariat else [who for who in rows if _holds(user, who)]


def is_short(procedure: Meeting, now: datetime) -> bool:
    """Say whether less time is left than United Nations bodies give."""
    return procedure.deadline is not None and procedure.deadline - now < USUAL


def _position(seat: Seat, holders: Sequence[Who], answers: Sequence[Answer]) -> Position:
    """Return the position of one seat."""
    in_time = [row for row in answers if not row.late]
    return Position(seat, holders, in_time[-1] if in_time else None, [row for row in answers if row.late])


def _holds(user: User, who: Who) -> bool:
    """Say whether somebody holds a seat: in their own name, or as focal point for an entity that names nobody else."""
    if who.person is not None and who.person.user_id == user.pk:
        return True
    return user.role == "focal_point" and who.entity is not None and who.entity.pk == user.entity_id


def _for_seat(actor: User, procedure: Meeting, seat: Seat | None) -> Who:
    """Return the seat for which an answer is given."""
    rows = seats_of(actor, procedure)
    if seat is not None:
        rows = [who for who in rows if who.seat == seat]
    elif len({who.seat.pk for who in rows}) > 1:
        raise Refused("seat_missing", _("Say for which seat this answer is."))
    if not rows:
        raise NotAllowed(_("One answers for a seat that one holds."))
    return rows[0]


def _check_answerable(row: Meeting, stance: str, now: datetime) -> bool:
    """Refuse an answer that cannot be taken; say whether it is late."""
    if not row.is_procedure or row.deadline is None or row.outcome in {"", Outcome.WITHDRAWN}:
        raise Refused("not_open", _("There is no open procedure here."))
    late = now > row.deadline
    if row.outcome == Outcome.BROKEN and not late:
        raise Refused("broken", _("The silence was broken: the procedure has ended."))
    neither = stance == Stance.ABSTAINS and row.sort == Meeting.Sort.SILENCE_PROCEDURE
    if stance not in Stance.values or neither:
        raise Refused("unknown_stance", _("To a silence procedure one agrees or objects."))
    return late


def _check_running(row: Meeting, now: datetime) -> None:
    """Refuse what can only be done while a procedure is open."""
    if not row.is_procedure or row.outcome != Outcome.OPEN:
        raise Refused("not_open", _("There is no open procedure here."))
    if row.deadline is not None and now > row.deadline:
        raise Refused("deadline_passed", _("The deadline has passed already."))


def _is_due(row: Meeting, now: datetime) -> bool:
    """Say whether silence has adopted a proposal by now."""
    silent = row.sort == Meeting.Sort.SILENCE_PROCEDURE and row.outcome == Outcome.OPEN
    return silent and row.deadline is not None and now > row.deadline


def _close(row: Meeting, outcome: str, *, save: bool = True) -> None:
    """Close a procedure with its outcome."""
    row.outcome, row.stage = outcome, Meeting.Stage.HELD
    if save:
        row.version += 1
        row.save()
