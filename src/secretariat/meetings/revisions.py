"""Revisions of a record: what is frozen, in what form it is hashed, and whether it still is what it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypedDict, cast

from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.refusals import Refused
from secretariat.network.models import User

from .merging import is_marked
from .models import Confirmation, Meeting, Record, RecordPart, RecordRevision

SCHEMA: Final = "secretariat.written-record/1"


class Outcome(TypedDict):
    """A decision or an action point as the record tells it. ``ref`` is its reference in the register."""

    kind: str
    ref: str
    level: str
    text: str
    verb: str
    manner: str
    proposer: str
    object: str
    owners: list[str]
    due_text: str
    due: str
    pace: str


class PartShot(TypedDict):
    """A part as it stood."""

    part: int
    number: str
    heading: str
    text: str
    outcomes: list[Outcome]


class ParticipantShot(TypedDict):
    """A line of the participants' list as it stood."""

    name: str
    title: str
    organization: str
    role: str
    attendance: str
    represented_by: str


class Snapshot(TypedDict):
    """A record as it stood; ``loose`` are the outcomes that belong to no part."""

    schema: str
    meeting: dict[str, str]
    level: str
    participants: list[ParticipantShot]
    agenda: list[dict[str, str]]
    parts: list[PartShot]
    loose: list[Outcome]


class Outcomes(TypedDict):
    """The outcomes of a meeting: by the key of their part, and those that belong to none."""

    by_part: Mapping[int, list[Outcome]]
    loose: list[Outcome]


OutcomesOf = Callable[[Record], Outcomes]
"""What tells the outcomes of a record: the register, which is above the meetings."""


def taken(record: Record, outcomes: Outcomes) -> Snapshot:
    """Return the record as it stands now."""
    parts = record.parts.filter(removed=False).select_related("agenda_item")
    return {
        "schema": SCHEMA,
        "meeting": _head(record.meeting),
        "level": record.meeting.confidentiality,
        "participants": _participants(record.meeting),
        "agenda": [
            {"number": item.number, "title": item.title}
            for item in record.meeting.agenda_items.filter(state=Confirmation.CONFIRMED)
        ],
        "parts": [_part(part, outcomes["by_part"].get(part.pk, [])) for part in parts],
        "loose": outcomes["loose"],
    }


def keep(actor: User, record: Record, snapshot: Snapshot, reason: str) -> RecordRevision:
    """Keep a snapshot as the next revision. Called within the transaction of a verb that has asked who may."""
    last = record.revisions.order_by("-number").values_list("number", flat=True).first()
    return RecordRevision.objects.create(
        record=record,
        number=(last or 0) + 1,
        made_at=timezone.now(),
        by=actor,
        by_name=str(actor),
        reason=reason,
        deadline=record.deadline,
        snapshot=snapshot,
        sha256=digest(snapshot),
    )


def shot(revision: RecordRevision) -> Snapshot:
    """Return the snapshot of a revision."""
    return cast("Snapshot", revision.snapshot)


def digest(snapshot: Snapshot) -> str:
    """Return the SHA-256 of a snapshot in its one form: JSON with sorted keys, no spaces, UTF-8."""
    written = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def is_whole(revision: RecordRevision) -> bool:
    """Say whether a revision is what it was when it was kept."""
    return digest(shot(revision)) == revision.sha256


def says_the_same(one: Snapshot, other: Snapshot) -> bool:
    """Say whether two snapshots have the same text and outcomes."""
    return one["parts"] == other["parts"] and one["loose"] == other["loose"]


def latest(record: Record) -> RecordRevision | None:
    """Return the newest revision."""
    return record.revisions.order_by("-number").first()


def part_of(snapshot: Snapshot, part: int) -> PartShot | None:
    """Return one part as it stood."""
    return next((shot for shot in snapshot["parts"] if shot["part"] == part), None)


def check_settled(snapshot: Snapshot) -> None:
    """Refuse a record with nothing in it, or with two wordings of one place that nobody has settled."""
    if not any(part["text"] or part["outcomes"] for part in snapshot["parts"]) and not snapshot["loose"]:
        raise Refused("nothing_written", _("Nothing is written yet. Write something first."))
    for part in snapshot["parts"]:
        if is_marked(part["text"]):
            message = _("“%s” still holds two wordings between ⟦ and ⟧. Choose one, then send it.")
            raise Refused("two_wordings", message % part["heading"])


def _head(meeting: Meeting) -> dict[str, str]:
    """Return the head of a meeting as text; what is not known is empty."""
    values: dict[str, Any] = {
        "title": meeting.title,
        "body": str(meeting.body or meeting.body_text),
        "date": meeting.date,
        "end_date": meeting.end_date,
        "start": f"{meeting.start_time:%H:%M}" if meeting.start_time else "",
        "end": f"{meeting.end_time:%H:%M}" if meeting.end_time else "",
        "timezone": meeting.timezone or meeting.zone,
        "mode": meeting.mode,
        "place": meeting.place,
    }
    return {key: str(value or "") for key, value in values.items()}


def _participants(meeting: Meeting) -> list[ParticipantShot]:
    """Return the confirmed lines of the participants' list."""
    return [
        {
            "name": row.name,
            "title": row.title,
            "organization": row.organization,
            "role": row.role,
            "attendance": row.attendance,
            "represented_by": row.represented_by,
        }
        for row in meeting.attendances.filter(state=Confirmation.CONFIRMED)
    ]


def _part(part: RecordPart, outcomes: Sequence[Outcome]) -> PartShot:
    """Return a part as it stands, under the heading that its item has now."""
    item = part.agenda_item
    return {
        "part": part.pk,
        "number": item.number if item else part.number,
        "heading": item.title if item else part.heading,
        "text": part.text,
        "outcomes": list(outcomes),
    }
