"""The outcomes of a meeting as its record tells them: decisions and action points, each in its part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Prefetch

from secretariat.meetings.revisions import Outcome, Outcomes, PartShot, Snapshot
from secretariat.network.access import Actor, Verb, may, visible

from .models import ActionPoint, Decision, Entry, Owner

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from secretariat.meetings.models import Record, RecordPart

TOLD: Final[tuple[type[Entry], ...]] = (Decision, ActionPoint)


def outcomes(record: Record) -> Outcomes:
    """Return all outcomes of a record's meeting as a revision keeps them."""
    rows = [row for model in TOLD for row in _rows(model, record)]
    parts = list(record.parts.filter(removed=False).select_related("agenda_item"))
    by_part: dict[int, list[Outcome]] = {}
    loose: list[Outcome] = []
    for row in rows:
        part = part_of(row, parts)
        (loose if part is None else by_part.setdefault(part.pk, [])).append(_told(row))
    return {"by_part": by_part, "loose": loose}


def entries_by_part(actor: Actor, record: Record) -> dict[int | None, list[Entry]]:
    """Return the entries themselves that ``actor`` may read, by the key of their part (``None``: of no part)."""
    parts = list(record.parts.filter(removed=False).select_related("agenda_item"))
    found: dict[int | None, list[Entry]] = {}
    for model in TOLD:
        for row in visible(actor, _rows(model, record)):
            part = part_of(row, parts)
            found.setdefault(part.pk if part else None, []).append(row)
    return found


def shown(actor: Actor, record: Record, snapshot: Snapshot) -> Snapshot:
    """Return a snapshot without what ``actor`` may not read: entries of a narrower level, and who was there."""
    told = [*snapshot["loose"], *(row for part in snapshot["parts"] for row in part["outcomes"])]
    readable = {row.reference for model in TOLD for row in _readable(actor, model, told)}
    named = may(actor, Verb.IDENTIFY, record)

    def kept(rows: Iterable[Outcome]) -> list[Outcome]:
        return [row if named else {**row, "proposer": ""} for row in rows if row["ref"] in readable]

    parts: list[PartShot] = [{**part, "outcomes": kept(part["outcomes"])} for part in snapshot["parts"]]
    participants = snapshot["participants"] if named else []
    return {**snapshot, "parts": parts, "loose": kept(snapshot["loose"]), "participants": participants}


def part_of(entry: Entry, parts: Iterable[RecordPart]) -> RecordPart | None:
    """Return the part that an entry stands in: that of its item, or the one under the heading that it names."""
    for part in parts:
        if entry.agenda_item_id is not None and part.agenda_item_id == entry.agenda_item_id:
            return part
    if entry.agenda_item_id is not None or not entry.section:
        return None
    return next((part for part in parts if entry.section in {part.heading, str(part)}), None)


def _rows(model: type[Entry], record: Record) -> QuerySet[Any]:
    """Return the entries of a kind that came of the meeting, in the order in which they were entered."""
    rows: QuerySet[Any] = model._default_manager.filter(meeting=record.meeting).exclude(model.drafts())
    if model is ActionPoint:
        rows = rows.prefetch_related(Prefetch("owners", Owner.objects.select_related("entity", "body", "person")))
    return rows.select_related("created_by").order_by("pk")


def _told(row: Entry) -> Outcome:
    """Return an entry as a record tells it."""
    told: Outcome = {
        "kind": row.kind,
        "ref": row.reference,
        "level": row.confidentiality,
        "text": row.text,
        "verb": "",
        "manner": "",
        "proposer": "",
        "object": "",
        "owners": [],
        "due_text": "",
        "due": "",
        "pace": "",
    }
    if isinstance(row, Decision):
        return {**told, "verb": row.verb, "manner": row.manner, "proposer": row.proposer, "object": row.object}
    if isinstance(row, ActionPoint):
        owners = sorted(row.owners.all(), key=lambda owner: owner.part != Owner.Part.LEAD)
        labels = [owner.label for owner in owners] or list(row.owners_written)
        return {**told, "owners": labels, "due_text": row.due_text, "due": row.due, "pace": row.pace}
    return told


def _readable(actor: Actor, model: type[Entry], told: Iterable[Outcome]) -> QuerySet[Any]:
    """Return those of the told entries of one model that ``actor`` may read."""
    keys = [int(row["ref"].partition("-")[2]) for row in told if row["kind"] == model.kind]
    return visible(actor, model._default_manager.filter(pk__in=keys))
