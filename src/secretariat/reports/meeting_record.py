"""The record of a meeting as a typed document: what somebody may read of a revision, ready to be written as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from secretariat import writing
from secretariat.meetings import clearance, records, revisions
from secretariat.meetings.models import RecordRevision
from secretariat.meetings.wording import paragraphs
from secretariat.network.access import Verb, require
from secretariat.network.guarded import Confidentiality
from secretariat.register.models import Kind
from secretariat.register.outcomes import outcomes, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from secretariat.meetings.models import Record
    from secretariat.meetings.revisions import Outcome, ParticipantShot, PartShot
    from secretariat.network.access import Actor

CLASSIFICATIONS = {
    Confidentiality.PUBLIC: "public",
    Confidentiality.NETWORK: "network",
    Confidentiality.CHATHAM: "Chatham House",
    Confidentiality.RESTRICTED: "restricted",
}
Reason = RecordRevision.Reason


def meeting_record(actor: Actor, record: Record, revision: RecordRevision | None = None) -> writing.MeetingRecord:
    """Return a revision of a record as ``actor`` may read it; without one the draft as it stands now.

    Under the Chatham House Rule nobody outside the body gets names or attendance. A revision that is not
    final says what it is.

    Raises:
        NotAllowed: when the actor may not read the record, or may not write it and asks for the draft.
    """
    require(actor, Verb.READ if revision else Verb.EDIT, record)
    snapshot = revisions.shot(revision) if revision else revisions.taken(record, outcomes(record))
    snapshot = shown(actor, record, snapshot)
    head = snapshot["meeting"]
    return writing.MeetingRecord(
        title=head["title"],
        body=head["body"] or None,
        date=head["date"] or None,
        end_date=head["end_date"] or None,
        start=head["start"] or None,
        end=head["end"] or None,
        timezone=head["timezone"] or None,
        mode=head["mode"] or None,
        place=head["place"] or None,
        classification=CLASSIFICATIONS[Confidentiality(snapshot["level"])],
        reference=_reference(record, revision),
        notes=tuple(_notes(actor, record, revision)),
        participants=tuple(map(_participant, snapshot["participants"])),
        agenda=tuple(
            writing.AgendaItem(title=item["title"], number=item["number"] or None) for item in snapshot["agenda"]
        ),
        parts=tuple(map(_part, snapshot["parts"])),
        decisions=tuple(_decisions(snapshot["loose"])),
        action_points=tuple(_actions(snapshot["loose"])),
        status=_status(record, revision),
    )


def _status(record: Record, revision: RecordRevision | None) -> writing.Status:
    """Return how far a revision is; one in clearance with the last day to speak, in the zone of the deadline."""
    if revision is None:
        return writing.Status(state="draft")
    if revision.reason in {Reason.FINAL, Reason.CORRECTED}:
        return writing.Status(state="final", date=timezone.localdate(revision.made_at).isoformat())
    until = _deadline(record, revision)
    if until is None:
        return writing.Status(state="in clearance")
    return writing.Status(state="in clearance", date=until.astimezone(clearance.zone_of(record)).date().isoformat())


def _deadline(record: Record, revision: RecordRevision) -> datetime | None:
    """Return until when a revision could be spoken about: the record's own deadline where it is the newest."""
    newest = revisions.latest(record)
    return record.deadline if newest is not None and newest.pk == revision.pk else revision.deadline


def _reference(record: Record, revision: RecordRevision | None) -> str | None:
    """Return the name of a revision."""
    return (
        None
        if revision is None
        else _("Record %(meeting)s, revision %(number)s")
        % {
            "meeting": record.meeting_id,
            "number": revision.number,
        }
    )


def _notes(actor: Actor, record: Record, revision: RecordRevision | None) -> Iterator[str]:
    """Yield what stands at the end: until when it circulates, what was corrected, the hash of the final text."""
    if revision is None:
        return
    if revision.reason in {Reason.CIRCULATED, Reason.AFTER_COMMENTS}:
        until = _deadline(record, revision)
        zone = clearance.zone_of(record)
        if until is not None:
            when = date_format(until.astimezone(zone), "j F Y, H:i")
            yield _("For clearance by %(when)s (%(zone)s).") % {"when": when, "zone": zone.key}
        return
    for correction in records.corrections_of(actor, record):
        if correction.revision.number <= revision.number:
            said = _("Corrected on %(day)s: “%(before)s” became “%(after)s”. %(reason)s")
            yield said % {
                "day": date_format(timezone.localtime(correction.at), "j F Y"),
                "before": correction.before,
                "after": correction.after,
                "reason": correction.reason,
            }
    yield _("SHA-256 of the final text: %s") % record.sha256


def _participant(person: ParticipantShot) -> writing.Participant:
    """Return a line of the participants' list; some lists name entities alone."""
    return writing.Participant(
        name=person["name"] or person["organization"],
        title=person["title"] or None,
        organization=(person["organization"] or None) if person["name"] else None,
        role=person["role"] or None,
        attendance=person["attendance"],
        represented_by=person["represented_by"] or None,
    )


def _part(part: PartShot) -> writing.Part:
    """Return one part."""
    number = part["number"].rstrip(".")
    return writing.Part(
        title=f"{number}. {part['heading']}" if number else part["heading"],
        paragraphs=tuple(" ".join(words.split()) for _at, words in paragraphs(part["text"])),
        decisions=tuple(_decisions(part["outcomes"])),
        action_points=tuple(_actions(part["outcomes"])),
    )


def _decisions(rows: Iterable[Outcome]) -> Iterator[writing.Decision]:
    """Yield the decisions among outcomes."""
    for row in rows:
        if row["kind"] == Kind.DECISION:
            yield writing.Decision(
                text=row["text"],
                verb=row["verb"] or None,
                manner=row["manner"] or None,
                proposer=row["proposer"] or None,
                object=row["object"] or None,
                reference=row["ref"],
            )


def _actions(rows: Iterable[Outcome]) -> Iterator[writing.ActionPoint]:
    """Yield the action points among outcomes."""
    for row in rows:
        if row["kind"] == Kind.ACTION_POINT:
            yield writing.ActionPoint(
                text=row["text"],
                owners=tuple(row["owners"]),
                due_text=row["due_text"] or None,
                due=row["due"] or None,
                pace=row["pace"] or "once",
                reference=row["ref"],
            )
