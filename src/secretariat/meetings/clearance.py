"""The clearance of a record: it goes before its body, silence passes or is broken, and it becomes final."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.network.access import Verb, bodies_of, may, require
from secretariat.network.models import User
from secretariat.network.seating import chaired

from . import revisions
from .models import Objection, Record, RecordRevision
from .revisions import OutcomesOf

LONGEST: Final = 5_000
Reason = RecordRevision.Reason
State = Record.State


def circulate(
    actor: User,
    *,
    record: Record,
    deadline: datetime,
    zone: str,
    outcomes: OutcomesOf,
    silence: bool = False,
    now: datetime | None = None,
) -> RecordRevision:
    """Put the record as it stands before its body, for comments or in a silence procedure, until ``deadline``.

    Once more while it is in clearance: then the revision is the one after comments, and silence begins anew.

    Raises:
        Refused: when it is final, holds nothing or two wordings, or the deadline has gone by.
    """
    now = now or timezone.now()
    with held(actor, Verb.EDIT, record) as row:
        if row.is_final:
            raise Refused("record_final", _("This record is final."))
        _check_deadline(deadline, zone, now)
        snapshot = revisions.taken(row, outcomes(row))
        revisions.check_settled(snapshot)
        again = row.state == State.IN_CLEARANCE
        row.state, row.deadline, row.zone, row.silence, row.cleared_at = (
            State.IN_CLEARANCE,
            deadline,
            zone,
            silence,
            None,
        )
        _save(row)
        revision = revisions.keep(actor, row, snapshot, Reason.AFTER_COMMENTS if again else Reason.CIRCULATED)
        data = {"revision": revision.number, "sha256": revision.sha256, "silence": silence, **_until(row)}
        Gesture(actor, row.meeting).record("circulate", row, data=data)
    return revision


def extend(
    actor: User, *, record: Record, deadline: datetime, zone: str, reason: str = "", now: datetime | None = None
) -> Record:
    """Give the body more time."""
    now = now or timezone.now()
    with held(actor, Verb.EDIT, record) as row:
        _check_in_clearance(row)
        _check_deadline(deadline, zone, now)
        if row.cleared_at is not None:
            raise Refused("silence_passed", _("The silence has passed already: nobody objected in time."))
        if row.deadline is not None and deadline <= row.deadline:
            raise Refused("not_later", _("The new deadline is not later than the one there is."))
        before = _until(row)
        row.deadline, row.zone = deadline, zone
        _save(row)
        Gesture(actor, row.meeting).record("extend", row, data={"before": before, **_until(row)}, reason=reason)
    return row


def withdraw(actor: User, *, record: Record, reason: str) -> Record:
    """Take the record back into drafting. What was said about it stays."""
    if not reason.strip():
        raise Refused("reason_missing", _("Say why. The body has seen this record."))
    with held(actor, Verb.EDIT, record) as row:
        _check_in_clearance(row)
        row.state, row.deadline, row.zone, row.cleared_at = State.DRAFTING, None, "", None
        _save(row)
        Gesture(actor, row.meeting).record("withdraw", row, reason=reason.strip()[:LONGEST])
    return row


def object_to(actor: User, *, record: Record, reason: str, now: datetime | None = None) -> Objection:
    """Break the silence on the revision that circulates.

    Raises:
        NotAllowed: to all but those with a voice in the body.
        Refused: when no silence procedure is open, or no reason is given.
    """
    now = now or timezone.now()
    with held(actor, Verb.OBJECT, record) as row:
        revision = revisions.latest(row)
        if revision is None or not row.silence or not row.is_open(now) or row.cleared_at is not None:
            raise Refused("no_silence", _("No silence procedure is open on this record."))
        words = reason.strip()[:LONGEST]
        if not words:
            raise Refused("reason_missing", _("Say what you object to."))
        objection = Objection.objects.create(revision=revision, reason=words, by=actor, by_name=str(actor), at=now)
        data = {"revision": revision.number, "objection": objection.pk}
        Gesture(actor, row.meeting).record("object", row, data=data, reason=words)
    return objection


def settle_clearances(now: datetime) -> int:
    """Mark those records cleared whose silence has passed with no objection; return how many.

    For a worker to call as often as it likes.
    """
    due = Record.objects.filter(state=State.IN_CLEARANCE, silence=True, cleared_at=None, deadline__lte=now)
    return sum(_settle(pk, now) for pk in due.values_list("pk", flat=True))


def make_final(
    actor: User,
    *,
    record: Record,
    outcomes: OutcomesOf,
    frozen: Callable[[Record, RecordRevision], object],
    version: int | None = None,
    now: datetime | None = None,
) -> RecordRevision:
    """Close the clearance: the revision that circulated last becomes the final one, and is frozen.

    ``frozen`` is called within the transaction, to store the final text.

    Raises:
        NotAllowed: to all but the chair of the body and the secretariat.
        Refused: to the secretariat, unless a silence procedure has passed with no objection; to both when the
            text is not the one that the body saw.
    """
    now = now or timezone.now()
    with held(actor, Verb.CLEAR, record, version) as row:
        _check_in_clearance(row)
        seen = revisions.latest(row)
        if not is_chair(actor, row):
            _check_silence(row, seen, now)
        snapshot = revisions.taken(row, outcomes(row))
        if seen is None or not revisions.says_the_same(snapshot, revisions.shot(seen)):
            message = _("The text is not the one that the body saw. Send it into clearance again, then make it final.")
            raise Refused("not_as_seen", message)
        row.state = State.FINAL
        row.cleared_at = row.cleared_at or now
        _save(row)
        revision = revisions.keep(actor, row, snapshot, Reason.FINAL)
        frozen(row, revision)
        data = {"revision": revision.number, "sha256": revision.sha256, "text_sha256": row.sha256}
        Gesture(actor, row.meeting).record("make_final", row, data=data)
    return revision


def is_chair(actor: User, record: Record) -> bool:
    """Say whether somebody chairs the body of a record; the secretariat may clear without that, but not alone."""
    return chaired(actor).filter(pk__in=bodies_of(record)).exists()


def objections(record: Record) -> list[Objection]:
    """Return what was objected to the revision that circulates."""
    revision = revisions.latest(record)
    return [] if revision is None else list(revision.objections.select_related("by"))


def zone_of(record: Record) -> ZoneInfo:
    """Return the time zone in which a deadline is told."""
    return ZoneInfo(record.zone) if record.zone in available_timezones() else ZoneInfo("UTC")


@contextmanager
def held(actor: User, verb: Verb, record: Record, version: int | None = None) -> Iterator[Record]:
    """Hand out a record as it stands, in one transaction.

    Raises:
        NotAllowed: when the actor may not do ``verb`` to it.
        Conflict: when it is not the version that the actor saw.
    """
    require(actor, verb, record)
    with writing():
        row = Record.objects.select_for_update().get(pk=record.pk)
        if not may(actor, verb, row):
            raise NotAllowed
        if version is not None and version != row.version:
            raise Conflict
        yield row


def _settle(pk: int, now: datetime) -> int:
    """Mark one record cleared, unless somebody changed that meanwhile."""
    with writing():
        row = Record.objects.select_for_update().get(pk=pk)
        late = row.deadline is None or row.deadline > now or row.cleared_at is not None
        if late or row.state != State.IN_CLEARANCE or not row.silence or objections(row):
            return 0
        row.cleared_at = now
        _save(row)
        Gesture(None, row.meeting).record("silence_passed", row, data=_until(row))
    return 1


def _check_silence(row: Record, seen: RecordRevision | None, now: datetime) -> None:
    """Refuse the secretariat a record that only the chair can clear."""
    if not row.silence:
        raise Refused("chair_clears", _("The chair of the body makes this record final."))
    if seen is not None and seen.objections.exists():
        raise Refused("silence_broken", _("Somebody objected. The chair decides, or a new text goes before the body."))
    if row.deadline is None or now < row.deadline:
        raise Refused("silence_lasts", _("The silence procedure is still open."))


def _check_in_clearance(row: Record) -> None:
    """Refuse a record that is not before its body."""
    if row.state != State.IN_CLEARANCE:
        raise Refused("not_in_clearance", _("This record is not in clearance."))


def _check_deadline(deadline: datetime, zone: str, now: datetime) -> None:
    """Refuse a deadline without a zone, or one that has gone by."""
    if zone not in available_timezones():
        raise Refused("unknown_zone", _("“%s” is not a time zone. Write it as Europe/Zurich.") % zone)
    if deadline <= now:
        raise Refused("deadline_past", _("The deadline lies in the past."))


def _until(row: Record) -> dict[str, str]:
    """Return the deadline as an event keeps it."""
    return {"deadline": row.deadline.isoformat() if row.deadline else "", "zone": row.zone}


def _save(row: Record) -> None:
    """Write a record under its next version."""
    row.version += 1
    row.save()
