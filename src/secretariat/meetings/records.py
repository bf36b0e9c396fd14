"""Questions asked of the records that are written here."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.shortcuts import get_object_or_404

from secretariat.network.access import Verb, may, visible

from .models import Presence, Record, RecordPart, RecordRevision
from .selectors import agenda

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from secretariat.network.access import Actor
    from secretariat.network.models import User

    from .models import AgendaItem, Correction, Meeting

PRESENT_FOR: Final = timedelta(seconds=25)
Reason = RecordRevision.Reason


def record_of(actor: Actor, meeting: Meeting) -> Record | None:
    """Return the record of a meeting, if it was begun and ``actor`` may read it."""
    rows = visible(actor, Record.objects.filter(meeting=meeting))
    return rows.select_related("meeting", "meeting__body", "document").first()


def record(actor: Actor, meeting_pk: int) -> Record:
    """Return the record of a meeting, or 404."""
    rows = visible(actor, Record.objects.select_related("meeting", "meeting__body", "document"))
    return get_object_or_404(rows, meeting=meeting_pk)


def parts(record: Record) -> QuerySet[RecordPart]:
    """Return the parts of a record in their order."""
    return record.parts.filter(removed=False).select_related("agenda_item", "written_by")


def items_without_part(record: Record) -> list[AgendaItem]:
    """Return the items that came onto the agenda after the record was begun."""
    held = set(parts(record).values_list("agenda_item", flat=True))
    return [item for item in agenda(record.meeting) if item.pk not in held]


def sees_clearance(actor: Actor, record: Record) -> bool:
    """Say whether somebody sees what was said in clearance, and the revisions before the final one."""
    return may(actor, Verb.COMMENT, record)


def revisions_of(actor: Actor, record: Record) -> QuerySet[RecordRevision]:
    """Return the revisions that somebody may see, oldest first: the body all, others the final one and those after.

    Who may not know who was there sees the newest alone: it is the one that somebody vouched for.
    """
    rows = record.revisions.select_related("by")
    if sees_clearance(actor, record):
        return rows
    rows = rows.filter(reason__in=(Reason.FINAL, Reason.CORRECTED))
    if may(actor, Verb.IDENTIFY, record):
        return rows
    newest = rows.order_by("-number").values_list("pk", flat=True)[:1]
    return rows.filter(pk__in=list(newest))


def corrections_of(actor: Actor, record: Record) -> QuerySet[Correction]:
    """Return the corrections; to whoever may not know who was there they would tell words that were taken out."""
    if may(actor, Verb.IDENTIFY, record):
        return record.corrections.select_related("part", "revision")
    return record.corrections.none()


def at_work(record: Record, now: datetime, but: User | None = None) -> list[Presence]:
    """Return who is at work in a record."""
    rows = record.presences.filter(at__gte=now - PRESENT_FOR).select_related("user", "part")
    return list(rows.exclude(user=but) if but else rows)
