"""What the pages of a record show: its state in words, its parts with their outcomes, comments and corrections."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from secretariat.meetings import clearance, comments, records, revisions
from secretariat.meetings.anchors import found
from secretariat.meetings.comments import Pinned
from secretariat.meetings.models import Correction, Record, RecordRevision
from secretariat.meetings.revisions import Outcome, PartShot
from secretariat.network.access import Verb, bodies_of, may
from secretariat.network.models import User
from secretariat.network.seating import objecting
from secretariat.register.outcomes import shown

from .record_text import Pin, drawn

FORMATS = ("docx", "pdf", "markdown", "html", "json", "akn")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A comment with its number on the page."""

    number: int
    pinned: Pinned


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part as a page shows it."""

    key: int
    title: str
    text: SafeString
    outcomes: list[Outcome]
    comments: list[Numbered] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)


def moment_told(at: datetime | None, zone: ZoneInfo) -> str:
    """Return a moment in words, with the zone in which it is told."""
    return "" if at is None else f"{date_format(at.astimezone(zone), 'l j F Y, H:i')} ({zone.key})"


def deadline_told(record: Record) -> str:
    """Return the deadline of a record in words."""
    return moment_told(record.deadline, clearance.zone_of(record))


def standing(record: Record, now: datetime) -> str:
    """Return in a line how a record in clearance stands."""
    objections = clearance.objections(record)
    if objections:
        return _("The silence is broken.")
    if record.is_open(now):
        return _("A silence procedure is open.") if record.silence else _("It is open for comments.")
    if record.silence:
        return _("The silence has passed with no objection. The record can be made final.")
    return _("The time for comments is over. The chair makes the record final.")


def may_do(actor: User, record: Record, now: datetime) -> dict[str, bool]:
    """Return what somebody may do with a record now."""
    chairs = clearance.is_chair(actor, record)
    silent = record.silence and not record.is_open(now) and not clearance.objections(record)
    circulating = record.is_circulating()
    return {
        "edit": may(actor, Verb.EDIT, record),
        "comment": comments.may_comment(actor, record, now),
        "reply": circulating and may(actor, Verb.COMMENT, record),
        # the secretariat objects for nobody: only who has a voice in the body is asked
        "object": record.silence and record.is_open(now) and objecting(actor).filter(pk__in=bodies_of(record)).exists(),
        "clear": circulating and may(actor, Verb.CLEAR, record) and (chairs or silent),
    }


def clearance_parts(actor: User, record: Record, revision: RecordRevision) -> list[ShownPart]:
    """Return the parts of the circulating revision with what was said about them."""
    placed = comments.pinned(comments.comments(actor, record), revision)
    snapshot = shown(actor, record, revisions.shot(revision))
    made, number = [], 0
    for part in snapshot["parts"]:
        said = [Numbered(number + at + 1, one) for at, one in enumerate(placed.get(part["part"], []))]
        number += len(said)
        made.append(ShownPart(part["part"], title(part), drawn(part["text"], _pins(said)), part["outcomes"], said))
    return made


def final_parts(actor: User, record: Record, revision: RecordRevision) -> list[ShownPart]:
    """Return the parts of a final revision with the corrections that were made since."""
    snapshot = shown(actor, record, revisions.shot(revision))
    corrections = list(records.corrections_of(actor, record))
    made = []
    for part in snapshot["parts"]:
        mine = [one for one in corrections if one.part_id == part["part"]]
        pins = [pin for one in mine if (pin := _corrected(part["text"], one, corrections.index(one) + 1))]
        made.append(ShownPart(part["part"], title(part), drawn(part["text"], pins), part["outcomes"], corrections=mine))
    return made


def title(part: PartShot) -> str:
    """Return number and heading of a part."""
    return f"{part['number']} {part['heading']}".strip()


def _pins(said: list[Numbered]) -> list[Pin]:
    """Return the words that comments are about."""
    return [
        Pin(*one.pinned.span, one.number, f"c-{one.pinned.comment.pk}", _("Comment %s") % one.number)
        for one in said
        if one.pinned.span is not None
    ]


def _corrected(text: str, correction: Correction, number: int) -> Pin | None:
    """Return the words of a final text that were put right later, where they still can be told."""
    span = found(text, correction.before, correction.start)
    if span is None:
        return None
    return Pin(*span, number, f"correction-{correction.pk}", _("Correction %s") % number)
