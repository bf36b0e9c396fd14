"""The record of a meeting and its outcomes together: sent into clearance, made final, and proved whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture
from secretariat.meetings import clearance, revisions
from secretariat.meetings.models import Meeting, Record, RecordRevision
from secretariat.network.guarded import OPEN_LEVELS
from secretariat.network.models import User
from secretariat.sources.keeping import WrittenText, keep
from secretariat.sources.models import StoredReading

from . import snapshots
from .entries import told
from .final_text import FinalText, final_text
from .models import Entry
from .outcomes import TOLD, outcomes

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGE = "en"


def circulate(
    actor: User, *, record: Record, deadline: datetime, zone: str, silence: bool = False, now: datetime | None = None
) -> RecordRevision:
    """Put a record with its outcomes before its body (``meetings.clearance.circulate``)."""
    return clearance.circulate(
        actor, record=record, deadline=deadline, zone=zone, silence=silence, outcomes=outcomes, now=now
    )


def make_final(
    actor: User, *, record: Record, version: int | None = None, now: datetime | None = None
) -> RecordRevision:
    """Close the clearance and freeze the text (``meetings.clearance.make_final``).

    The text is kept as a document with its hash, and each entry of the meeting that stood on no passage yet
    gets the one that tells it there.
    """

    def frozen(row: Record, revision: RecordRevision) -> None:
        _freeze(actor, row, revision)

    return clearance.make_final(actor, record=record, outcomes=outcomes, frozen=frozen, version=version, now=now)


def changed_since(record: Record) -> bool:
    """Say whether text or outcomes differ from the revision that circulated last."""
    last = revisions.latest(record)
    if last is None:
        return False
    return not revisions.says_the_same(revisions.taken(record, outcomes(record)), revisions.shot(last))


def final_reading(record: Record) -> StoredReading | None:
    """Return the frozen text of a record: the first reading of its document, whatever was read of it later."""
    if record.document is None:
        return None
    return StoredReading.objects.filter(revision__document=record.document).order_by("id").first()


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that is not what it was when it was frozen; ``what`` says it in a line."""

    record: Record
    what: str


def broken_records() -> list[Broken]:
    """Compute the hashes of all revisions and final texts anew; return what differs from what was kept."""
    return list(_broken())


def _broken() -> Iterator[Broken]:
    """Yield what is broken."""
    for revision in RecordRevision.objects.select_related("record", "record__meeting").iterator():
        if not revisions.is_whole(revision):
            what = _("Revision %s of this record is not what it was when it was kept.")
            yield Broken(revision.record, what % revision.number)
    for record in Record.objects.filter(state=Record.State.FINAL).select_related("meeting", "document").iterator():
        reading = final_reading(record)
        if reading is None:
            yield Broken(record, _("The final text of this record is missing."))
        elif hashed(reading.text) != record.sha256 or reading.revision.sha256 != record.sha256:
            yield Broken(record, _("The final text of this record is not what it was when it was frozen."))


def hashed(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8: that of its file too."""
    return sha256(text.encode()).hexdigest()


def _freeze(actor: User, record: Record, revision: RecordRevision) -> None:
    """Store the final text, link it, and give the entries their passages."""
    snapshot = revisions.shot(revision)
    made = final_text(snapshot, revision=revision.number, made_at=timezone.localtime(revision.made_at))
    title = _("Final record: %s") % record.meeting.title
    name = f"record-{record.meeting_id}-final-{revision.number}.txt"
    reading = keep(actor, WrittenText(name, title, made.text, made.blocks, LANGUAGE, snapshot["level"]))
    record.document = reading.revision.document
    record.sha256 = reading.revision.sha256
    record.save()
    gesture = Gesture(actor, record.meeting)
    _link(gesture, record.meeting, reading, snapshot["level"])
    for row in _unproved(record):
        _prove(gesture, row, reading, made)


def _link(gesture: Gesture, meeting: Meeting, reading: StoredReading, level: str) -> None:
    """Make the final text the record that the meeting is known from, unless it has one or that would hide it."""
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if row.document_id is not None or not (level in OPEN_LEVELS or level == row.confidentiality):
        return
    row.document = reading.revision.document
    row.version += 1
    row.save()
    gesture.record("set_record", row, data={"document": row.document_id})


def _unproved(record: Record) -> Iterator[Entry]:
    """Yield the entries of the meeting that stand on no passage."""
    for model in TOLD:
        rows = model._default_manager.select_for_update().filter(meeting=record.meeting, reading=None)
        yield from rows.exclude(model.drafts()).order_by("pk")


def _prove(gesture: Gesture, row: Entry, reading: StoredReading, made: FinalText) -> None:
    """Give an entry the passage that tells it; only its very words will do."""
    place = made.places.get(row.reference)
    if place is None or made.text[place[0] : place[1]].split() != row.text.split():
        return
    before = snapshots.taken(row)
    row.reading, row.document = reading, reading.revision.document
    row.start, row.end = place
    row.quote = made.text[place[0] : place[1]]
    row.version += 1
    row.save()
    gesture.record("prove", row, data={"span": list(place), **told(before, row)})
