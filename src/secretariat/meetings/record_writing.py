"""Writing the record of a meeting: its parts, saved as one types, by several people at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Conflict, Refused
from secretariat.network.access import Verb, require
from secretariat.network.guarded import Confidentiality
from secretariat.network.models import User

from .differences import changed
from .merging import Crossing, merge
from .models import AgendaItem, Meeting, Presence, Record, RecordPart
from .selectors import agenda
from .wording import settled

LONGEST: Final = 200_000
LONGEST_HEADING: Final = 500
TOLD_AGAIN_AFTER: Final = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Saved:
    """A part as it stands after a save; ``crossings`` are the places where somebody else had written too."""

    part: RecordPart
    merged: bool = False
    crossings: tuple[Crossing, ...] = ()


def begin(actor: User, *, meeting: Meeting) -> Record:
    """Begin the record of a meeting: a part for each item of its agenda.

    Raises:
        Refused: when the record was begun already.
    """
    require(actor, Verb.EDIT, meeting)
    with writing():
        row = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if Record.objects.filter(meeting=row).exists():
            raise Refused("record_begun", _("The record of this meeting was begun already."))
        record = Record.objects.create(meeting=row, confidentiality=Confidentiality.PUBLIC)
        for order, item in enumerate(agenda(row)):
            RecordPart.objects.create(
                record=record, agenda_item=item, number=item.number, heading=item.title, order=order
            )
        Gesture(actor, row).record("begin", record, data={"parts": record.parts.count()})
    return record


def write(actor: User, *, part: RecordPart, text: str, base: str, version: int | None = None) -> Saved:
    """Save the text of a part that was made from ``base``.

    Where somebody else saved meanwhile, both texts become one and no word of either is lost (``merging``).

    Raises:
        Refused: when the record is final, the part is gone, or the text is too long.
    """
    if len(text) > LONGEST:
        raise Refused("too_long", _("This text is too long: at most %s characters.") % LONGEST)
    with held_for_writing(actor, part.record) as record:
        row = _held(record, part)
        mine = settled(text)
        untouched = row.version == version or settled(base) == row.text
        merged = None if untouched or mine == row.text else merge(base, row.text, mine)
        after = merged.text if merged else mine
        if after != row.text:
            _keep(actor, row, after)
        return Saved(row, merged=merged is not None and after != mine, crossings=merged.crossings if merged else ())


def add_part(actor: User, *, record: Record, heading: str = "", agenda_item: AgendaItem | None = None) -> RecordPart:
    """Add a part at the end: under a heading of its own, or for an item that has none yet."""
    with held_for_writing(actor, record) as row:
        title = agenda_item.title if agenda_item else " ".join(settled(heading).split())[:LONGEST_HEADING]
        if not title:
            raise Refused("heading_missing", _("Give the part a heading."))
        if agenda_item and agenda_item.meeting_id != row.meeting_id:
            raise Refused("other_meeting", _("This item is on the agenda of another meeting."))
        if agenda_item and (gone := row.parts.filter(agenda_item=agenda_item).first()):
            gone.removed, gone.version = False, gone.version + 1
            gone.save()
            Gesture(actor, row).record("put_back", gone)
            return gone
        last = row.parts.order_by("-order").values_list("order", flat=True).first()
        part = RecordPart.objects.create(
            record=row,
            agenda_item=agenda_item,
            number=agenda_item.number if agenda_item else "",
            heading=title,
            order=0 if last is None else last + 1,
        )
        Gesture(actor, row).record("add_part", part, data={"heading": title})
    return part


def remove_part(actor: User, *, part: RecordPart) -> None:
    """Take an empty part out; one with words in it is emptied first, so that nobody's words go unseen."""
    with held_for_writing(actor, part.record) as record:
        row = _held(record, part)
        if row.text:
            raise Refused("not_empty", _("This part has words in it. Take them out first."))
        row.removed, row.version = True, row.version + 1
        row.save()
        Gesture(actor, record).record("remove_part", row, data={"heading": row.heading})


def move_part(actor: User, *, part: RecordPart, up: bool) -> None:
    """Move a part one place up or down."""
    with held_for_writing(actor, part.record) as record:
        rows = list(record.parts.filter(removed=False).select_for_update())
        at = next((index for index, row in enumerate(rows) if row.pk == part.pk), None)
        to = None if at is None else at + (-1 if up else 1)
        if at is None or to is None or not 0 <= to < len(rows):
            return
        rows[at], rows[to] = rows[to], rows[at]
        for order, row in enumerate(rows):
            if row.order != order:
                row.order = order
                row.save(update_fields=["order"])
        Gesture(actor, record).record("move_part", rows[to], data={"up": up})


def be_present(actor: User, *, record: Record, part: RecordPart | None) -> None:
    """Say in which part one is at work; others see it for a short while."""
    require(actor, Verb.EDIT, record)
    now = timezone.now()
    told = Presence.objects.filter(record=record, user=actor, part=part, at__gt=now - TOLD_AGAIN_AFTER)
    if not told.exists():
        Presence.objects.update_or_create(record=record, user=actor, defaults={"part": part, "at": now})


@contextmanager
def held_for_writing(actor: User, record: Record) -> Iterator[Record]:
    """Hand out a record to be written in, held, in one transaction.

    Raises:
        NotAllowed: when the actor may not write it.
        Refused: when it is final.
    """
    require(actor, Verb.EDIT, record)
    with writing():
        row = Record.objects.select_for_update().select_related("meeting").get(pk=record.pk)
        if row.is_final:
            message = _("This record is final: its text stays as it is. Put a mistake right with a correction.")
            raise Refused("record_final", message)
        yield row


def _held(record: Record, part: RecordPart) -> RecordPart:
    """Return a part of the record as it stands."""
    row = RecordPart.objects.select_for_update().filter(record=record, pk=part.pk, removed=False).first()
    if row is None:
        raise Conflict(_("Somebody took this part out of the record meanwhile. Your words are still in this page."))
    row.record = record
    return row


def _keep(actor: User, row: RecordPart, text: str) -> None:
    """Write the text of a part, and in the history only what changed in it."""
    data = {"changed": changed(row.text, text), "version": row.version + 1}
    row.text, row.version = text, row.version + 1
    row.written_by, row.written_at = actor, timezone.now()
    row.save()
    Gesture(actor, row.record).record("write", row, data=data)
